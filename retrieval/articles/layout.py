"""How a page is set: the widths of its columns, its indents, its blank lines, its bylines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.articles import signs
from retrieval.articles.lines import Line

LEAST_WIDTH = 12
SET_SHARE = 0.5
LEAST_SHARE = 0.15
MORE_SHARE = 0.25
LEAST_LINES = 5
MOST_COLUMNS = 3
ALIKE = 1.5
FEW = 0.1
WIDEST = 60.0
TORN_SHARE = 0.35
MOST_EVIDENCE = 3.0
DRAWN = 2.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The habits of a page.

    ``widths`` are the measures of full lines when the page is set in columns, else empty; they
    count ems or, where ``by_count``, characters (pages wrapped by a program);
    ``broken`` tells that most lines are pieces of a sentence; ``indents`` that indents mark
    paragraphs; ``gaps[True]`` is the log odds for a paragraph going on across blank lines,
    ``gaps[False]`` across none; ``bylined`` counts lines that sign or date-line an article.
    """

    widths: tuple[float, ...]
    by_count: bool
    broken: bool
    indents: bool
    gaps: tuple[float, float]
    bylined: int

    def is_full(self, line: Line) -> bool:
        """Tell whether a line fills its column."""
        if not self.widths:
            return False
        measure = self._measure(line)
        return any(abs(measure - width) <= ALIKE for width in self.widths)

    def brims(self, line: Line) -> bool:
        """Tell whether a line leaves no room for one more character."""
        if not self.widths:
            return False
        measure = self._measure(line)
        return any(-0.5 <= measure - width <= ALIKE for width in self.widths)

    def is_short(self, line: Line) -> bool:
        """Tell whether a line ends well before the edge of the narrowest column."""
        return bool(self.widths) and self._measure(line) < self.widths[0] - 2

    def _measure(self, line: Line) -> float:
        return line.size if self.by_count else line.width


def layout_of(lines: Sequence[Line]) -> Layout:
    """Measure the habits of a page."""
    body = [line for line in lines if line.size >= LEAST_WIDTH]
    indented = sum(line.indented for line in body)
    share = indented / (len(body) or 1)
    torn = sum(not (a.closed or b.closed) for a, b in pairwise(body)) / (len(body) or 1)
    long = sum(line.size > WIDEST for line in body) / (len(body) or 1)
    by_width, width_peak = _widths(lines, [line.width for line in lines])
    by_size, size_peak = _widths(lines, [line.size for line in lines])
    return Layout(
        widths=by_size if size_peak >= width_peak else by_width,
        by_count=size_peak >= width_peak,
        broken=torn > TORN_SHARE and long < FEW and len(body) >= LEAST_LINES,
        indents=indented >= 2 and share < 0.9,
        gaps=_gap_evidence(lines),
        bylined=sum(_signs_article(line) for line in lines),
    )


def _signs_article(line: Line) -> bool:
    if line.size > 60 or not signs.BYLINE.match(line.plain):
        return signs.LEAD.match(line.plain) is not None
    return True


def _widths(lines: Sequence[Line], measures: Sequence[float]) -> tuple[tuple[float, ...], float]:
    """Return the widths that lines break at, and how sharply: the share of the commonest one.

    A page is set in columns when most lines that stop inside a sentence are equally wide (there
    may be columns of several widths) and hardly any line is wider.
    """
    wide = sum(measure > WIDEST for measure in measures)
    torn = Counter(
        math.ceil(measure)
        for line, measure in zip(lines, measures, strict=True)
        if not line.closed and LEAST_WIDTH <= measure <= WIDEST
    )
    count = torn.total()
    if count < LEAST_LINES or wide > FEW * len(lines):
        return (), 0.0
    found: list[float] = []
    held = peak = 0
    while torn and len(found) < MOST_COLUMNS:
        width = max(torn, key=lambda each: (torn[each] + torn[each - 1], each))
        peak = max(peak, torn[width])
        members = torn.pop(width, 0) + torn.pop(width - 1, 0)
        if members < max(3, (MORE_SHARE if found else LEAST_SHARE) * count):
            break
        found.append(float(width))
        held += members
    share = held / count
    wider = sum(measure > max(found, default=0) + ALIKE for measure in measures)
    if share < SET_SHARE or wider > FEW * len(lines):
        return (), 0.0
    return tuple(sorted(found)), peak / count


def _gap_evidence(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the log odds for going on, given no blank line and given some, from the page itself.

    Lines that stop inside a sentence show the gaps within paragraphs, those that end one show
    (mostly) the gaps between paragraphs.  Both shares are drawn towards the page's own (an m
    estimate), so that a page which is blank throughout, or has few lines, says nothing.
    """
    counts = Counter(
        (upper.closed, lower.gap > 0)
        for upper, lower in pairwise(lines)
        if upper.size >= LEAST_WIDTH
    )
    return _gap_odds(counts, False), _gap_odds(counts, True)


def _gap_odds(counts: Mapping[tuple[bool, bool], int], blank: bool) -> float:
    total = sum(counts.values())
    common = (counts[False, blank] + counts[True, blank] + 0.5) / (total + 1)
    shares = [
        (counts[closed, blank] + DRAWN * common)
        / (counts[closed, False] + counts[closed, True] + DRAWN)
        for closed in (False, True)
    ]
    return max(-MOST_EVIDENCE, min(MOST_EVIDENCE, math.log(shares[0] / shares[1])))
