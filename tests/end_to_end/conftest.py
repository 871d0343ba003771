"""A Bot API server, an archive of the sample pages, and the environment of a bot on both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import Config
from tests.end_to_end.program import environment
from tests.telegram.people import Person
from tests.telegram.server import BotServer


@pytest.fixture
def archive(seed_config: Config) -> Path:
    """Return the archive of the sample pages."""
    return seed_config.archive.path


@pytest.fixture
async def server() -> AsyncIterator[BotServer]:
    """Yield a Bot API server."""
    started = BotServer()
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
def surroundings(server: BotServer, archive: Path, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a bot."""
    return environment(server, archive, tmp_path / "journal.db")


@pytest.fixture
def person(server: BotServer) -> Person:
    """Return somebody with a Chinese client."""
    return Person(server, 42, "小文", "zh-hans")
