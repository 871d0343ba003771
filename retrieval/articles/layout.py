"""How a page is set: the widths of its columns, its indents, its blank lines, its bylines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.articles import signs
from retrieval.articles.lines import Line

LEAST_WIDTH = 12
RUN = 3
SET_SHARE = 0.35
LEAST_LINES = 6
ALIKE = 1.5
WIDEST = 60.0
FRAGMENT_SHARE = 0.4
MOST_EVIDENCE = 3.0


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
        measure = self._measure(line)
        return any(abs(measure - width) <= 1.5 for width in self.widths)

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
    inner = sum(not line.closed for line in body) / (len(body) or 1)
    long = sum(line.size > 70 for line in body) / (len(body) or 1)
    by_width, width_share = _widths(lines, [line.width for line in lines])
    by_size, size_share = _widths(lines, [line.size for line in lines])
    return Layout(
        widths=by_size if size_share > width_share else by_width,
        by_count=size_share > width_share,
        broken=inner > FRAGMENT_SHARE and long < 0.1 and len(body) >= 8,
        indents=indented >= 2 and share < 0.9,
        gaps=_gap_evidence(lines),
        bylined=sum(_signs_article(line) for line in lines),
    )


def _signs_article(line: Line) -> bool:
    if line.size > 60 or not signs.BYLINE.match(line.plain):
        return signs.LEAD.match(line.plain) is not None
    return True


def _widths(
    lines: Sequence[Line], measures: Sequence[float]
) -> tuple[tuple[float, ...], float]:
    """Return the widths that runs of lines share, and the share of the page's lines in them.

    A page is set in columns when that share passes SET_SHARE; else there are no widths.
    """
    eligible = sum(measure >= LEAST_WIDTH for measure in measures)
    if eligible < LEAST_LINES:
        return (), 0.0
    full: Counter[float] = Counter()
    for run in _runs(measures):
        if len(run) >= RUN:
            full[round(sorted(run)[len(run) // 2])] += len(run)
    common = {width: count for width, count in full.items() if count >= max(3, eligible / 20)}
    share = sum(common.values()) / eligible
    return (tuple(sorted(common)), share) if share >= SET_SHARE else ((), 0.0)


def _runs(measures: Sequence[float]) -> Iterator[list[float]]:
    """Yield the runs of neighbouring measures that are alike and could be a column's."""
    run: list[float] = []
    for measure in measures:
        if run and (abs(run[-1] - measure) > ALIKE or measure > WIDEST):
            yield run
            run = []
        if LEAST_WIDTH <= measure <= WIDEST:
            run.append(measure)
    yield run


def _gap_evidence(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the log odds for going on, given no blank line and given some, from the page itself.

    Lines that stop inside a sentence show the gaps within paragraphs, those that end one show
    (mostly) the gaps between paragraphs.
    """
    counts = Counter(
        (upper.closed, lower.gap > 0)
        for upper, lower in zip(lines, lines[1:], strict=False)
        if upper.size >= 20
    )
    odds = []
    for blank in (False, True):
        within = (counts[False, blank] + 1) / (counts[False, False] + counts[False, True] + 2)
        between = (counts[True, blank] + 1) / (counts[True, False] + counts[True, True] + 2)
        odds.append(max(-MOST_EVIDENCE, min(MOST_EVIDENCE, math.log(within / between))))
    return odds[0], odds[1]
