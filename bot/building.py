"""Building an archive from the program: progress on a terminal, and the first archive by itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot import phrases, streams
from bot.compose import build_archive, open_answerer
from bot.config import Archive, Config
from bot.terminal import console_on
from retrieval.answer import Answerer
from retrieval.build import Summary
from retrieval.errors import ArchiveMissing

SEEDS = Path("seeds")


class Bar:
    """A progress bar on standard error; silent where that is no terminal."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console_on(sys.stderr),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._progress.add_task(phrases.READING[streams.interface_language()])

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def waiting(self, holder: str) -> None:
        """Say that another process is writing to the archive and we wait for it."""
        streams.tell(phrases.WAITING[streams.interface_language()].format(holder=holder))

    def progress(self, done: int, total: int) -> None:
        """Move the bar."""
        self._progress.update(self._task, completed=done, total=total)


def build(
    config: Config, paths: Sequence[Path], rebuild: bool = False, prune: bool = False
) -> Summary:
    """Take page files into the archive, with a bar; raises what ``build_archive`` raises."""
    with Bar() as bar:
        return build_archive(config, paths, bar, rebuild, prune)


def open_or_build(config: Config) -> Answerer:
    """Open the archive; build it from ``seeds/`` first if it is missing at the default place.

    Raises ArchiveMissing anywhere else, ArchiveBroken, ArchiveStale.
    """
    try:
        return open_answerer(config)
    except ArchiveMissing:
        if config.archive != Archive() or not SEEDS.is_dir():
            raise
    language = streams.interface_language()
    where = config.archive.path
    streams.tell(phrases.BUILDING[language].format(path=f"{where}/", seeds=f"{SEEDS}/"))
    summary = build(config, [SEEDS])
    streams.tell(
        phrases.BUILT[language].format(
            pages=phrases.PAGES.count(language, summary.pages),
            articles=phrases.ARTICLES.count(language, summary.articles),
            seconds=summary.seconds,
        )
    )
    return open_answerer(config)
