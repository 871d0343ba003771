"""Which of the head lines of an article is the headline, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.articles import signs
from retrieval.articles.lines import Line
from retrieval.articles.seams import Seams
from retrieval.model import Part, Role

SPLIT_HEAD = 4.0
_SPACED_RUN = re.compile(r"(?<!\S)\S(?: +\S(?!\S))+(?!\S)")


def read_heads(lines: Sequence[Line], seams: Seams) -> tuple[Part, ...]:
    """Give every head line of an article its role: kicker, headline or sub-headline."""
    groups = _groups(lines, seams)
    if len(groups) == 1:
        return _single(groups[0])
    main = _main(groups)
    return tuple(_part(group, _role(index, main)) for index, group in enumerate(groups))


def headline_text(text: str) -> str:
    """Return a head as one reads it: the spaces between single spaced-out characters closed."""
    return _SPACED_RUN.sub(lambda match: match.group().replace(" ", ""), text)


def _groups(lines: Sequence[Line], seams: Seams) -> list[tuple[Line, ...]]:
    """Join head lines that are one head broken in two: a split word, or a subject and its colon."""
    groups: list[tuple[Line, ...]] = []
    for line in lines:
        if groups and _runs_on(groups[-1][-1], line, seams):
            groups[-1] = (*groups[-1], line)
        else:
            groups.append((line,))
    return groups


def _runs_on(upper: Line, lower: Line, seams: Seams) -> bool:
    if upper.plain.endswith(":") or upper.plain.endswith((",", "、")):
        return True
    return seams.gain(upper.plain, lower.plain) >= SPLIT_HEAD


def _single(group: tuple[Line, ...]) -> tuple[Part, ...]:
    """Cut a head at the dash inside it: kicker——headline, or headline——what it is about."""
    match = signs.DASH_INSIDE.match(_joined(group))
    if match is None:
        return (_part(group, Role.HEADLINE),)
    numbers = tuple(line.number for line in group)
    cut = match.start("right")
    left, right = _joined(group)[:cut], _joined(group)[cut:]
    if signs.SUBTITLE_AFTER_DASH.match(right):
        start = match.start("dash")
        whole = _joined(group)
        return (
            Part(Role.HEADLINE, whole[:start], numbers),
            Part(Role.SUBHEADLINE, whole[start:], numbers),
        )
    return Part(Role.KICKER, left, numbers), Part(Role.HEADLINE, right, numbers)


def _main(groups: Sequence[tuple[Line, ...]]) -> int:
    """Return which group is the headline.

    The dress decides first (the only one marked, the one with the fewest ``#``), then dashes and
    wording; without any sign the second of two or three lines is the headline, as papers set it.
    """
    first, last = groups[0][0], groups[-1][0]
    levels = [group[0].level or 9 for group in groups]
    dashed = [index for index, group in enumerate(groups) if _ends_in_dash(group)]
    if dashed and dashed[-1] + 1 < len(groups):
        return dashed[-1] + 1
    if levels.count(min(levels)) == 1:
        return levels.index(min(levels))
    follows = next((i for i, group in enumerate(groups) if i and _is_sub(group)), 0)
    if follows:
        return follows - 1
    if len(groups) == 2 and first.size * 1.9 <= last.size and first.size <= 14:
        return 0
    return 1


def _ends_in_dash(group: tuple[Line, ...]) -> bool:
    return signs.DASH_END.search(group[-1].plain) is not None


def _is_sub(group: tuple[Line, ...]) -> bool:
    return signs.SUB_START.match(group[0].plain) is not None


def _role(index: int, main: int) -> Role:
    if index == main:
        return Role.HEADLINE
    return Role.KICKER if index < main else Role.SUBHEADLINE


def _joined(group: tuple[Line, ...]) -> str:
    return "".join(line.text for line in group)


def _part(group: tuple[Line, ...], role: Role) -> Part:
    return Part(role, _joined(group), tuple(line.number for line in group))
