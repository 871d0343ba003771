"""The server's patience: twenty messages a minute in one group."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque

from tests.telegram.chats import Chat
from tests.telegram.refusals import too_many

A_MINUTE = 60.0
IN_A_GROUP = 20


class Floods:
    """Counts what the bot writes in each group."""

    def __init__(self) -> None:
        self._written: dict[int, deque[float]] = defaultdict(deque)

    def count(self, chat: Chat) -> None:
        """Count one message or edit; refused with 429 when it is one too many."""
        if chat.kind == "private":
            return
        now = time.monotonic()
        written = self._written[chat.id]
        while written and now - written[0] > A_MINUTE:
            written.popleft()
        if len(written) >= IN_A_GROUP:
            raise too_many(math.ceil(A_MINUTE - (now - written[0])))
        written.append(now)
