"""The JSON the program prints: frozen records whose fields are the keys, in the order printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from retrieval.answer import Explanation
from retrieval.archive import Holdings
from retrieval.build import Refusal, Summary
from retrieval.evaluate import Figures
from retrieval.model import Answer, PlaceEntry, Quote, Verdict
from retrieval.rerank import Judged

_PLACES = 4
"""Decimal places of scores and seconds: finer differences mean nothing."""


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place of a list answer; ``passages`` are the ids of those that name it, best first."""

    name: str
    full: str
    english: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A quoted passage with its source; ``highlights`` are offsets in characters of ``text``."""

    rank: int
    id: str
    text: str
    highlights: tuple[tuple[int, int], ...]
    headline: str | None
    kicker: str | None
    subheadline: str | None
    byline: str | None
    section: str | None
    article: str
    source: str
    lines: tuple[int, ...]
    date: str | None
    paper: str | None
    places: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class ConceptRecord:
    """A concept of the question: how it may be written, and what it weighs (idf)."""

    surface: str
    kind: str
    terms: tuple[str, ...]
    weight: float
    missing: bool


@dataclass(frozen=True, slots=True)
class HitRecord:
    """A passage looked at: its shares of the BM25 score, one a concept, and what came of them."""

    id: str
    parts: tuple[float, ...]
    grams: float
    order: float
    score: float
    here: bool


@dataclass(frozen=True, slots=True)
class ExplanationRecord:
    """How an answer came about, for ``ask --json --explain``."""

    concepts: tuple[ConceptRecord, ...]
    hits: tuple[HitRecord, ...]
    ceiling: float
    found: float
    weak: float


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """An answer as ``ask --json`` prints it; in a batch with the ``id`` its question came with."""

    question: str
    language: str
    verdict: str
    abstained: bool
    wants: str
    searched: tuple[str, ...]
    missing: tuple[str, ...]
    places: tuple[PlaceRecord, ...]
    passages: tuple[PassageRecord, ...]
    total: int
    seconds: float
    id: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    explanation: ExplanationRecord | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class ErrorRecord:
    """A line of a batch that could not be answered; without ``id`` when none could be read."""

    error: str
    id: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """What a run of the build did, as ``index --json`` prints it."""

    pages: int
    articles: int
    passages: int
    added: int
    changed: int
    unchanged: int
    removed: int
    refused: tuple[Refusal, ...]
    seconds: float
    pages_per_second: float


@dataclass(frozen=True, slots=True)
class EvaluationRecord:
    """The figures of judged questions: all together, by language and by type."""

    all: Figures
    languages: Mapping[str, Figures]
    types: Mapping[str, Figures]


@dataclass(frozen=True, slots=True)
class CountRecord:
    """A paper, a date or a place, and how many articles it has."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class AboutRecord:
    """What the archive holds, as ``about --json`` prints it."""

    pages: int
    articles: int
    passages: int
    papers: tuple[CountRecord, ...]
    dates: tuple[CountRecord, ...]
    places: tuple[CountRecord, ...]
    fingerprint: str
    archive: str
    versions: Mapping[str, str]


def answer_record(
    answer: Answer, id_: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
) -> AnswerRecord:
    """Return the record of an answer; every quote it carries is a passage of the record."""
    query = answer.query
    return AnswerRecord(
        question=query.question,
        language=query.language,
        verdict=answer.verdict,
        abstained=answer.verdict is Verdict.NOTHING,
        wants=query.wants,
        searched=answer.searched,
        missing=answer.missing,
        places=tuple(map(_place, answer.places)),
        passages=tuple(_passage(rank, quote) for rank, quote in enumerate(answer.quotes, 1)),
        total=answer.total,
        seconds=round(answer.seconds, _PLACES),
        id=id_,
    )


def explained_record(explanation: Explanation) -> AnswerRecord:
    """Return the record of an answer with how it came about."""
    answer, ranking = explanation.answer, explanation.ranking
    concepts = (
        ConceptRecord(
            surface=concept.surface,
            kind=concept.kind,
            terms=tuple(term.text for term in concept.terms),
            weight=round(ranking.weights[number], _PLACES),
            missing=number in ranking.missing,
        )
        for number, concept in enumerate(answer.query.concepts)
    )
    record = ExplanationRecord(
        concepts=tuple(concepts),
        hits=tuple(map(_hit, explanation.judged)),
        ceiling=round(ranking.ceiling, _PLACES),
        found=explanation.thresholds.found,
        weak=explanation.thresholds.weak,
    )
    return replace(answer_record(answer), explanation=record)


def _hit(judged: Judged) -> HitRecord:
    hit = judged.candidate.hit
    return HitRecord(
        id=hit.passage_id,
        parts=tuple(round(part, _PLACES) for part in hit.parts),
        grams=round(hit.grams, _PLACES),
        order=round(judged.order, _PLACES),
        score=round(judged.score, _PLACES),
        here=judged.here,
    )


def _place(entry: PlaceEntry) -> PlaceRecord:
    place = entry.place
    return PlaceRecord(place.name, place.full, place.english, entry.passage_ids)


def _passage(rank: int, quote: Quote) -> PassageRecord:
    passage, article, source = quote.passage, quote.article, quote.source
    return PassageRecord(
        rank=rank,
        id=passage.id,
        text=passage.text,
        highlights=quote.highlights,
        headline=article.headline,
        kicker=article.kicker,
        subheadline=article.subheadline,
        byline=article.byline,
        section=passage.section,
        article=article.id,
        source=source.name,
        lines=passage.lines,
        date=article.date or source.date,
        paper=source.paper,
        places=tuple(place.name for place in quote.places),
        score=round(quote.score, _PLACES),
    )


def summary_record(summary: Summary) -> SummaryRecord:
    """Return the record of a build, with its speed in page files a second."""
    read = summary.added + summary.changed + summary.unchanged + len(summary.refused)
    return SummaryRecord(
        pages=summary.pages,
        articles=summary.articles,
        passages=summary.passages,
        added=summary.added,
        changed=summary.changed,
        unchanged=summary.unchanged,
        removed=summary.removed,
        refused=summary.refused,
        seconds=round(summary.seconds, _PLACES),
        pages_per_second=round(read / summary.seconds, 1) if summary.seconds > 0 else 0.0,
    )


def about_record(holdings: Holdings, archive: Path, versions: Mapping[str, str]) -> AboutRecord:
    """Return the record of what an archive holds."""
    return AboutRecord(
        pages=holdings.pages,
        articles=holdings.articles,
        passages=holdings.passages,
        papers=_counts(holdings.papers),
        dates=_counts(holdings.dates),
        places=_counts(holdings.places),
        fingerprint=holdings.fingerprint,
        archive=str(archive),
        versions=versions,
    )


def _counts(counted: tuple[tuple[str, int], ...]) -> tuple[CountRecord, ...]:
    return tuple(CountRecord(name, articles) for name, articles in counted)


def json_line(record: object) -> str:
    """Return a record, or plain values, as one line of JSON without the line end."""
    return msgspec.json.encode(record).decode()
