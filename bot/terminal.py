"""Reply -> terminal: quotes behind a bar, headlines bold, sources dim, 80 columns or fewer.

Into a pipe goes the same text without colour and without line breaks of our own, so that
``grep`` finds a quote whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from rich.console import Console
from rich.style import Style as Look
from rich.text import Text

from bot.reply import Reply, Span, Style
from bot.wrap import wrapped

_MOST_COLUMNS = 80
_BAR = "│ "
_GUTTER = 5
"""Columns for the line numbers of an article, flush right, and the space behind them."""
_NUMBERED = re.compile(r"\d+\. ")
_BESIDE = {Style.BOLD: Look(bold=True), Style.ITALIC: Look(dim=True), Style.CODE: Look(dim=True)}
_INSIDE = {Style.BOLD: Look(bold=True, color="red")}
_BAR_LOOK = Look(color="cyan")
_QUOTES = (Style.QUOTE, Style.LONG_QUOTE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it will be set: ``first`` stands before it, ``rest`` before what is wrapped."""

    start: int
    end: int
    first: Text
    rest: Text
    looks: dict[Style, Look] = field(default_factory=lambda: _BESIDE)


class _Console(Console):
    """Leaves it to the command line what a reader means who closes the pipe."""

    def on_broken_pipe(self) -> None:
        """Raise the BrokenPipeError; rich itself would end the program with exit code 1."""
        raise BrokenPipeError


def console_on(stream: TextIO) -> Console:
    """Return a console that prints text as it is: no markup, no guessing of numbers and links."""
    return _Console(file=stream, highlight=False, markup=False, emoji=False)


def show(console: Console, reply: Reply) -> None:
    """Print a reply."""
    columns = min(console.width, _MOST_COLUMNS) if console.is_terminal else None
    for line in _set(reply, columns):
        console.print(line, soft_wrap=True)


def _set(reply: Reply, columns: int | None) -> Iterator[Text]:
    """Yield the printed lines of ``reply``, wrapped at ``columns`` or not at all."""
    for line in _laid_out(reply):
        text = reply.text[line.start : line.end]
        width = columns - max(line.first.cell_len, line.rest.cell_len) if columns else None
        parts = wrapped(text, max(width, 2)) if width is not None else [(0, len(text))]
        for start, end in parts:
            before = line.rest if start else line.first
            yield before + _styled(reply, line.start + start, line.start + end, line.looks)


def _styled(reply: Reply, start: int, end: int, looks: dict[Style, Look]) -> Text:
    text = Text(reply.text[start:end])
    for span in reply.spans:
        if span.style in looks:
            text.stylize(looks[span.style], max(span.start - start, 0), max(span.end - start, 0))
    return text


def _laid_out(reply: Reply) -> Iterator[_Line]:
    """Yield the lines with what stands before them; a numbered block hangs on its number."""
    indent, quoted = "", False
    for start, end in _line_offsets(reply.text):
        span = _span_at(reply.spans, start, _QUOTES) if end > start else None
        if start == end:
            indent = ""
        if span is None:
            quoted = False
            yield _plain_line(reply, start, end, indent)
            if number := _NUMBERED.match(reply.text, start, end):
                indent = " " * len(number[0])
            continue
        if quoted and span.start == start:
            yield _Line(start, start, Text(), Text())
        quoted = True
        bar = Text(indent) + Text(_BAR, _BAR_LOOK)
        yield _Line(start, end, bar, bar, _INSIDE)


def _plain_line(reply: Reply, start: int, end: int, indent: str) -> _Line:
    """Return a line outside quotes; a leading line number goes into a gutter of its own."""
    span = _span_at(reply.spans, start, (Style.CODE,))
    if span is None or span.end >= end:
        return _Line(start, end, Text(indent), Text(indent))
    number = Text(f"{reply.text[span.start : span.end]:>{_GUTTER - 1}} ", _BESIDE[Style.CODE])
    return _Line(span.end + 1, end, number, Text(" " * number.cell_len))


def _span_at(spans: Sequence[Span], at: int, styles: Sequence[Style]) -> Span | None:
    found = (s for s in spans if s.style in styles and s.start <= at < s.end)
    return next(found, None)


def _line_offsets(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
