"""The log of what the bot called, and waiting for a call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.telegram.wire import Call

PATIENCE = 15.0  # seconds a test waits before it fails


@dataclass(frozen=True, slots=True)
class Logged:
    """A call and what became of it: ``made`` is the answer of one that was carried out."""

    call: Call
    made: Any = None
    refused: str | None = None


class Log:
    """All calls in the order in which they were settled."""

    def __init__(self) -> None:
        self._logged: list[Logged] = []
        self._changed = asyncio.Condition()

    async def add(self, logged: Logged) -> None:
        """Note a call and wake those who wait for it."""
        async with self._changed:
            self._logged.append(logged)
            self._changed.notify_all()

    def of(self, *methods: str) -> list[Logged]:
        """Return the calls of ``methods``; of all when none is named."""
        return [one for one in self._logged if not methods or one.call.method in methods]

    @property
    def refusals(self) -> list[Logged]:
        """The calls that were refused."""
        return [one for one in self._logged if one.refused]

    async def wait(
        self, holds: Callable[[Logged], bool], times: int = 1, timeout: float = PATIENCE
    ) -> list[Logged]:
        """Return the first calls for which ``holds``, as soon as there are ``times`` of them.

        Raises AssertionError, with the log, when they do not come in ``timeout`` seconds.
        """

        def found() -> list[Logged]:
            return [one for one in self._logged if holds(one)]

        try:
            async with asyncio.timeout(timeout), self._changed:
                await self._changed.wait_for(lambda: len(found()) >= times)
        except TimeoutError:
            seen = "\n".join(f"{one.call.method} {one.call.said}" for one in self._logged)
            raise AssertionError(f"waited {timeout} s in vain; the calls were:\n{seen}") from None
        return found()[:times]

    def forgive(self, reason: str) -> None:
        """Take out the refusals that say ``reason``: they were expected."""
        self._logged = [one for one in self._logged if reason not in (one.refused or "")]
