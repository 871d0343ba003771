"""The log of the bot, on standard error, in which the token cannot stand."""

from __future__ import annotations

import logging
from urllib.parse import quote

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LEVELS = {
    "httpx": logging.WARNING,  # names every address at INFO, and the address holds the token
    "httpcore": logging.WARNING,
    "telegram": logging.WARNING,
    "telegram.ext": logging.CRITICAL,  # what it reports, it raises as well
    "telegram.ext.Application": logging.WARNING,
    "telegram.ext.Updater": logging.CRITICAL,
    "telegram.ext.AIORateLimiter": logging.CRITICAL,
    "telegram.request": logging.CRITICAL,
    "tornado": logging.WARNING,
}
"""Libraries that say too much, or what is said once more by us."""


class Redacting(logging.Formatter):
    """A formatter that strikes out secrets, in messages and in tracebacks."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        """Strike out ``secrets`` as they are and as addresses write them; empty ones count not."""
        super().__init__(_FORMAT)
        spellings = {spelled for s in secrets if s for spelled in (s, quote(s, safe=""), repr(s))}
        self._spellings = sorted(spellings, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the entry without secrets."""
        entry = super().format(record)
        for spelling in self._spellings:
            entry = entry.replace(spelling, "<secret>")
        return entry


def set_up(*secrets: str) -> None:
    """Send the log to standard error, with ``secrets`` struck out."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name, level in _LEVELS.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=True)
