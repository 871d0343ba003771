"""Length as Telegram counts it: in UTF-16 code units."""

from __future__ import annotations

ELLIPSIS = "……"


def units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units; a character beyond U+FFFF counts two."""
    return len(text) + sum(character > "\uffff" for character in text)


def reach(text: str, limit: int) -> int:
    """Return how many characters of ``text`` fit into ``limit`` UTF-16 units."""
    used = 0
    for count, character in enumerate(text):
        used += 2 if character > "\uffff" else 1
        if used > limit:
            return count
    return len(text)


def clip(text: str, limit: int) -> str:
    """Return ``text`` without outer space, cut to ``limit`` units with an ellipsis if need be."""
    text = text.strip()
    if units(text) <= limit:
        return text
    return text[: reach(text, limit - len(ELLIPSIS))].rstrip() + ELLIPSIS
