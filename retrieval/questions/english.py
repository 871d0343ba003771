"""An English question -> Chinese concepts: glossary, dictionary, places, pinyin (Pirkola 1998).

Each stretch of the question becomes one concept whose terms are its translations the archive
holds.  Longest stretches first, and for each length the glossary before the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from retrieval.lexicon import Lexicon
from retrieval.lexicon.english import key_of, words
from retrieval.model import Concept, ConceptKind, Term, Vocabulary
from retrieval.places import Gazetteer
from retrieval.questions.intent import english_list_nouns
from retrieval.questions.numbers import variants
from retrieval.questions.pinyin import PinyinReader
from retrieval.questions.places import holds, place_concept
from retrieval.questions.reading import Found, Reading, counted
from retrieval.tokens import Tokenizer

_MOST_WORDS = 7
_MOST_WORDS_OF_THE_DICTIONARY = 4
_MOST_CANDIDATES = 12
# Trying names costs hundreds of look-ups: not in a clause no person would type.
_MOST_WORDS_WITH_NAMES = 40
_ARTICLES = frozenset(("a", "an", "the", "to"))
_KINDS_OF_PLACE = frozenset(
    [
        "province",
        "provinces",
        "city",
        "county",
        "district",
        "municipality",
        "prefecture",
        "region",
        "town",
        "township",
    ]
)
_ASKED_SIZE = re.compile(r"\bhow (?:big|large|long|old|far|often|fast|tall|high|much|many)\b", re.I)
_CLAUSE = re.compile(r"[,.;:!?()\"“”]+(?=\s|$)|[()\"“”]")


class EnglishReader:
    """Reads the words of English questions, and Latin words in Chinese ones."""

    def __init__(
        self, tokenizer: Tokenizer, lexicon: Lexicon, gazetteer: Gazetteer, pinyin: PinyinReader
    ) -> None:
        """Keep what is needed to read; nothing is loaded here."""
        self._tokenizer = tokenizer
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._pinyin = pinyin

    def read(self, text: str, vocabulary: Vocabulary) -> Reading:
        """Return the concepts of ``text``; words without any Chinese are kept as ``unmapped``."""
        nouns = english_list_nouns(text)
        capitals = _capitals(text)
        stretches: list[Found] = []
        for clause in _CLAUSE.split(_ASKED_SIZE.sub(" ", text)):
            tokens = [token for token in words(clause) if token not in nouns]
            stretches += self._stretches(tokens, capitals, vocabulary)
        concepts = counted(one.concept for one in stretches)
        places = dict.fromkeys(place for one in stretches for place in one.places)
        unmapped = tuple(one.surface for one in concepts if not one.terms)
        return Reading(concepts, places=tuple(places), unmapped=unmapped)

    def _stretches(
        self, tokens: Sequence[str], capitals: frozenset[str], vocabulary: Vocabulary
    ) -> Iterator[Found]:
        at = 0
        while at < len(tokens):
            found = self._phrase(tokens, at, capitals, vocabulary)
            if found is None and tokens[at] not in self._lexicon.english_stop_words:
                found = self._name(tokens, at, capitals, vocabulary)
                found = found or self._word(tokens[at], vocabulary)
                if not found.concept.terms:
                    # No translation: pinyin typed in lower case (gonghui yizhan), perhaps.
                    found = self._name(tokens, at, frozenset(tokens), vocabulary) or found
            if found is not None:
                yield found
            at += found.length if found else 1

    def _phrase(
        self, tokens: Sequence[str], at: int, capitals: frozenset[str], vocabulary: Vocabulary
    ) -> Found | None:
        """Return the longest phrase at ``at``: of the glossary, the dictionary, or a place."""
        for length in range(min(_MOST_WORDS, len(tokens) - at), 1, -1):
            held = tokens[at : at + length]
            place = self._place(held, capitals, vocabulary)
            if place is not None:
                return place
            if self._is_loose(held):
                continue
            if terms := self._translated(held, vocabulary):
                return Found(length, Concept(" ".join(held), terms))
        return self._place(tokens[at : at + 1], capitals, vocabulary)

    def _is_loose(self, held: Sequence[str]) -> bool:
        """Tell whether a stretch begins or ends with a function word that no phrase needs."""
        if held[0] in _ARTICLES or held[-1] in _ARTICLES:
            return True
        stop = self._lexicon.english_stop_words
        return not self._lexicon.glossary(held) and (held[0] in stop or held[-1] in stop)

    def _translated(self, held: Sequence[str], vocabulary: Vocabulary) -> tuple[Term, ...]:
        """Return the terms for some words: the glossary's, else the dictionary's, if held."""
        if chinese := self._lexicon.glossary(held):
            return self._held(chinese, vocabulary)
        if len(held) > _MOST_WORDS_OF_THE_DICTIONARY:
            return ()
        found = self._held(vocabulary.translations(key_of(held)), vocabulary)
        return tuple(term for term in found if not _is_covered(term, found))

    def _held(self, chinese: Iterable[str], vocabulary: Vocabulary) -> tuple[Term, ...]:
        terms: list[Term] = []
        for term in map(self._tokenizer.term, chinese):
            if vocabulary.frequency(term):
                terms.append(term)
            if len(terms) == _MOST_CANDIDATES:
                break
        return tuple(terms)

    def _place(
        self, held: Sequence[str], capitals: frozenset[str], vocabulary: Vocabulary
    ) -> Found | None:
        """Return the place those words name.

        A county's name counts only with a capital letter, so that English words do not become
        places; in a question all in lower case it counts when the archive writes it.
        """
        if len(held) > 3 or held[0] in self._lexicon.english_stop_words:
            return None

        def is_held(name: str) -> bool:
            return holds(vocabulary, self._tokenizer, name)

        named = self._gazetteer.by_english(" ".join(held))
        if capitals and held[0] not in capitals:
            named = tuple(place for place in named if place.level in {"province", "city"})
        elif not capitals and len(held) == 1:
            named = tuple(
                place for place in named if place.level != "county" or is_held(place.name)
            )
        if not named:
            return None
        places = self._gazetteer.narrowed(named, is_held)
        concept = place_concept(" ".join(held), places, self._tokenizer)
        return Found(len(held), concept, places if len(places) == 1 else ())

    def _name(
        self, tokens: Sequence[str], at: int, capitals: frozenset[str], vocabulary: Vocabulary
    ) -> Found | None:
        """Return the Chinese name that one to three capitalised words spell in pinyin."""
        if tokens[at] not in capitals or tokens[at] in _KINDS_OF_PLACE:
            return None
        if len(tokens) > _MOST_WORDS_WITH_NAMES:
            return None
        for length in range(min(3, len(tokens) - at), 0, -1):
            held = tokens[at : at + length]
            if not capitals.issuperset(held):
                continue
            if terms := self._pinyin.names(held, vocabulary):
                return Found(length, Concept(" ".join(held), terms, ConceptKind.NAME))
        return None

    def _word(self, word: str, vocabulary: Vocabulary) -> Found:
        """Return the concept of a single word, which stays without terms when nothing is held."""
        if word[0].isdigit():
            forms = (self._tokenizer.word_term(form) for form in variants(word) or (word,))
            return Found(1, Concept(word, tuple(forms), ConceptKind.NUMBER))
        terms = self._translated([word], vocabulary)
        as_written = self._tokenizer.word_term(word)
        if vocabulary.frequency(as_written):
            terms = (as_written, *terms)
        return Found(1, Concept(word, terms))


def _is_covered(term: Term, terms: Iterable[Term]) -> bool:
    """Tell whether another term of two or more characters is found wherever this one is."""
    return any(
        other.grams and other.text != term.text and other.text in term.text for other in terms
    )


def _capitals(text: str) -> frozenset[str]:
    """Return the capitalised words of a question; none when it has no lower-case ones to compare.

    The first word is capitalised anyway: it counts only where nothing else follows.
    """
    found = re.findall(r"[A-Za-z][\w'’-]*", text)
    upper = {word for token in found if token[0].isupper() for word in words(token)}
    return frozenset(upper)
