"""Does a line end inside a word or phrase that the next piece goes on with?

The test is a likelihood ratio under a unigram word model: the best segmentation of the text around
the seam, against the best one that must break at the seam.  A gain of 0 says that a word border
may stand there, a gain of several nats that the seam splits a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from retrieval.articles import signs

REACH = 6
LONGEST = 4
UNKNOWN = -17.0

_HAN_TAIL = re.compile(r"[\u4e00-\u9fff]{1,6}$")
_HAN_HEAD = re.compile(r"^[\u4e00-\u9fff]{1,6}")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{3}")


@cache
def word_weights() -> Mapping[str, float]:
    """Return the natural logarithm of the relative frequency of 78 thousand common words."""
    table = files("retrieval.articles").joinpath("data/words.txt").read_text(encoding="utf-8")
    weights: dict[str, float] = {}
    for row in table.splitlines():
        level, _, words = row.partition("\t")
        weights.update(dict.fromkeys(words.split(" "), int(level) / 10))
    return weights


def ends_in_particle(plain: str, words: Mapping[str, float]) -> bool:
    """Tell whether a line stops at a particle that is not the end of a word (方向, 行为)."""
    return signs.PARTICLE_END.match(plain[-1:]) is not None and plain[-2:] not in words


def begins_inside(plain: str, words: Mapping[str, float]) -> bool:
    """Tell whether a line begins with a suffix or particle that is not the head of a word."""
    if signs.WEAK_START.match(plain) is None:
        return False
    return plain[:2] not in words or plain[0] in "的了们"


@dataclass(frozen=True, slots=True)
class Seams:
    """The seam tests of one page: the language's words, and the page's own text line by line."""

    weights: Mapping[str, float]
    text: str

    def gain(self, upper: str, lower: str) -> float:
        """Return by how many nats joining ``upper`` and ``lower`` beats a word border there."""
        tail, head = _HAN_TAIL.search(upper[-REACH:]), _HAN_HEAD.match(lower)
        if tail is None or head is None:
            return 0.0
        text = tail.group() + head.group()
        seam = len(tail.group())
        upto = self._extended([0.0], text, 0, seam)
        free = self._extended(upto, text, 0, len(text))
        walled = self._extended(upto, text, seam, len(text))
        return free[-1] - walled[-1]

    def echoes(self, upper: str, lower: str) -> int:
        """Count the runs of three characters across the seam that the page prints elsewhere."""
        tail, head = upper[-2:], lower[:2]
        joined = tail + head
        runs = (joined[start : start + 3] for start in range(len(joined) - 2))
        return sum(_HAN_RUN.fullmatch(run) is not None and run in self.text for run in runs)

    def _extended(self, best: list[float], text: str, wall: int, stop: int) -> list[float]:
        """Return ``best`` extended up to ``stop``.

        ``best[n]`` is the log likelihood of the best segmentation of the first ``n`` characters;
        the words that are added begin at ``wall`` or later.  Unknown words are read character by
        character.
        """
        found = list(best)
        known = self.weights
        for end in range(len(best), stop + 1):
            top = found[-1] + known.get(text[end - 1], UNKNOWN)
            for start in range(max(wall, end - LONGEST), end - 1):
                weight = known.get(text[start:end])
                if weight is not None and found[start] + weight > top:
                    top = found[start] + weight
            found.append(top)
        return found
