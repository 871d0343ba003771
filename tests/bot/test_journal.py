"""The journal: what is noted, found again, forgotten."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.journal import AskedBefore, Journal, JournalBroken, NotAsked, Posed, State
from retrieval.model import Language

POSED = Posed(
    chat=-100,
    message=7,
    sent_at=1_700_000_000,
    topic=0,
    asker=42,
    private=False,
    language=Language.ZH,
    question="青岛建了多少驿站？",
    asked_at=1_700_000_000,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the journal lies."""
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    """Yield an empty journal."""
    opened = Journal(path)
    yield opened
    opened.close()


def test_a_question_is_found_by_number_and_by_its_reply(journal: Journal) -> None:
    """A question noted and answered is found by its number and by the message that answers it."""
    asked = journal.ask(POSED)
    journal.answered(asked.number, reply=8)

    found = journal.answered_by(-100, 8)

    assert found == journal.get(asked.number)
    assert found.posed == POSED
    assert (found.reply, found.state) == (8, State.ANSWERED)


def test_a_reply_belongs_to_its_chat(journal: Journal) -> None:
    """A message number of another chat finds nothing, nor does the number of no message."""
    journal.answered(journal.ask(POSED).number, reply=8)
    journal.ask(replace(POSED, message=9))

    with pytest.raises(NotAsked):
        journal.answered_by(-200, 8)
    with pytest.raises(NotAsked):
        journal.answered_by(-100, 0)


def test_the_same_message_is_noted_once(journal: Journal) -> None:
    """A message that comes a second time is refused and changes nothing."""
    asked = journal.ask(POSED)

    with pytest.raises(AskedBefore):
        journal.ask(replace(POSED, question="另一句"))

    assert journal.get(asked.number).posed.question == POSED.question


def test_a_message_is_first_once(journal: Journal) -> None:
    """A message is new once; another chat, number or date makes it another message."""
    assert journal.first(-100, 5, sent_at=1, seen_at=1)
    assert not journal.first(-100, 5, sent_at=1, seen_at=2)
    assert journal.first(-100, 6, sent_at=1, seen_at=2)
    assert journal.first(-200, 5, sent_at=1, seen_at=2)
    assert journal.first(-100, 5, sent_at=2, seen_at=2)


def test_many_threads_note_one_message_once(journal: Journal) -> None:
    """Of threads that note the same message at once, one is told that it is the first."""
    told: list[bool] = []
    threads = [
        threading.Thread(target=lambda: told.append(journal.first(-100, 5, 1, seen_at=1)))
        for _ in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == [False] * 7 + [True]


def test_context_is_the_conversation_so_far(journal: Journal) -> None:
    """A question that follows others knows them, oldest first, and no more than four."""
    follows = 0
    for turn in range(7):
        posed = replace(POSED, message=turn, question=f"问{turn}", follows=follows)
        follows = journal.ask(posed).number

    assert journal.get(follows).context == ("问2", "问3", "问4", "问5")


def test_open_questions_survive_the_program(path: Path) -> None:
    """Questions without an answer wait in the file for the next run, in order."""
    first = Journal(path)
    waiting = [first.ask(replace(POSED, message=n)).number for n in (3, 1, 2)]
    first.answered(waiting[1], reply=9)
    first.close()

    second = Journal(path)

    assert [asked.number for asked in second.open()] == [waiting[0], waiting[2]]
    second.close()


def test_a_question_given_up_is_not_open(journal: Journal) -> None:
    """What is given up is not asked again."""
    asked = journal.ask(POSED)

    journal.give_up(asked.number)

    assert journal.open() == ()
    assert journal.get(asked.number).state is State.GIVEN_UP


def test_the_latest_question_of_a_conversation(journal: Journal) -> None:
    """The latest question is that of the same asker in the same chat, unless it is too old."""
    journal.ask(POSED)
    latest = journal.ask(replace(POSED, message=8, asked_at=POSED.asked_at + 10))
    journal.ask(replace(POSED, message=9, asker=43))
    journal.ask(replace(POSED, chat=-200))

    assert journal.latest(-100, 42, since=POSED.asked_at) == latest
    with pytest.raises(NotAsked):
        journal.latest(-100, 42, since=POSED.asked_at + 11)


def test_forgetting_leaves_nothing_on_the_disk(journal: Journal, path: Path) -> None:
    """All questions of a person are gone, from the files too; those of others stay."""
    mine = journal.ask(replace(POSED, question="石破天惊的秘密"))
    other = journal.ask(
        replace(POSED, message=8, asker=43, question="那江苏呢？", follows=mine.number)
    )

    assert journal.forget(42) == 1

    with pytest.raises(NotAsked):
        journal.get(mine.number)
    assert journal.get(other.number).context == ()
    on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert "石破天惊".encode() not in on_disk
    assert "那江苏呢".encode() in on_disk


def test_numbers_are_never_used_twice(journal: Journal) -> None:
    """The number of a forgotten question is not given to another, so old buttons stay dead."""
    forgotten = journal.ask(POSED).number
    journal.forget(42)

    assert journal.ask(POSED).number > forgotten


def test_what_is_old_expires(journal: Journal) -> None:
    """Questions and messages older than the day given are deleted, younger ones kept."""
    old = journal.ask(POSED)
    young = journal.ask(replace(POSED, message=8, asked_at=POSED.asked_at + 100))
    journal.first(-100, 5, sent_at=1, seen_at=POSED.asked_at)
    journal.first(-100, 6, sent_at=1, seen_at=POSED.asked_at + 100)

    assert journal.expire(before=POSED.asked_at + 50) == 1

    with pytest.raises(NotAsked):
        journal.get(old.number)
    assert journal.get(young.number) == young
    assert journal.first(-100, 5, sent_at=1, seen_at=0)
    assert not journal.first(-100, 6, sent_at=1, seen_at=0)


def test_a_question_may_follow_one_that_is_gone(journal: Journal) -> None:
    """A question that follows a forgotten one stands alone."""
    asked = journal.ask(replace(POSED, follows=99))

    assert (asked.context, asked.posed.follows) == ((), 0)


def test_what_comes_after_the_end_is_refused(journal: Journal) -> None:
    """A thread that comes late finds the journal closed, and is told so."""
    journal.close()

    with pytest.raises(JournalBroken, match="closed"):
        journal.first(-100, 1, sent_at=1, seen_at=1)


def test_only_the_owner_may_read_the_file(journal: Journal, path: Path) -> None:
    """The journal holds what people asked: nobody else may read it."""
    assert path.stat().st_mode & 0o077 == 0


def test_a_foreign_database_is_refused_and_left_alone(path: Path) -> None:
    """A database of another program is not touched."""
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE theirs (x)")
    foreign.commit()
    foreign.close()
    before = path.read_bytes()

    with pytest.raises(JournalBroken, match=r"another program's database.*journal\.path"):
        Journal(path)

    assert path.read_bytes() == before


def test_a_broken_file_is_named(path: Path) -> None:
    """A file that is no database is named with the way to mend it."""
    path.write_bytes(b"not a database at all" * 100)

    with pytest.raises(JournalBroken, match=r"journal\.db cannot be used"):
        Journal(path)
