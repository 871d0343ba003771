"""The printed lines of a page, each with what can be read off it alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.articles import signs
from retrieval.text import narrow

_BLANK = " \t\u3000\xa0\u200c\u200d"
_HASH = re.compile(r"^(#{1,6})\s*(?=[^#\s])")
_BOLD = re.compile(r"^(\*\*|__)(?P<text>[^*_].*?)\1$")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line.  ``text`` is as printed without Markdown marks, ``plain`` its narrow form.

    ``number`` is 1-based, ``gap`` the count of blank lines before it, ``level`` of its ``#`` marks
    (0 without), ``size`` its characters without spaces, ``width`` the same in ems (a half-width
    character is half an em), ``closed`` whether it ends a sentence.
    """

    number: int
    text: str
    plain: str
    gap: int
    level: int
    bold: bool
    indented: bool
    size: int
    width: float
    closed: bool


def read_lines(lines: tuple[str, ...]) -> tuple[Line, ...]:
    """Return the non-blank lines of a page; one pass, linear in the length of the page."""
    plains = narrow("\n".join(lines)).split("\n") if lines else []
    found: list[Line] = []
    gap = 0
    for number, (raw, plain) in enumerate(zip(lines, plains, strict=True), 1):
        if not raw.strip(_BLANK):
            gap += 1
            continue
        found.append(_line(number, raw, plain, gap))
        gap = 0
    return tuple(found)


def _line(number: int, raw: str, plain: str, gap: int) -> Line:
    lead = len(raw) - len(raw.lstrip(_BLANK))
    text, plain = raw.strip(_BLANK), plain[lead : len(raw.rstrip(_BLANK))]
    level, bold = 0, False
    if match := _HASH.match(text):
        level = len(match.group(1))
        text, plain = text[match.end() :], plain[match.end() :]
    if match := _BOLD.match(text):
        bold = True
        text, plain = match.group("text"), plain[match.start("text") : match.end("text")]
    packed = "".join(plain.split())
    half = len(packed[:400].encode("ascii", "ignore")) / 2
    indent = raw[:lead]
    return Line(
        number=number,
        text=text,
        plain=plain,
        gap=gap,
        level=level,
        bold=bold,
        indented="\u3000" in indent or len(indent) >= 2,
        size=len(packed),
        width=len(packed) - half,
        closed=signs.is_closed(plain),
    )
