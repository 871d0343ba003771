"""The archive on disk: one directory with a SQLite database and the segments of the index.

::

    <directory>/archive.db   pages, articles, passages, and which segments count
    <directory>/index/       one directory a segment (retrieval.index.segment)
    <directory>/lock         held by the one process that writes, with its number in it

The database names the segments that count, so one transaction moves readers from the old state
to the new one.  Readers never wait: SQLite's write-ahead log gives each a snapshot.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, LifoQueue

from sqlite_utils import Database

from retrieval.archive.rows import article_of, heads_of, passage_of, source_of
from retrieval.archive.schema import APPLICATION_ID, migrations
from retrieval.errors import ArchiveBroken, ArchiveMissing, ArchiveStale, NotInArchive
from retrieval.index import PartStatistics
from retrieval.model import Article, Passage, Sequel, Source

DATABASE = "archive.db"
SEGMENTS = "index"
LOCK = "lock"
_REBUILD = "run `wenbao index --rebuild` with the page files; what is there is kept beside it"
_BUSY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class State:
    """Which segments count at one moment; ``epoch`` grows with every change."""

    epoch: int
    fingerprint: str
    segments: tuple[str, ...]
    parts: dict[str, PartStatistics]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an archive holds: numbers, and the (name, articles) of papers, dates and places."""

    pages: int
    articles: int
    passages: int
    papers: tuple[tuple[str, int], ...]
    dates: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    fingerprint: str


class Reading:
    """A snapshot of the archive: everything read through it belongs to one state."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def state(self) -> State:
        """Return which segments count in this snapshot."""
        row = self._db.execute("SELECT epoch, fingerprint FROM state").fetchone()
        names = self._db.execute("SELECT name FROM segments ORDER BY name").fetchall()
        parts = {
            part["part"]: PartStatistics(
                part["passages"], part["average_length"], part["average_idf"]
            )
            for part in self._db.execute("SELECT * FROM statistics")
        }
        return State(row["epoch"], row["fingerprint"], tuple(n["name"] for n in names), parts)

    def passage(self, id_: str) -> Passage:
        """Return a passage by its id; raises NotInArchive."""
        found = self.passages([id_])
        if not found:
            raise _unknown(id_)
        return found[0]

    def passages(self, ids: Sequence[str]) -> tuple[Passage, ...]:
        """Return the passages with these ids, in the given order, leaving out unknown ones."""
        marks = ",".join("?" * len(ids))
        rows = self._db.execute(
            f"SELECT * FROM passages WHERE id IN ({marks})",  # noqa: S608 - only question marks
            ids,
        )
        found = {row["id"]: passage_of(row) for row in rows}
        return tuple(found[id_] for id_ in ids if id_ in found)

    def passages_of(self, article_id: str) -> tuple[Passage, ...]:
        """Return all passages of an article, in order."""
        rows = self._db.execute(
            "SELECT * FROM passages WHERE article_id = ? ORDER BY position", [article_id]
        )
        return tuple(passage_of(row) for row in rows)

    def article(self, id_: str) -> Article:
        """Return an article by its id; raises NotInArchive."""
        row = self._db.execute("SELECT * FROM articles WHERE id = ?", [id_]).fetchone()
        if row is None:
            raise _unknown(id_)
        return replace(
            article_of(row, self.passages_of(id_)),
            began=self._sequel("article_id", "next_id", id_),
            goes_on=self._sequel("next_id", "article_id", id_),
        )

    def _sequel(self, wanted: str, known: str, id_: str) -> Sequel | None:
        row = self._db.execute(
            f"""SELECT articles.id, headline, page_id FROM continuations
            JOIN articles ON articles.id = {wanted} WHERE {known} = ?""",  # noqa: S608 - columns
            [id_],
        ).fetchone()
        return Sequel(row["id"], row["headline"], self.source(row["page_id"])) if row else None

    def heads(self, ids: Iterable[str]) -> dict[str, Article]:
        """Return the articles with these ids, by id, without their paragraphs."""
        wanted = list(dict.fromkeys(ids))
        marks = ",".join("?" * len(wanted))
        rows = self._db.execute(
            f"SELECT * FROM articles WHERE id IN ({marks})",  # noqa: S608 - only question marks
            wanted,
        )
        return {row["id"]: heads_of(row) for row in rows}

    def source(self, page_id: str) -> Source:
        """Return what a citation needs of a page; raises NotInArchive."""
        row = self._db.execute("SELECT * FROM pages WHERE id = ?", [page_id]).fetchone()
        if row is None:
            raise _unknown(page_id)
        return source_of(row)

    def translations(self, english: str) -> tuple[str, ...]:
        """Return the Chinese words of the archive that the dictionary gives for a key."""
        row = self._db.execute(
            "SELECT chinese FROM translations WHERE english = ?", [english]
        ).fetchone()
        return tuple(json.loads(row["chinese"])) if row else ()

    def holdings(self) -> Holdings:
        """Count what the archive holds."""
        return Holdings(
            pages=self._count("pages"),
            articles=self._count("articles"),
            passages=self._count("passages"),
            papers=self._grouped("paper"),
            dates=self._grouped("date"),
            places=self._places(),
            fingerprint=self.state().fingerprint,
        )

    def _count(self, table: str) -> int:
        return int(self._db.table(table).count)

    def _grouped(self, column: str) -> tuple[tuple[str, int], ...]:
        rows = self._db.execute(
            f"""SELECT pages."{column}" AS name, COUNT(*) AS articles
            FROM pages JOIN articles ON articles.page_id = pages.id
            WHERE pages."{column}" IS NOT NULL GROUP BY name ORDER BY name"""  # noqa: S608
        )
        return tuple((row["name"], row["articles"]) for row in rows)

    def _places(self) -> tuple[tuple[str, int], ...]:
        counts: Counter[str] = Counter()
        for row in self._db.execute("SELECT places FROM articles"):
            counts.update(json.loads(row["places"])[:1])
        return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


class Archive:
    """An archive opened for reading, by any number of threads."""

    def __init__(self, directory: Path) -> None:
        """Open the archive in ``directory``.

        Raises ArchiveMissing when there is none, ArchiveBroken when it is damaged or foreign.
        """
        self.directory = directory
        self._idle: LifoQueue[Database] = LifoQueue()
        if not (directory / DATABASE).is_file():
            raise ArchiveMissing(
                f"there is no archive in {directory.absolute()}",
                "make one with `wenbao index PATH`, PATH being the page files",
            )
        with self.reading() as reading:
            reading.state()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give a snapshot for the time of the ``with`` block."""
        try:
            db = self._idle.get_nowait()
        except Empty:
            db = connect(self.directory)
        try:
            with database_errors(self.directory), db.atomic():
                yield Reading(db)
        except ArchiveBroken:
            db.close()
            raise
        except BaseException:
            self._idle.put(db)
            raise
        self._idle.put(db)

    def close(self) -> None:
        """Close the connections no thread is using."""
        while not self._idle.empty():
            self._idle.get_nowait().close()


def connect(directory: Path, migrate: bool = False) -> Database:
    """Return a connection to the archive's database; raises ArchiveBroken, ArchiveStale.

    ``migrate`` brings the tables of an older archive up to date first.
    """
    with database_errors(directory):
        connection = sqlite3.connect(
            directory / DATABASE, timeout=_BUSY_SECONDS, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        db = Database(connection, execute_plugins=False, strict=True)
        try:
            _check(db, directory, migrate)
        except BaseException:
            db.close()
            raise
        db.execute("PRAGMA foreign_keys = ON")
        return db


def _check(db: Database, directory: Path, migrate: bool) -> None:
    mark = db.execute("PRAGMA application_id").fetchone()[0]
    if mark != APPLICATION_ID:
        raise ArchiveBroken(f"{directory / DATABASE} is not a Wenbao archive", _REBUILD)
    if migrate:
        migrations.apply(db)
    if migrations.pending(db):
        raise ArchiveStale(
            f"the archive in {directory} was made by an older version of the program",
            "run `wenbao index` with the page files: it brings the archive up to date",
        )


@contextmanager
def database_errors(directory: Path) -> Iterator[None]:
    """Turn SQLite's errors about a damaged file into ArchiveBroken."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise ArchiveBroken(f"the archive in {directory} cannot be read ({error})", _REBUILD) from (
            error
        )


def _unknown(id_: str) -> NotInArchive:
    return NotInArchive(
        f"the archive holds nothing called {id_[:40]!r}", "take an id from an answer"
    )
