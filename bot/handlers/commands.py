"""Commands, and messages put to the bot that ask nothing."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import cast

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot import phrases
from bot.handlers.addressing import asker, command_of, is_addressed, is_private, language_hint
from bot.handlers.sending import Place, send
from bot.journal import Journal
from bot.render import render_holdings
from bot.reply import Reply
from retrieval.answer import Answerer
from retrieval.model import Language

_ALBUMS = 100
"""How many albums are remembered."""


class Commands:
    """Answers ``/start /help /about /privacy /forget``; ``days`` is how long questions are kept."""

    def __init__(self, answerer: Answerer, journal: Journal, days: int) -> None:
        self._answerer = answerer
        self._journal = journal
        self._days = days
        self._albums: deque[str] = deque(maxlen=_ALBUMS)

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say who this is and how to begin."""
        _, language = _spoken(update)
        await _say(update, context, phrases.BOT_START[language])

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say how to ask."""
        _, language = _spoken(update)
        said = phrases.BOT_HELP[language].format(username=context.bot.username)
        await _say(update, context, said)

    async def privacy(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what is kept, and for how long."""
        _, language = _spoken(update)
        await _say(update, context, phrases.BOT_PRIVACY[language].format(days=self._days))

    async def about(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what the archive holds; raises ArchiveError."""
        message, language = _spoken(update)
        about = await asyncio.to_thread(self._answerer.about)
        await send(context.bot, Place.of(message), render_holdings(about, language))

    async def forget(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete what the person asked, at once; raises JournalBroken."""
        message, language = _spoken(update)
        gone = await asyncio.to_thread(self._journal.forget, asker(message))
        await _say(update, context, phrases.BOT_FORGOTTEN[language].format(count=gone))

    async def other(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what is neither a known command nor a question: a hint, or in a group nothing."""
        message, language = _spoken(update)
        me = context.bot.bot
        command = command_of(message, me)
        if self._is_known_album(message):
            return
        if is_addressed(message, me):
            wordless = is_private(message) and command is None
            hint = phrases.BOT_WORDS_ONLY if wordless else phrases.BOT_USAGE
            await _say(update, context, hint[language])
        elif command and is_private(message) and command.ours:
            await _say(update, context, phrases.BOT_UNKNOWN_COMMAND[language])

    def _is_known_album(self, message: Message) -> bool:
        """Tell whether another picture of the album came before: an album gets one hint."""
        album = message.media_group_id
        known = album in self._albums
        if album and not known:
            self._albums.append(album)
        return known


def _spoken(update: Update) -> tuple[Message, Language]:
    message = cast("Message", update.message)
    return message, language_hint(message.from_user)


async def _say(update: Update, context: ContextTypes.DEFAULT_TYPE, text: str) -> None:
    message, _ = _spoken(update)
    await send(context.bot, Place.of(message), Reply(text))
