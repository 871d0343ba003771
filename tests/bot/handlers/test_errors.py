"""Errors: one line in the log, one friendly line in the chat, the same number in both."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import phrases
from bot.compose import build_archive, open_answerer
from bot.config import Config
from retrieval.model import Language
from tests.bot.handlers.running import Running, configured, running
from tests.conftest import SEEDS
from tests.retrieval.crash import Silent
from tests.telegram.people import Person
from tests.telegram.server import BotServer

STATIONS = "哪些城市建了工人驿站？"


@pytest.fixture
async def bot(server: BotServer, tmp_path: Path) -> AsyncIterator[Running]:
    """Yield a bot whose archive has been taken away."""
    base = Config()
    archive = replace(base.archive, path=tmp_path / "archive")
    config = replace(base, archive=archive)
    build_archive(config, [SEEDS / "000_1eee8d867a7f2f80.txt"], Silent(), False, False)
    answerer = open_answerer(config)
    async with running(server, configured(server, tmp_path), answerer) as at_work:
        yield at_work
    answerer.close()


def _spoil(directory: Path) -> None:
    """Overwrite the archive's database while it is open."""
    for file in directory.glob("archive.db*"):
        file.write_bytes(b"spoilt" * 4096)


async def test_a_failed_search_is_logged_and_told(
    bot: Running, person: Person, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The line in the chat says that the search failed and carries the number of the log."""
    _spoil(tmp_path / "archive")

    reply = await person.asks(STATIONS)

    told = re.fullmatch(
        phrases.BOT_FAILED[Language.ZH].format(reference="([0-9a-f]{6})"), reply["text"]
    )
    assert told
    (logged,) = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert told.group(1) in logged.getMessage()
    assert logged.exc_info
    assert STATIONS not in caplog.text
    bot.ending.stop()
    await bot.served
    assert bot.journal.open() == ()


async def test_a_failed_command_is_told_in_the_language_of_the_client(
    bot: Running, other: Person, tmp_path: Path
) -> None:
    """A command that fails is excused in the client's language."""
    _spoil(tmp_path / "archive")

    reply = await other.asks("/about")

    assert reply["text"].startswith("The search did not work this time")


async def test_a_failed_page_leaves_the_answer(
    bot: Running, person: Person, tmp_path: Path
) -> None:
    """A button that fails is excused in a message of its own; what stood there stays."""
    reply = await person.asks("驿站")
    before = reply["text"]
    _spoil(tmp_path / "archive")

    await person.presses(reply, phrases.FULL_TEXT[Language.ZH].format(number=1))

    excuses = await bot.server.log.wait(lambda one: one.call.method == "sendMessage", times=2)
    assert excuses[1].made["text"].startswith("这次没查成")
    assert reply["text"] == before
