"""Who speaks to the bot, and what they ask.

In private every message is put to the bot.  In a group only ``/ask``, a mention, and a reply to
a message of the bot's; everything else is none of its business.  Other bots, channel posts and
what was sent through a bot are never answered; administrators who write in the group's name and
channels that write in a group are people like all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from retrieval.model import Language

ASK = "ask"
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_AFTER_A_NAME = " \t\n,，:：、"


@dataclass(frozen=True, slots=True)
class Command:
    """A command at the start of a message; ``ours`` unless it names another bot."""

    name: str
    argument: str
    ours: bool


def is_private(message: Message) -> bool:
    """Tell whether ``message`` stands in a private chat."""
    return message.chat.type == ChatType.PRIVATE


def asker(message: Message) -> int:
    """Return whose message it is: the chat in whose name it is written, or else the person."""
    if message.sender_chat:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id


def is_served(message: Message) -> bool:
    """Tell whether a person wrote ``message`` for this chat, themselves."""
    if message.chat.type == ChatType.CHANNEL or message.is_automatic_forward or message.via_bot:
        return False
    by_bot = message.from_user is not None and message.from_user.is_bot
    return message.sender_chat is not None or not by_bot


def is_addressed(message: Message, me: User) -> bool:
    """Tell whether ``message`` puts something to the bot ``me``, with words or without."""
    if not is_served(message):
        return False
    command = command_of(message, me)
    if command:
        return command.ours and command.name == ASK
    if is_private(message):
        return bool(_words(message) or message.effective_attachment)
    return bool(_words(message)) and bool(_mentions(message, me) or own_message(message, me))


def own_message(message: Message, me: User) -> int:
    """Return the number of the bot's message that ``message`` replies to, 0 if it does not.

    In a topic every message replies to the notice of its creation, which is no word of ours.
    """
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.forum_topic_created:
        return 0
    return replied.message_id if replied.from_user.id == me.id else 0


def question(message: Message, me: User) -> str:
    """Return what an addressed ``message`` asks; empty when it asks nothing.

    ``/ask`` or a bare mention in reply to somebody's words takes those words for the question.
    """
    command = command_of(message, me)
    if command:
        asked = command.argument
    else:
        asked = _without(_words(message), _mentions(message, me)).lstrip(_AFTER_A_NAME)
    return asked.strip() or _borrowed(message, me).strip()


def command_of(message: Message, me: User) -> Command | None:
    """Return the command that ``message`` begins with, if it begins with one."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    said = message.parse_entity(first)
    name, _, addressee = said.removeprefix("/").partition("@")
    ours = not addressee or addressee.lower() == (me.username or "").lower()
    return Command(name.lower(), _without(_words(message), [first]).strip(), ours)


def language_hint(user: User | None) -> Language:
    """Return the language of the user's client, Chinese when it does not tell."""
    code = (user.language_code if user else None) or "zh"
    if not code.lower().startswith("zh"):
        return Language.EN
    return Language.ZH_HANT if code.lower().startswith(_TRADITIONAL) else Language.ZH


def topic_of(message: Message) -> int:
    """Return the forum topic of ``message``, 0 outside topics.

    A thread of replies in a plain group has a number too; sent back, the server refuses it.
    """
    return message.message_thread_id or 0 if message.is_topic_message else 0


def _words(message: Message) -> str:
    """Return text or caption, half characters (which no database takes) replaced."""
    written = message.text or message.caption or ""
    return written.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _mentions(message: Message, me: User) -> list[MessageEntity]:
    """Return the entities that name ``me``: whole names, in any case."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    named = message.parse_entities(kinds) | message.parse_caption_entities(kinds)
    name = f"@{me.username}".lower()
    return [
        entity
        for entity, said in named.items()
        if (entity.user.id == me.id if entity.user else said.lower() == name)
    ]


def _without(text: str, entities: Sequence[MessageEntity]) -> str:
    """Return ``text`` without ``entities``, whose offsets count UTF-16 units."""
    units = text.encode("utf-16-le")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    return units.decode("utf-16-le", "replace")


def _borrowed(message: Message, me: User) -> str:
    """Return the words that ``message`` replies to, the quoted part alone if there is one."""
    if message.quote:
        return message.quote.text
    replied = message.reply_to_message
    if replied is None or own_message(message, me):
        return ""
    return _words(replied)
