"""The front door: a question goes in, an answer quoted from the archive comes out."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.archive import Archive, Holdings, Reading, State
from retrieval.errors import ArchiveBroken, SearchFailed
from retrieval.evidence import highlights
from retrieval.index import Index
from retrieval.listing import SHARE, entries
from retrieval.model import (
    Answer,
    Article,
    Passage,
    Place,
    PlaceEntry,
    Query,
    Quote,
    Ranking,
    Source,
    Term,
    Verdict,
    Wants,
)
from retrieval.places import Gazetteer
from retrieval.query import Reader
from retrieval.rerank import Candidate, Judged, rerank

# How many of BM25's best passages get the second look.  On news text 98.5 % of the answers are
# among its first 200.
DEPTH = 200
# Passages are shown down to this share of the best one's order.
TAIL = 0.35
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure we must be (``retrieval.confidence``).

    Below ``weak`` the answer is "nothing", from ``found`` on it is an answer.
    """

    found: float = 0.55
    weak: float = 0.3


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about."""

    answer: Answer
    ranking: Ranking
    judged: tuple[Judged, ...]
    thresholds: Thresholds


class Answerer:
    """Answers questions from one archive; safe to use from several threads."""

    def __init__(
        self,
        archive: Archive,
        open_index: Callable[[State], Index],
        reader: Reader,
        gazetteer: Gazetteer,
        thresholds: Thresholds,
    ) -> None:
        """Take the parts.

        ``open_index`` opens the index of a state; it is called again when the archive has
        changed, so that answers follow the archive without a restart.
        """
        self._archive = archive
        self._open_index = open_index
        self._reader = reader
        self._gazetteer = gazetteer
        self._thresholds = thresholds
        self._lock = threading.Lock()
        self._opened: tuple[int, Index] | None = None

    def answer(self, question: str, context: Sequence[str] = (), limit: int = 50) -> Answer:
        """Return what the archive says to ``question``, with at most ``limit`` quotes.

        ``context`` holds earlier questions of the conversation, oldest first.  Raises
        QuestionRefused for a question that cannot be read, SearchFailed when the archive or its
        index cannot be used: never an empty answer in its place.
        """
        return self.explain(question, context, limit).answer

    def explain(self, question: str, context: Sequence[str] = (), limit: int = 50) -> Explanation:
        """Return the answer of :meth:`answer` with all that led to it."""
        try:
            return self._explain(question, context, limit)
        except (ArchiveBroken, sqlite3.Error, OSError) as error:
            raise SearchFailed(
                f"the search could not be carried out ({error})",
                "see `wenbao about`; if the archive is damaged, `wenbao index --rebuild`",
            ) from error

    def _explain(self, question: str, context: Sequence[str], limit: int) -> Explanation:
        started = time.perf_counter()
        for attempt in range(_TRIES):
            try:
                with self._archive.reading() as reading:
                    index = self._index(reading.state())
                    query = self._reader.read(question, _Known(index, reading), context)
                    ranking = index.rank(query, DEPTH)
                    judged = rerank(query, ranking, _candidates(ranking, reading))
                    judged = tuple(one for one in judged if _counts(one, judged))
                    sources = _sources(judged, reading)
                break
            except ArchiveBroken:
                # A writer has just replaced the segments this snapshot names.
                if attempt == _TRIES - 1:
                    raise
        findings = Findings(query, ranking, judged, sources)
        answer = compose(findings, self._gazetteer, self._thresholds, limit)
        answer = replace(answer, seconds=time.perf_counter() - started)
        return Explanation(answer, ranking, judged, self._thresholds)

    def passage(self, passage_id: str) -> Passage:
        """Return a passage by the id answers carry; raises NotInArchive."""
        with self._archive.reading() as reading:
            return reading.passage(passage_id)

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """Return all passages of an article, in order; raises NotInArchive."""
        with self._archive.reading() as reading:
            found = reading.passages_of(article_id)
            if not found:
                reading.article(article_id)  # an article without text is none that is not there
            return found

    def article(self, article_id: str) -> Article:
        """Return a whole article by the id answers carry; raises NotInArchive."""
        with self._archive.reading() as reading:
            return reading.article(article_id)

    def source(self, page_id: str) -> Source:
        """Return what a citation needs of a page; raises NotInArchive."""
        with self._archive.reading() as reading:
            return reading.source(page_id)

    def about(self) -> Holdings:
        """Return what the archive holds."""
        with self._archive.reading() as reading:
            return reading.holdings()

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()

    def _index(self, state: State) -> Index:
        with self._lock:
            if self._opened is None or self._opened[0] != state.epoch:
                self._opened = (state.epoch, self._open_index(state))
            return self._opened[1]


@dataclass(frozen=True, slots=True)
class _Known:
    """The vocabulary of one snapshot of the archive."""

    index: Index
    reading: Reading

    def frequency(self, term: Term) -> int:
        return self.index.frequency(term)

    def translations(self, english: str) -> tuple[str, ...]:
        return self.reading.translations(english)


def _candidates(ranking: Ranking, reading: Reading) -> list[Candidate]:
    passages = reading.passages([hit.passage_id for hit in ranking.hits])
    articles = reading.heads([p.article_id for p in passages])
    hits = {hit.passage_id: hit for hit in ranking.hits}
    return [Candidate(hits[p.id], p, articles[p.article_id]) for p in passages]


def _sources(judged: Sequence[Judged], reading: Reading) -> dict[str, Source]:
    pages = {one.candidate.article.page_id for one in judged}
    return {page: reading.source(page) for page in pages}


def _counts(one: Judged, judged: Sequence[Judged]) -> bool:
    """Tell whether a passage is shown: not far behind the best, and about the place asked for.

    Without a passage about that place the others stay, to be judged as what they are.
    """
    best = judged[0]
    return one.order > 0 and one.order >= TAIL * best.order and one.here == best.here


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found: ``judged`` are the passages that count, best first.

    ``sources`` holds the pages of those that can become quotes, by id.
    """

    query: Query
    ranking: Ranking
    judged: Sequence[Judged]
    sources: Mapping[str, Source]


def compose(findings: Findings, gazetteer: Gazetteer, thresholds: Thresholds, limit: int) -> Answer:
    """Return the answer: its verdict, at most ``limit`` quotes, and for a list its places."""
    query = findings.query
    verdict = _verdict(findings.judged, thresholds)
    judged = () if verdict is Verdict.NOTHING else findings.judged
    places = _places(query, judged, gazetteer)
    ordered = _one_a_place_first(judged, places)[:limit]
    return Answer(
        query=query,
        verdict=verdict,
        quotes=tuple(_quote(one, findings.sources, gazetteer) for one in ordered),
        places=places,
        total=len(judged),
        missing=_missing(findings, verdict),
        searched=_searched(query),
        seconds=0.0,
    )


def _verdict(judged: Sequence[Judged], thresholds: Thresholds) -> Verdict:
    best = max((one.score for one in judged if one.here), default=0.0)
    if best >= thresholds.found:
        return Verdict.FOUND
    return Verdict.WEAK if best >= thresholds.weak else Verdict.NOTHING


def _places(query: Query, judged: Sequence[Judged], gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    if query.wants is not Wants.LIST or query.list_level is None or not judged:
        return ()
    least = SHARE * judged[0].order
    return entries(query, [one for one in judged if one.order >= least], gazetteer)


def _one_a_place_first(judged: Sequence[Judged], places: Sequence[PlaceEntry]) -> list[Judged]:
    """Put one passage for each place of a list first, in the order of the places."""
    by_id = {one.candidate.passage.id: one for one in judged}
    first = dict.fromkeys(entry.passage_ids[0] for entry in places)
    return [by_id[id_] for id_ in first] + [
        one for one in judged if one.candidate.passage.id not in first
    ]


def _quote(one: Judged, sources: Mapping[str, Source], gazetteer: Gazetteer) -> Quote:
    candidate = one.candidate
    return Quote(
        passage=candidate.passage,
        article=candidate.article,
        source=sources[candidate.article.page_id],
        highlights=highlights(one.found),
        places=_named(candidate.passage.places, gazetteer),
        score=one.score,
    )


def _named(fulls: Sequence[str], gazetteer: Gazetteer) -> tuple[Place, ...]:
    return tuple(gazetteer.lookup(full) for full in fulls)


def _missing(findings: Findings, verdict: Verdict) -> tuple[str, ...]:
    """Return the words no passage holds, and the places of the question none speaks of.

    When each word occurs somewhere but nothing answers, it is the words the nearest passage lacks.
    """
    query, ranking = findings.query, findings.ranking
    absent = [query.concepts[number].surface for number in ranking.missing]
    if not any(one.here for one in findings.judged):
        absent += [place.name for place in query.places]
    named = tuple(dict.fromkeys((*absent, *query.unmapped)))
    if named or verdict is not Verdict.NOTHING or not findings.judged:
        return named
    nearest = findings.judged[0].candidate.hit.parts
    return tuple(c.surface for c, part in zip(query.concepts, nearest, strict=True) if part <= 0)


def _searched(query: Query) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.text for concept in query.concepts for t in concept.terms))
