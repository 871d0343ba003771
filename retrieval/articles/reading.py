"""The cues of every line of a page, worked out once for the decision and for its explanation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.articles import signs
from retrieval.articles.layout import Layout, layout_of
from retrieval.articles.lines import Line
from retrieval.articles.seams import (
    Seams,
    begins_inside,
    ends_in_particle,
    word_weights,
)
from retrieval.articles.topics import Topics
from retrieval.articles.wordings import wording_of

PHRASES_READ = 50_000
PHOTO_REACH = 8

_CELLS = re.compile(r"\S(?:\t+| {2,}|\s*\|\s*)\S")
_SPACED_OUT = re.compile(r"^(?:\S ){3,}\S(?:\s|$)|(?:\s|^)(?:[\u4e00-\u9fff] ){3,}[\u4e00-\u9fff]")
_KICKER_START = re.compile(
    r"^[\u4e00-\u9fff]{2,9}(?:省|市|区|县|总工会|市总|区总|省总|工会|集团|公司)"
)
_TORN = re.compile(r"^[,。、;:!?”’)》】\]」』%·]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page laid out for reading: its chain of lines, their cues, its habits and seams.

    ``cues`` tell what a line looks like, ``borders`` whether an article may begin there; the
    second count once for a run of head lines.
    """

    lines: tuple[Line, ...]
    cues: tuple[tuple[str, ...], ...]
    borders: tuple[tuple[str, ...], ...]
    layout: Layout
    seams: Seams


def sheet_of(lines: Sequence[Line]) -> Sheet:
    """Work out the cues of all lines; linear in the length of the page."""
    layout = layout_of(lines)
    reader = _Reader(lines, layout)
    cues = tuple(tuple(reader.cues(index)) for index in range(len(lines)))
    borders = tuple(reader.borders())
    return Sheet(tuple(lines), cues, borders, layout, Seams(word_weights(), _text(lines)))


def _text(lines: Sequence[Line]) -> str:
    """Return what is searched for the wording of seams: the page, as far as its beginning goes."""
    return "\n".join(line.plain[:PHRASES_READ] for line in lines[:PHRASES_READ])[:PHRASES_READ]


class _Reader:
    """Names the cues of a line, looking up to three lines ahead and back."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self.lines = lines
        self.layout = layout
        self.words = word_weights()
        self.levels = {line.level for line in lines if line.level}
        self.topics = Topics(lines, [self._is_body(line) for line in lines])
        self.counts = Counter(line.plain for line in lines if line.size <= 30)
        self.short = [self._is_row_like(line) for line in lines]
        self.runs = _run_lengths(self.short)

    def cues(self, index: int) -> Iterator[str]:
        line = self.lines[index]
        yield from self._ending(line)
        yield from _length(line)
        yield from self._beginning(line)
        yield from self._dress(line)
        if line.size <= 90:
            yield from self._wording(line, index)
            yield from self._neighbourhood(index)

    def _is_row_like(self, line: Line) -> bool:
        if line.closed or line.size > 26 or line.level or signs.BYLINE.match(line.plain):
            return False
        return not (self.layout.widths and self.layout.is_full(line))

    def _is_body(self, line: Line) -> bool:
        full = self.layout.is_full(line) or (self.layout.broken and line.size >= 20)
        return line.closed or line.size >= 40 or full

    def _ending(self, line: Line) -> Iterator[str]:
        if line.closed:
            yield "asking" if line.plain[-1] in "?!" and line.size <= 40 else "closed"
            return
        yield "open"
        if signs.DASH_END.search(line.plain[-2:]):
            yield "dash-end"
        elif signs.DANGLING.match(line.plain[-1:]):
            yield "colon-end" if line.plain[-1] == ":" else "dangling"
        elif ends_in_particle(line.plain, self.words):
            yield "particle-end"
        elif signs.STUB_END.match(line.plain[-2:]):
            yield "stub-end"
        if signs.unclosed(line.plain):
            yield "unclosed"

    def _beginning(self, line: Line) -> Iterator[str]:
        plain = line.plain
        if _TORN.match(plain):
            yield "torn-start"
        elif signs.stray_closer(plain):
            yield "stray-closer"
        if signs.LEAD.match(plain):
            yield "lead"
        elif signs.OPENER.match(plain):
            yield "opener"
        elif begins_inside(plain, self.words):
            yield "weak-start"
        if signs.BULLET.match(plain):
            yield "bullet"
        if self.layout.indents:
            yield "indented" if line.indented else "flush"

    def _dress(self, line: Line) -> Iterator[str]:
        if line.level:
            yield "marked"
            if len(self.levels) > 1:
                yield "top-mark" if line.level == min(self.levels) else "deeper-mark"
        if line.bold:
            yield "bold"
        if line.size <= 60 and _is_spaced_out(line.plain):
            yield "spaced-out"
        if not line.closed:
            yield from self._open_dress(line)
        if self.layout.is_full(line):
            yield "full"
        elif self.layout.is_short(line) and not line.closed:
            yield "short-open"
        elif self.layout.broken and not self.layout.widths:
            yield "fragment"
        elif not (line.closed or self.layout.broken) and line.size < 40:
            yield "short-piece"

    def _open_dress(self, line: Line) -> Iterator[str]:
        inner = line.plain[:-1]
        if line.size <= 60:
            if _has_spaced_clauses(line.plain):
                yield "spaced-clauses"
            if signs.DASH_INSIDE.match(line.plain):
                yield "dash-inside"
        if _KICKER_START.match(line.plain):
            yield "named-place"
        if signs.SAYING.search(line.plain):
            yield "saying"
        if re.search("[;。!?]", inner):
            yield "inner-stop"
        elif inner.count(",") > 1:
            yield "commas"

    def _wording(self, line: Line, index: int) -> Iterator[str]:
        plain = line.plain
        if worded := wording_of(plain):
            yield worded
        if self.counts[plain] > 1 and not line.closed and line.size >= 3:
            yield "repeated-label"
        if signs.CAPTION.search(plain):
            yield "caption"
        if signs.EDITOR_NOTE.match(plain):
            yield "editor"

    def _neighbourhood(self, index: int) -> Iterator[str]:
        line = self.lines[index]
        if not line.closed and _has_cells(line.plain):
            yield "cells"
        if self.short[index] and self.runs[index] >= 4:
            yield from self._rows(index)

    def borders(self) -> Iterator[tuple[str, ...]]:
        """Name for each line the cues for or against a border of articles before it.

        The lines of one run of heads share the border above the first of them.
        """
        above: tuple[str, ...] = ()
        for index, line in enumerate(self.lines):
            if not self._may_be_head(line):
                above = ()
            elif not above or line.closed:
                above = tuple(self._border(index))
            yield above

    def _border(self, index: int) -> Iterator[str]:
        line = self.lines[index]
        if line.gap >= 3:
            yield "gap"
        yield from self._below(index)

    def _may_be_head(self, line: Line) -> bool:
        if line.size > 44 or self.layout.is_full(line) or re.search("[;。].", line.plain):
            return False
        return not line.closed or line.plain[-1] in "?!"

    def _rows(self, index: int) -> Iterator[str]:
        """Rows stand between rows: the first of a run may be its head, the last the next one's."""
        if index and self.short[index - 1]:
            last = index + 1 < len(self.lines) and not self.short[index + 1]
            yield "last-row" if last else "rows"
        else:
            yield "above-rows"

    def _below(self, index: int) -> Iterator[str]:
        below = self.lines[index + 1 : index + 5]
        body = next((line for line in below if line.size >= 40 or line.closed), None)
        if body is None:
            if not any(line.size >= 12 for line in below):
                yield "no-text-below"
            return
        if signs.DATED_LEAD.match(body.plain):
            yield "dated-below"
        if self._photo_near(index):
            yield "photo-near"
        bond = self.topics.bond(index)
        if bond is not None:
            yield from (name for name, low, high in _TOPICS if low <= bond.cohesion < high)
            if not ANNOUNCES_LITTLE <= bond.announced < ANNOUNCES:
                yield "announces" if bond.announced >= ANNOUNCES else "announces-little"
        if self.layout.bylined >= 2:
            yield "bylined-page"
        else:
            yield "one-signed" if self.layout.bylined else "bare-page"

    def _photo_near(self, index: int) -> bool:
        for line in self.lines[index + 1 : index + 4]:
            if signs.PHOTO.search(line.plain[-PHOTO_REACH:]):
                return True
            if not line.closed and line.size < 40:
                return False
        return False


_TOPICS = (
    ("far-topic", 0.0, 0.012),
    ("new-topic", 0.012, 0.024),
    ("same-topic", 0.033, 0.05),
    ("close-topic", 0.05, 1.1),
)
ANNOUNCES = 0.45
ANNOUNCES_LITTLE = 0.2


def _length(line: Line) -> Iterator[str]:
    if line.closed and line.size <= 60 and line.plain[-1] not in "?!":
        return
    if line.size < 4:
        yield "tiny"
    elif line.size <= 14:
        yield "brief"
    elif line.size <= 22:
        yield "headline-long"
    elif line.size <= 36:
        yield "long-headline"
    elif line.size <= 60:
        yield "deck-long"
    else:
        yield "body-long"


# The plain tests before the patterns are what the patterns need at least: most lines fail them.
def _is_spaced_out(plain: str) -> bool:
    return plain.count(" ") >= 3 and _SPACED_OUT.search(plain[:120]) is not None


def _has_spaced_clauses(plain: str) -> bool:
    if " " not in plain or _is_spaced_out(plain):
        return False
    return signs.SPACED_CLAUSES.search(plain) is not None


def _has_cells(plain: str) -> bool:
    if not ("  " in plain or "|" in plain or "\t" in plain):
        return False
    return _CELLS.search(plain) is not None


def _run_lengths(flags: Sequence[bool]) -> list[int]:
    """Return for every position the length of the run of true flags it stands in (0 if false)."""
    lengths = [0] * len(flags)
    start = 0
    for index in range(len(flags) + 1):
        if index < len(flags) and flags[index]:
            continue
        lengths[start:index] = [index - start] * (index - start)
        start = index + 1
    return lengths
