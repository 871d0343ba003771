"""The bot in this process, talking over HTTP to the test server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.app import build
from bot.config import Config
from bot.handlers.service import BotApplication, Ending, serve
from bot.journal import Journal
from retrieval.answer import Answerer
from retrieval.errors import WenbaoError
from tests.telegram.server import TOKEN, BotServer


@dataclass(frozen=True, slots=True)
class Running:
    """A bot at work: its server, its journal, its end."""

    server: BotServer
    config: Config
    journal: Journal
    application: BotApplication
    ending: Ending
    served: asyncio.Task[int]


def configured(server: BotServer, directory: Path) -> Config:
    """Return the configuration of a bot that talks to ``server``."""
    base = Config()
    telegram = replace(
        base.telegram,
        token=TOKEN,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
    )
    journal = replace(base.journal, path=directory / "journal.db")
    return replace(base, telegram=telegram, journal=journal)


@asynccontextmanager
async def running(server: BotServer, config: Config, answerer: Answerer) -> AsyncIterator[Running]:
    """Run the bot until the block ends; then it must end of itself."""
    journal = Journal(config.journal.path)
    ending = Ending()
    application = build(config, answerer, journal, ending)
    served = asyncio.create_task(serve(application, journal, config, ending))
    try:
        yield Running(server, config, journal, application, ending, served)
        ending.stop()
        done, _ = await asyncio.wait({served}, timeout=10)
        assert done, "the bot did not end in ten seconds"
        if not isinstance(served.exception(), WenbaoError):  # those the test asks for itself
            served.result()
    finally:
        served.cancel()
        await asyncio.gather(served, return_exceptions=True)
        journal.close()
