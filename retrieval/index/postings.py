"""Postings: which passage holds which term how often, sorted, as flat arrays.

A set of postings is a compressed sparse matrix: terms in order of their UTF-8 bytes, for each
the passages (ascending) and counts.  Passages are numbered in the order of their ids, so equal
scores in order of number are in order of id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Postings:
    """``V`` terms over ``N`` passages with ``P`` postings.

    ``letters`` are the terms' bytes end to end and ``bounds`` (V + 1) where each begins;
    ``starts`` (V + 1) is where the postings of each begin in ``passages`` and ``counts`` (P);
    ``lengths`` (N) is the number of tokens of each passage.
    """

    letters: Bytes
    bounds: Longs
    starts: Longs
    passages: Ints
    counts: Ints
    lengths: Ints

    def find(self, term: str) -> int:
        """Return the number of ``term``, or -1."""
        sought = term.encode()
        low, high = 0, len(self.bounds) - 1
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < sought:
                low = middle + 1
            else:
                high = middle
        found = low < len(self.bounds) - 1 and self.term(low) == sought
        return low if found else -1

    def term(self, number: int) -> bytes:
        """Return the bytes of a term by its number."""
        return self.letters[self.bounds[number] : self.bounds[number + 1]].tobytes()

    def terms(self) -> list[bytes]:
        """Return the bytes of all terms, in order."""
        letters, bounds = self.letters.tobytes(), self.bounds.tolist()
        return [letters[start:end] for start, end in pairwise(bounds)]

    def of(self, term: str) -> tuple[Ints, Ints]:
        """Return the passages that hold ``term`` and how often; both empty for an unknown one."""
        number = self.find(term)
        if number < 0:
            return self.passages[:0], self.counts[:0]
        held = slice(self.starts[number], self.starts[number + 1])
        return self.passages[held], self.counts[held]


def gather(passages: Iterable[Sequence[str]]) -> Postings:
    """Return the postings of passages given as token streams, in the order of their ids."""
    numbers: dict[str, int] = {}
    term_of: list[int] = []
    passage_of: list[int] = []
    counts: list[int] = []
    lengths: list[int] = []
    for passage, tokens in enumerate(passages):
        lengths.append(len(tokens))
        for token, count in Counter(tokens).items():
            term_of.append(numbers.setdefault(token, len(numbers)))
            passage_of.append(passage)
            counts.append(count)
    return _sorted(
        [token.encode() for token in numbers],
        np.array(term_of, np.int64),
        np.array(passage_of, np.int32),
        np.array(counts, np.int32),
        np.array(lengths, np.int32),
    )


def merge(several: Sequence[tuple[Postings, Ints]], passages: int) -> Postings:
    """Return the postings of several sets over common passage numbers.

    Each set comes with the new number of each of its passages, -1 where the passage is dropped;
    the new numbers run from 0 to ``passages`` - 1.
    """
    numbers: dict[bytes, int] = {}
    columns: list[tuple[Longs, Ints, Ints]] = []
    lengths = np.zeros(passages, np.int32)
    for postings, renumbered in several:
        kept = renumbered >= 0
        lengths[renumbered[kept]] = postings.lengths[kept]
        own = [numbers.setdefault(term, len(numbers)) for term in postings.terms()]
        term_of = np.repeat(np.array(own, np.int64), np.diff(postings.starts))
        passage_of = renumbered[postings.passages]
        alive = passage_of >= 0
        columns.append((term_of[alive], passage_of[alive], postings.counts[alive]))
    term_of, passage_of, counts = (np.concatenate(column) for column in zip(*columns, strict=True))
    return _sorted(list(numbers), term_of, passage_of, counts, lengths)


def _sorted(
    terms: list[bytes], term_of: Longs, passage_of: Ints, counts: Ints, lengths: Ints
) -> Postings:
    """Put terms in byte order and postings in the order of terms, then passages."""
    used = np.zeros(len(terms), bool)
    used[term_of] = True
    order = sorted(np.flatnonzero(used).tolist(), key=terms.__getitem__)
    rank = np.full(len(terms), -1, np.int64)
    rank[order] = np.arange(len(order))
    term_of = rank[term_of]
    by_term = np.lexsort((passage_of, term_of))
    ordered = [terms[number] for number in order]
    return Postings(
        letters=np.frombuffer(b"".join(ordered), np.uint8),
        bounds=_bounds(np.array([len(term) for term in ordered], np.int64)),
        starts=_bounds(np.bincount(term_of, minlength=len(order)).astype(np.int64)),
        passages=passage_of[by_term].astype(np.int32),
        counts=counts[by_term].astype(np.int32),
        lengths=lengths,
    )


def _bounds(sizes: Longs) -> Longs:
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))
