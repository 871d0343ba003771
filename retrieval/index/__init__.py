"""The index: from the concepts of a query to a ranking of passages.

``Index`` is the protocol the rest of the library sees.  It gets terms and weights; it knows
neither how text is cut nor where passages are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from retrieval.model import Query, Ranking, Term

WORDS = "words"
GRAMS = "grams"
PARTS = (WORDS, GRAMS)


@dataclass(frozen=True, slots=True)
class PartStatistics:
    """What one part of the index (words, bigrams) knows of the whole archive.

    ``average_length`` is in tokens a passage; ``average_idf`` is the mean over the vocabulary,
    from which rank-bm25 takes the floor for very common terms.
    """

    passages: int
    average_length: float
    average_idf: float


@dataclass(frozen=True, slots=True)
class Bm25:
    """The constants of Okapi BM25 (Robertson & Zaragoza 2009; names as in rank-bm25)."""

    k1: float = 1.5
    b: float = 0.75
    epsilon: float = 0.25


class Index(Protocol):
    """A searchable set of passages."""

    def rank(self, query: Query, k: int) -> Ranking:
        """Return the ``k`` best passages for ``query``; none when nothing matches."""
        ...

    def frequency(self, term: Term) -> int:
        """Return the number of passages that hold ``term``."""
        ...
