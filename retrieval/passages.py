"""Passages: what is searched and quoted.  A paragraph each; only giants are cut, between sentences.

A paragraph is the unit a newspaper composes and a reader quotes, so it stays whole as long as it
can be shown whole: newspaper paragraphs seldom pass 450 characters, and LONGEST leaves room above
that.  Longer ones (statutes, minutes, a page without line breaks) are cut into pieces of about
AIM characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.model import Article, Paragraph, Passage
from retrieval.text import short_hash

LONGEST = 600
AIM = 400
SHORTEST = 200
DEEPEST = 300

# What a cut costs, in characters of distance from the even cut.
IN_QUOTATION = 150
AT_PAUSE = 120

_BREAK = re.compile(
    r"(?P<end>[。！？!?；;]+|…{1,2})[”’」』）)》】]*|[，,、：:][”’」』）)》】]*|\s+"
)
_MARK = re.compile(r"[“「『《（(【”」』》）)】]")
_OPENING = frozenset("“「『《（(【")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where a paragraph may be cut, and what it costs to cut there."""

    offset: int
    cost: int


def cut(article: Article) -> tuple[Passage, ...]:
    """Return the passages of an article in reading order.

    The texts of one paragraph's passages, joined, are the paragraph; ``lines`` are the raw lines a
    passage touches.
    """
    found: list[Passage] = []
    for index, paragraph in enumerate(article.paragraphs):
        for start, end in spans(paragraph.text):
            found.append(_passage(article, len(found), index, start, end))
    return tuple(found)


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ``[start, end)`` offsets of the pieces of a paragraph, each at most LONGEST."""
    if len(text) <= LONGEST:
        return ((0, len(text)),)
    cuts = list(_cuts(text))
    offsets = [each.offset for each in cuts]
    found: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > LONGEST:
        left = len(text) - start
        target = start + left // -(-left // AIM)
        first, last = bisect_left(offsets, start + SHORTEST), bisect_right(offsets, start + LONGEST)
        best = min(
            cuts[first:last], key=lambda each: each.cost + abs(each.offset - target), default=None
        )
        end = best.offset if best else target
        found.append((start, end))
        start = end
    return (*found, (start, len(text)))


def _cuts(text: str) -> Iterator[_Cut]:
    quotations = _quotations(text)
    starts = [start for start, _ in quotations]
    for match in _BREAK.finditer(text):
        offset = match.end()
        index = bisect_left(starts, offset) - 1
        inside = index >= 0 and offset < quotations[index][1]
        cost = IN_QUOTATION * inside + AT_PAUSE * (match.group("end") is None)
        if offset < len(text):
            yield _Cut(offset, cost)


def _quotations(text: str) -> list[tuple[int, int]]:
    """Return the outermost spans inside quotation marks and brackets.

    A mark that does not close within DEEPEST characters was lost in print and opens nothing.
    """
    found: list[tuple[int, int]] = []
    depth, start = 0, 0
    for match in _MARK.finditer(text):
        if depth and match.start() - start > DEEPEST:
            depth = 0
        if match.group() in _OPENING:
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, match.end()))
    return found


def _passage(article: Article, position: int, index: int, start: int, end: int) -> Passage:
    paragraph = article.paragraphs[index]
    return Passage(
        id=short_hash("p", f"{article.page_id}\n{paragraph.lines[0]}\n{start}"),
        article_id=article.id,
        position=position,
        paragraph=index,
        text=paragraph.text[start:end],
        lines=_lines(paragraph, start, end),
        section=paragraph.section,
    )


def _lines(paragraph: Paragraph, start: int, end: int) -> tuple[int, ...]:
    """Return the raw lines that ``[start, end)`` of a paragraph touches."""
    if len(paragraph.breaks) + 1 != len(paragraph.lines):
        return paragraph.lines
    first = bisect_right(paragraph.breaks, start)
    last = bisect_left(paragraph.breaks, end)
    return paragraph.lines[first : last + 1]
