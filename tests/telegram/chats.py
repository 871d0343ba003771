"""Chats and what lies in them: members, topics, messages, each chat with numbers of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from tests.telegram.refusals import bad_request, forbidden, migrated
from tests.telegram.wire import JSON


class Clock:
    """Seconds since 1970: it starts now and goes on one second a message."""

    def __init__(self) -> None:
        self._now = int(time.time())

    def tick(self) -> int:
        """Return the next second."""
        self._now += 1
        return self._now


@dataclass(slots=True)
class Chat:
    """A chat as the server knows it.

    ``kind`` is private, group, supergroup or channel.  ``privacy`` is the bot's privacy mode
    there (true until it is made an administrator).  ``closed`` says why the bot may not write.
    """

    id: int
    kind: str
    title: str
    forum: bool = False
    privacy: bool = True
    closed: str | None = None
    migrated_to: int | None = None
    messages: dict[int, JSON] = field(default_factory=dict)
    topics: dict[int, JSON] = field(default_factory=dict)
    last_bot: int | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def wire(self) -> JSON:
        """The chat as messages carry it."""
        described: JSON = {"id": self.id, "type": self.kind}
        described["first_name" if self.kind == "private" else "title"] = self.title
        return described | ({"is_forum": True} if self.forum else {})

    def keep(self, message: JSON) -> JSON:
        """Number ``message``, keep it and return it."""
        number = next(self.numbers)
        kept: JSON = {"message_id": number, "chat": self.wire, **message}
        self.messages[number] = kept
        return kept

    def open_for_bot(self) -> Chat:
        """Return the chat, or raise why the bot may not write there."""
        if self.migrated_to is not None:
            raise migrated(self.migrated_to)
        if self.closed:
            raise forbidden(self.closed)
        return self

    def thread(self, number: int) -> JSON:
        """Return what a message in the topic ``number`` carries; 0 is no topic."""
        if number == 0:
            return {}
        if number not in self.topics:
            raise bad_request("message thread not found")
        return {"message_thread_id": number, "is_topic_message": True}


class Chats:
    """All chats of the server by id."""

    def __init__(self) -> None:
        self._chats: dict[int, Chat] = {}

    def add(self, chat: Chat) -> Chat:
        """Keep ``chat`` and return it."""
        self._chats[chat.id] = chat
        return chat

    def __getitem__(self, number: int) -> Chat:
        """Return the chat; refused when there is none."""
        if number not in self._chats:
            raise bad_request("chat not found")
        return self._chats[number]


def bare(message: JSON) -> JSON:
    """Return ``message`` as a reply carries it: without what it replied to itself."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}
