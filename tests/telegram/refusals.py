"""How the server says no: an error code and the words of Telegram's own server."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """A call that the server refuses; ``code`` is the HTTP status and the ``error_code``.

    ``parameters`` tell a program what to do about it: ``retry_after``, ``migrate_to_chat_id``.
    """

    def __init__(
        self, code: int, description: str, parameters: Mapping[str, int] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def bad_request(reason: str) -> Refused:
    """Return a 400 with ``reason``."""
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    """Return a 403 with ``reason``."""
    return Refused(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refused:
    """Return a 409 with ``reason``."""
    return Refused(409, f"Conflict: {reason}")


def too_many(seconds: int) -> Refused:
    """Return a 429 that asks for ``seconds`` of patience."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def migrated(chat: int) -> Refused:
    """Return the 400 of a group that has become the supergroup ``chat``."""
    reason = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refused(400, reason, {"migrate_to_chat_id": chat})
