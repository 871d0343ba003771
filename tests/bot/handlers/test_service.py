"""How the bot starts and ends, and what ends it."""

from __future__ import annotations

import asyncio
import gc
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from telegram.error import Conflict, NetworkError

from bot.config import Config
from bot.handlers.service import AnotherBot, Ending, Rivals, TokenRefused, WebhookRefused
from retrieval.answer import Answerer
from retrieval.errors import WenbaoError
from tests.bot.handlers.running import configured, running
from tests.telegram.faults import BadGateway, Broken
from tests.telegram.people import Person
from tests.telegram.server import BotServer

ORIGIN = "https://bot.example.org"


def _by_webhook(config: Config, url: str, port: int) -> Config:
    """Return ``config`` with a webhook at ``url`` and a ``port`` to listen on."""
    telegram = replace(config.telegram, mode="webhook", webhook_url=url, webhook_port=port)
    return replace(config, telegram=telegram)


async def _error(server: BotServer, config: Config, answerer: Answerer) -> WenbaoError:
    """Run a bot that ends of itself, and return why."""
    async with running(server, config, answerer) as bot:
        with pytest.raises(WenbaoError) as raised:
            await asyncio.wait_for(bot.served, 10)
    return raised.value


@pytest.mark.parametrize("token", ["4200001:AAH-another", "nonsense"])
async def test_a_token_that_is_refused(
    server: BotServer, answerer: Answerer, tmp_path: Path, token: str
) -> None:
    """The error names the setting, and not the token: nor does any error behind it."""
    config = configured(server, tmp_path)
    config = replace(config, telegram=replace(config.telegram, token=token))

    error = await _error(server, config, answerer)

    assert isinstance(error, TokenRefused)
    assert "telegram.token" in error.mend
    assert token not in str(error)
    assert error.__suppress_context__


async def test_a_token_that_is_revoked(
    server: BotServer, answerer: Answerer, person: Person, tmp_path: Path
) -> None:
    """A token that Telegram disowns while the bot runs ends it: it would wait for ever."""
    async with running(server, configured(server, tmp_path), answerer) as bot:
        await person.asks("驿站")
        server.revoked = True
        await person.says("驿站", person.private)

        with pytest.raises(TokenRefused):
            await asyncio.wait_for(bot.served, 10)


async def test_it_waits_for_telegram(
    server: BotServer, answerer: Answerer, person: Person, tmp_path: Path
) -> None:
    """A start while Telegram is out of order succeeds when it is in order again."""
    server.faults.plan("getMe", BadGateway(), Broken())
    server.faults.plan("deleteWebhook", Broken(503))

    async with running(server, configured(server, tmp_path), answerer):
        assert (await person.asks("驿站"))["text"]


async def test_it_can_end_before_it_has_begun(
    server: BotServer, answerer: Answerer, tmp_path: Path
) -> None:
    """A bot that cannot reach Telegram can be stopped."""
    config = configured(server, tmp_path)
    await server.stop()

    async with running(server, config, answerer) as bot:
        bot.ending.stop()
        await asyncio.wait_for(bot.served, 5)


@pytest.mark.parametrize(
    ("url", "reason"),
    [("http://bot.example.org", "https"), ("https://nowhere.example.org", "resolve")],
)
async def test_a_webhook_that_telegram_refuses(
    server: BotServer, answerer: Answerer, tmp_path: Path, url: str, reason: str
) -> None:
    """A webhook that Telegram does not accept ends the bot with its reason and the settings."""
    config = _by_webhook(configured(server, tmp_path), url, 0)

    error = await _error(server, config, answerer)

    assert isinstance(error, WebhookRefused)
    assert reason in error.what
    assert "telegram.webhook_url" in error.mend


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_a_port_that_is_taken(answerer: Answerer, tmp_path: Path) -> None:
    """A port that another program listens on is an error that names the setting."""
    server = BotServer({ORIGIN: "http://127.0.0.1:9"})
    await server.start()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        config = _by_webhook(configured(server, tmp_path), ORIGIN, port)

        error = await _error(server, config, answerer)

    await server.stop()
    assert isinstance(error, WebhookRefused)
    assert "webhook_port" in error.mend
    del error
    gc.collect()  # tornado leaves open the socket that it could not bind


async def test_a_rival_is_told_from_a_poll_that_lingers() -> None:
    """A few conflicts, as after a crash, are borne; one after the other ends the bot."""
    ending = Ending()
    rivals = Rivals(ending)
    for _ in range(Rivals.ENOUGH - 1):
        rivals.meet(Conflict("terminated by other getUpdates request"))
        rivals.meet(NetworkError("something else"))
    waiting = asyncio.create_task(ending.wait())
    await asyncio.sleep(0)
    assert not waiting.done()

    rivals.meet(Conflict("terminated by other getUpdates request"))

    with pytest.raises(AnotherBot, match="stop it"):
        await waiting


async def test_the_first_reason_to_end_counts() -> None:
    """An end asked for is no failure, whatever fails after it."""
    ending = Ending()
    ending.stop()
    ending.fail(AnotherBot("what", "mend"))
    ending.stop()

    assert await ending.wait() == 0
