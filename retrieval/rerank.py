"""The second look at the best passages: words close together, the kind of value, the place.

BM25 counts words wherever they stand.  Among its best passages those come first that hold the
question's words within a few lines, in the passage itself rather than in its headline, that hold
the kind of value asked for, and that speak of the place the question names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.evidence import Occurrence, coverage, occurrences
from retrieval.model import Article, Hit, Passage, Place, Query, Ranking
from retrieval.values import values

COVERAGE = 1.0
VALUE = 1.25
NEAR = 40
ELSEWHERE = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage BM25 found, with its article."""

    hit: Hit
    passage: Passage
    article: Article


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate after the second look.

    ``score`` (0 to 1) is the share of what the query could have found at most; ``order`` is what
    the ranking goes by; ``here`` tells whether it speaks of the places the question names.
    """

    candidate: Candidate
    score: float
    order: float
    here: bool
    found: tuple[Occurrence, ...]


def rerank(query: Query, ranking: Ranking, candidates: Sequence[Candidate]) -> tuple[Judged, ...]:
    """Return ``candidates`` judged, best first, ties by passage id."""
    judged = [_judge(query, ranking, candidate) for candidate in candidates]
    judged.sort(key=lambda one: (-one.order, one.candidate.passage.id))
    return tuple(judged)


def _judge(query: Query, ranking: Ranking, candidate: Candidate) -> Judged:
    found = occurrences(query, candidate.passage.text)
    close = coverage(found, ranking.weights)
    order = candidate.hit.score + COVERAGE * close
    share = (sum(candidate.hit.parts) / ranking.ceiling) if ranking.ceiling > 0 else 0.0
    if _has_value(query, candidate.passage.text, found):
        order *= VALUE
    here = all(_speaks_of(place, candidate) for place in query.places)
    if not here:
        order *= ELSEWHERE
    return Judged(candidate, min(1.0, max(0.0, share)), order, here, found)


def _has_value(query: Query, text: str, found: Sequence[Occurrence]) -> bool:
    """Tell whether a value of the kind asked for stands near a word of the question."""
    if query.answer_type is None:
        return False
    marks = [one.start for one in found]
    return any(
        any(abs(start - mark) <= NEAR for mark in marks)
        for start, _ in values(query.answer_type, text)
    )


def _speaks_of(place: Place, candidate: Candidate) -> bool:
    """Tell whether passage or article name ``place``, a part of it, or what it is a part of."""
    named = (*candidate.passage.places, *candidate.article.places)
    if any(full.startswith(place.full) for full in named):
        return True
    heads = (candidate.article.headline, candidate.article.kicker, candidate.passage.text)
    return any(place.name in head for head in heads if head)
