"""The typing action, while a search takes long enough to be wondered at."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.handlers.sending import Place

_WONDER = 0.8
_RENEW = 4.5
"""Seconds; clients show the action for five."""


@contextlib.asynccontextmanager
async def typing(bot: Bot, place: Place) -> AsyncIterator[None]:
    """Show the typing action in ``place`` until the block ends, unless it ends soon."""
    shown = asyncio.create_task(_show(bot, place))
    try:
        yield
    finally:
        shown.cancel()


async def _show(bot: Bot, place: Place) -> None:
    await asyncio.sleep(_WONDER)
    while True:
        with contextlib.suppress(TelegramError):
            await bot.send_chat_action(
                place.chat, ChatAction.TYPING, message_thread_id=place.topic or None
            )
        await asyncio.sleep(_RENEW)
