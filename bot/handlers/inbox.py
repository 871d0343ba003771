"""The queue of updates, with the journal at its door.

Telegram forgets an update once the bot has taken it (the next ``getUpdates``, or the answer to a
webhook's POST).  Both wait for ``put``: a question is in the journal before it is taken, so that
a program that dies loses none.  A message that comes a second time goes no further.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from telegram import Message, Update

from bot.handlers import addressing
from bot.journal import Asked, AskedBefore, Journal, JournalBroken, NotAsked, Posed
from retrieval.questions.language import language_of

_log = logging.getLogger(__name__)
_A_CONVERSATION = 30 * 60
"""Seconds within which a question in private may follow the one before it."""


class Inbox(asyncio.Queue[object]):
    """Updates on their way to the handlers; questions leave it as :class:`bot.journal.Asked`."""

    def __init__(self, journal: Journal, fail: Callable[[JournalBroken], None]) -> None:
        """``fail`` is told when nothing can be noted any more."""
        super().__init__()
        self._journal = journal
        self._fail = fail

    async def put(self, update: object) -> None:
        """Queue ``update``; a question is noted first; raises JournalBroken."""
        if not isinstance(update, Update):
            await super().put(update)
            return
        try:
            noted = await asyncio.to_thread(self._noted, update)
        except JournalBroken as error:
            self._fail(error)
            raise
        for one in noted:
            await super().put(one)

    def _noted(self, update: Update) -> list[Asked | Update]:
        """Return what to queue for ``update``: nothing for a message that came before.

        A button pressed may come twice: it shows the same page twice.
        """
        message = update.message
        if message is None:
            return [update]
        me = update.get_bot().bot
        question = addressing.question(message, me) if addressing.is_addressed(message, me) else ""
        if question:
            return self._asked(message, question)
        sent_at = int(message.date.timestamp())
        new = self._journal.first(message.chat.id, message.message_id, sent_at, int(time.time()))
        return [update] if new else []

    def _asked(self, message: Message, question: str) -> list[Asked | Update]:
        now = int(time.time())
        posed = Posed(
            chat=message.chat.id,
            message=message.message_id,
            sent_at=int(message.date.timestamp()),
            topic=addressing.topic_of(message),
            asker=addressing.asker(message),
            private=addressing.is_private(message),
            language=language_of(question),
            question=question,
            asked_at=now,
            follows=self._follows(message, now - _A_CONVERSATION),
        )
        try:
            return [self._journal.ask(posed)]
        except AskedBefore:
            _log.info("message %s came again", message.message_id)
            return []

    def _follows(self, message: Message, since: int) -> int:
        """Return the number of the question that this one continues, 0 if it stands alone."""
        chat = message.chat.id
        own = addressing.own_message(message, message.get_bot().bot)
        try:
            if own:
                return self._journal.answered_by(chat, own).number
            if addressing.is_private(message):
                return self._journal.latest(chat, addressing.asker(message), since).number
        except NotAsked:
            pass
        return 0
