"""Does the text below a line speak of the same things as the text above it?

Lexical cohesion after Hearst (TextTiling, 1997): the cosine of the two texts as sets of character
bigrams, each weighted by its rarity on the page and in the language.  On the development pages
section heads have a median of .043 and nine in ten are above .025; the borders of articles have a
median of .011 and nine in ten are below .025.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

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
FIRST_HAN = 0x4E00
LAST_HAN = 0x9FFF
CODE_BITS = 16
OWNER_BITS = 32
BLOCK = 2048

Numbers = NDArray[np.integer[Any]]
Weights = NDArray[np.float64]

_NO_NUMBERS = np.empty(0, dtype=np.int64)


class Bond(NamedTuple):
    """How the text above a line goes with the text below.

    ``cohesion`` tells how closely they cohere (0 to 1), ``announced`` the share of the wording of
    the heads between them that the text below uses and that above does not.  A headline brings new
    names, a section head speaks of what the article is about: the median share is .55 against .25
    on the development pages.
    """

    cohesion: float
    announced: float


class Topics:
    """The bigrams of the body lines of a page.  ``body`` tells which lines are body text.

    Bigrams are numbered in the order of their codes.  ``_grams`` are the numbers of each line
    in turn, each number once a line, those of line n from ``_starts[n]`` to ``_starts[n + 1]``.
    """

    def __init__(self, lines: Sequence[Line], body: Sequence[bool]) -> None:
        self._sizes = [min(READ, line.size) for line in lines]
        self._body = body
        # In blocks, so that a page of very many lines needs memory for its bigrams only once.
        plains = [line.plain[:READ] for line in lines]
        blocks = [_bigrams(plains[at : at + BLOCK]) for at in range(0, len(plains), BLOCK)]
        kinds = [np.unique(codes) for codes, _ in blocks]
        listed = np.unique(np.concatenate([_NO_NUMBERS, *kinds]))
        numbered = [np.searchsorted(listed, codes).astype(np.int32) for codes, _ in blocks]
        self._grams: Numbers = np.concatenate([_NO_NUMBERS.astype(np.int32), *numbered])
        counts = [0, *(count for _, held in blocks for count in held)]
        self._starts = list(accumulate(counts))
        seen = np.bincount(self._grams, minlength=len(listed))
        self._weights = _rarities_of(listed) * np.log((len(lines) + 1) / seen)

    def bond(self, index: int) -> Bond | None:
        """Return how the texts above and below line ``index`` go together.

        None when there is no text on one side: nothing can be said then.
        """
        above, below = self._union(self._above(index)), self._union(self._below(index))
        if not len(above) or not len(below):
            return None
        shared = self._weigh(_common(above, below))
        cohesion = shared / math.sqrt(self._weigh(above) * self._weigh(below) or 1.0)
        head = self._union(self._head(index))
        used = _common(head, below)
        new = self._weigh(used) - self._weigh(_common(used, above))
        return Bond(cohesion, new / (self._weigh(head) or 1.0))

    def _head(self, index: int) -> list[int]:
        last = index + 1
        while last < min(len(self._body), index + MOST_HEADS) and not self._body[last]:
            last += 1
        return list(range(index, last))

    def _above(self, index: int) -> list[int]:
        chosen, size = [], 0
        for each in range(index - 1, max(-1, index - 1 - REACH), -1):
            if self._body[each]:
                chosen.append(each)
                size += self._sizes[each]
            if size >= ABOVE:
                break
        return chosen

    def _below(self, index: int) -> list[int]:
        chosen, size = [], 0
        for each in range(index + 1, min(len(self._body), index + 1 + REACH)):
            if self._body[each]:
                chosen.append(each)
                size += self._sizes[each]
            if size >= (BELOW if self._body[each] else ENOUGH):
                break
        return chosen

    def _union(self, lines: Sequence[int]) -> Numbers:
        """Return the bigrams of some lines, each once, in order."""
        spans = [self._grams[self._starts[each] : self._starts[each + 1]] for each in lines]
        return _once(np.concatenate(spans)) if spans else self._grams[:0]

    def _weigh(self, grams: Numbers) -> float:
        return float(self._weights[grams].sum())


def _once(numbers: Numbers) -> Numbers:
    """Return sorted numbers, each once.  (np.unique does the same in three times the time.)"""
    numbers.sort()
    first = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first]


def _common(one: Numbers, other: Numbers) -> Numbers:
    """Return the numbers that two arrays share; neither names a number twice."""
    both = np.concatenate((one, other))
    both.sort()
    shared: Numbers = both[1:][both[1:] == both[:-1]]
    return shared


def _bigrams(plains: Sequence[str]) -> tuple[Numbers, list[int]]:
    """Return the codes of the Chinese bigrams of lines, each once a line, and the count of each."""
    text = "\n".join(plains).encode("utf-32-le", "replace")
    codes = np.frombuffer(text, dtype="<u4").astype(np.int64)
    chinese = (codes >= FIRST_HAN) & (codes <= LAST_HAN)
    places = np.flatnonzero(chinese[:-1] & chinese[1:])
    ends = np.cumsum([len(plain) + 1 for plain in plains], dtype=np.int64)
    owners = np.searchsorted(ends, places, side="right")
    bigrams = (codes[places] << CODE_BITS) | codes[places + 1]
    once = np.unique((owners << OWNER_BITS) | bigrams)
    counts = np.bincount(once >> OWNER_BITS, minlength=len(plains))
    return once & ((1 << OWNER_BITS) - 1), counts.tolist()


def _rarities_of(codes: Numbers) -> Weights:
    """Return how rare each bigram is in the language (0.1 to 1)."""
    table = _rarities()
    places = np.minimum(np.searchsorted(table.codes, codes), len(table.codes) - 1)
    return np.where(table.codes[places] == codes, table.rarities[places], _rarity(UNLISTED))


@dataclass(frozen=True, slots=True)
class _Rarities:
    """The listed words of two characters, by code in order, and how rare each is."""

    codes: Numbers
    rarities: Weights


@cache
def _rarities() -> _Rarities:
    words = {word: weight for word, weight in word_weights().items() if len(word) == 2}
    codes = np.array([(ord(word[0]) << CODE_BITS) | ord(word[1]) for word in words], dtype=np.int64)
    rarities = np.array([_rarity(weight) for weight in words.values()])
    order = np.argsort(codes)
    return _Rarities(codes[order], rarities[order])


def _rarity(weight: float) -> float:
    return max(0.1, min(1.0, (weight - COMMONEST) / (RAREST - COMMONEST)))
