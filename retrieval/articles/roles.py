"""The best reading of a page: one label for every line, found by dynamic programming.

Every line brings a weight for each label (its cues), every pair of neighbours a weight for the two
labels in that order (PAIRS, and the seam when a paragraph goes on).  The sequence with the highest
sum wins (Viterbi), so a line is judged by what follows as much as by what it looks like.  A
paragraph that breaks off stays *pending* for up to REACH lines: a headline, a box or a caption may
stand in its gap before a later line takes it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from retrieval.articles import signs
from retrieval.articles.cues import CUES, PRIOR, Label
from retrieval.articles.lines import Line
from retrieval.articles.reading import Sheet
from retrieval.articles.seams import ends_in_particle

REACH = 4
BEAM = 8.0
NARROW = 7.0
NONE = -1
NEVER = -50.0
MOST_HEADS = 4
KEPT = 4096

BEGIN = len(Label)
# Plain numbers: the search compares and looks up labels many thousand times a page.
H, S, P, C, ROW, BOX, CAP, BY, COL, DATE, CRED, MARK = map(int, Label)

# The second label after the first, in nats; a pair that is not named weighs UNUSUAL.
UNUSUAL = -4.0
PAIRS: dict[tuple[int, int], float] = {
    (BEGIN, H): 0.5, (BEGIN, S): -4, (BEGIN, P): -1.5, (BEGIN, COL): 0, (BEGIN, MARK): 0,
    (BEGIN, BY): -2, (BEGIN, ROW): -2, (BEGIN, CAP): -1, (BEGIN, DATE): -1, (BEGIN, CRED): -3,
    (H, H): 0, (H, S): -2.5, (H, P): 0, (H, C): 1, (H, COL): -1, (H, BY): 2.5, (H, DATE): 1.5,
    (H, MARK): 0, (H, CAP): 0, (H, ROW): 0, (H, CRED): -2, (H, BOX): -4,
    (S, P): 0.5, (S, H): -4, (S, C): -1, (S, S): -3, (S, BY): -5, (S, CAP): -1, (S, ROW): -1,
    (P, P): 0, (P, C): 0, (P, H): -1, (P, S): -1, (P, COL): 0, (P, CRED): 0, (P, BY): -2,
    (P, CAP): 0, (P, MARK): -0.5, (P, ROW): -1.5, (P, DATE): -2, (P, BOX): -1.5,
    (ROW, ROW): 1, (ROW, P): -0.5, (ROW, H): -1, (ROW, CRED): 0, (ROW, COL): 0, (ROW, S): -1.5,
    (ROW, MARK): -0.5, (ROW, CAP): -0.5, (ROW, BY): -2,
    (BOX, C): 0, (BOX, P): NEVER, (BOX, H): NEVER, (BOX, S): NEVER, (BOX, BOX): -3,
    (CAP, P): 0, (CAP, C): 0, (CAP, H): -0.5, (CAP, S): -0.7, (CAP, CAP): 0, (CAP, CRED): 0.5,
    (CAP, BY): 0, (CAP, COL): 0, (CAP, MARK): -0.5, (CAP, ROW): -1.5,
    (BY, P): 1, (BY, BY): 0, (BY, DATE): 0, (BY, S): -0.7, (BY, H): -2.5, (BY, CAP): 0,
    (BY, MARK): -1, (BY, ROW): -1, (BY, CRED): -2, (BY, COL): -3,
    (COL, H): 1, (COL, P): -2.5, (COL, COL): -1, (COL, BY): -1.5, (COL, MARK): -1, (COL, ROW): -2,
    (COL, CAP): -2,
    (DATE, P): 1, (DATE, H): -1, (DATE, BY): 0, (DATE, S): -1,
    (CRED, H): 1.5, (CRED, COL): 1, (CRED, P): -1, (CRED, S): -1.5, (CRED, CRED): -0.5,
    (CRED, MARK): 0, (CRED, CAP): 0, (CRED, BY): -2, (CRED, ROW): -2, (CRED, C): 0,
    (MARK, P): 0.5, (MARK, H): 0.5, (MARK, S): -1, (MARK, COL): 0.5, (MARK, BY): -1,
    (MARK, CAP): -0.5, (MARK, ROW): -1, (MARK, C): -0.5,
}  # fmt: skip
# By label before, then label; a line that goes on leaves a paragraph behind, as its start does.
_PAIRS = tuple(
    tuple(PAIRS.get((P if before == C else before, label), UNUSUAL) for label in map(int, Label))
    for before in range(BEGIN + 1)
)
HEAD_RUN = (0.0, 0.0, 0.2, -1.2, -4.0, -6.0)
LEAD_AFTER: dict[int, float] = {
    H: 3.0,
    COL: 3.5,
    S: -6.0,
    BY: -1.0,
    CAP: -1.5,
    P: -1.5,
    C: -1.5,
    ROW: -1.5,
}
INTERRUPTION = -1.5
BROKEN_OFF = -3.0
BROKEN_OFF_AT_END = -0.5
LAST = {H: -3.0, S: -1.5, COL: -2.0, BY: -1.0, BOX: -4.0}
RUN_ON_AFTER_END = -5.0
RUN_ON_IN_FRAGMENTS = -2.0
LEAST_FRAGMENT = 18
RUN_ON_IN_COLUMNS = -1.4
_KEEPS_PENDING = frozenset((H, S, BOX, CAP, COL, CRED, MARK))
_UNDER_HEADS = frozenset((CAP, MARK))
_BODY = frozenset((P, C))
_RARE = frozenset((CAP, BY, COL, DATE, CRED, MARK))


# The end of a reading: its last label, how many heads in a row, the line left pending.  A plain
# tuple, because the search makes one for every label it tries.
State = tuple[int, int, int]
Reasons = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A line as read: its label, and the index of the line it goes on from (or NONE)."""

    label: Label
    joins: int
    seam: Reasons = ()


class _Node(NamedTuple):
    """The best reading that ends in one state: its score, its last step, the node before.

    Nodes hold on to their past and to nothing else, so that readings which lost are let go.
    """

    score: float
    state: State
    joins: int
    before: _Node | None


def read_roles(sheet: Sheet) -> tuple[Step, ...]:
    """Return the best label for every line of a sheet, and what each piece goes on from."""
    return _Search(sheet).best()


class _Search:
    """Viterbi over the lines of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.borders = [_border_weights(cues) for cues in sheet.borders]
        self.seams: dict[tuple[int, int], tuple[float, Reasons]] = {}

    def best(self) -> tuple[Step, ...]:
        begin = (BEGIN, 0, NONE)
        layer = {begin: _Node(0.0, begin, NONE, None)}
        for index in range(len(self.sheet.lines)):
            layer = self._advance(layer, index)
        last = max(layer.values(), key=_ending)
        return tuple(reversed(list(self._trace(last))))

    def _advance(self, layer: dict[State, _Node], index: int) -> dict[State, _Node]:
        weights, choices = _emission(self.sheet.cues[index])
        reached: dict[State, _Node] = {}
        limit = max(node.score for node in layer.values()) - BEAM
        for state, node in layer.items():
            if node.score < limit:
                continue
            for label in choices:
                gain, following, joins = self._move(state, label, index)
                score = node.score + weights[label] + gain
                known = reached.get(following)
                if known is None or score > known.score:
                    reached[following] = _Node(score, following, joins, node)
        return reached

    def _move(self, state: State, label: int, index: int) -> tuple[float, State, int]:
        """Return the weight of reading line ``index`` as ``label`` after ``state``."""
        line = self.sheet.lines[index]
        before, heads, pending = state
        gain = _PAIRS[before][label]
        if label == C:
            joins, weight = self._going_on(state, index)
            return gain + weight, (C, 0, NONE if line.closed else index), joins
        run = heads if label in _UNDER_HEADS else 0
        if label == H:
            run = min(heads + 1, MOST_HEADS + 1)
            gain += HEAD_RUN[run]
        if (label == H and run == 1 and pending == NONE) or label == S:
            gain += self.borders[index][label]
        if label == P and "lead" in self.sheet.cues[index]:
            gain += LEAD_AFTER.get(H if heads else before, 0.0)
        if label == BOX and pending == NONE:
            gain += NEVER
        if pending != NONE and (label not in _KEEPS_PENDING or index + 1 - pending > REACH):
            gain += self._broken_off(pending, label)
            pending = NONE
        if label == P and not line.closed:
            pending = index
        return gain, (label, run, pending), NONE

    def _broken_off(self, pending: int, label: int) -> float:
        last = self.sheet.lines[pending].plain[-1]
        if label in (P, ROW) and last in ":;":
            return 0.0 if last == ":" else BROKEN_OFF / 2
        return BROKEN_OFF

    def _going_on(self, state: State, index: int) -> tuple[int, float]:
        """Return which line ``index`` would go on from after ``state``, and the weight of that."""
        label, _, pending = state
        if pending != NONE:
            weight, _ = self._seam(pending, index)
            apart = index - pending - 1
            return pending, weight + (INTERRUPTION * apart if apart else 0.0)
        if label not in _BODY:
            return NONE, NEVER
        layout = self.sheet.layout
        upper = self.sheet.lines[index - 1]
        weight = RUN_ON_AFTER_END
        if layout.brims(upper):
            weight = RUN_ON_IN_COLUMNS
        elif layout.broken and not layout.widths and upper.size >= LEAST_FRAGMENT:
            weight = RUN_ON_IN_FRAGMENTS
        return index - 1, weight + layout.gaps[self.sheet.lines[index].gap > 0]

    def _seam(self, upper: int, lower: int) -> tuple[float, Reasons]:
        key = (upper, lower)
        if key not in self.seams:
            self.seams[key] = seam_weight(self.sheet, upper, lower)
        return self.seams[key]

    def _trace(self, last: _Node) -> Iterator[Step]:
        """Yield the steps of the reading that ends in ``last``, last line first."""
        node, index = last, len(self.sheet.lines) - 1
        while node.before is not None:
            seam = self._seam(node.joins, index)[1] if node.joins != NONE else ()
            yield Step(Label(node.state[0]), node.joins, seam)
            node, index = node.before, index - 1


def _ending(node: _Node) -> float:
    """Return the score of a reading whose last line is the last of the page."""
    label, _, pending = node.state
    broken = BROKEN_OFF_AT_END if pending != NONE else 0.0
    return node.score + broken + LAST.get(label, 0.0)


def _choices(weights: Sequence[float]) -> tuple[int, ...]:
    """Return the labels worth trying: not far below the best, and spoken for if rare."""
    floor = max(weights) - NARROW
    return tuple(
        label
        for label in map(int, Label)
        if weights[label] > floor and (label not in _RARE or weights[label] > PRIOR.weights[label])
    )


@lru_cache(KEPT)
def _emission(cues: tuple[str, ...]) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return the weight of every label for a line with these cues, and the labels worth trying.

    Pages have few sorts of lines: most of them have been met before.
    """
    columns = [PRIOR.weights, *(CUES[name].weights for name in cues)]
    weights = tuple(map(sum, zip(*columns, strict=True)))
    return weights, _choices(weights)


@lru_cache(KEPT)
def _border_weights(cues: tuple[str, ...]) -> tuple[float, float]:
    """Return the weights of a first head line and of a section head for these border cues."""
    return sum(CUES[name].weights[H] for name in cues), sum(CUES[name].weights[S] for name in cues)


SPLITS_WORD = 0.5
MOST_SPLIT = 4.0
ECHO = 1.2
LEAST_PIECE = 14
SHORT_PIECE = -1.5


def seam_weight(sheet: Sheet, upper: int, lower: int) -> tuple[float, Reasons]:
    """Return the weight of joining two lines across an open end, and the reasons for it."""
    above, below = sheet.lines[upper], sheet.lines[lower]
    weight = 1.0
    reasons: list[tuple[str, float]] = []
    for name, share in _seam_signs(sheet, above, below):
        weight += share
        reasons.append((name, share))
    if lower == upper + 1:
        weight += sheet.layout.gaps[below.gap > 0]
    if not (sheet.layout.broken or sheet.layout.widths) and above.size < LEAST_PIECE:
        weight += SHORT_PIECE
    if sheet.layout.widths:
        weight += 1.0 if sheet.layout.is_full(above) else -1.0
    return weight, tuple(reasons)


def _seam_signs(sheet: Sheet, above: Line, below: Line) -> Iterator[tuple[str, float]]:
    split = sheet.seams.gain(above.plain, below.plain)
    if split > 0.5:
        yield "splits-word", min(MOST_SPLIT, SPLITS_WORD * split + 0.5)
    if echoes := sheet.seams.echoes(above.plain, below.plain):
        yield "echo", min(2, echoes) * ECHO
    if signs.unclosed(above.plain) and signs.stray_closer(below.plain):
        yield "quotation", 3.0
    if signs.DANGLING.match(above.plain[-1:]) and above.plain[-1] != ":":
        yield "comma", 1.5
    elif ends_in_particle(above.plain, sheet.seams.weights):
        yield "particle", 1.0
    if above.plain[-1:].isdigit() and below.plain[:1].isalnum() and not below.plain[:1].isalpha():
        yield "number", 2.0
