"""How a page is set: the widths of its columns, its indents, its blank lines, its bylines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.articles import signs
from retrieval.articles.lines import Line

LEAST_WIDTH = 12
RUN = 3
SET_SHARE = 0.35
FRAGMENT_SHARE = 0.4
MOST_EVIDENCE = 3.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The habits of a page.

    ``widths`` are the widths (in ems) of full lines when the page is set in columns, else empty;
    ``broken`` tells that most lines are pieces of a sentence; ``indents`` that indents mark
    paragraphs; ``gaps[True]`` is the log odds for a paragraph going on across blank lines,
    ``gaps[False]`` across none; ``bylined`` counts lines that sign or date-line an article.
    """

    widths: tuple[float, ...]
    broken: bool
    indents: bool
    gaps: tuple[float, float]
    bylined: int

    def is_full(self, line: Line) -> bool:
        """Tell whether a line fills its column."""
        return any(abs(line.width - width) <= 1.5 for width in self.widths)

    def is_short(self, line: Line) -> bool:
        """Tell whether a line ends well before the edge of the narrowest column."""
        return bool(self.widths) and line.width < self.widths[0] - 2


def layout_of(lines: Sequence[Line]) -> Layout:
    """Measure the habits of a page."""
    body = [line for line in lines if line.size >= LEAST_WIDTH]
    indented = sum(line.indented for line in body)
    share = indented / (len(body) or 1)
    inner = sum(not line.closed for line in body) / (len(body) or 1)
    long = sum(line.size > 70 for line in body) / (len(body) or 1)
    return Layout(
        widths=_widths(lines),
        broken=inner > FRAGMENT_SHARE and long < 0.1 and len(body) >= 8,
        indents=indented >= 2 and share < 0.9,
        gaps=_gap_evidence(lines),
        bylined=sum(_signs_article(line) for line in lines),
    )


def _signs_article(line: Line) -> bool:
    if line.size > 60 or not signs.BYLINE.match(line.plain):
        return signs.LEAD.match(line.plain) is not None
    return True


def _widths(lines: Sequence[Line]) -> tuple[float, ...]:
    """Return the widths that runs of three and more lines share, when a third of the page does."""
    eligible = [line for line in lines if line.width >= LEAST_WIDTH]
    if len(eligible) < 6:
        return ()
    full: Counter[float] = Counter()
    run: list[Line] = []
    for line in [*lines, None]:
        if line and line.width >= LEAST_WIDTH and (not run or _level(run, line)):
            run.append(line)
            continue
        if len(run) >= RUN:
            full[round(sorted(each.width for each in run)[len(run) // 2])] += len(run)
        run = [line] if line and line.width >= LEAST_WIDTH else []
    common = {width: count for width, count in full.items() if count >= max(4, len(eligible) / 20)}
    if sum(common.values()) < SET_SHARE * len(eligible):
        return ()
    return tuple(sorted(common))


def _level(run: Sequence[Line], line: Line) -> bool:
    return abs(run[-1].width - line.width) <= 1.5 and line.width <= 60


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
