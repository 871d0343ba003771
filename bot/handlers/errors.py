"""What went wrong: one entry in the log and one friendly line in the chat, with the same number."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets

from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut
from telegram.ext import ContextTypes

from bot import phrases
from bot.handlers.addressing import language_hint
from bot.handlers.sending import Place, send
from bot.journal import Asked, Journal
from bot.reply import Reply
from retrieval.model import Language

_log = logging.getLogger(__name__)


class Errors:
    """The handler of what the other handlers raise."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def report(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log the error of ``context``, tell the person, settle the question.

        A question whose answer could not be delivered stays open for the next run, unless the
        chat is closed to the bot, or a group may have got it.
        """
        error = context.error
        private = isinstance(update, Asked) and update.posed.private
        if isinstance(error, Forbidden):
            _log.info("not allowed to write there any more")
        elif isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            _log.warning("Telegram was not reached: %s", error)
            if private or not isinstance(error, TimedOut):
                return
        else:
            await self._explain(update, context)
        if isinstance(update, Asked):
            await asyncio.to_thread(self._journal.give_up, update.number)

    async def _explain(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        reference = secrets.token_hex(3)
        _log.error("%s failed, reference %s", _named(update), reference, exc_info=context.error)
        with contextlib.suppress(TelegramError):
            await _tell(context.bot, update, reference)


async def _tell(bot: Bot, update: object, reference: str) -> None:
    language = Language.ZH
    if isinstance(update, Asked):
        language = update.posed.language
        place = Place(update.posed.chat, update.posed.topic, update.posed.message)
    elif isinstance(update, Update) and update.effective_message:
        language = language_hint(update.effective_user)
        place = Place.of(update.effective_message)
    else:
        return
    await send(bot, place, Reply(phrases.BOT_FAILED[language].format(reference=reference)))


def _named(update: object) -> str:
    """Return what failed, without a word of what was asked."""
    if isinstance(update, Asked):
        return f"question {update.number}"
    return f"update {update.update_id}" if isinstance(update, Update) else "an update"
