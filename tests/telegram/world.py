"""What the server knows: the bot, chats, messages, updates on their way, presses of buttons."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import count

from tests.telegram.chats import Chat, Chats, Clock, bare
from tests.telegram.floods import Floods
from tests.telegram.mail import Mail
from tests.telegram.profile import Profile
from tests.telegram.wire import JSON, Upload

BOT_ID = 4_200_001
USERNAME = "WenbaoTestBot"
OTHER_BOT = {"id": 4_200_777, "is_bot": True, "first_name": "Other", "username": "OtherTestBot"}


@dataclass(slots=True)
class Press:
    """A button pressed: what the bot answers to it, and whether it still may."""

    id: str
    expired: bool = False
    answered: asyncio.Future[JSON] = field(default_factory=asyncio.Future)


class World:
    """The state behind the methods of the Bot API."""

    def __init__(self, proxies: dict[str, str] | None = None) -> None:
        self.me: JSON = {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "问报",
            "username": USERNAME,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.clock = Clock()
        self.chats = Chats()
        self.mail = Mail()
        self.floods = Floods()
        self.profile = Profile()
        self.presses: dict[str, Press] = {}
        self.files: dict[str, Upload] = {}
        self.dropped: list[JSON] = []
        self.actions: list[JSON] = []
        self.proxies = proxies if proxies is not None else {}
        self.numbers = count(1)

    @property
    def bot(self) -> JSON:
        """The bot as messages carry it."""
        return {name: self.me[name] for name in ("id", "is_bot", "first_name", "username")}

    async def receive(self, chat: Chat, message: JSON) -> JSON:
        """Keep what somebody else wrote in ``chat`` and deliver it if the bot may read it."""
        kept = chat.keep({"date": self.clock.tick(), **message})
        kind = "channel_post" if chat.kind == "channel" else "message"
        if self.reaches_bot(chat, kept):
            kept["update_id"] = await self.mail.post(kind, wire_message(kept))
        if kept.get("from", {}).get("is_bot") and "sender_chat" not in kept:
            chat.last_bot = kept["from"]["id"]
        return kept

    def reaches_bot(self, chat: Chat, message: JSON) -> bool:
        """Tell whether the bot gets ``message``: the rules of privacy mode."""
        if chat.kind in ("private", "channel") or not chat.privacy:
            return True
        replied = message.get("reply_to_message", {}).get("from", {})
        if replied.get("id") == BOT_ID or message.get("via_bot", {}).get("id") == BOT_ID:
            return True
        command = leading_command(message)
        if "@" in command:
            return command.lower().endswith(f"@{USERNAME.lower()}")
        return bool(command) and chat.last_bot in (None, BOT_ID)

    def keep_own(self, chat: Chat, message: JSON) -> JSON:
        """Keep a message of the bot's and return it."""
        chat.last_bot = BOT_ID
        return chat.keep({"from": self.bot, "date": self.clock.tick(), **message})

    def replied(self, chat: Chat, number: int) -> JSON:
        """Return what a reply to the message ``number`` of ``chat`` carries."""
        return {"reply_to_message": bare(chat.messages[number])}


def wire_message(message: JSON) -> JSON:
    """Return ``message`` as updates carry it."""
    return {name: value for name, value in message.items() if name != "update_id"}


def leading_command(message: JSON) -> str:
    """Return the command ``message`` begins with, with its ``@name``; empty when none."""
    for entity in message.get("entities", []):
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            return str(message["text"][: entity["length"]])
    return ""
