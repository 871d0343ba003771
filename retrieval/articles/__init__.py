"""A page is split into articles: heads, bylines, paragraphs without their hard wraps.

The lines are read in one pass (``reading``: cues; ``roles``: the best sequence of labels), then
laid with their articles (``drafts``) and the head lines told apart (``heads``).  ``explain`` shows
the cues that decided, line by line, from the same pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.articles.cues import CUES, SEAM_CUES
from retrieval.articles.drafts import draft_articles
from retrieval.articles.furniture import front_matter, is_furniture
from retrieval.articles.lines import Line, read_lines
from retrieval.articles.reading import Sheet, sheet_of
from retrieval.articles.record import record
from retrieval.articles.roles import Step, read_roles
from retrieval.articles.split import LineReading, Split
from retrieval.model import Page, Part, Role

__all__ = ["LineReading", "Split", "explain", "record", "split_page"]

EDGE = 8
LEAST_REPEAT = 5


@dataclass(frozen=True, slots=True)
class _Reading:
    split: Split
    sheet: Sheet
    steps: tuple[Step, ...]


def split_page(page: Page) -> Split:
    """Split a page.  Every non-blank line is in exactly one part, paragraph or furniture.

    Only a line that carries two heads (``引题——标题``, ``【栏目】标题``) is in two parts.
    """
    return _read(page).split


def explain(page: Page) -> tuple[LineReading, ...]:
    """Return for every non-blank line its role and the cues that decided, in line order."""
    reading = _read(page)
    sheet = reading.sheet
    reasons = {
        line.number: _reason(sheet.cues[index] + sheet.borders[index], reading.steps[index])
        for index, line in enumerate(sheet.lines)
    }
    found = [
        LineReading(number, role, *reasons.get(number, _FIXED.get(role, _PLAIN)))
        for number, role in _roles(reading.split)
    ]
    return tuple(sorted(found, key=lambda each: each.number))


_PLAIN = ("无特别标志", "no special sign")
_FIXED = {
    Role.FURNITURE: (
        "报头、版次、责编、联系方式等版面文字",
        "masthead, page number, editors, address",
    ),
    Role.REPEAT: ("与上一行末尾重复", "prints the end of the line above once more"),
}


def _roles(split: Split) -> list[tuple[int, Role]]:
    found = [(number, part.role) for part in split.furniture for number in part.lines]
    for article in split.articles:
        found += [(number, part.role) for part in article.parts for number in part.lines]
        found += [(number, text.role) for text in article.paragraphs for number in text.lines]
    return found


def _reason(cues: Sequence[str], step: Step) -> tuple[str, str]:
    """Word the cues that speak for or against the label of a line, in Chinese and in English."""
    told = [(CUES[name], CUES[name].weights[step.label]) for name in cues]
    told += [(SEAM_CUES[name], weight) for name, weight in step.seam]
    counted = [(cue, weight) for cue, weight in told if weight]
    if not counted:
        return _PLAIN
    return (
        "；".join(f"{cue.zh} {weight:+.1f}" for cue, weight in counted),
        "; ".join(f"{cue.en} {weight:+.1f}" for cue, weight in counted),
    )


def _read(page: Page) -> _Reading:
    lines = read_lines(page.lines)
    fixed = _furniture_numbers(page, lines)
    chain: list[Line] = []
    repeats: list[tuple[int, Line]] = []
    for line in lines:
        if line.number in fixed:
            continue
        if chain and _repeats(chain[-1], line):
            repeats.append((len(chain) - 1, line))
        else:
            chain.append(line)
    sheet = sheet_of(chain)
    steps = read_roles(sheet)
    furniture = tuple(
        Part(Role.FURNITURE, line.text, (line.number,)) for line in lines if line.number in fixed
    )
    articles = draft_articles(page, sheet, steps, repeats)
    return _Reading(Split(articles, furniture), sheet, steps)


def _furniture_numbers(page: Page, lines: Sequence[Line]) -> frozenset[int]:
    front = front_matter(page.lines)
    last = len(lines) - EDGE // 2
    return frozenset(
        line.number
        for index, line in enumerate(lines)
        if line.number <= front or is_furniture(line.plain, index < EDGE or index >= last)
    )


def _repeats(upper: Line, line: Line) -> bool:
    """Tell whether a line prints the end of the line before it once more."""
    return LEAST_REPEAT <= line.size <= upper.size and upper.plain.endswith(line.plain)
