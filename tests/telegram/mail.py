"""Updates on their way to the bot: by long polling or by webhook, each until it is confirmed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from tests.telegram.refusals import conflict
from tests.telegram.wire import JSON

ONLY_WHEN_NAMED = frozenset(("message_reaction", "message_reaction_count", "chat_member"))
FIRST_PAUSE = 0.05  # seconds; doubled at each refusal
LONGEST_PAUSE = 1.0
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates go: the public ``url``, the ``address`` behind its proxy, the ``secret``."""

    url: str
    address: str
    secret: str


class Mail:
    """The updates that the bot has not confirmed yet, oldest first."""

    def __init__(self) -> None:
        self.webhook: Webhook | None = None
        self.webhook_error = ""
        self._allowed: tuple[str, ...] = ()
        self._pending: list[JSON] = []
        self._repeats: list[JSON] = []
        self._sent: dict[int, JSON] = {}
        self._next = 700_000_001
        self._changed = asyncio.Condition()
        self._poller = 0
        self._courier: asyncio.Task[None] | None = None

    @property
    def pending(self) -> int:
        """How many updates wait."""
        return len(self._pending)

    async def post(self, kind: str, payload: JSON) -> int:
        """Send an update of ``kind`` on its way and return its number; 0 when none is made."""
        if not self._wanted(kind):
            return 0
        async with self._changed:
            number = self._next
            self._next += 1
            self._sent[number] = {"update_id": number, kind: payload}
            self._pending.append(self._sent[number])
            self._changed.notify_all()
        return number

    async def repeat(self, number: int) -> None:
        """Deliver the update ``number`` once more, confirmed or not."""
        async with self._changed:
            self._repeats.append(self._sent[number])
            self._changed.notify_all()

    async def confirmed(self, timeout: float = 10.0) -> None:
        """Wait until the bot has confirmed everything."""
        await self._until(lambda: not self._pending and not self._repeats, timeout)

    async def poll(self, offset: int, limit: int, timeout: float) -> list[JSON]:
        """Confirm what lies before ``offset``; return what follows, waiting for it if need be."""
        if self.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        async with self._changed:
            self._poller += 1
            mine = self._poller
            self._confirm(offset)
            self._changed.notify_all()
        with contextlib.suppress(TimeoutError):
            await self._until(lambda: self._waiting() or self._poller != mine, timeout)
        if self._poller != mine:
            raise conflict(OTHER_POLLER)
        found = self._waiting()[:limit]
        self._repeats = [update for update in self._repeats if update not in found]
        return found

    def allow(self, kinds: list[str]) -> None:
        """Deliver only updates of these ``kinds`` from now on; none named: the usual ones."""
        self._allowed = tuple(kinds)

    def set_webhook(self, webhook: Webhook) -> None:
        """Deliver by webhook from now on."""
        self.stop()
        self.webhook = webhook
        self._courier = asyncio.create_task(self._deliver(webhook))

    def drop_pending(self) -> None:
        """Forget all updates that wait."""
        self._pending.clear()

    def stop(self) -> None:
        """End the delivery by webhook."""
        self.webhook = None
        if self._courier:
            self._courier.cancel()
        self._courier = None

    def _wanted(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in ONLY_WHEN_NAMED

    def _waiting(self) -> list[JSON]:
        return self._repeats + self._pending

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
        elif offset:
            self._pending = [u for u in self._pending if u["update_id"] >= offset]

    async def _until(self, holds: Callable[[], object], timeout: float) -> None:
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(holds)

    async def _deliver(self, webhook: Webhook) -> None:
        async with aiohttp.ClientSession() as session:
            pause = FIRST_PAUSE
            while True:
                async with self._changed:
                    await self._changed.wait_for(self._waiting)
                update = self._waiting()[0]
                if await self._accepted(session, webhook, update):
                    pause = FIRST_PAUSE
                    await self._remove(update)
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)

    async def _remove(self, update: JSON) -> None:
        async with self._changed:
            for held in (self._repeats, self._pending):
                if update in held:
                    held.remove(update)
                    break
            self._changed.notify_all()

    async def _accepted(
        self, session: aiohttp.ClientSession, webhook: Webhook, update: JSON
    ) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.address, json=update, headers=headers) as response:
                self.webhook_error = "" if response.ok else f"Wrong response: {response.status}"
                return response.ok
        except aiohttp.ClientError as error:
            self.webhook_error = str(error)
            return False
