"""The archive's tables, as a diary: read from top to bottom.

All tables are STRICT; rows of a page go with the page (foreign keys cascade).  Text is stored as
printed.  JSON columns hold lists that are only ever read whole.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x57454E42  # "WENB": tells our files from other SQLite databases

migrations = Migrations("wenbao-archive")


@migrations()
def m001_pages(db: Database) -> None:
    """Pages, their articles, and the passages these are read and searched by."""
    db.execute(
        """CREATE TABLE pages (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL,
            paper TEXT, date TEXT, number TEXT, lines INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE articles (
            id TEXT PRIMARY KEY,
            page_id TEXT NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
            position INTEGER NOT NULL, kind TEXT NOT NULL, headline TEXT, kicker TEXT,
            subheadline TEXT, byline TEXT, "column" TEXT, date TEXT, continued_from TEXT,
            truncated INTEGER NOT NULL, parts TEXT NOT NULL, paragraphs TEXT NOT NULL,
            places TEXT NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX articles_of_page ON articles(page_id, position)")
    db.execute(
        """CREATE TABLE passages (
            id TEXT PRIMARY KEY,
            article_id TEXT NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            position INTEGER NOT NULL, paragraph INTEGER NOT NULL, text TEXT NOT NULL,
            lines TEXT NOT NULL, section TEXT, places TEXT NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("CREATE INDEX passages_of_article ON passages(article_id, position)")


@migrations()
def m002_index(db: Database) -> None:
    """Which segments of the index count, and what they know together."""
    db.execute("CREATE TABLE segments (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
    db.execute(
        """CREATE TABLE statistics (
            part TEXT PRIMARY KEY, passages INTEGER NOT NULL,
            average_length REAL NOT NULL, average_idf REAL NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TABLE state (
            only INTEGER PRIMARY KEY CHECK (only = 1), epoch INTEGER NOT NULL,
            fingerprint TEXT NOT NULL
        ) STRICT"""
    )


@migrations()
def m003_translations(db: Database) -> None:
    """English keys of the dictionary, with the Chinese words of theirs that the archive holds."""
    db.execute(
        """CREATE TABLE translations (
            english TEXT PRIMARY KEY, chinese TEXT NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )


@migrations()
def m004_continuations(db: Database) -> None:
    """Which article goes on as which on another page; ``linked`` is the epoch this was found at."""
    db.execute(
        """CREATE TABLE continuations (
            article_id TEXT PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
            next_id TEXT NOT NULL UNIQUE REFERENCES articles(id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("ALTER TABLE state ADD COLUMN linked INTEGER NOT NULL DEFAULT -1")
