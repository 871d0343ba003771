"""The one process that changes an archive: its lock, and the transactions it writes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from sqlite_utils import Database

from retrieval.archive import (
    DATABASE,
    LOCK,
    SEGMENTS,
    Reading,
    State,
    connect,
    database_errors,
)
from retrieval.archive.rows import article_row, half_of, page_row, passage_row, source_of
from retrieval.archive.schema import APPLICATION_ID, migrations
from retrieval.continuations import Half, linked
from retrieval.errors import ArchiveBroken, ArchiveBusy
from retrieval.index import PartStatistics
from retrieval.model import Article, Page, Passage, Source


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it goes into the archive, with the file it came from."""

    page: Page
    path: str
    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction does: pages out, pages in, and the segments that count from then on.

    ``translations`` replaces the dictionary when it is not empty.
    """

    removed: tuple[str, ...]
    added: tuple[ReadPage, ...]
    segments: tuple[str, ...]
    parts: Mapping[str, PartStatistics]
    translations: Iterable[tuple[str, tuple[str, ...]]]


class Lock:
    """The right to write, held by one process at a time; its number is in the lock file."""

    def __init__(self, directory: Path, patience: float, waiting: Callable[[str], None]) -> None:
        """Prepare to lock ``directory``.

        ``patience`` is in seconds; ``waiting`` is told who holds the lock before we wait.
        """
        directory.mkdir(parents=True, exist_ok=True)
        self._path = directory / LOCK
        self._lock = FileLock(self._path)
        self._patience = patience
        self._waiting = waiting

    def __enter__(self) -> Self:
        """Take the lock, waiting for its holder; raises ArchiveBusy."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            self._waiting(self._holder())
            self._wait()
        self._path.write_text(f"process {os.getpid()}\n", encoding="utf-8")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Release the lock."""
        self._lock.release()

    def _wait(self) -> None:
        try:
            self._lock.acquire(timeout=self._patience)
        except Timeout as error:
            raise ArchiveBusy(
                f"{self._holder()} is writing to the archive in {self._path.parent}",
                "wait until it is done and run the command again",
            ) from error

    def _holder(self) -> str:
        return self._path.read_text(encoding="utf-8").strip() or "another process"


class Writer:
    """The archive opened for writing; use it only under its :class:`Lock`."""

    def __init__(self, directory: Path, fingerprint: str) -> None:
        """Open the archive in ``directory``, making it when there is none.

        Raises ArchiveBroken when what is there is damaged or not ours.
        """
        self._directory = directory
        if not (directory / DATABASE).exists():
            _create(directory, fingerprint)
        self._db = connect(directory, migrate=True)
        self._db.execute("PRAGMA synchronous = FULL")
        self._sweep()

    def close(self) -> None:
        """Fold the log into the database, so that the directory can be copied, and close it."""
        self._sweep()
        with database_errors(self._directory):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes of the ``with`` block visible at once, at its end, or not at all."""
        with database_errors(self._directory), self._db.atomic():
            yield

    def clear(self, fingerprint: str) -> None:
        """Drop every page; what comes in from now on is made under ``fingerprint``."""
        with self.transaction():
            for table in ("pages", "segments", "statistics", "translations"):
                self._db.table(table).delete_where()
            self._db.execute("UPDATE state SET fingerprint = ?, epoch = epoch + 1", [fingerprint])

    @property
    def segments(self) -> Path:
        """The directory of the index segments."""
        return self._directory / SEGMENTS

    def state(self) -> State:
        """Return which segments count."""
        with database_errors(self._directory):
            return Reading(self._db).state()

    def pages(self) -> dict[str, str]:
        """Return the id of each page by the path of its file."""
        with database_errors(self._directory):
            rows = self._db.execute("SELECT path, id FROM pages")
            return {row["path"]: row["id"] for row in rows}

    def sources(self) -> dict[str, Source]:
        """Return what citations need of each page, by its id."""
        with database_errors(self._directory):
            return {row["id"]: source_of(row) for row in self._db.execute("SELECT * FROM pages")}

    def passage_ids(self, page_ids: Sequence[str]) -> frozenset[str]:
        """Return the ids of all passages of these pages."""
        found: set[str] = set()
        with database_errors(self._directory):
            for page_id in page_ids:
                rows = self._db.execute(
                    """SELECT passages.id FROM passages
                    JOIN articles ON articles.id = article_id WHERE page_id = ?""",
                    [page_id],
                )
                found.update(row["id"] for row in rows)
        return frozenset(found)

    def move(self, files: Mapping[str, tuple[str, str]]) -> None:
        """Note that some pages lie in other files now: id -> (path, name)."""
        if not files:
            return
        with self.transaction():
            for page_id, (path, name) in files.items():
                self._db.execute(
                    "UPDATE pages SET path = ?, name = ? WHERE id = ?", [path, name, page_id]
                )
            self._db.execute("UPDATE state SET epoch = epoch + 1")

    def restate(self, read: Iterable[tuple[Page, Sequence[Article]]]) -> None:
        """Note other papers, dates and numbers of pages whose text is held; ids stay."""
        with self.transaction():
            for page, articles in read:
                self._db.execute(
                    "UPDATE pages SET paper = ?, date = ?, number = ? WHERE id = ?",
                    [page.paper, page.date, page.number, page.id],
                )
                for article in articles:
                    self._db.execute(
                        "UPDATE articles SET date = ? WHERE id = ?", [article.date, article.id]
                    )
            self._db.execute("UPDATE state SET epoch = epoch + 1")

    def link(self) -> None:
        """Find anew which articles go on as which, if pages came, went or changed since."""
        with self.transaction():
            epoch, known = self._db.execute("SELECT epoch, linked FROM state").fetchone()
            if epoch == known:
                return
            self._db.table("continuations").delete_where()
            self._db.table("continuations").insert_all(
                {"article_id": first, "next_id": second} for first, second in linked(self._halves())
            )
            self._db.execute("UPDATE state SET linked = epoch")

    def _halves(self) -> list[Half]:
        """Return the articles that go on on another page or began on one."""
        rows = self._db.execute(
            """SELECT articles.*, paper, pages.date AS issued, number, path
            FROM articles JOIN pages ON pages.id = page_id
            WHERE continued_from IS NOT NULL OR truncated ORDER BY articles.id"""
        )
        halves = (half_of(row, self._texts(row["id"])) for row in rows.fetchall())
        return [half for half in halves if half.sent_to or half.taken_from]

    def _texts(self, article_id: str) -> list[str]:
        rows = self._db.execute(
            "SELECT text FROM passages WHERE article_id = ? ORDER BY position", [article_id]
        )
        return [row["text"] for row in rows]

    def apply(self, change: Change) -> None:
        """Move the archive to its next state, in one transaction."""
        with self.transaction():
            for page_id in change.removed:
                self._db.execute("DELETE FROM pages WHERE id = ?", [page_id])
            for read in change.added:
                self._insert(read)
            self._count_segments(change)
            self._translate(change.translations)
            self._db.execute("UPDATE state SET epoch = epoch + 1")

    def _insert(self, read: ReadPage) -> None:
        self._db.table("pages").insert(page_row(read.page, read.path))
        self._db.table("articles").insert_all(
            article_row(article, position) for position, article in enumerate(read.articles)
        )
        self._db.table("passages").insert_all(passage_row(p) for p in read.passages)

    def _count_segments(self, change: Change) -> None:
        self._db.execute("DELETE FROM segments")
        self._db.table("segments").insert_all({"name": name} for name in change.segments)
        self._db.execute("DELETE FROM statistics")
        self._db.table("statistics").insert_all(
            {
                "part": part,
                "passages": known.passages,
                "average_length": known.average_length,
                "average_idf": known.average_idf,
            }
            for part, known in change.parts.items()
        )

    def _translate(self, translations: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self._db.table("translations").insert_all(
            (
                {"english": english, "chinese": json.dumps(chinese, ensure_ascii=False)}
                for english, chinese in translations
            ),
            replace=True,
        )

    def _sweep(self) -> None:
        """Delete segments the state does not name, those of a killed process included.

        A reader that still has one mapped keeps its contents; one that is about to open it reads
        the state again.
        """
        if not self.segments.is_dir():
            return
        counted = self.state().segments
        for directory in self.segments.iterdir():
            if directory.name not in counted:
                shutil.rmtree(directory, ignore_errors=True)


def set_aside(directory: Path) -> None:
    """Move an archive that cannot be used out of the way, keeping it for its owner."""
    for number in range(1, 1000):
        aside = directory / f"{DATABASE}.aside-{number}"
        if not aside.exists():
            break
    for suffix in ("", "-wal", "-shm"):
        old = directory / (DATABASE + suffix)
        if old.exists():
            old.rename(aside.with_name(aside.name + suffix))


def _create(directory: Path, fingerprint: str) -> None:
    """Make an empty archive under another name, then give it its own: never a half-made one."""
    unfinished = directory / f"{DATABASE}.part"
    for suffix in ("", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
    try:
        with Database(unfinished, execute_plugins=False, strict=True) as db:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.apply(db)
            db.table("state").insert({"only": 1, "epoch": 0, "fingerprint": fingerprint})
            db.enable_wal()
        unfinished.rename(directory / DATABASE)
    except (OSError, sqlite3.OperationalError) as error:
        raise ArchiveBroken(
            f"no archive can be made in {directory} ({error})",
            "choose a directory that can be written to with --archive or [archive] path",
        ) from error
