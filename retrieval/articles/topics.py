"""Does the text below a line speak of the same things as the text above it?

Lexical cohesion after Hearst (TextTiling, 1997): the cosine of the two texts as sets of character
bigrams, each weighted by its rarity on the page and in the language.  On the development pages
section heads have a median of .043 and nine in ten are above .025; the borders of articles have a
median of .011 and nine in ten are below .025.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from operator import add

from retrieval.articles.lines import Line
from retrieval.articles.seams import word_weights

ABOVE = 250
BELOW = 150
ENOUGH = 90
READ = 400
REACH = 14
MOST_HEADS = 3
COMMONEST = -6.0
RAREST = -12.0
UNLISTED = -11.0

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


class Topics:
    """The bigrams of the body lines of a page.  ``body`` tells which lines are body text."""

    def __init__(self, lines: Sequence[Line], body: Sequence[bool]) -> None:
        self._lines = lines
        self._body = body
        self._grams: dict[int, frozenset[str]] = {}
        seen: Counter[str] = Counter()
        for index in range(len(lines)):
            seen.update(self._of(index))
        self._weights = _weights(seen, len(lines))

    def cohesion(self, index: int) -> float | None:
        """Return how closely the texts above and below line ``index`` cohere (0 to 1).

        None when there is no text on one side: nothing can be said then.
        """
        above = self._above(index)
        below = self._below(index)
        if not above or not below:
            return None
        shared = self._weigh(above & below)
        return shared / math.sqrt(self._weigh(above) * self._weigh(below) or 1.0)

    def announced(self, index: int) -> float | None:
        """Return the share of a head's wording that the text below uses and that above does not.

        A headline brings new names, a section head speaks of what the article is about: the median
        is .55 against .25 on the development pages.  None when the head says nothing in Chinese.
        """
        last = index + 1
        while last < min(len(self._lines), index + MOST_HEADS) and not self._body[last]:
            last += 1
        head = frozenset().union(*map(self._of, range(index, last)))
        weight = self._weigh(head)
        if not weight:
            return None
        return self._weigh((head & self._below(index)) - self._above(index)) / weight

    def _above(self, index: int) -> frozenset[str]:
        chosen, size = [], 0
        for each in range(index - 1, max(-1, index - 1 - REACH), -1):
            if self._body[each]:
                chosen.append(each)
                size += min(READ, self._lines[each].size)
            if size >= ABOVE:
                break
        return frozenset().union(*map(self._of, chosen))

    def _below(self, index: int) -> frozenset[str]:
        chosen, size = [], 0
        for each in range(index + 1, min(len(self._lines), index + 1 + REACH)):
            if self._body[each]:
                chosen.append(each)
                size += min(READ, self._lines[each].size)
            if size >= (BELOW if self._body[each] else ENOUGH):
                break
        return frozenset().union(*map(self._of, chosen))

    def _of(self, index: int) -> frozenset[str]:
        if index not in self._grams:
            runs = _RUN.findall(self._lines[index].plain[:READ])
            self._grams[index] = frozenset().union(*(map(add, run, run[1:]) for run in runs))
        return self._grams[index]

    def _weigh(self, grams: frozenset[str]) -> float:
        return sum(map(self._weights.__getitem__, grams))


def _weights(seen: Mapping[str, int], lines: int) -> dict[str, float]:
    """Return the weight of every bigram: rare on the page and rare in the language counts most."""
    on_page = [
        math.log((lines + 1) / count) for count in range(1, max(seen.values(), default=0) + 1)
    ]
    rarities, unlisted = _rarities(), _rarity(UNLISTED)
    return {gram: rarities.get(gram, unlisted) * on_page[n - 1] for gram, n in seen.items()}


@cache
def _rarities() -> Mapping[str, float]:
    """Return how rare each listed word of two characters is in the language (0.1 to 1)."""
    return {word: _rarity(weight) for word, weight in word_weights().items() if len(word) == 2}


def _rarity(weight: float) -> float:
    return max(0.1, min(1.0, (weight - COMMONEST) / (RAREST - COMMONEST)))
