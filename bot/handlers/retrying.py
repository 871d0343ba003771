"""Limits and retries of every call but ``getUpdates``.

The limiter keeps to 30 messages a second, and to 20 a minute in a group.  A call that Telegram
puts off (429) waits as long as it says, alone: other chats go on.  What fails on the way (5xx, a
broken connection, a timeout) is tried again a few times, with growing pauses and jitter.  After a
timeout nobody knows whether a message was sent: in private it is sent again (maybe twice), in a
group it is not (maybe not at all), because there a repetition disturbs many.
"""

from __future__ import annotations

import asyncio
import datetime
import logging
import random
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter

_log = logging.getLogger(__name__)
_PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try, each shortened or lengthened by up to half."""
_FLOOD_SECONDS = 300.0
"""How long one call lets itself be put off in all."""
_AT_ONCE = ("sendChatAction", "setMy", "getMy")
"""Calls that nobody waits for: neither counted nor repeated."""
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Patience(AIORateLimiter):
    """The limiter of python-telegram-bot, with retries of its own."""

    async def process_request(  # noqa: PLR0917 - as the limiter has it
        self,
        callback: Callable[..., Coroutine[Any, Any, _Answer]],
        args: Any,  # noqa: ANN401 - as the limiter has it
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> _Answer:
        """Make one call of the Bot API; raises TelegramError when it fails for good."""
        if endpoint.startswith(_AT_ONCE):
            return await callback(*args, **kwargs)
        tries = _Tries(endpoint, data.get("chat_id"))
        while True:
            try:
                return await super().process_request(
                    callback, args, kwargs, endpoint, data, rate_limit_args
                )
            except (RetryAfter, NetworkError) as error:
                pause = tries.pause_after(error)
                _log.warning("%s: %s; again in %.1f s", endpoint, type(error).__name__, pause)
            await asyncio.sleep(pause)


class _Tries:
    """The tries of one call."""

    def __init__(self, endpoint: str, chat: object) -> None:
        self._endpoint = endpoint
        self._chat = chat
        self._pauses: Iterator[float] = iter(_PAUSES)
        self._put_off = 0.0

    def pause_after(self, error: TelegramError) -> float:
        """Return the seconds to wait before the next try; raises ``error`` if there is none."""
        if isinstance(error, RetryAfter):
            pause = _seconds(error.retry_after) + random.uniform(0.1, 0.5)  # noqa: S311 - jitter
            self._put_off += pause
            if self._put_off > _FLOOD_SECONDS:
                raise error
            return pause
        step = next(self._pauses, None)
        if step is None or not may_repeat(error, self._endpoint, self._chat):
            raise error
        return step * random.uniform(0.5, 1.5)  # noqa: S311 - jitter


def may_repeat(error: TelegramError, endpoint: str, chat: object) -> bool:
    """Tell whether a call that ended in ``error`` should be made again."""
    if isinstance(error, BadRequest):
        return False
    unknowable = isinstance(error, TimedOut) and not isinstance(error.__cause__, _UNSENT)
    in_group = isinstance(chat, int) and chat < 0
    return not (unknowable and in_group and endpoint.startswith("send"))


def _seconds(wait: int | datetime.timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, datetime.timedelta) else float(wait)
