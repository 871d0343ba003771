"""Why an answer is what it is -> Reply: concepts with their weights, and each hit's shares."""

from __future__ import annotations

from collections.abc import Iterator

from bot import phrases
from bot.render.draft import Draft
from bot.render.units import clip
from bot.reply import Reply, Style
from retrieval.answer import Explanation
from retrieval.model import Concept, Query, Ranking
from retrieval.rerank import Judged

_MOST_HITS = 10
_MOST_TERMS = 12
_MOST_WORD = 60


def render_explanation(explanation: Explanation) -> Reply:
    """Return what was understood, what each concept weighs, and how the best passages scored."""
    query = explanation.answer.query
    draft = Draft()
    draft.line(phrases.EXPLAIN_TITLE[query.language], Style.BOLD)
    _write_query(draft, query)
    for number, concept in enumerate(query.concepts):
        draft.line(_concept(concept, number, explanation.ranking, query))
    _write_verdict(draft, explanation)
    for rank, judged in enumerate(explanation.judged[:_MOST_HITS], 1):
        draft.block(_hit(rank, judged, query))
    return draft.reply()


def _write_query(draft: Draft, query: Query) -> None:
    language = query.language
    kind = query.answer_type or "-"
    told = phrases.EXPLAIN_QUERY[language]
    draft.line(told.format(language=language, wants=query.wants, kind=kind))
    comma = phrases.COMMA[language]
    if query.places:
        named = comma.join(place.full for place in query.places)
        draft.line(phrases.EXPLAIN_PLACES[language].format(places=named))
    if query.phrases:
        draft.line(phrases.EXPLAIN_PHRASES[language].format(words=comma.join(query.phrases)))
    if query.borrowed:
        draft.line(phrases.BORROWED[language].format(words=comma.join(query.borrowed)))
    if query.unmapped:
        draft.line(phrases.UNMAPPED[language].format(words=comma.join(query.unmapped)))


def _concept(concept: Concept, number: int, ranking: Ranking, query: Query) -> str:
    terms = concept.terms[:_MOST_TERMS]
    named = [t.text if t.weight == 1.0 else f"{t.text}×{t.weight:g}" for t in terms]
    told = phrases.EXPLAIN_CONCEPT[query.language].format(
        surface=clip(concept.surface, _MOST_WORD),
        kind=concept.kind,
        weight=ranking.weights[number],
        terms=phrases.COMMA[query.language].join(named),
    )
    return told + (phrases.EXPLAIN_ABSENT[query.language] if number in ranking.missing else "")


def _write_verdict(draft: Draft, explanation: Explanation) -> None:
    thresholds = explanation.thresholds
    draft.line(
        phrases.EXPLAIN_VERDICT[explanation.answer.query.language].format(
            verdict=explanation.answer.verdict,
            best=max((judged.score for judged in explanation.judged), default=0.0),
            found=thresholds.found,
            weak=thresholds.weak,
            ceiling=explanation.ranking.ceiling,
        )
    )


def _hit(rank: int, judged: Judged, query: Query) -> Draft:
    """Write a passage's headline, its score, and the shares its place in the order is made of."""
    language = query.language
    article = judged.candidate.article
    draft = Draft()
    headline = clip(article.headline or phrases.NO_HEADLINE[language], _MOST_WORD)
    draft.line(f"{rank}. {headline}")
    draft.line(
        phrases.EXPLAIN_HIT[language].format(
            score=judged.score, order=judged.order, parts=" ".join(_parts(judged, query))
        )
        + ("" if judged.here else phrases.EXPLAIN_ELSEWHERE[language])
    )
    draft.line(judged.candidate.passage.id, Style.CODE)
    return draft


def _parts(judged: Judged, query: Query) -> Iterator[str]:
    """Yield the shares; with what the second look changed they add up to the order."""
    hit, sign = judged.candidate.hit, ""
    for concept, part in zip(query.concepts, hit.parts, strict=True):
        if part:
            yield f"{sign}{clip(concept.surface, _MOST_WORD)} {part:.2f}"
            sign = "+ "
    if hit.grams:
        yield sign + phrases.EXPLAIN_GRAMS[query.language].format(value=hit.grams)
    yield phrases.EXPLAIN_SECOND_LOOK[query.language].format(value=judged.order - hit.score)
