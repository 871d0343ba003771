"""``wenbao bot`` as a process of its own, configured by its environment."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.telegram.server import TOKEN, BotServer

ROOT = Path(__file__).parents[2]
_START_SECONDS, _END_SECONDS = 30.0, 10.0


@dataclass(frozen=True, slots=True)
class Ended:
    """How the program ended: its exit code and all it wrote."""

    code: int
    written: str


class Program:
    """The running program."""

    def __init__(self, running: asyncio.subprocess.Process) -> None:
        self._running = running
        self._said: list[str] = []

    async def serving(self) -> None:
        """Wait until it says that it serves."""
        assert self._running.stderr is not None
        async with asyncio.timeout(_START_SECONDS):
            while line := await self._running.stderr.readline():
                self._said.append(line.decode())
                if "serving as" in self._said[-1]:
                    return
        raise AssertionError("it ended:\n" + "".join(self._said))

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> Ended:
        """Send a signal and return how it ended, in ten seconds at most."""
        self._running.send_signal(by)
        return await self.ended()

    async def kill(self) -> None:
        """End it with no chance to do anything."""
        self._running.kill()
        await self._running.wait()

    async def ended(self) -> Ended:
        """Wait for its end."""
        async with asyncio.timeout(_END_SECONDS):
            out, err = await self._running.communicate()
        assert self._running.returncode is not None
        return Ended(self._running.returncode, "".join(self._said) + (out + err).decode())


def environment(server: BotServer, archive: Path, journal: Path) -> dict[str, str]:
    """Return the environment of a bot that talks to ``server``."""
    inherited = {name: value for name, value in os.environ.items() if "WENBAO" not in name}
    return inherited | {
        "WENBAO_TELEGRAM_TOKEN": TOKEN,
        "WENBAO_TELEGRAM_BASE_URL": server.base_url,
        "WENBAO_TELEGRAM_BASE_FILE_URL": server.base_file_url,
        "WENBAO_ARCHIVE_PATH": str(archive),
        "WENBAO_JOURNAL_PATH": str(journal),
        "PYTHONPATH": str(ROOT),
    }


@asynccontextmanager
async def program(directory: Path, environment: Mapping[str, str]) -> AsyncIterator[Program]:
    """Start ``wenbao bot`` in ``directory``; whatever happens it is gone after the block."""
    running = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "bot"),
        cwd=directory,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Program(running)
    finally:
        if running.returncode is None:
            running.kill()
            await running.communicate()
