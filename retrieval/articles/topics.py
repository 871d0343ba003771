"""Does the text below a line speak of the same things as the text above it?

Lexical cohesion after Hearst (TextTiling, 1997), on character bigrams weighted by their rarity on
the page, measured against the cohesion of neighbouring paragraphs that no head parts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from retrieval.articles.lines import Line

BODY = 36
SPAN = 3
READ = 700

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


class Topics:
    """The bigrams of each body line of a page, and how closely neighbours usually cohere."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._grams = [_grams(line.plain) if line.size >= BODY else frozenset() for line in lines]
        seen = Counter(gram for grams in self._grams for gram in grams)
        filled = sum(map(bool, self._grams))
        self._rarity = {gram: math.log((filled + 1) / count) for gram, count in seen.items()}
        self._usual = self._usual_cohesion()

    def ratio(self, index: int) -> float:
        """Return cohesion across line ``index`` relative to the usual one (1.0 when unknown)."""
        above = self._window(range(index - 1, max(-1, index - 9), -1), SPAN)
        below = self._window(range(index + 1, min(len(self._grams), index + 7)), 2)
        if not above or not below or not self._usual:
            return 1.0
        return self._cohesion(above, below) / self._usual

    def _window(self, indices: range, span: int) -> frozenset[str]:
        chosen: list[frozenset[str]] = []
        for index in indices:
            if self._grams[index]:
                chosen.append(self._grams[index])
            elif chosen:
                break
            if len(chosen) == span:
                break
        return frozenset().union(*chosen)

    def _usual_cohesion(self) -> float:
        pairs = [
            self._cohesion(upper, lower)
            for upper, lower in zip(self._grams[:300], self._grams[1:300], strict=False)
            if upper and lower
        ]
        return sorted(pairs)[len(pairs) // 2] if len(pairs) >= 3 else 0.0

    def _cohesion(self, above: frozenset[str], below: frozenset[str]) -> float:
        small, large = sorted((above, below), key=len)
        weight = sum(self._rarity[gram] for gram in small)
        if not weight:
            return 0.0
        shared = sum(self._rarity[gram] for gram in small if gram in large)
        return shared / math.sqrt(weight * sum(self._rarity[gram] for gram in large))


def _grams(plain: str) -> frozenset[str]:
    return frozenset(
        left + right
        for run in _RUN.findall(plain[:READ])
        for left, right in zip(run, run[1:], strict=False)
    )
