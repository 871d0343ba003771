"""Glyphs on a sheet become lines of text in reading order: a recursive cut along white space.

The sheet is cut at gutters (white from top to bottom) and at strips (white from side to side),
after Nagy and Seth's XY-cut (1984).  Lengths are in points, y grows upwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

GUTTER = 0.7
STRONG_STRIP = 3.0
TYPE_CHANGE = 2.0
HEAD = 1.25
HEADLINE = 1.4
SAME_TYPE = 0.85
INDENT = 1.3
DEEPEST = 60
_WORD_GAP = 0.2
_JOIN = 0.6
_BODY_GAP = 0.9
_HEAD_GAP = 1.6


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: its box in points, its type size."""

    text: str
    x0: float
    x1: float
    y0: float
    size: float


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that stand together on one base line, within one column."""

    text: str
    x0: float
    x1: float
    y0: float
    size: float

    @property
    def y1(self) -> float:
        """The upper edge."""
        return self.y0 + self.size


def text_lines(glyphs: Sequence[Glyph]) -> tuple[str, ...]:
    """Return the lines of a sheet in reading order, headlines marked, paragraphs indented."""
    body = body_size(glyphs)
    blocks = _cut(_runs(_without_doubles(glyphs), body), body, 0)
    return tuple(_Typist(body).type(blocks))


def body_size(glyphs: Iterable[Glyph]) -> float:
    """Return the type size most glyphs are set in, to half a point."""
    sizes = Counter(max(1, round(glyph.size * 2)) / 2 for glyph in glyphs if glyph.text.strip())
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 1.0


def _without_doubles(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Drop glyphs printed once more on the same spot, as shadows and false bold are made."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        step = max(glyph.size, 1.0) * 0.3
        column, row = round(glyph.x0 / step), round(glyph.y0 / step)
        near = ((glyph.text, column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if not glyph.text.strip() or not any(spot in seen for spot in near):
            seen.add((glyph.text, column, row))
            yield glyph


def _runs(glyphs: Iterable[Glyph], body: float) -> list[Run]:
    """Join glyphs to runs: first in the order they were drawn, then neighbours on a base line."""
    drawn: list[Run] = []
    for glyph in glyphs:
        new = Run(glyph.text, glyph.x0, glyph.x1, glyph.y0, glyph.size)
        reach = _HEAD_GAP if glyph.size >= HEAD * body else _BODY_GAP
        if drawn and _follows(drawn[-1], new, reach):
            drawn[-1] = _joined(drawn[-1], new)
        else:
            drawn.append(new)
    printed = [run for run in map(_trimmed, drawn) if run.text]
    step = max(body, 1.0) * 0.3
    printed.sort(key=lambda run: (-round(run.y0 / step), run.x0))
    found: list[Run] = []
    for run in printed:
        if found and _follows(found[-1], run, _JOIN):
            found[-1] = _joined(found[-1], run)
        else:
            found.append(run)
    return found


def _follows(left: Run, right: Run, reach: float) -> bool:
    size = max(left.size, right.size)
    gap = right.x0 - left.x1
    return (
        abs(left.y0 - right.y0) <= 0.3 * size
        and min(left.size, right.size) >= 0.75 * size
        and -0.5 * size <= gap <= reach * size
    )


def _joined(left: Run, right: Run) -> Run:
    gap = right.x0 - left.x1
    apart = gap > _WORD_GAP * left.size and left.text[-1:].isascii() and right.text[:1].isascii()
    space = " " if apart and left.text[-1:].strip() and right.text[:1].strip() else ""
    text = left.text + space + right.text
    return Run(text, left.x0, right.x1, min(left.y0, right.y0), max(left.size, right.size))


def _trimmed(run: Run) -> Run:
    """Cut the blanks at both ends of a run: an indent is white space, not text."""
    text = run.text.strip()
    width = (run.x1 - run.x0) / (len(run.text) or 1)
    lead = len(run.text) - len(run.text.lstrip())
    tail = len(run.text) - len(run.text.rstrip())
    return Run(text, run.x0 + lead * width, run.x1 - tail * width, run.y0, run.size)


def _rows(runs: Sequence[Run]) -> list[Run]:
    """Return runs from top to bottom; those on one base line are one row, set apart by a space."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y0, run.x0)):
        if rows and abs(rows[-1][0].y0 - run.y0) <= 0.5 * min(rows[-1][0].size, run.size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_row(sorted(row, key=lambda run: run.x0)) for row in rows]


def _row(runs: Sequence[Run]) -> Run:
    size = max(run.size for run in runs)
    text = " ".join(run.text for run in runs)
    return Run(text, runs[0].x0, runs[-1].x1, min(run.y0 for run in runs), size)


def _cut(runs: Sequence[Run], body: float, depth: int) -> list[list[Run]]:
    """Return blocks of rows in reading order; a block is one column, or one row."""
    rows = _rows(runs)
    if len(rows) <= 1 or len(rows) == len(runs) or depth >= DEEPEST:
        return [rows] if rows else []
    gutters = [gap for gap in _gaps([(run.x0, run.x1) for run in runs]) if gap[1] >= GUTTER * body]
    strip = _strip(runs, body)
    strong = strip is not None and strip[1] >= STRONG_STRIP * body
    if gutters and not (strong and strip and strip[1] > max(gap[1] for gap in gutters)):
        parts = _parts(runs, [gap[0] for gap in gutters])
        return [block for part in parts for block in _cut(part, body, depth + 1)]
    if strip is None:
        return [rows]
    upper = [run for run in runs if run.y0 + run.size / 2 > strip[0]]
    lower = [run for run in runs if run.y0 + run.size / 2 <= strip[0]]
    return _cut(upper, body, depth + 1) + _cut(lower, body, depth + 1)


def _parts(runs: Sequence[Run], cuts: Sequence[float]) -> list[list[Run]]:
    edges = [float("-inf"), *cuts, float("inf")]
    return [[run for run in runs if left <= run.x0 < right] for left, right in pairwise(edges)]


def _gaps(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return (middle, width) of the white between spans, in order."""
    found: list[tuple[float, float]] = []
    reach: float | None = None
    for start, end in sorted(spans):
        if reach is not None and start > reach:
            found.append(((start + reach) / 2, start - reach))
        reach = end if reach is None else max(reach, end)
    return found


def _strip(runs: Sequence[Run], body: float) -> tuple[float, float] | None:
    """Return (height, width) of the best strip: wide, and between two sizes of type."""
    spans = [(run.y0 + 0.1 * run.size, run.y1 - 0.1 * run.size) for run in runs]
    gaps = _gaps(spans)
    if not gaps:
        return None
    largest = [0.0] * (len(gaps) + 1)
    band = 0
    for run in sorted(runs, key=lambda run: run.y0):
        while band < len(gaps) and run.y0 + run.size / 2 > gaps[band][0]:
            band += 1
        largest[band] = max(largest[band], run.size)

    def score(index: int) -> float:
        below, above = largest[index], largest[index + 1]
        differ = min(below, above) < SAME_TYPE * max(below, above)
        return gaps[index][1] / body + (TYPE_CHANGE if differ else 0.0)

    return gaps[max(range(len(gaps)), key=score)]


class _Typist:
    """Types rows as lines: blank lines between blocks, ``#`` before heads, indents as printed."""

    def __init__(self, body: float) -> None:
        self._body = body

    def type(self, blocks: Sequence[Sequence[Run]]) -> Iterator[str]:
        """Yield the lines of all blocks."""
        above: Run | None = None
        heads: list[Run] = []
        for block in blocks:
            left = min((row.x0 for row in block if not self._is_head(row)), default=0.0)
            for row in block:
                if self._is_head(row):
                    heads.append(row)
                    continue
                if heads:
                    yield from self._heads(heads)
                    heads, above = [], None
                if above is not None and self._apart(above, row):
                    yield ""
                indented = row.x0 - left >= INDENT * row.size
                yield ("\u3000\u3000" if indented else "") + row.text
                above = row
        yield from self._heads(heads)

    def _is_head(self, row: Run) -> bool:
        return row.size >= HEAD * self._body

    def _apart(self, above: Run, row: Run) -> bool:
        """Tell whether white space parts two rows; the top of the next column goes on."""
        if row.y0 > above.y0:
            return row.x0 < above.x1
        return above.y0 - row.y1 > 1.2 * self._body

    def _heads(self, rows: Sequence[Run]) -> Iterator[str]:
        if not rows:
            return
        yield ""
        largest = max(row.size for row in rows)
        for row in _one_head(rows):
            top = row.size >= SAME_TYPE * largest and largest >= HEADLINE * self._body
            yield ("# " if top else "## ") + row.text
        yield ""


def _one_head(rows: Sequence[Run]) -> list[Run]:
    """Join the rows of one head: the same type, one right under the other."""
    found: list[Run] = []
    for row in rows:
        upper = found[-1] if found else None
        if (
            upper is not None
            and abs(upper.size - row.size) <= 0.05 * row.size
            and 0 <= upper.y0 - row.y0 <= 1.9 * row.size
            and upper.x0 < row.x1
            and row.x0 < upper.x1
        ):
            text = f"{upper.text} {row.text}"
            x0, x1 = min(upper.x0, row.x0), max(upper.x1, row.x1)
            found[-1] = Run(text, x0, x1, row.y0, row.size)
        else:
            found.append(row)
    return found
