"""A running bot on the sample pages, and people to talk to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from retrieval.answer import Answerer
from tests.bot.handlers.running import Running, configured, running
from tests.telegram.people import Person
from tests.telegram.server import BotServer


@pytest.fixture(scope="session")
def answerer(seed_answerer: Answerer) -> Answerer:
    """Return an answerer on the sample pages, its dictionaries read."""
    seed_answerer.answer("which cities build worker stations?")
    return seed_answerer


@pytest.fixture
async def server() -> AsyncIterator[BotServer]:
    """Yield a Bot API server; in the end nothing may have been refused or dropped."""
    started = BotServer()
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
async def bot(server: BotServer, answerer: Answerer, tmp_path: Path) -> AsyncIterator[Running]:
    """Yield a bot at work; all it says must be right at the first try."""
    async with running(server, configured(server, tmp_path), answerer) as at_work:
        yield at_work
    assert server.world.dropped == []
    assert server.log.refusals == []


@pytest.fixture
def person(server: BotServer) -> Person:
    """Return somebody with a Chinese client."""
    return Person(server, 42, "小文", "zh-hans")


@pytest.fixture
def other(server: BotServer) -> Person:
    """Return somebody else, with an English client."""
    return Person(server, 43, "Mary", "en")
