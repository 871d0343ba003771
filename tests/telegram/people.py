"""People to play: they talk, reply, edit and press buttons, as clients of Telegram let them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.telegram.calls import PATIENCE, Logged
from tests.telegram.chats import Chat, bare
from tests.telegram.server import BotServer
from tests.telegram.texts import units
from tests.telegram.wire import JSON
from tests.telegram.world import BOT_ID, OTHER_BOT, Press, wire_message

FOUND = (
    ("bot_command", re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?")),
    ("mention", re.compile(r"(?<![\w@./])@[A-Za-z]\w{2,31}")),
)
ANONYMOUS_ADMIN: JSON = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_BOT: JSON = {
    "id": 136_817_688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}
TELEGRAM: JSON = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}


def entities_of(text: str) -> list[JSON]:
    """Return the commands and mentions that a client finds in ``text``."""
    found = [
        {
            "type": kind,
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
        }
        for kind, pattern in FOUND
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: int(str(entity["offset"])))


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says beside its words: a reply, a topic, and rarer fields of the wire."""

    reply_to: JSON | None = None
    topic: int = 0
    fields: JSON | None = None


class Sender:
    """Somebody who writes: a person, another bot, an anonymous admin, a channel."""

    def __init__(self, server: BotServer, wire: JSON, sender_chat: JSON | None = None) -> None:
        self.server = server
        self.wire = wire
        self._sender_chat = sender_chat

    async def says(self, text: str, chat: Chat, said: Said | None = None) -> JSON:
        """Write ``text`` in ``chat``."""
        content: JSON = {"text": text}
        found = entities_of(text)
        if found:
            content["entities"] = found
        return await self.sends(content, chat, said)

    async def sends(self, content: JSON, chat: Chat, said: Said | None = None) -> JSON:
        """Send any ``content`` (a sticker, a photo with a caption, a service message)."""
        said = said or Said()
        message: JSON = {"from": self.wire, **content, **(said.fields or {})}
        if self._sender_chat:
            message["sender_chat"] = self._sender_chat
        message |= _place(chat, said)
        return await self.server.world.receive(chat, message)

    async def edits(self, message: JSON, text: str) -> None:
        """Give a message of one's own other words."""
        world = self.server.world
        chat = world.chats[message["chat"]["id"]]
        message |= {"text": text, "edit_date": world.clock.tick()}
        message["entities"] = entities_of(text)
        if world.reaches_bot(chat, message):
            await world.mail.post("edited_message", wire_message(message))


def _place(chat: Chat, said: Said) -> JSON:
    """Return the reply and the thread that a client gives a message.

    In a topic each message replies to the notice of its creation; in a plain supergroup a reply
    carries the number of the first message of its thread, and is no topic message.
    """
    if said.topic:
        replied = said.reply_to or chat.topics[said.topic]
        return {**chat.thread(said.topic), "reply_to_message": bare(replied)}
    if said.reply_to is None:
        return {}
    placed: JSON = {"reply_to_message": bare(said.reply_to)}
    if chat.kind == "supergroup" and not chat.forum:
        root = said.reply_to.get("message_thread_id", said.reply_to["message_id"])
        placed["message_thread_id"] = root
    return placed


class Person(Sender):
    """A person with a private chat of their own with the bot."""

    def __init__(self, server: BotServer, number: int, name: str, language: str | None) -> None:
        wire: JSON = {"id": number, "is_bot": False, "first_name": name}
        if language:
            wire["language_code"] = language
        super().__init__(server, wire)
        self.private = server.world.chats.add(Chat(number, "private", name))

    async def asks(self, text: str, said: Said | None = None) -> JSON:
        """Write to the bot in private and return its reply."""
        return await reply(self.server, await self.says(text, self.private, said))

    async def presses(self, message: JSON, label: str, inaccessible: bool = False) -> Press:
        """Press the button whose label contains ``label``."""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row if label in button["text"]]
        assert len(buttons) == 1, f"{len(buttons)} buttons with {label!r} in {rows}"
        return await self.sends_press(message, buttons[0]["callback_data"], inaccessible)

    async def sends_press(self, message: JSON, callback: str, inaccessible: bool = False) -> Press:
        """Press a button that carries ``callback``, be it there or forged."""
        world = self.server.world
        press = Press(id=f"{9_000_000_000 + next(world.numbers)}")
        world.presses[press.id] = press
        shown = message
        if inaccessible:
            shown = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
        query: JSON = {
            "id": press.id,
            "from": self.wire,
            "message": shown,
            "chat_instance": str(message["chat"]["id"]),
            "data": callback,
        }
        await world.mail.post("callback_query", query)
        return press

    def blocks_bot(self) -> None:
        """Block the bot: it can no longer write to this person."""
        self.private.closed = "bot was blocked by the user"


def group(server: BotServer, number: int = -1_001_000_000_001, kind: str = "supergroup") -> Chat:
    """Add a group of which the bot is a member."""
    return server.world.chats.add(Chat(number, kind, "读报小组"))


def forum(server: BotServer, number: int = -1_001_000_000_002) -> Chat:
    """Add a supergroup with topics of which the bot is a member."""
    return server.world.chats.add(Chat(number, "supergroup", "读报论坛", forum=True))


def topic(server: BotServer, chat: Chat, creator: JSON, name: str = "工会") -> int:
    """Open a topic in ``chat``, as ``creator``, and return its number."""
    made = {"name": name, "icon_color": 7_322_096}
    notice: JSON = {"from": creator, "date": server.world.clock.tick()}
    kept = chat.keep(notice | {"forum_topic_created": made})
    number = int(kept["message_id"])
    kept |= {"message_thread_id": number, "is_topic_message": True}
    chat.topics[number] = kept
    return number


def other_bot(server: BotServer) -> Sender:
    """Return another bot."""
    return Sender(server, OTHER_BOT)


def anonymous_admin(server: BotServer, chat: Chat) -> Sender:
    """Return an administrator of ``chat`` who writes in its name."""
    return Sender(server, ANONYMOUS_ADMIN, chat.wire)


def channel_writer(server: BotServer, number: int = -1_001_000_000_009) -> Sender:
    """Return somebody who writes in a group in the name of a channel."""
    return Sender(server, CHANNEL_BOT, {"id": number, "type": "channel", "title": "日报"})


async def reply(server: BotServer, message: JSON, timeout: float = PATIENCE) -> JSON:
    """Wait for the bot's reply to ``message`` and return it as the server keeps it."""

    def answers(one: Logged) -> bool:
        if one.call.method not in ("sendMessage", "sendDocument") or one.refused:
            return False
        replied = one.made.get("reply_to_message", {})
        same_chat = one.made["chat"]["id"] == message["chat"]["id"]
        return bool(same_chat and replied.get("message_id") == message["message_id"])

    found = await server.log.wait(answers, timeout=timeout)
    chat = server.world.chats[message["chat"]["id"]]
    return chat.messages[found[0].made["message_id"]]


def replies(server: BotServer, message: JSON) -> list[JSON]:
    """Return all the bot's messages so far that reply to ``message``."""
    chat = server.world.chats[message["chat"]["id"]]
    return [
        kept
        for kept in chat.messages.values()
        if kept.get("from", {}).get("id") == BOT_ID
        and kept.get("reply_to_message", {}).get("message_id") == message["message_id"]
    ]
