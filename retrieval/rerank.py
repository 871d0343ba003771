"""The second look at the best passages: words close together, the kind of value, the place.

BM25 counts words wherever they stand.  Among its best passages those come first that hold the
question's words within a few lines, in the passage itself rather than in its headline, that hold
the kind of value asked for, and that speak of the place the question names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.confidence import Signs, confidence
from retrieval.evidence import Occurrence, coverage, occurrences
from retrieval.model import Article, ConceptKind, Hit, Passage, Place, Query, Ranking
from retrieval.text import narrow
from retrieval.values import values

# Worth of the concepts in the best window, beside BM25's own score.
COVERAGE = 1.0
# A passage that holds the kind of value asked for, within NEAR characters of a word asked for.
VALUE = 1.25
NEAR = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage BM25 found, with its article."""

    hit: Hit
    passage: Passage
    article: Article


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate after the second look.

    ``order`` is what the ranking goes by, ``score`` (0 to 1) how sure we are that it answers;
    ``here`` tells whether it speaks of the places the question names.
    """

    candidate: Candidate
    order: float
    score: float
    signs: Signs
    here: bool
    found: tuple[Occurrence, ...]


def rerank(query: Query, ranking: Ranking, candidates: Sequence[Candidate]) -> tuple[Judged, ...]:
    """Return ``candidates`` judged, best first, ties by passage id.

    Those that speak of the places the question names come before all others.  What stood in
    quotation marks must occur as written: passages without it are left out.
    """
    content = _content(query, ranking)
    shares = _article_shares(content, candidates)
    judged = [
        _judge(query, ranking, content, candidate, shares[candidate.article.id])
        for candidate in candidates
        if _holds_phrases(query, candidate)
    ]
    judged.sort(key=lambda one: (not one.here, -one.order, one.candidate.passage.id))
    return tuple(judged)


def _holds_phrases(query: Query, candidate: Candidate) -> bool:
    """Tell whether the passage, or the head of its article, holds every quoted phrase."""
    if not query.phrases:
        return True
    article = candidate.article
    heads = (head for head in (article.kicker, article.headline) if head)
    text = narrow("\n".join((*heads, candidate.passage.text)))
    return all(narrow(phrase) in text for phrase in query.phrases)


def _content(query: Query, ranking: Ranking) -> tuple[float, ...]:
    """Return the weights of the concepts that must be answered about.

    Where else there is something to be found, the places named are only where to look: a passage
    about the right town says nothing yet.
    """
    content = tuple(
        0.0 if concept.kind is ConceptKind.PLACE else weight
        for concept, weight in zip(query.concepts, ranking.weights, strict=True)
    )
    return content if any(content) else ranking.weights


def _judge(
    query: Query,
    ranking: Ranking,
    content: Sequence[float],
    candidate: Candidate,
    article: float,
) -> Judged:
    found = occurrences(query, candidate.passage.text)
    here = all(_speaks_of(place, candidate) for place in query.places)
    order = max(0.0, candidate.hit.score) + COVERAGE * coverage(found, ranking.weights)
    if _has_value(query, candidate.passage.text, found):
        order *= VALUE
    close, total = coverage(found, content), sum(content)
    most = ranking.ceiling * _ratio(total, sum(ranking.weights))
    parts = zip(candidate.hit.parts, content, strict=True)
    signs = Signs(
        share=_ratio(sum(part for part, weight in parts if weight), most),
        evidence=_ratio(close, ranking.rarest),
        window=_ratio(close, total),
        article=article,
        place=here and bool(query.places),
    )
    return Judged(candidate, order, confidence(signs), signs, here, found)


def _article_shares(content: Sequence[float], candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return for each article the share of the content, by weight, that its passages hold."""
    held: dict[str, set[int]] = {}
    for candidate in candidates:
        parts = enumerate(candidate.hit.parts)
        held.setdefault(candidate.article.id, set()).update(i for i, part in parts if part > 0)
    total = sum(content)
    return {id_: _ratio(sum(content[i] for i in held[id_]), total) for id_ in held}


def _ratio(part: float, whole: float) -> float:
    return max(0.0, part / whole) if whole > 0 else 0.0


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
    """Tell whether passage or article name ``place`` or a part of it."""
    named = (*candidate.passage.places, *candidate.article.places)
    if any(full.startswith(place.full) for full in named):
        return True
    heads = (candidate.article.headline, candidate.article.kicker, candidate.passage.text)
    return any(place.name in head for head in heads if head)
