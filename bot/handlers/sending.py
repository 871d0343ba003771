"""Reply -> message: spans become entities, buttons a keyboard, and nothing is too long."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.constants import InlineKeyboardButtonLimit, MessageEntityType, MessageLimit

from bot.handlers import addressing
from bot.render import units
from bot.reply import Button, Reply, Span, Style

_ENTITIES = 100
_KINDS = {
    Style.BOLD: MessageEntityType.BOLD,
    Style.ITALIC: MessageEntityType.ITALIC,
    Style.QUOTE: MessageEntityType.BLOCKQUOTE,
    Style.LONG_QUOTE: MessageEntityType.EXPANDABLE_BLOCKQUOTE,
    Style.CODE: MessageEntityType.CODE,
}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class ButtonTooLong(ValueError):
    """A button that says more than Telegram's 64 bytes hold."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply goes: under ``message``, in the ``topic`` (0: none) of ``chat``."""

    chat: int
    topic: int
    message: int

    @classmethod
    def of(cls, message: Message) -> Place:
        """Return the place of a reply to ``message``."""
        return cls(message.chat.id, addressing.topic_of(message), message.message_id)


async def send(bot: Bot, place: Place, reply: Reply, asked: int = 0, quiet: bool = False) -> int:
    """Send ``reply`` and return its message number; ``asked`` is the question of its buttons.

    It is sent even if what it replies to is gone.  Raises TelegramError.
    """
    fitting = fit(reply)
    sent = await bot.send_message(
        chat_id=place.chat,
        message_thread_id=place.topic or None,
        text=fitting.text,
        entities=entities(fitting),
        reply_markup=keyboard(fitting, asked),
        reply_parameters=ReplyParameters(place.message, allow_sending_without_reply=True),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=quiet,
    )
    return sent.message_id


async def edit(bot: Bot, chat: int, message: int, reply: Reply, asked: int) -> None:
    """Show ``reply`` in place of what ``message`` showed; raises TelegramError."""
    fitting = fit(reply)
    await bot.edit_message_text(
        chat_id=chat,
        message_id=message,
        text=fitting.text,
        entities=entities(fitting),
        reply_markup=keyboard(fitting, asked),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )


def fit(reply: Reply) -> Reply:
    """Return ``reply`` within Telegram's limits, cut at a line's end if it is too long.

    Replies are made to fit; this is the net under those that are not.
    """
    text = reply.text
    if units(text) > MessageLimit.MAX_TEXT_LENGTH:
        text = _reach(text, MessageLimit.MAX_TEXT_LENGTH)
        text = text[: text.rfind("\n")] if "\n" in text[len(text) // 2 :] else text
    spans = (replace(span, end=min(span.end, len(text))) for span in reply.spans)
    kept = tuple(span for span in spans if span.start < span.end)[:_ENTITIES]
    return replace(reply, text=text, spans=kept)


def entities(reply: Reply) -> list[MessageEntity]:
    """Return the spans of ``reply`` as entities, which count UTF-16 units."""
    return [_entity(span, reply.text) for span in reply.spans]


def keyboard(reply: Reply, asked: int) -> InlineKeyboardMarkup | None:
    """Return the buttons of ``reply`` for the question ``asked``; raises ButtonTooLong."""
    rows = [[_button(button, asked) for button in row] for row in reply.buttons if row]
    return InlineKeyboardMarkup(rows) if rows else None


def base36(number: int) -> str:
    """Return ``number`` (not negative) as short as digits and letters can write it."""
    written = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        written = _DIGITS[digit] + written
    return written or "0"


def _entity(span: Span, text: str) -> MessageEntity:
    offset = units(text[: span.start])
    return MessageEntity(_KINDS[span.style], offset, units(text[span.start : span.end]))


def _button(button: Button, asked: int) -> InlineKeyboardButton:
    payload = f"{button.verb}:{base36(asked)}:{button.argument}"
    if len(payload.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        raise ButtonTooLong(payload)
    return InlineKeyboardButton(button.label, callback_data=payload)


def _reach(text: str, limit: int) -> str:
    """Return the longest start of ``text`` within ``limit`` UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")
