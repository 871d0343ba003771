"""A noted question -> its reply, in the chat and in the journal."""

from __future__ import annotations

import asyncio
import time

from telegram.ext import ContextTypes

from bot import phrases
from bot.handlers.sending import Place, send
from bot.handlers.typing import typing
from bot.journal import Asked, Journal, State
from bot.render import render
from bot.reply import Reply
from retrieval.answer import Answerer
from retrieval.errors import QuestionRefused

_LATE = 10 * 60
"""Seconds after which an answer comes without a sound: the asker has gone on."""

_AT_ONCE = 3
"""Searches at once: fewer than there are threads, so that the journal never waits for them."""


class Answering:
    """Answers questions; the search runs in a thread, the event loop goes on."""

    def __init__(self, answerer: Answerer, journal: Journal, cards: int) -> None:
        """``cards`` is the number of articles a reply shows."""
        self._answerer = answerer
        self._journal = journal
        self._cards = cards
        self._searches = asyncio.Semaphore(_AT_ONCE)

    async def answer(self, asked: Asked, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer ``asked``; raises SearchFailed, ArchiveError, TelegramError, JournalBroken."""
        if asked.state is not State.OPEN:
            return
        posed = asked.posed
        place = Place(posed.chat, posed.topic, posed.message)
        async with typing(context.bot, place):
            reply = await self.reply(asked)
        late = time.time() - posed.sent_at > _LATE
        sent = await send(context.bot, place, reply, asked.number, quiet=late)
        await asyncio.to_thread(self._journal.answered, asked.number, sent)

    async def reply(self, asked: Asked, page: int = 0) -> Reply:
        """Return page ``page`` (from 0) of the answer; raises SearchFailed, ArchiveError."""
        async with self._searches:
            return await asyncio.to_thread(self._searched, asked, page)

    def _searched(self, asked: Asked, page: int) -> Reply:
        try:
            answer = self._answerer.answer(asked.posed.question, asked.context)
        except QuestionRefused:
            return Reply(phrases.BOT_QUESTION_REFUSED[asked.posed.language])
        return render(answer, page, self._cards)
