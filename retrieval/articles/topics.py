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
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from retrieval.articles.lines import Line

ABOVE = 250
BELOW = 150
READ = 400
REACH = 14
COMMONEST = -6.0
RAREST = -12.0
UNLISTED = -11.0

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


class Topics:
    """The bigrams of the body lines of a page.  ``body`` tells which lines are body text."""

    def __init__(
        self, lines: Sequence[Line], body: Sequence[bool], words: Mapping[str, float]
    ) -> None:
        self._lines = lines
        self._body = body
        self._words = words
        self._grams: dict[int, frozenset[str]] = {}
        self._seen = Counter(gram for index in range(len(lines)) for gram in self._of(index))
        self._weights: dict[str, float] = {}

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

    def _above(self, index: int) -> frozenset[str]:
        chosen: list[int] = []
        for each in range(index - 1, max(-1, index - 1 - REACH), -1):
            if self._body[each]:
                chosen.append(each)
                if self._size(chosen) >= ABOVE:
                    break
        return frozenset().union(*map(self._of, chosen))

    def _below(self, index: int) -> frozenset[str]:
        chosen: list[int] = []
        for each in range(index + 1, min(len(self._lines), index + 1 + REACH)):
            if self._body[each]:
                chosen.append(each)
                if self._size(chosen) >= BELOW:
                    break
            elif chosen:
                break
        return frozenset().union(*map(self._of, chosen))

    def _size(self, chosen: Iterable[int]) -> int:
        return sum(min(READ, self._lines[each].size) for each in chosen)

    def _of(self, index: int) -> frozenset[str]:
        if index not in self._grams:
            runs = _RUN.findall(self._lines[index].plain[:READ])
            self._grams[index] = frozenset(a + b for run in runs for a, b in pairwise(run))
        return self._grams[index]

    def _weigh(self, grams: frozenset[str]) -> float:
        return sum(map(self._weight, grams))

    def _weight(self, gram: str) -> float:
        if gram not in self._weights:
            on_page = math.log((len(self._lines) + 1) / self._seen[gram])
            commonness = self._words.get(gram, UNLISTED)
            rarity = (commonness - COMMONEST) / (RAREST - COMMONEST)
            self._weights[gram] = on_page * max(0.1, min(1.0, rarity))
        return self._weights[gram]
