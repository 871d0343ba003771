"""The whole program over HTTP: ``wenbao bot`` is started, talked to, stopped and killed."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.end_to_end.program import environment, program
from tests.telegram import people
from tests.telegram.faults import Slow
from tests.telegram.people import Person, replies
from tests.telegram.server import TOKEN, BotServer
from tests.telegram.world import USERNAME

STATIONS = "哪些城市建了工人驿站？"
ORIGIN = "https://bot.example.org"


async def _edited(server: BotServer, times: int = 1) -> None:
    await server.log.wait(lambda one: one.call.method == "editMessageText", times)


async def test_a_day_of_the_bot(
    server: BotServer, surroundings: dict[str, str], person: Person, tmp_path: Path
) -> None:
    """Private chat, group, buttons, a restart between two presses, and an end with code 0."""
    chat = people.group(server)
    async with program(tmp_path, surroundings) as bot:
        await bot.serving()
        private = await person.asks(STATIONS)
        in_group = await people.reply(server, await person.says(f"/ask {STATIONS}", chat))
        chatter = await person.says("大家早上好", chat)
        await person.presses(private, "下一页")
        await _edited(server)
        second_page = private["text"]
        first = await bot.stop()

    await person.presses(private, "下一页")
    await person.presses(in_group, "全文 1")
    async with program(tmp_path, surroundings) as bot:
        await bot.serving()
        await _edited(server, 3)
        second = await bot.stop()

    assert (first.code, second.code) == (0, 0)
    assert "青岛" in in_group["text"] or "↩" in str(in_group["reply_markup"])
    assert private["text"] != second_page
    assert replies(server, chatter) == []
    assert server.world.dropped == []
    assert server.log.refusals == []
    for written in (first.written, second.written):
        assert TOKEN not in written
        assert STATIONS not in written


async def test_a_killed_bot_loses_nothing(
    server: BotServer, surroundings: dict[str, str], tmp_path: Path
) -> None:
    """Of five questions in flight when the bot is killed, all are answered by the next run."""
    crowd = [Person(server, 100 + number, f"人{number}", "zh-hans") for number in range(5)]
    never = asyncio.Event()
    server.faults.plan("sendMessage", *[Slow(never)] * 5)
    async with program(tmp_path, surroundings) as bot:
        await bot.serving()
        asked = [await one.says(STATIONS, one.private) for one in crowd]
        await server.world.mail.confirmed()
        await bot.kill()
    server.faults.mend("sendMessage")
    assert not any(replies(server, message) for message in asked)

    async with program(tmp_path, surroundings) as bot:
        for message in asked:
            await people.reply(server, message)
        await bot.stop()

    assert [len(replies(server, message)) for message in asked] == [1] * 5


async def test_questions_wait_for_the_bot(
    server: BotServer, surroundings: dict[str, str], person: Person, tmp_path: Path
) -> None:
    """What is asked while no bot runs is answered when it starts; Ctrl-C ends it with 130."""
    asked = await person.says(STATIONS, person.private)

    async with program(tmp_path, surroundings) as bot:
        reply = await people.reply(server, asked, timeout=30)
        ended = await bot.stop(signal.SIGINT)

    assert "青岛" in reply["text"]
    assert ended.code == 130


@pytest.fixture
async def proxied() -> AsyncIterator[tuple[BotServer, int]]:
    """Yield a server that reaches the bot's port through a TLS proxy, and that port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = BotServer({ORIGIN: f"http://127.0.0.1:{port}"})
    await server.start()
    yield server, port
    await server.stop()


async def test_by_webhook(proxied: tuple[BotServer, int], archive: Path, tmp_path: Path) -> None:
    """Updates come by webhook, with a secret; without it nobody gets in."""
    server, port = proxied
    person = Person(server, 42, "小文", "zh-hans")
    surroundings = environment(server, archive, tmp_path / "journal.db") | {
        "WENBAO_TELEGRAM_MODE": "webhook",
        "WENBAO_TELEGRAM_WEBHOOK_URL": ORIGIN,
        "WENBAO_TELEGRAM_WEBHOOK_PORT": str(port),
    }
    async with program(tmp_path, surroundings) as bot:
        await bot.serving()
        reply = await person.asks(f"/ask@{USERNAME} {STATIONS}")
        webhook = server.world.mail.webhook
        assert webhook is not None
        forged = {"update_id": 1, "message": {"message_id": 1}}
        async with aiohttp.ClientSession() as session:
            async with session.post(webhook.address, json=forged) as without_secret:
                pass
            async with session.post(f"http://127.0.0.1:{port}/", json=forged) as elsewhere:
                pass
        ended = await bot.stop()

    assert "青岛" in reply["text"]
    assert (without_secret.status, elsewhere.status) == (403, 404)
    assert len(webhook.secret) >= 32
    assert webhook.secret not in ended.written
    assert ended.code == 0
    assert server.log.of("getUpdates") == []


@pytest.mark.parametrize("token", ["4200001:AAH-another_token-AAAAAAAAAAAAAAA", "nonsense"])
async def test_a_wrong_token_is_one_line(
    surroundings: dict[str, str], tmp_path: Path, token: str
) -> None:
    """A token that Telegram refuses ends the bot with one line that names the setting."""
    async with program(tmp_path, surroundings | {"WENBAO_TELEGRAM_TOKEN": token}) as bot:
        ended = await bot.ended()

    assert ended.code == 1
    assert ended.written.startswith("wenbao: ")
    assert ended.written.count("\n") == 1
    assert "telegram.token" in ended.written
    assert token not in ended.written


async def test_no_token_is_bad_configuration(surroundings: dict[str, str], tmp_path: Path) -> None:
    """Without a token the bot does not start, and says where to put one."""
    async with program(tmp_path, surroundings | {"WENBAO_TELEGRAM_TOKEN": ""}) as bot:
        ended = await bot.ended()

    assert ended.code == 2
    assert "telegram.token" in ended.written
    assert "WENBAO_TELEGRAM_TOKEN" in ended.written
