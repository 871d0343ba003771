"""Pressed buttons: the message below which they stand shows another page, or a whole article.

A button carries ``<verb>:<asked>:<argument>``: ``page``, ``article`` and ``here`` (see
``bot.render.buttons``), with the journal's number of the question in base 36.  The question is
searched again, so buttons outlive the program that made them.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import cast
from weakref import WeakValueDictionary

from telegram import Bot, CallbackQuery, MaybeInaccessibleMessage, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot import phrases
from bot.handlers.addressing import language_hint
from bot.handlers.answering import Answering
from bot.handlers.sending import edit
from bot.journal import Asked, Journal, NotAsked
from bot.render import article_page, render_article
from bot.reply import Reply
from retrieval.answer import Answerer
from retrieval.errors import NotInArchive

_TOAST = 200
_VERBS = ("page", "article", "here")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button says."""

    verb: str
    asked: int
    argument: str


class NotAButton(ValueError):
    """A payload that is none of ours."""


def read(payload: str) -> Pressed:
    """Return what ``payload`` says; raises NotAButton."""
    verb, _, rest = payload.partition(":")
    number, _, argument = rest.partition(":")
    try:
        asked = int(number, 36)
    except ValueError:
        raise NotAButton(payload) from None
    if verb not in _VERBS or asked < 1 or asked >= 2**63:
        raise NotAButton(payload)
    return Pressed(verb, asked, argument)


class Buttons:
    """Turns pages; presses on one message are served one after the other."""

    def __init__(self, answering: Answering, answerer: Answerer, journal: Journal) -> None:
        self._answering = answering
        self._answerer = answerer
        self._journal = journal
        self._turns: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Serve a pressed button; raises SearchFailed, ArchiveError, TelegramError."""
        query = cast("CallbackQuery", update.callback_query)
        language = language_hint(query.from_user)
        try:
            pressed = read(query.data or "")
            asked = await asyncio.to_thread(self._journal.get, pressed.asked)
            message = _message(query, asked)
        except (NotAButton, NotAsked):
            await _notice(query, phrases.BOT_EXPIRED[language], alert=True)
            return
        if not _may_turn(asked, query.from_user.id):
            await _notice(query, phrases.BOT_NOT_YOURS[language])
        elif pressed.verb == "here":
            said = phrases.BOT_HERE[language].format(question=asked.posed.question)
            await _notice(query, said[:_TOAST])
        else:
            await _notice(query)
            await self._turn(context.bot, message, asked, pressed)

    async def _turn(
        self, bot: Bot, message: MaybeInaccessibleMessage, asked: Asked, pressed: Pressed
    ) -> None:
        where = (message.chat.id, message.message_id)
        async with self._turns.setdefault(where, asyncio.Lock()):
            reply = await self._shown(asked, pressed)
            try:
                await edit(bot, *where, reply, asked.number)
            except BadRequest as error:
                if "not modified" not in error.message:
                    raise

    async def _shown(self, asked: Asked, pressed: Pressed) -> Reply:
        """Return what the message is to show; the answer again if the article is gone."""
        if pressed.verb == "page":
            digits = pressed.argument.isascii() and pressed.argument.isdigit()
            return await self._answering.reply(asked, int(pressed.argument) if digits else 0)
        wanted = article_page(pressed.argument)
        try:
            return await asyncio.to_thread(self._article, asked, pressed.argument)
        except NotInArchive:
            return await self._answering.reply(asked, wanted.back)

    def _article(self, asked: Asked, argument: str) -> Reply:
        wanted = article_page(argument)
        article = self._answerer.article(wanted.article_id)
        source = self._answerer.source(article.page_id)
        language = asked.posed.language
        return render_article(article, source, wanted.page, language, back=wanted.back)


def _message(query: CallbackQuery, asked: Asked) -> MaybeInaccessibleMessage:
    """Return the message of the button; raises NotAsked if its question is another chat's."""
    if query.message is None or query.message.chat.id != asked.posed.chat:
        raise NotAsked("the button stands in another chat than its question", "ask again")
    return query.message


def _may_turn(asked: Asked, presser: int) -> bool:
    """Tell whether ``presser`` may turn the pages of ``asked``.

    A question asked in the name of a chat (whose number is negative) belongs to nobody in
    particular: a press does not tell in whose name it is made.
    """
    posed = asked.posed
    return posed.private or posed.asker == presser or posed.asker < 0


async def _notice(query: CallbackQuery, text: str = "", alert: bool = False) -> None:
    """End the spinner, with words if there are any; too late is too late."""
    with contextlib.suppress(BadRequest):
        await query.answer(text or None, show_alert=alert)
