"""Kills a build at every point where it touches the disk, and looks at what is left.

Run as a program of its own, for it forks: ``python -m tests.retrieval.crash DIRECTORY``.  Prints
one word for each point: ``old`` or ``new`` for the state found, ``half`` for anything else.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

import retrieval.archive
import retrieval.archive.writer
from retrieval.archive import SEGMENTS, Archive, connect
from retrieval.build import Builder
from retrieval.errors import WenbaoError
from retrieval.index import WORDS
from retrieval.index.segment import read
from retrieval.places import Gazetteer
from retrieval.tokens import Tokenizer

EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"})
STRIDE = 23


class Silent:
    """Hears how the build goes and says nothing."""

    def waiting(self, holder: str) -> None:
        """Hear that somebody holds the lock."""

    def progress(self, done: int, total: int) -> None:
        """Hear how far the build is."""


class Countdown:
    """Kills this process at the ``left``-th event."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self, *_: object) -> None:
        """Count one event."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def killed_at(event: int, builder: Builder, pages: Path) -> bool:
    """Build in a child that is killed at its ``event``-th event; tell whether it was."""
    child = os.fork()
    if child == 0:
        count = Countdown(event)
        sys.addaudithook(lambda name, _: count() if name in EVENTS else None)

        def watched(directory: Path, migrate: bool = False) -> object:
            db = connect(directory, migrate)
            db.conn.set_trace_callback(count)
            return db

        setattr(retrieval.archive.writer, "connect", watched)  # noqa: B010 - not exported
        builder.build([pages], Silent())
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def state(directory: Path, old: frozenset[str], new: frozenset[str]) -> str:
    """Say which state the archive in ``directory`` is in, database and index together."""
    try:
        archive = Archive(directory)
        with archive.reading() as reading:
            now = reading.state()
            segments = [read(directory / SEGMENTS / name) for name in now.segments]
            indexed = frozenset(i.decode() for s in segments for i in s.ids)
            stored = frozenset(p.id for p in reading.passages(sorted(old | new)))
            counted = now.parts[WORDS].passages
        archive.close()
    except (WenbaoError, sqlite3.Error):
        return "half"
    if not (indexed == stored and counted == len(stored)):
        return "half"
    return {old: "old", new: "new"}.get(stored, "half")


def passages(directory: Path) -> frozenset[str]:
    """Return the ids of all passages of the archive in ``directory``."""
    connection = sqlite3.connect(directory / "archive.db")
    ids = frozenset(row[0] for row in connection.execute("SELECT id FROM passages"))
    connection.close()
    return ids


def main(base: Path) -> None:
    """Make an archive and a change to it, and kill the change at one event after another."""
    pages, before, work = base / "pages", base / "before", base / "work"
    pages.mkdir()
    text = "某市总建成{0}座工会驿站\n\n本报讯(记者甲乙)近日，某市总建成{0}座工会驿站，供人休息。\n"
    (pages / "a.txt").write_text(text.format(3), encoding="utf-8")
    (pages / "b.txt").write_text(text.format(5), encoding="utf-8")
    tokenizer, gazetteer = Tokenizer(base / "cache"), Gazetteer()
    Builder(before, tokenizer, gazetteer).build([pages], Silent())
    old = passages(before)
    (pages / "a.txt").write_text(text.format(4), encoding="utf-8")
    (pages / "c.txt").write_text(text.format(6), encoding="utf-8")
    shutil.copytree(before, work)
    Builder(work, tokenizer, gazetteer).build([pages], Silent())
    new = passages(work)
    event = 1
    while True:
        shutil.rmtree(work)
        shutil.copytree(before, work)
        killed = killed_at(event, Builder(work, tokenizer, gazetteer), pages)
        sys.stdout.write(state(work, old, new) + "\n")
        if not killed:
            return
        # What was interrupted is finished by the next run.
        Builder(work, tokenizer, gazetteer).build([pages], Silent())
        if state(work, old, new) != "new":
            sys.stdout.write("half\n")
        event += STRIDE


if __name__ == "__main__":
    main(Path(sys.argv[1]))
