"""Page files -> archive and index: incremental, and safe against being killed at any moment.

Pages are taken in batches.  A batch writes one new segment beside the old ones and then moves
the archive to its next state in a single transaction; whatever is interrupted leaves the last
state, and the next run goes on from there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from retrieval import formats
from retrieval.archive import Archive, Holdings
from retrieval.archive.writer import Change, Lock, ReadPage, Writer, set_aside
from retrieval.articles import split_page
from retrieval.errors import ArchiveBroken, ArchiveStale, PageRefused
from retrieval.index import GRAMS, PARTS, WORDS
from retrieval.index.embedded import statistics
from retrieval.index.segment import (
    Segment,
    Tokenized,
    from_passages,
    merged,
    vocabulary,
    write,
)
from retrieval.index.segment import read as read_segment
from retrieval.lexicon.cedict import reduced
from retrieval.model import Article, Page, Passage, Source
from retrieval.passages import cut
from retrieval.places import Gazetteer
from retrieval.sidecar import SIDECAR
from retrieval.tokens import Tokenizer

SUFFIXES = (".txt", ".md")
_BATCH = 256
_MOST_SEGMENTS = 8
_SPLITTING = "pages-1"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be taken in, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run of the build did; ``pages``, ``articles``, ``passages`` are the archive's now."""

    pages: int
    articles: int
    passages: int
    added: int
    changed: int
    unchanged: int
    removed: int
    refused: tuple[Refusal, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page found: its file, the name answers cite it by, its number in a file of several."""

    path: Path
    name: str
    leaf: int | None = None

    @property
    def key(self) -> str:
        """The absolute path, with the number of the page in a file of several.

        Links are not resolved: a link keeps its own name, and a circle of links has no target.
        """
        return formats.leaf_name(os.path.abspath(self.path), self.leaf)


class Reporter(Protocol):
    """Who is told how the build goes."""

    def waiting(self, holder: str) -> None:
        """Say that ``holder`` is writing to the archive and we wait for it."""
        ...

    def progress(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` page files have been read."""
        ...


def fingerprint(tokenizer: Tokenizer) -> str:
    """Return what the archive's contents depend on besides the pages: the rules they are cut by."""
    return f"{_SPLITTING}/{tokenizer.fingerprint}"


def tokens_of(tokenizer: Tokenizer, article: Article, passage: Passage) -> Tokenized:
    """Cut a passage with its headline and kicker: they say what and where it is about."""
    text = "\n".join(filter(None, (article.kicker, article.headline, passage.text)))
    return Tokenized(passage.id, tokenizer.words(text), tokenizer.grams(text))


def page_files(paths: Iterable[Path]) -> tuple[list[PageFile], list[Refusal]]:
    """Return the page files at and under ``paths``, in order, and the paths that are none.

    Directories are searched for ``*.txt`` and ``*.md``, and for the formats whose library is
    installed; links to directories are not followed, so that no circle is walked for ever.
    """
    found: dict[str, PageFile] = {}
    refused: list[Refusal] = []
    for path, name in _named(paths, refused):
        try:
            leaves = formats.leaves_of(path)
        except PageRefused as refusal:
            refused.append(Refusal(name, refusal.what))
            continue
        for leaf in leaves:
            page = PageFile(path, formats.leaf_name(name, leaf), leaf)
            found.setdefault(page.key, page)
    return list(found.values()), refused


def _named(paths: Iterable[Path], refused: list[Refusal]) -> Iterator[tuple[Path, str]]:
    """Yield the files at and under ``paths`` with the names answers cite them by."""
    for path in paths:
        if path.is_dir():
            yield from ((file, file.relative_to(path).as_posix()) for file in _under(path))
        elif path.name == SIDECAR:
            continue  # named by `pages/*`; it is read with the pages it speaks of
        elif os.path.lexists(path):
            yield path, path.name
        else:
            refused.append(Refusal(str(path), "no such file or directory"))


def _under(directory: Path) -> Iterator[Path]:
    suffixes = (*SUFFIXES, *formats.suffixes())
    for parent, folders, names in os.walk(directory):
        folders.sort()
        for name in sorted(names):
            if name.lower().endswith(suffixes):
                yield Path(parent, name)


class Builder:
    """Takes page files into an archive."""

    def __init__(self, directory: Path, tokenizer: Tokenizer, gazetteer: Gazetteer) -> None:
        """Build into the archive in ``directory``; it is made when there is none."""
        self._directory = directory
        self._tokenizer = tokenizer
        self._gazetteer = gazetteer

    def build(
        self,
        paths: Sequence[Path],
        reporter: Reporter,
        rebuild: bool = False,
        prune: bool = False,
        patience: float = 60.0,
    ) -> Summary:
        """Take in the page files at ``paths``.

        Unchanged pages are skipped, changed ones replaced.  ``rebuild`` starts from an empty
        archive, ``prune`` drops pages whose file is gone.  ``patience`` is how many seconds to
        wait for another process that is writing.  Raises ArchiveBusy, ArchiveBroken,
        ArchiveStale.
        """
        started = time.monotonic()
        files, refused = page_files(paths)
        with Lock(self._directory, patience, reporter.waiting):
            writer = self._open(rebuild)
            try:
                run = _Run(self, writer, reporter, refused)
                if rebuild:
                    # One transaction: the old archive answers until the new one is whole.
                    with writer.transaction():
                        writer.clear(fingerprint(self._tokenizer))
                        run.take_in(files)
                        writer.link()
                else:
                    run.take_in(files)
                if prune:
                    run.drop_gone()
                writer.link()
            finally:
                writer.close()
        return run.summary(self._holdings(), time.monotonic() - started)

    def _open(self, rebuild: bool) -> Writer:
        rules = fingerprint(self._tokenizer)
        try:
            writer = Writer(self._directory, rules)
        except ArchiveBroken:
            if not rebuild:
                raise
            set_aside(self._directory)
            writer = Writer(self._directory, rules)
        if not rebuild and writer.state().fingerprint != rules:
            writer.close()
            raise stale(self._directory)
        return writer

    def read(self, page: Page, file: PageFile) -> tuple[ReadPage, list[Tokenized]]:
        """Split a page and return what goes into the archive and into the index."""
        articles: list[Article] = []
        passages: list[Passage] = []
        tokenized: list[Tokenized] = []
        for article in split_page(page).articles:
            places = self._gazetteer.of_article(article)
            articles.append(replace(article, places=tuple(place.full for place in places)))
            for passage in cut(article):
                named = self._gazetteer.of_passage(passage.text, places)
                passages.append(replace(passage, places=tuple(place.full for place in named)))
                tokenized.append(tokens_of(self._tokenizer, article, passage))
        return ReadPage(page, file.key, tuple(articles), tuple(passages)), tokenized

    def _holdings(self) -> Holdings:
        archive = Archive(self._directory)
        try:
            with archive.reading() as reading:
                return reading.holdings()
        finally:
            archive.close()


def stale(directory: Path) -> ArchiveStale:
    """Return the error for an archive that was made under other rules."""
    return ArchiveStale(
        f"the archive in {directory} was made by another version of the program",
        "run `wenbao index --rebuild` with the page files",
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A page file that can be read: the id of its page, and what citations need of it."""

    file: PageFile
    id: str
    source: Source


@dataclass(frozen=True, slots=True)
class _Held:
    """The archive's pages: ids by path, and what their citations say by id."""

    pages: Mapping[str, str]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the files ask for.

    ``fresh`` are new texts; ``outdated`` pages by path, whose file holds another text now;
    ``moved`` pages by id, that lie in another file; ``restated`` files with a text that is held,
    but of another paper, date or number than before.
    """

    fresh: list[PageFile]
    outdated: dict[str, str]
    moved: dict[str, PageFile]
    restated: list[PageFile]
    unchanged: int


def _plan(found: Mapping[str, _Found], held: _Held) -> _Plan:
    """Compare the files found, by path, with the archive.

    The same text under another path is the same page: a file that was moved, or a copy.
    """
    wanted: dict[str, _Found] = {}
    for one in found.values():
        wanted.setdefault(one.id, one)
    path_of = {id_: path for path, id_ in held.pages.items()}
    files = {formats.file_of(path) for path in found}
    fresh = [one.file for id_, one in wanted.items() if id_ not in path_of]
    outdated = {
        path: old
        for path, old in held.pages.items()
        if old not in wanted
        and (found[path].id != old if path in found else formats.file_of(path) in files)
    }
    moved = {
        id_: one.file
        for id_, one in wanted.items()
        if id_ in path_of and _left(path_of[id_], id_, found, files)
    }
    keeper = path_of | {id_: file.key for id_, file in moved.items()}
    restated = [
        one.file
        for path, one in found.items()
        if keeper.get(one.id) == path and _imprint(one.source) != _imprint(held.sources[one.id])
    ]
    return _Plan(fresh, outdated, moved, restated, len(found) - len(fresh) - len(restated))


def _imprint(source: Source) -> tuple[str | None, ...]:
    return source.paper, source.date, source.number


def _left(path: str, id_: str, found: Mapping[str, _Found], files: Set[str]) -> bool:
    """Tell whether the text ``id_`` no longer stands where it was read from.

    ``files`` are the files of ``found``: one of them that lacks the page has lost it.
    """
    if path in found:
        return found[path].id != id_
    return formats.file_of(path) in files or not _exists(path)


def _exists(key: str) -> bool:
    """Tell whether the file that a page's key stands for is there."""
    return os.path.lexists(formats.file_of(key))


class _Run:
    """One run of the build: the files compared with the archive, taken in batch by batch."""

    def __init__(
        self, builder: Builder, writer: Writer, reporter: Reporter, refused: list[Refusal]
    ) -> None:
        self._builder = builder
        self._writer = writer
        self._reporter = reporter
        self._refused = refused
        self._added = self._changed = self._unchanged = self._removed = 0

    def take_in(self, files: Sequence[PageFile]) -> None:
        """Take in the new and the changed ones of ``files``, in batches."""
        held = _Held(self._writer.pages(), self._writer.sources())
        plan = _plan(self._identify(files), held)
        self._unchanged = plan.unchanged
        self._writer.move({id_: (file.key, file.name) for id_, file in plan.moved.items()})
        self._restate(plan.restated)
        for start in range(0, len(plan.fresh), _BATCH):
            batch = plan.fresh[start : start + _BATCH]
            pages = [(page, file) for file in batch if (page := self._page(file)) is not None]
            outdated = [plan.outdated.pop(f.key) for f in batch if f.key in plan.outdated]
            self._commit(pages, outdated, start, len(plan.fresh))
        if plan.outdated:
            self._changed += len(plan.outdated)
            self._write([], [], list(plan.outdated.values()))

    def _identify(self, files: Sequence[PageFile]) -> dict[str, _Found]:
        """Return the files that can be read, by path."""
        pages = ((file, self._page(file)) for file in files)
        return {
            file.key: _Found(file, page.id, Source(page.name, page.paper, page.date, page.number))
            for file, page in pages
            if page is not None
        }

    def _restate(self, files: Sequence[PageFile]) -> None:
        """Note what is known now of pages whose text is held: passages and index stay."""
        for start in range(0, len(files), _BATCH):
            read = [self._page(file) for file in files[start : start + _BATCH]]
            pages = [(page, split_page(page).articles) for page in read if page is not None]
            self._writer.restate(pages)
            self._changed += len(pages)

    def drop_gone(self) -> None:
        """Drop the pages whose file is gone."""
        gone = [id_ for path, id_ in self._writer.pages().items() if not _exists(path)]
        if gone:
            self._removed += len(gone)
            self._write([], [], gone)

    def summary(self, holdings: Holdings, seconds: float) -> Summary:
        """Return what was done."""
        return Summary(
            pages=holdings.pages,
            articles=holdings.articles,
            passages=holdings.passages,
            added=self._added,
            changed=self._changed,
            unchanged=self._unchanged,
            removed=self._removed,
            refused=tuple(self._refused),
            seconds=seconds,
        )

    def _page(self, file: PageFile) -> Page | None:
        try:
            return formats.read(file.path, file.name, file.leaf)
        except PageRefused as refusal:
            self._refused.append(Refusal(file.name, refusal.what))
            return None

    def _commit(
        self,
        batch: Sequence[tuple[Page, PageFile]],
        outdated: Sequence[str],
        before: int,
        total: int,
    ) -> None:
        read: list[ReadPage] = []
        tokenized: list[Tokenized] = []
        for done, (page, file) in enumerate(batch, before + 1):
            one, tokens = self._builder.read(page, file)
            read.append(one)
            tokenized.extend(tokens)
            self._reporter.progress(done, total)
        self._write(read, tokenized, outdated)
        self._changed += len(outdated)
        self._added += len(batch) - len(outdated)

    def _write(
        self, read: Sequence[ReadPage], tokenized: Sequence[Tokenized], removed: Sequence[str]
    ) -> None:
        """Write one new segment and move the archive to its next state."""
        state = self._writer.state()
        segments = {name: read_segment(self._writer.segments / name) for name in state.segments}
        dropped = self._writer.passage_ids(removed)
        fresh = [from_passages(tokenized)] if tokenized else []
        name = f"{state.epoch + 1:010}"
        if dropped or len(segments) >= _MOST_SEGMENTS:
            fresh = [merged([*segments.values(), *fresh], dropped)]
            segments = {}
        for segment in fresh:
            if len(segment.ids):
                write(segment, self._writer.segments / name)
                segments[name] = segment
        self._writer.apply(_change(read, removed, segments))


def _change(
    read: Sequence[ReadPage], removed: Sequence[str], segments: Mapping[str, Segment]
) -> Change:
    every = list(segments.values())
    grams, words = vocabulary(every, GRAMS), vocabulary(every, WORDS)

    def holds(word: str) -> bool:
        # A word whose bigrams all occur may still not occur itself; then it finds nothing.
        # Most words have two characters or one, and there are a hundred thousand to ask about.
        if len(word) == 2:
            return word in grams
        if len(word) == 1:
            return word in words
        return all(word[start : start + 2] in grams for start in range(len(word) - 1))

    return Change(
        removed=tuple(removed),
        added=tuple(read),
        segments=tuple(segments),
        parts={part: statistics(every, part) for part in PARTS},
        translations=reduced(holds),
    )
