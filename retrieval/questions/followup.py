"""Follow-ups: what an elliptical question borrows from the question before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.model import Concept, ConceptKind, Language, Query, Vocabulary, Wants

_MEASURE = "个些位家张次封场项座篇种条件本块栋所支份类台辆间届"
_ZH_OPENING = re.compile(rf"^\s*(?:那么?(?![里边儿{_MEASURE}])|还有|另外|其中|然后|再问|接着)")
_ZH_ENDING = re.compile(r"^[^,。?]{1,12}呢[?!。]*\s*$")
_ZH_PRONOUN = re.compile(
    r"那里|那儿|那边|这里|这儿|这边|它们?|他们?|她们?|其中|当地|此事|上述"
    r"|该(?:市|区|县|省|公司|企业|工会|地|项|活动)"
    rf"|^\s*[这那][{_MEASURE}]|[这那](?:个|些|位|家|项|次|场|件|座|篇|种)?(?=$|[,。?])"
)
_EN_OPENING = re.compile(r"^\s*(?:and|what about|how about|or|also|then|so)\b", re.I)
_EN_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|there|those|these|th(?:at|is) one|the same)\b",
    re.I,
)
_EXPLETIVE = re.compile(
    r"\b(?:is|are|was|were|will|has|have)\s+there\b|\bthere\s+(?:is|are|was|were)\b", re.I
)
_ANCHORS = (ConceptKind.PLACE, ConceptKind.NAME, ConceptKind.PHRASE)
_RARE = 2
_ENOUGH = 2


def completed(query: Query, earlier: Query, text: str, vocabulary: Vocabulary) -> Query:
    """Return ``query`` with what it leaves unsaid taken from ``earlier``; itself when complete.

    ``text`` is the question in simplified characters.  A question that only names another place,
    or another thing, keeps all else.  One that opens like a follow-up but has words enough of its
    own borrows only what is named: places, names, phrases and the two rarest words.  A complete
    question borrows nothing.
    """
    own = [one for one in query.concepts if one.kind is not ConceptKind.PLACE]
    opening, pronoun = _marks(query.language, text)
    if not (opening or pronoun or _asks_of_nothing(query, own)):
        return query
    lacking = [one for one in earlier.concepts if not _is_said(one, query.concepts)]
    if _names_a_place(query) or query.list_level is not None:
        lacking = [one for one in lacking if one.kind is not ConceptKind.PLACE]
    swaps = opening and not pronoun and not _asks(query) and len(own) < _ENOUGH
    if swaps and own:
        lacking = _without_last_word(lacking)
    if len(own) >= _ENOUGH:
        lacking = _anchors(lacking, vocabulary)
    return _joined(query, earlier, lacking, swaps)


def _marks(language: Language, text: str) -> tuple[bool, bool]:
    """Tell whether the question opens (or ends) as a follow-up, and whether it uses a pronoun."""
    if language is Language.EN:
        return bool(_EN_OPENING.search(text)), bool(_EN_PRONOUN.search(_EXPLETIVE.sub(" ", text)))
    opening = bool(_ZH_OPENING.search(text) or _ZH_ENDING.search(text))
    return opening, bool(_ZH_PRONOUN.search(text))


def _asks(query: Query) -> bool:
    return query.answer_type is not None or query.wants is not Wants.PASSAGES


def _asks_of_nothing(query: Query, own: Sequence[Concept]) -> bool:
    """Tell whether the question asks and names next to nothing; a mere keyword stands alone."""
    named = any(one.kind in {ConceptKind.NAME, ConceptKind.PHRASE} for one in own)
    complete = named or (own and _names_a_place(query))
    return len(own) < _ENOUGH and not complete and _asks(query)


def _names_a_place(query: Query) -> bool:
    return any(one.kind is ConceptKind.PLACE for one in query.concepts)


def _is_said(concept: Concept, concepts: Sequence[Concept]) -> bool:
    said = {term.text for one in concepts for term in one.terms}
    return any(term.text in said for term in concept.terms) or not concept.terms


def _anchors(concepts: Sequence[Concept], vocabulary: Vocabulary) -> list[Concept]:
    """Return what a question is about: its names, and its rarest words that the archive holds."""
    words = [one for one in concepts if one.kind not in _ANCHORS]
    held = {one.surface: _frequency(one, vocabulary) for one in words}
    rare = sorted((one for one in words if held[one.surface]), key=lambda one: held[one.surface])
    chosen = {one.surface for one in rare[:_RARE]}
    return [one for one in concepts if one.kind in _ANCHORS or one.surface in chosen]


def _without_last_word(concepts: Sequence[Concept]) -> list[Concept]:
    """Return the concepts without the thing that another one takes the place of: the last word."""
    words = [one for one in concepts if one.kind is not ConceptKind.PLACE]
    return [one for one in concepts if one not in words[-1:]]


def _frequency(concept: Concept, vocabulary: Vocabulary) -> int:
    return max((vocabulary.frequency(term) for term in concept.terms), default=0)


def _joined(query: Query, earlier: Query, lacking: Sequence[Concept], swaps: bool) -> Query:
    """Return the query with the borrowed concepts; one that only swaps something asks the same."""
    phrases = tuple(one.surface for one in lacking if one.kind is ConceptKind.PHRASE)
    places = query.places
    if not _names_a_place(query) and any(one.kind is ConceptKind.PLACE for one in lacking):
        places = earlier.places
    whole = replace(
        query,
        concepts=query.concepts + tuple(lacking),
        phrases=query.phrases + phrases,
        places=places,
        borrowed=tuple(one.surface for one in lacking),
    )
    if not swaps:
        return whole
    return replace(
        whole,
        grams=query.grams + earlier.grams,
        wants=earlier.wants,
        list_level=earlier.list_level,
        answer_type=earlier.answer_type,
    )
