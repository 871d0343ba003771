"""When the network fails: nothing lost, nothing twice, nobody waits for ever."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.handlers.retrying import may_repeat
from bot.journal import Journal, JournalBroken, Posed
from retrieval.answer import Answerer
from retrieval.model import Language
from tests.bot.handlers.running import Running, configured, running
from tests.telegram import people
from tests.telegram.faults import BadGateway, Broken, DropAfter, DropBefore, Fault, Slow, TooMany
from tests.telegram.people import Person, replies
from tests.telegram.server import BotServer

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")
STATIONS = "哪些城市建了工人驿站？"


@pytest.fixture
async def bot(server: BotServer, answerer: Answerer, tmp_path: Path) -> AsyncIterator[Running]:
    """Yield a bot at work, whose calls may be refused."""
    async with running(server, configured(server, tmp_path), answerer) as at_work:
        yield at_work


@pytest.mark.parametrize(
    "faults",
    [(TooMany(1),), (Broken(500), Broken(503)), (BadGateway(),), (DropBefore(), DropBefore())],
    ids=["429", "5xx", "html", "drop"],
)
async def test_an_answer_survives_faults(
    bot: Running, person: Person, faults: tuple[Fault, ...]
) -> None:
    """An answer that cannot be sent at first is sent later, once."""
    bot.server.faults.plan("sendMessage", *faults)

    asked = await person.says(STATIONS, person.private)

    assert "青岛" in (await people.reply(bot.server, asked))["text"]
    bot.ending.stop()
    await bot.served
    assert len(replies(bot.server, asked)) == 1


async def test_an_edit_survives_faults(bot: Running, person: Person) -> None:
    """A page that cannot be shown at first is shown later."""
    reply = await person.asks(STATIONS)
    before = reply["text"]
    bot.server.faults.plan("answerCallbackQuery", Broken())
    bot.server.faults.plan("editMessageText", DropAfter())

    await person.presses(reply, "下一页")

    calls = bot.server.log
    await calls.wait(lambda one: one.call.method == "editMessageText", times=2)
    assert reply["text"] != before


async def test_polls_survive_faults(bot: Running, person: Person) -> None:
    """Updates are fetched again after a fetch fails."""
    bot.server.faults.plan("getUpdates", BadGateway())

    assert (await person.asks(STATIONS))["text"]
    assert (await person.asks(STATIONS))["text"]


async def test_a_lost_answer_to_a_send_in_private_is_sent_again(
    bot: Running, person: Person
) -> None:
    """When nobody knows whether a private answer arrived, it is rather sent twice than never."""
    bot.server.faults.plan("sendMessage", DropAfter())
    asked = await person.says(STATIONS, person.private)

    await bot.server.log.wait(lambda one: one.call.method == "sendMessage", times=2)

    assert len(replies(bot.server, asked)) == 2


@pytest.mark.parametrize(
    ("error", "cause", "endpoint", "chat", "expected"),
    [
        (NetworkError("502"), None, "sendMessage", -100, True),
        (NetworkError("drop"), httpx.ReadError("x"), "sendMessage", -100, True),
        (TimedOut(), httpx.ReadTimeout("x"), "sendMessage", 42, True),
        (TimedOut(), httpx.ReadTimeout("x"), "sendMessage", -100, False),
        (TimedOut(), httpx.ConnectTimeout("x"), "sendMessage", -100, True),
        (TimedOut(), httpx.ReadTimeout("x"), "editMessageText", -100, True),
        (BadRequest("chat not found"), None, "sendMessage", 42, False),
    ],
)
def test_what_may_be_repeated(
    error: NetworkError,
    cause: Exception | None,
    endpoint: str,
    chat: int,
    expected: bool,
) -> None:
    """Everything may be repeated but a refusal, and a message that a group may have got."""
    error.__cause__ = cause

    assert may_repeat(error, endpoint, chat) is expected


async def test_an_update_delivered_twice_is_answered_once(bot: Running, person: Person) -> None:
    """Repeated updates, questions and commands alike, get no second reply."""
    question = await person.says(STATIONS, person.private)
    command = await person.says("/help", person.private)
    for message in (question, command):
        await people.reply(bot.server, message)

    for message in (question, command, question):
        await bot.server.world.mail.repeat(message["update_id"])
    await person.asks("再问一句：驿站？")

    bot.ending.stop()
    await bot.served
    assert [len(replies(bot.server, message)) for message in (question, command)] == [1, 1]


async def test_blocked_in_the_meantime(
    bot: Running, person: Person, other: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """Who blocks the bot gets no answer, the question is settled without noise, others go on."""
    person.blocks_bot()
    await person.says(STATIONS, person.private)

    await bot.server.log.wait(lambda one: "blocked" in (one.refused or ""))

    assert (await other.asks(STATIONS))["text"]
    bot.ending.stop()
    await bot.served
    assert bot.journal.open() == ()
    assert len(bot.server.log.refusals) == 1
    assert not [entry for entry in caplog.records if entry.levelno >= logging.WARNING]


async def test_a_slow_search_shows_typing_and_stalls_nobody(
    bot: Running,
    person: Person,
    other: Person,
    answerer: Answerer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While one search takes long, its asker sees typing and others are answered."""
    gate = threading.Event()
    quick = answerer.answer

    def slow(question: str, context: tuple[str, ...] = ()) -> object:
        if "慢" in question:
            gate.wait(10)
        return quick(question, context)

    monkeypatch.setattr(answerer, "answer", slow)
    asked = await person.says("慢慢找：" + STATIONS, person.private)

    assert (await other.asks(STATIONS))["text"]
    await bot.server.log.wait(lambda one: one.call.method == "sendChatAction")
    gate.set()

    assert (await people.reply(bot.server, asked))["text"]
    assert bot.server.world.actions[0]["chat_id"] == "42"


async def test_slow_searches_leave_room(
    bot: Running, other: Person, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many searches take long, commands are answered and questions are accepted."""
    gate = threading.Event()
    quick = answerer.answer

    def slow(question: str, context: tuple[str, ...] = ()) -> object:
        gate.wait(10)
        return quick(question, context)

    monkeypatch.setattr(answerer, "answer", slow)
    crowd = [Person(bot.server, 1000 + n, f"人{n}", "zh-hans") for n in range(40)]
    asked = [await one.says(STATIONS, one.private) for one in crowd]

    assert (await other.asks("/help"))["text"]
    await bot.server.world.mail.confirmed()
    gate.set()

    for message in asked:
        await people.reply(bot.server, message)


async def test_the_end_waits_for_answers_in_flight(
    bot: Running, person: Person, server: BotServer
) -> None:
    """A question taken before the end is answered before the end."""
    gate = asyncio.Event()
    server.faults.plan("sendMessage", Slow(gate))
    asked = await person.says(STATIONS, person.private)
    await server.world.mail.confirmed()

    bot.ending.stop()
    gate.set()
    await bot.served

    assert len(replies(server, asked)) == 1
    assert bot.journal.open() == ()


async def test_what_is_open_is_answered_by_the_next_run(
    server: BotServer, answerer: Answerer, person: Person, tmp_path: Path
) -> None:
    """A question noted by a run that died is answered by the next, in its chat and as a reply."""
    config = configured(server, tmp_path)
    asked = person.private.keep({"from": person.wire, "date": 1, "text": STATIONS})
    number = asked["message_id"]
    died = Journal(config.journal.path)
    hour_ago = int(time.time()) - 3600
    died.ask(Posed(42, number, hour_ago, 0, 42, True, Language.ZH, STATIONS, hour_ago))
    died.close()

    async with running(server, config, answerer):
        reply = await people.reply(server, asked)

    assert "青岛" in reply["text"]
    (sent,) = server.log.of("sendMessage")
    assert sent.call.flag("disable_notification")


async def test_a_journal_that_cannot_be_written_ends_the_bot(
    server: BotServer, answerer: Answerer, person: Person, tmp_path: Path
) -> None:
    """When nothing can be noted the bot ends with the reason, and the update stays unconfirmed."""
    async with running(server, configured(server, tmp_path), answerer) as bot:
        await person.asks(STATIONS)
        broken = sqlite3.connect(bot.config.journal.path)
        broken.execute("DROP TABLE asked")
        broken.close()
        await person.says(STATIONS, person.private)

        with pytest.raises(JournalBroken, match=r"journal\.path"):
            await asyncio.wait_for(bot.served, 10)

    assert server.world.mail.pending == 1
