"""Faults on demand: the next calls of a method fail in the ways of a real network."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from tests.telegram.refusals import Refused, too_many

Work = Callable[[], Awaitable[web.Response]]


class Fault:
    """A way to fail: it does the ``work`` of the call or leaves it, and answers or does not."""

    async def strike(self, request: web.Request, work: Work) -> web.Response:
        """Answer ``request`` in place of the server."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class TooMany(Fault):
    """429: the call is not carried out and may be made again after ``seconds``."""

    seconds: int

    async def strike(self, request: web.Request, work: Work) -> web.Response:
        """Refuse with ``retry_after``."""
        raise too_many(self.seconds)


@dataclass(frozen=True, slots=True)
class Broken(Fault):
    """A 5xx in JSON: the call is not carried out."""

    code: int = 500

    async def strike(self, request: web.Request, work: Work) -> web.Response:
        """Refuse with the code."""
        raise Refused(self.code, "Internal Server Error")


@dataclass(frozen=True, slots=True)
class BadGateway(Fault):
    """502 with a page of HTML, as a proxy answers: the call is not carried out."""

    async def strike(self, request: web.Request, work: Work) -> web.Response:
        """Answer with the page."""
        page = "<html><head><title>502 Bad Gateway</title></head><body></body></html>"
        return web.Response(status=502, text=page, content_type="text/html")


@dataclass(frozen=True, slots=True)
class DropBefore(Fault):
    """The connection breaks before the call is carried out."""

    async def strike(self, request: web.Request, work: Work) -> web.Response:
        """Break the connection."""
        return _broken(request)


@dataclass(frozen=True, slots=True)
class DropAfter(Fault):
    """The call is carried out, and the connection breaks before the caller hears of it."""

    async def strike(self, request: web.Request, work: Work) -> web.Response:
        """Work, then break the connection."""
        await work()
        return _broken(request)


@dataclass(frozen=True, slots=True)
class Slow(Fault):
    """The call is carried out when ``until`` is set."""

    until: asyncio.Event

    async def strike(self, request: web.Request, work: Work) -> web.Response:
        """Wait, then work."""
        await self.until.wait()
        return await work()


def _broken(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


class Faults:
    """What the next calls of each method meet."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def plan(self, method: str, *faults: Fault) -> None:
        """Let the next calls of ``method`` meet ``faults``, one each."""
        self._waiting[method.lower()].extend(faults)

    def mend(self, method: str) -> None:
        """Let the next calls of ``method`` meet nothing."""
        self._waiting[method.lower()].clear()

    async def meet(self, method: str, request: web.Request, work: Work) -> web.Response:
        """Do ``work``, or what is planned in its place."""
        waiting = self._waiting[method.lower()]
        if waiting:
            return await waiting.popleft().strike(request, work)
        return await work()
