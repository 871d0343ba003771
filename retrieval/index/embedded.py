"""The index in this process: BM25 as rank-bm25 defines it, computed from postings.

``rank_bm25.BM25Okapi`` scores every passage in a Python loop; here its class gives the model
(idf, its floor, the constants) and numpy adds up only the postings of the query's terms.  The
scores are equal, which a property test holds.  Segments share one set of statistics, so a
passage's score does not depend on the segment it lies in.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from retrieval.index import GRAMS, PARTS, WORDS, Bm25, PartStatistics
from retrieval.index.postings import Ints
from retrieval.index.segment import Segment
from retrieval.model import Hit, Query, Ranking, Term

Floats = npt.NDArray[np.float64]
_FEWEST = 200
_LEAST_RARITY = 0.05


class Okapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """rank-bm25's model over statistics instead of over passages held in memory."""

    def __init__(self, statistics: PartStatistics, constants: Bm25) -> None:
        self.k1, self.b, self.epsilon = constants.k1, constants.b, constants.epsilon
        self.corpus_size = statistics.passages
        self.avgdl = statistics.average_length
        self.average_idf = statistics.average_idf
        self.idf: dict[str, float] = {}

    def weight(self, frequency: int) -> float:
        """Return the idf of a term, or of a set of terms, that ``frequency`` passages hold.

        Robertson & Sparck Jones 1976 without relevance information; negative values are lifted
        to epsilon times the average, as ``BM25Okapi._calc_idf`` does.
        """
        idf = math.log(self.corpus_size - frequency + 0.5) - math.log(frequency + 0.5)
        return float(self.epsilon * self.average_idf) if idf < 0 else idf

    def rarity(self, frequency: int) -> float:
        """Return how telling it is that a passage holds what ``frequency`` passages hold.

        The idf, never below a small share of the highest; a small archive is filled up with
        passages about other things, for a handful cannot tell common words from rare ones.
        """
        passages = max(self.corpus_size, _FEWEST)
        idf = math.log(passages - frequency + 0.5) - math.log(frequency + 0.5)
        return max(idf, _LEAST_RARITY * math.log(2 * passages + 1))

    def saturation(self, counts: Floats, lengths: Ints) -> Floats:
        """Return tf (k1 + 1) / (tf + k1 (1 - b + b length / average length)), elementwise."""
        norm = self.k1 * (1 - self.b + self.b * lengths / self.avgdl)
        saturated: Floats = counts * (self.k1 + 1) / (counts + norm)
        return saturated


def statistics(segments: Sequence[Segment], part: str) -> PartStatistics:
    """Return the statistics of one part over all ``segments``."""
    frequencies: Counter[bytes] = Counter()
    passages = length = 0
    for segment in segments:
        postings = segment.part(part)
        held = np.diff(postings.starts).tolist()
        frequencies.update(dict(zip(postings.terms(), held, strict=True)))
        passages += len(segment.ids)
        length += int(postings.lengths.sum())
    return _statistics(frequencies, passages, length)


def _statistics(frequencies: Mapping[bytes, int], passages: int, length: int) -> PartStatistics:
    if not frequencies:
        return PartStatistics(passages, 1.0, 0.0)
    model = Okapi(PartStatistics(passages, length / passages, 0.0), Bm25())
    # In one order, whatever the segments: a sum of floats depends on its order.
    model._calc_idf(dict(sorted(frequencies.items())))
    return PartStatistics(passages, length / passages, float(model.average_idf))


@dataclass(frozen=True, slots=True)
class _Found:
    """One segment's scores for a query: ``shares`` (concepts + 1, passages found)."""

    segment: Segment
    passages: Ints
    shares: Floats

    @property
    def scores(self) -> Floats:
        # Added up row by row: the same order, so the same rounding, in every segment.
        total = np.zeros(len(self.passages))
        for row in self.shares:
            total += row
        return total


class EmbeddedIndex:
    """Segments with common statistics, searched exhaustively in numpy."""

    def __init__(
        self,
        segments: Sequence[Segment],
        parts: Mapping[str, PartStatistics],
        constants: Bm25,
    ) -> None:
        """Take ``segments`` and the statistics of each part over all of them."""
        self._segments = tuple(segments)
        self._models = {name: Okapi(parts[name], constants) for name in PARTS}

    def frequency(self, term: Term) -> int:
        """Return the number of passages that hold ``term``."""
        return sum(len(_occurrences(segment, term)[0]) for segment in self._segments)

    def rank(self, query: Query, k: int) -> Ranking:
        """Return the ``k`` best passages for ``query``; none when nothing matches.

        The score is the sum over concepts of BM25 (a concept being one synonym set: tf summed,
        df of the union) plus the BM25 of the question's bigrams.
        """
        held = [[_union(segment, c.terms) for segment in self._segments] for c in query.concepts]
        frequencies = [sum(len(p) for p, _ in sets) for sets in held]
        words = self._models[WORDS]
        weights = [
            concept.repeats * words.weight(frequency)
            for concept, frequency in zip(query.concepts, frequencies, strict=True)
        ]
        grams = self._grams(query.grams)
        found = [
            self._score(
                segment,
                [sets[number] for sets in held],
                weights,
                [(weight, columns[number]) for weight, columns in grams],
            )
            for number, segment in enumerate(self._segments)
        ]
        rarities = tuple(words.rarity(frequency) for frequency in frequencies)
        return Ranking(
            hits=_best(found, k),
            weights=rarities,
            total=sum(len(one.passages) for one in found),
            ceiling=math.fsum(rarities) * (words.k1 + 1),
            missing=tuple(i for i, frequency in enumerate(frequencies) if frequency == 0),
            rarest=words.rarity(0),
        )

    def _grams(self, grams: Iterable[str]) -> list[tuple[float, list[tuple[Ints, Ints]]]]:
        """Return the weight of each bigram that occurs, and its postings in each segment."""
        found = []
        for gram, repeats in Counter(grams).items():
            columns = [segment.grams.of(gram) for segment in self._segments]
            frequency = sum(len(held) for held, _ in columns)
            if frequency:
                found.append((repeats * self._models[GRAMS].weight(frequency), columns))
        return found

    def _score(
        self,
        segment: Segment,
        sets: Sequence[tuple[Ints, Floats]],
        weights: Sequence[float],
        grams: Sequence[tuple[float, tuple[Ints, Ints]]],
    ) -> _Found:
        """Score one segment: concepts by the statistics of words, then the bigrams."""
        by_grams = self._score_grams(segment, grams)
        passages = np.unique(np.concatenate([p for p, _ in [*sets, by_grams]]))
        shares = np.zeros((len(sets) + 1, len(passages)))
        words = self._models[WORDS]
        for row, ((held, counts), weight) in enumerate(zip(sets, weights, strict=True)):
            at = np.searchsorted(passages, held)
            shares[row, at] = weight * words.saturation(counts, segment.words.lengths[held])
        shares[-1, np.searchsorted(passages, by_grams[0])] = by_grams[1]
        return _Found(segment, passages, shares)

    def _score_grams(
        self, segment: Segment, grams: Sequence[tuple[float, tuple[Ints, Ints]]]
    ) -> tuple[Ints, Floats]:
        """Return the passages that share a bigram with the question, and their BM25."""
        model, postings = self._models[GRAMS], segment.grams
        scores = np.zeros(len(segment.ids))
        for weight, (held, counts) in grams:
            share = model.saturation(counts.astype(np.float64), postings.lengths[held])
            scores[held] += weight * share
        touched = [postings.passages[:0], *(held for _, (held, _) in grams)]
        passages = np.unique(np.concatenate(touched))
        return passages, scores[passages]


def _occurrences(segment: Segment, term: Term) -> tuple[Ints, Floats]:
    """Return the passages that hold ``term`` and its weighted frequency in each.

    The frequency of a string is taken as the least of its bigrams' frequencies.
    """
    if not term.grams:
        held, counts = segment.words.of(term.text)
        return held, _weighted(counts, term)
    columns = [segment.grams.of(gram) for gram in dict.fromkeys(term.grams)]
    columns.sort(key=lambda column: len(column[0]))
    held, counts = columns[0]
    for other, more in columns[1:]:
        held, mine, theirs = np.intersect1d(held, other, True, return_indices=True)
        counts = np.minimum(counts[mine], more[theirs])
    return held, _weighted(counts, term)


def _weighted(counts: Ints, term: Term) -> Floats:
    return counts.astype(np.float64) * term.weight


def _union(segment: Segment, terms: Iterable[Term]) -> tuple[Ints, Floats]:
    """Return the passages that hold any of ``terms`` and the sum of their frequencies."""
    columns = [_occurrences(segment, term) for term in terms]
    if not columns:
        return segment.words.passages[:0], np.zeros(0)
    if len(columns) == 1:
        return columns[0]
    passages = np.unique(np.concatenate([held for held, _ in columns]))
    counts = np.zeros(len(passages))
    for held, frequency in columns:
        counts[np.searchsorted(passages, held)] += frequency
    return passages, counts


def _best(found: Sequence[_Found], k: int) -> tuple[Hit, ...]:
    """Return the ``k`` best hits over all segments: by score, then by id."""
    hits: list[Hit] = []
    for one in found:
        scores = one.scores
        # Every passage that scores as high as the k-th is kept, so that ties are cut by id.
        least = np.partition(scores, -k)[-k] if len(scores) > k else -np.inf
        for at in np.flatnonzero(scores >= least):
            *parts, grams = one.shares[:, at].tolist()
            id_ = one.segment.ids[one.passages[at]].decode()
            hits.append(Hit(id_, float(scores[at]), tuple(parts), grams))
    hits.sort(key=lambda hit: (-hit.score, hit.passage_id))
    return tuple(hits[:k])
