"""A reply in the making: text that grows, and the spans over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.render.units import units
from bot.reply import Button, Reply, Span, Style


class Draft:
    """Collects text and spans.  Offsets are characters, as in :class:`bot.reply.Reply`."""

    __slots__ = ("_length", "_pieces", "_spans")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._spans: list[Span] = []
        self._length = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    @property
    def units(self) -> int:
        """The length so far in UTF-16 units."""
        return units(self.text)

    def write(self, text: str, *styles: Style, inner: Iterable[Span] = ()) -> None:
        """Append ``text`` under ``styles``; the offsets of ``inner`` count from its start."""
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        spans = [*(Span(style, 0, len(text)) for style in styles), *inner]
        self._spans += [
            replace(span, start=span.start + start, end=span.end + start)
            for span in spans
            if span.start < span.end
        ]

    def line(self, text: str, *styles: Style, inner: Iterable[Span] = ()) -> None:
        """Append ``text`` on a line of its own; nothing at all for an empty text."""
        if not text:
            return
        if self._length:
            self.write("\n")
        self.write(text, *styles, inner=inner)

    def block(self, other: Draft) -> None:
        """Append another draft, a blank line between."""
        if not other._length:
            return
        if self._length:
            self.write("\n\n")
        self.write(other.text, inner=other._spans)

    def reply(self, buttons: Iterable[tuple[Button, ...]] = ()) -> Reply:
        """Return the reply: spans in order, outer ones first; empty rows of buttons left out."""
        spans = sorted(self._spans, key=lambda span: (span.start, -span.end))
        return Reply(self.text, tuple(spans), tuple(row for row in buttons if row))
