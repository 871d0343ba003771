"""What was asked: questions, whose they are, and the message that answers each.

User data, kept apart from the archive.  A question is noted before it is searched, so one that
was open when the program died is finished by the next run; buttons and follow-ups find their
question here.  Nothing else that is said in a chat is kept, and no name of anybody.

::

    asked   number, chat, message, topic, asker, language, question, follows, reply, state
    seen    the numbers of other messages, so that one delivered twice counts once
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from retrieval.errors import WenbaoError
from retrieval.model import Language

_APPLICATION_ID = 0x57424A31  # "WBJ1"
_BUSY_SECONDS = 5.0
_EARLIER = 4
"""How many earlier questions a follow-up looks back on."""
_COLUMNS = (
    "number, chat, message, sent_at, topic, asker, private, language, question, asked_at, follows, "
    "reply, state"
)
_CHAIN = f"""
WITH RECURSIVE chain(number, question, follows, depth) AS (
    SELECT number, question, follows, 0 FROM asked WHERE number = :number
    UNION ALL
    SELECT asked.number, asked.question, asked.follows, depth + 1
    FROM asked JOIN chain ON asked.number = chain.follows WHERE depth < {_EARLIER}
)
SELECT question FROM chain WHERE depth > 0 ORDER BY depth DESC
"""  # noqa: S608 - a number of our own

_ASK = """
INSERT INTO asked
    (chat, message, sent_at, topic, asker, private, language, question, asked_at, follows)
VALUES (:chat, :message, :sent_at, :topic, :asker, :private, :language, :question, :asked_at,
        (SELECT number FROM asked WHERE number = :follows))
ON CONFLICT (chat, message, sent_at) DO NOTHING RETURNING number
"""

_migrations = Migrations("journal")


class JournalBroken(WenbaoError):
    """The journal cannot be opened, read or written."""


class NotAsked(WenbaoError):
    """No such question is noted: it was forgotten, has expired, or never was."""


class AskedBefore(WenbaoError):
    """The same message was noted before: it was delivered twice."""


class State(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Posed:
    """A question as it comes in, before it has a number.

    ``chat``, ``message`` and ``topic`` are Telegram's numbers (topic 0: none); ``asker`` is the
    person's, or that of the chat in whose name an administrator speaks.  ``language`` is that of
    the question.  ``sent_at`` and ``asked_at`` are when it was sent and when it came in, in
    seconds since 1970.  ``follows`` is the number of the question it continues, 0 when it stands
    alone.
    """

    chat: int
    message: int
    sent_at: int
    topic: int
    asker: int
    private: bool
    language: Language
    question: str
    asked_at: int
    follows: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question noted: its ``number``, the earlier questions of its conversation (oldest first),
    the bot's message that answers it (0: none yet).
    """

    number: int
    posed: Posed
    context: tuple[str, ...]
    reply: int
    state: State


@_migrations()
def questions(db: Database) -> None:
    """Create the questions."""
    db.execute(
        """
        CREATE TABLE asked (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            chat INTEGER NOT NULL,
            message INTEGER NOT NULL,
            sent_at INTEGER NOT NULL,
            topic INTEGER NOT NULL,
            asker INTEGER NOT NULL,
            private INTEGER NOT NULL,
            language TEXT NOT NULL,
            question TEXT NOT NULL,
            asked_at INTEGER NOT NULL,
            follows INTEGER REFERENCES asked(number) ON DELETE SET NULL,
            reply INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'given up')),
            UNIQUE (chat, message, sent_at)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX asked_reply ON asked(chat, reply)")
    db.execute("CREATE INDEX asked_asker ON asked(asker, chat, number)")
    db.execute("CREATE INDEX asked_follows ON asked(follows)")
    db.execute("CREATE INDEX asked_open ON asked(number) WHERE state = 'open'")


@_migrations()
def other_messages(db: Database) -> None:
    """Create the numbers of other messages."""
    db.execute(
        """
        CREATE TABLE seen (
            chat INTEGER NOT NULL,
            message INTEGER NOT NULL,
            sent_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL,
            PRIMARY KEY (chat, message, sent_at)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX seen_seen_at ON seen(seen_at)")


class Journal:
    """The journal's file.  May be used from several threads; every method is one transaction."""

    def __init__(self, path: Path) -> None:
        """Open the journal at ``path``, making it if there is none; raises JournalBroken."""
        self._path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self._db = _opened(path)
        except (OSError, sqlite3.Error) as error:
            raise _broken(path, error) from error

    def close(self) -> None:
        """Close the file, when the method that runs in another thread is done."""
        with self._lock:
            self._db.close()

    def ask(self, posed: Posed) -> Asked:
        """Note a question and return it with its number; raises AskedBefore, JournalBroken."""
        with self._writing() as db:
            row = db.execute(_ASK, asdict(posed)).fetchone()
            if row is None:
                raise AskedBefore(f"message {posed.message} was noted before", "nothing to do")
            return self._found("number = ?", [row["number"]])

    def first(self, chat: int, message: int, sent_at: int, seen_at: int) -> bool:
        """Note that a message which asks nothing came in; false when it was noted before."""
        with self._writing() as db:
            row = [chat, message, sent_at, seen_at]
            return db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?)", row).rowcount == 1

    def answered(self, number: int, reply: int) -> None:
        """Note that the message ``reply`` answers the question ``number``."""
        self._settle(number, State.ANSWERED, reply)

    def give_up(self, number: int) -> None:
        """Note that the question ``number`` will not be answered."""
        self._settle(number, State.GIVEN_UP, 0)

    def get(self, number: int) -> Asked:
        """Return a question; raises NotAsked."""
        with self._writing():
            return self._found("number = ?", [number])

    def answered_by(self, chat: int, reply: int) -> Asked:
        """Return the question that the message ``reply`` of ``chat`` answers; raises NotAsked."""
        with self._writing():
            return self._found("chat = ? AND reply = ? AND reply > 0", [chat, reply])

    def latest(self, chat: int, asker: int, since: int) -> Asked:
        """Return the last question of ``asker`` in ``chat`` since then; raises NotAsked."""
        where = "asker = ? AND chat = ? AND asked_at >= ? ORDER BY number DESC LIMIT 1"
        with self._writing():
            return self._found(where, [asker, chat, since])

    def open(self) -> tuple[Asked, ...]:
        """Return the questions that wait for their answer, in the order they were asked."""
        with self._writing() as db:
            rows = db.execute("SELECT number FROM asked WHERE state = 'open' ORDER BY number")
            return tuple(self._found("number = ?", [row["number"]]) for row in rows.fetchall())

    def forget(self, asker: int) -> int:
        """Delete all questions of ``asker``, from the disk too; return how many there were."""
        with self._writing() as db:
            gone = db.execute("DELETE FROM asked WHERE asker = ?", [asker]).rowcount
        self._wipe()
        return gone

    def expire(self, before: int) -> int:
        """Delete what is older than ``before`` (seconds since 1970); return how many questions."""
        with self._writing() as db:
            gone = db.execute("DELETE FROM asked WHERE asked_at < ?", [before]).rowcount
            db.execute("DELETE FROM seen WHERE seen_at < ?", [before])
        self._wipe()
        return gone

    def _settle(self, number: int, state: State, reply: int) -> None:
        with self._writing() as db:
            db.execute(
                "UPDATE asked SET state = ?, reply = ? WHERE number = ?",
                [state.value, reply, number],
            )

    def _found(self, where: str, values: list[int]) -> Asked:
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM asked WHERE {where}",  # noqa: S608 - conditions of our own
            values,
        ).fetchone()
        if row is None:
            raise NotAsked("no such question is noted", "ask it again")
        chain = self._db.execute(_CHAIN, {"number": row["number"]}).fetchall()
        return _asked(row, tuple(earlier["question"] for earlier in chain))

    def _wipe(self) -> None:
        """Leave no deleted text in the write-ahead log."""
        with self._alone() as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        with self._alone() as db, db.atomic():
            yield db

    @contextmanager
    def _alone(self) -> Iterator[Database]:
        """Keep other threads out, and turn what SQLite raises into JournalBroken."""
        with self._lock:
            try:
                yield self._db
            except sqlite3.Error as error:
                raise _broken(self._path, error) from error


def _opened(path: Path) -> Database:
    """Open, check whose file it is, and bring its tables up to date."""
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    db = Database(connection)
    try:
        _check_owner(db)
        for pragma in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}").fetchall()
        _migrations.apply(db)
        db.execute(f"PRAGMA application_id = {_APPLICATION_ID}").fetchall()
    except BaseException:
        db.close()
        raise
    return db


def _check_owner(db: Database) -> None:
    owner = db.execute("PRAGMA application_id").fetchone()[0]
    if owner != _APPLICATION_ID and db.table_names():
        raise sqlite3.DatabaseError("another program's database")


def _asked(row: sqlite3.Row, context: tuple[str, ...]) -> Asked:
    posed = Posed(
        chat=row["chat"],
        message=row["message"],
        sent_at=row["sent_at"],
        topic=row["topic"],
        asker=row["asker"],
        private=bool(row["private"]),
        language=Language(row["language"]),
        question=row["question"],
        asked_at=row["asked_at"],
        follows=row["follows"] or 0,
    )
    return Asked(row["number"], posed, context, row["reply"], State(row["state"]))


def _broken(path: Path, error: Exception) -> JournalBroken:
    mend = "free disk space, check its permissions, or move the file aside (journal.path)"
    return JournalBroken(f"the journal {path} cannot be used ({error})", mend)
