"""The archive on disk: what is read, and what is said when it cannot be."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.config import Config
from retrieval.archive import DATABASE, Archive
from retrieval.errors import ArchiveBroken, ArchiveMissing, ArchiveStale, NotInArchive


@pytest.fixture
def copy(seed_config: Config, tmp_path: Path) -> Path:
    """A copy of the archive of the seed pages."""
    directory = tmp_path / "archive"
    shutil.copytree(seed_config.archive.path, directory)
    return directory


def count(directory: Path) -> int:
    """Open an archive and count its pages."""
    archive = Archive(directory)
    with archive.reading() as reading:
        pages = reading.holdings().pages
    archive.close()
    return pages


def test_a_copied_archive_is_whole(copy: Path) -> None:
    """While nothing writes, the directory can be copied and read."""
    assert count(copy) == 5


def test_tables_are_strict_and_journaled(copy: Path) -> None:
    """The log is written ahead, types are checked, and pages take their articles along."""
    connection = sqlite3.connect(copy / DATABASE)
    connection.execute("PRAGMA foreign_keys = ON")
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE pages SET lines = 'many'")
    connection.rollback()
    connection.execute("DELETE FROM pages")
    left = connection.execute("SELECT COUNT(*) FROM passages").fetchone()[0]
    connection.close()

    assert mode == "wal"
    assert left == 0


def test_there_is_no_archive(tmp_path: Path) -> None:
    """An empty place names the command that makes an archive."""
    with pytest.raises(ArchiveMissing, match="wenbao index"):
        Archive(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"text, not a database" * 300, b"SQLite format 3\x00" + b"\x00" * 5000]
)
def test_a_file_that_is_no_archive(tmp_path: Path, content: bytes) -> None:
    """An empty file, a text and a torn header are refused with the command that mends it."""
    (tmp_path / DATABASE).write_bytes(content)

    with pytest.raises(ArchiveBroken, match="--rebuild"):
        Archive(tmp_path)


def test_somebody_elses_database(tmp_path: Path) -> None:
    """A sound database of another program is not touched."""
    connection = sqlite3.connect(tmp_path / DATABASE)
    connection.execute("CREATE TABLE recipes (title TEXT)")
    connection.commit()
    connection.close()
    before = (tmp_path / DATABASE).read_bytes()

    with pytest.raises(ArchiveBroken, match="is not a Wenbao archive"):
        Archive(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == before


def test_a_damaged_archive_says_so(copy: Path) -> None:
    """Bytes that went bad are reported as damage, not as an empty archive."""
    database = bytearray((copy / DATABASE).read_bytes())
    for position in range(4096, len(database), 61):
        database[position] ^= 0xFF
    (copy / DATABASE).write_bytes(database)

    with pytest.raises(ArchiveBroken, match="cannot be read"):
        count(copy)


def test_unknown_ids_name_nothing(copy: Path) -> None:
    """Passages, articles and pages that are not there are said not to be, hostile ids too."""
    archive = Archive(copy)
    with archive.reading() as reading:
        for unknown in ("p000", "", "x' OR 1=1 --", "长" * 500):
            for read in (reading.passage, reading.article, reading.source):
                with pytest.raises(NotInArchive):
                    read(unknown)
        assert reading.passages(["p000"]) == ()
        assert reading.passages_of("a000") == ()
    archive.close()


def test_a_refused_read_leaves_the_archive_usable(copy: Path) -> None:
    """An unknown id does not use up a connection."""
    archive = Archive(copy)
    for _ in range(50):
        with pytest.raises(NotInArchive), archive.reading() as reading:
            reading.passage("p000")
    assert archive._idle.qsize() == 1
    archive.close()


def test_an_older_archive_says_how_to_go_on(copy: Path) -> None:
    """Tables that are still to come are no damage: indexing once adds them."""
    connection = sqlite3.connect(copy / DATABASE)
    connection.execute(
        "DELETE FROM _sqlite_migrations WHERE id = (SELECT MAX(id) FROM _sqlite_migrations)"
    )
    connection.commit()
    connection.close()

    with pytest.raises(ArchiveStale, match="run `wenbao index`"):
        Archive(copy)
