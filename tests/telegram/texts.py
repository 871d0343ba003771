"""Text and entities as the server takes them: trimmed, measured in UTF-16 units, nested right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from tests.telegram.refusals import bad_request
from tests.telegram.wire import JSON, Call

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
RAW_BYTES = 32_768
ENTITIES = 100
QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("code", "pre")
PLAIN = ("bold", "italic", "underline", "strikethrough", "spoiler")
FOUND_BY_SERVER = ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number")
LINKED = ("text_link", "text_mention", "custom_emoji")
KINDS = frozenset((*QUOTES, *CODE, *PLAIN, *FOUND_BY_SERVER, *LINKED))


@dataclass(frozen=True, slots=True)
class Formatted:
    """Text with its entities; ``dropped`` are those that the server left out without a word."""

    text: str
    entities: tuple[JSON, ...]
    dropped: tuple[JSON, ...] = ()


def units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def message_text(call: Call) -> Formatted:
    """Return the ``text`` and ``entities`` of ``call`` as the server keeps them."""
    text = call.text("text")
    if not text:
        raise bad_request("message text is empty")
    _forbid_markup(call)
    return _formatted(text, call.array("entities"), TEXT_UNITS, "message is too long")


def caption(call: Call) -> Formatted:
    """Return the ``caption`` of ``call``, which may be empty."""
    text = call.text("caption")
    _forbid_markup(call)
    if not text:
        return Formatted("", ())
    entities = call.array("caption_entities")
    return _formatted(text, entities, CAPTION_UNITS, "message caption is too long")


def _forbid_markup(call: Call) -> None:
    if call.text("parse_mode"):
        raise bad_request("unsupported parse_mode: this server takes entities only")


def _formatted(text: str, entities: list[Any], limit: int, too_long: str) -> Formatted:
    if len(text.encode()) > RAW_BYTES:
        raise bad_request("text is too long")
    checked = [_checked(entity, text) for entity in entities]
    trimmed = text.strip(" \t\n\r")
    if not trimmed:
        raise bad_request("text must be non-empty")
    if units(trimmed) > limit:
        raise bad_request(too_long)
    cut = units(text) - units(text.lstrip(" \t\n\r"))
    moved = [_clipped(entity, cut, units(trimmed)) for entity in checked]
    kept, dropped = _nested(sorted(moved, key=lambda e: (e["offset"], -e["length"])))
    return Formatted(trimmed, tuple(kept), tuple(dropped))


def _checked(entity: object, text: str) -> JSON:
    if not isinstance(entity, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    if entity.get("type") not in KINDS:
        raise bad_request("can't parse MessageEntity: unsupported type")
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or offset < 0:
        raise bad_request("receive an entity with incorrect offset")
    if not isinstance(length, int) or length <= 0:
        raise bad_request("receive an entity with incorrect length")
    _check_borders(text, offset, offset + length)
    return entity


def _check_borders(text: str, start: int, end: int) -> None:
    total = units(text)
    if end > total:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text "
            f"at UTF-16 offset {end}"
        )
    borders = {0, *accumulate(units(character) for character in text)}
    if start not in borders:
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at offset {start}")
    if end not in borders:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol"
        )


def _clipped(entity: JSON, cut: int, total: int) -> JSON:
    start = min(max(entity["offset"] - cut, 0), total)
    end = min(max(entity["offset"] + entity["length"] - cut, 0), total)
    return {**entity, "offset": start, "length": end - start}


def _nested(entities: list[JSON]) -> tuple[list[JSON], list[JSON]]:
    """Split entities into those the server keeps and those it drops without a word."""
    kept: list[JSON] = []
    dropped: list[JSON] = []
    for entity in entities:
        fits = entity["length"] > 0 and len(kept) < ENTITIES
        fits = fits and all(_may_share(outer, entity) for outer in kept)
        (kept if fits else dropped).append(entity)
    return kept, dropped


def _may_share(outer: JSON, inner: JSON) -> bool:
    """Tell whether ``inner``, which does not begin before ``outer``, may stand where it does."""
    outer_end = outer["offset"] + outer["length"]
    if inner["offset"] >= outer_end:
        return True
    if outer["type"] in CODE or (inner["type"] in CODE and outer["type"] not in QUOTES):
        return False
    inside = inner["offset"] + inner["length"] <= outer_end
    if inner["type"] in QUOTES:
        return inside and outer["type"] not in QUOTES
    return inside or outer["type"] not in QUOTES
