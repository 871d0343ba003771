"""A Chinese question -> concepts: phrases, places, known words, numbers, names, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.lexicon import Lexicon
from retrieval.model import Concept, ConceptKind, Place, Vocabulary
from retrieval.places import Gazetteer
from retrieval.questions.cutter import Cutter
from retrieval.questions.english import EnglishReader
from retrieval.questions.intent import without_list_nouns
from retrieval.questions.numbers import variants
from retrieval.questions.places import holds, place_concept
from retrieval.questions.reading import Reading, counted
from retrieval.text import has_han
from retrieval.tokens import Tokenizer

_QUOTED = re.compile(
    r"“([^“”]{2,40})”|「([^「」]{2,40})」|『([^『』]{2,40})』|\"([^\"]{2,40})\"|《([^《》]{2,40})》"
)
_RUN = re.compile(r"[^\W_]+(?:\.\d+)?%?")
_MEASURE = "个名家位次件项条种类处届所座场批支户人篇台辆套份册门节起间期年月天岁成元亩块栋幢层分"
_ASKS_A_NUMBER = rf"(?:哪|多少|几|哪几|哪[一二两三四五六七八九十]+)[{_MEASURE}]?"
_MOST_TOKENS_OF_A_WORD = 6
_LONGEST_NAME = 4
_PART_WEIGHT = 0.5
_SMALL = 10
_SMALL_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the question: a place, a phrase, or text still to be cut into words."""

    text: str
    concept: Concept | None = None
    places: tuple[Place, ...] = ()


class ChineseReader:
    """Reads the words of Chinese questions."""

    def __init__(
        self, tokenizer: Tokenizer, lexicon: Lexicon, gazetteer: Gazetteer, english: EnglishReader
    ) -> None:
        """Compile the list of question words; ``english`` reads what is Latin."""
        self._tokenizer = tokenizer
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._english = english
        self._cutter = Cutter(tokenizer, lexicon)
        longest_first = sorted(lexicon.question_words, key=lambda word: (-len(word), word))
        listed = "|".join(map(re.escape, longest_first))
        self._asking = re.compile(f"{listed}|{_ASKS_A_NUMBER}")

    def read(self, text: str, vocabulary: Vocabulary) -> Reading:
        """Return the concepts of ``text``: a question folded and in simplified characters."""
        concepts: list[Concept] = []
        grams: list[str] = []
        phrases: list[str] = []
        places: list[Place] = []
        for piece in self._pieces(text, vocabulary):
            if piece.concept is None:
                words, content = self._words(piece.text, vocabulary)
                concepts += words
                grams += content
                continue
            concepts.append(piece.concept)
            grams += self._tokenizer.grams(piece.text)
            places += piece.places
            if piece.concept.kind is ConceptKind.PHRASE:
                phrases.append(piece.text)
        unmapped = tuple(one.surface for one in concepts if not one.terms)
        return Reading(
            counted(concepts), tuple(grams), tuple(phrases), tuple(dict.fromkeys(places)), unmapped
        )

    def _pieces(self, text: str, vocabulary: Vocabulary) -> Iterator[Piece]:
        """Cut phrases in quotation marks out, then question words, then places."""
        at = 0
        for found in _QUOTED.finditer(text):
            phrase = next(group for group in found.groups() if group)
            if self._is_held(phrase, vocabulary):
                yield from self._between(text[at : found.start()], vocabulary)
                term = self._tokenizer.term(phrase)
                yield Piece(phrase, Concept(phrase, (term,), ConceptKind.PHRASE))
                at = found.end()
        yield from self._between(text[at:], vocabulary)

    def _between(self, text: str, vocabulary: Vocabulary) -> Iterator[Piece]:
        plain = self._asking.sub(" ", without_list_nouns(text))

        def held(name: str) -> bool:
            return holds(vocabulary, self._tokenizer, name)

        at = 0
        for asked in self._gazetteer.asked(plain, held):
            yield Piece(plain[at : asked.start])
            surface = plain[asked.start : asked.end]
            concept = place_concept(surface, asked.places, self._tokenizer)
            yield Piece(surface, concept, asked.places if len(asked.places) == 1 else ())
            at = asked.end
        yield Piece(plain[at:])

    def _words(self, text: str, vocabulary: Vocabulary) -> tuple[list[Concept], list[str]]:
        """Return the concepts of a stretch of text and the bigrams of its content."""
        concepts: list[Concept] = []
        grams: list[str] = []
        for run in _RUN.findall(text):
            tokens = self._cutter.cut(self._tokenizer.words(run), vocabulary)
            for content in self._content(tokens, vocabulary):
                grams += self._tokenizer.grams("".join(content))
                concepts += self._concepts(content, vocabulary)
        return concepts, grams

    def _content(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Iterator[list[str]]:
        """Yield the stretches of tokens between function words; known words keep theirs."""
        stretch: list[str] = []
        at = 0
        while at < len(tokens):
            length = max(1, self._known(tokens, at))
            if length == 1 and self._is_empty(tokens, at, vocabulary):
                if stretch:
                    yield stretch
                stretch = []
            else:
                stretch += tokens[at : at + length]
            at += length
        if stretch:
            yield stretch

    def _is_empty(self, tokens: Sequence[str], at: int, vocabulary: Vocabulary) -> bool:
        """Tell whether a token is a function word, and not the middle of a name (新|时|达)."""
        if tokens[at] not in self._lexicon.stop_words:
            return False
        around = tokens[at - 1 : at + 2] if at else []
        if len(around) == 3 and all(map(_is_one_character, around)):
            return not self._is_held("".join(around), vocabulary)
        return True

    def _known(self, tokens: Sequence[str], at: int) -> int:
        """Return how many tokens the longest known word at ``at`` takes; 0 when there is none."""
        return self._longest(tokens, at, self._lexicon.knows)

    def _longest(self, tokens: Sequence[str], at: int, fits: Callable[[str], object]) -> int:
        for length in range(min(_MOST_TOKENS_OF_A_WORD, len(tokens) - at), 0, -1):
            if fits("".join(tokens[at : at + length])):
                return length
        return 0

    def _concepts(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Iterator[Concept]:
        at = 0
        while at < len(tokens):
            if length := self._known(tokens, at):
                yield self._known_concept("".join(tokens[at : at + length]), vocabulary)
            elif length := self._longest(tokens, at, variants):
                yield self._number_concept("".join(tokens[at : at + length]))
            elif pair := self._pair(tokens[at : at + 2], vocabulary):
                length = 2
                yield pair
            elif length := _count(tokens[at:], _is_one_character):
                yield from self._name_concepts(tokens[at : at + length], vocabulary)
            else:
                length = 1
                yield from self._word_concepts(tokens[at], vocabulary)
            at += length

    def _pair(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Concept | None:
        """Return a word and a character that the archive writes as one (外卖|员, 货|拉拉).

        The longer part alone counts half.
        """
        shorter = [token for token in tokens if _is_one_character(token)]
        joined = "".join(tokens)
        if len(tokens) != 2 or len(shorter) != 1 or any(map(self._lexicon.knows, tokens)):
            return None
        if not has_han(joined) or not self._is_held(joined, vocabulary):
            return None
        longer = tokens[0] if shorter[0] == tokens[1] else tokens[1]
        terms = (self._tokenizer.term(joined), self._tokenizer.word_term(longer, _PART_WEIGHT))
        return Concept(joined, terms, ConceptKind.NAME)

    def _known_concept(self, word: str, vocabulary: Vocabulary) -> Concept:
        terms = [self._tokenizer.term(word)]
        for related in self._lexicon.related(word):
            term = self._tokenizer.term(related.word, related.weight)
            if vocabulary.frequency(term):
                terms.append(term)
        return Concept(word, tuple(terms))

    def _number_concept(self, surface: str) -> Concept:
        """Return the concept of a number; a small one in figures says little by itself."""
        terms = [self._tokenizer.term(surface)]
        for form in variants(surface):
            small = form.isdecimal() and int(form) <= _SMALL
            if form != surface:
                terms.append(self._tokenizer.word_term(form, _SMALL_WEIGHT if small else 1.0))
        return Concept(surface, tuple(terms), ConceptKind.NUMBER)

    def _word_concepts(self, token: str, vocabulary: Vocabulary) -> Iterator[Concept]:
        """Yield the concept of one word: as a word of the index, else wherever it stands."""
        if not has_han(token):
            yield from self._english.read(token, vocabulary).concepts
            return
        word, anywhere = self._tokenizer.word_term(token), self._tokenizer.term(token)
        known = vocabulary.frequency(word) or not vocabulary.frequency(anywhere)
        yield Concept(token, (word if known else anywhere,))

    def _name_concepts(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Iterator[Concept]:
        """Yield the names in a row of single characters (申|忠|芳), longest first.

        A character left over counts as a word when the archive has it; a row of which nothing is
        known is one name that the archive lacks.
        """
        row = "".join(tokens)
        if len(row) > 1 and not any(self._is_word(token, vocabulary) for token in tokens):
            if not any(self._is_held(row[at : at + 2], vocabulary) for at in range(len(row) - 1)):
                yield Concept(row, (self._tokenizer.term(row),), ConceptKind.NAME)
                return
        at = 0
        while at < len(row):
            length = self._longest_held(row, at, vocabulary)
            part = row[at : at + length]
            if length > 1:
                yield Concept(part, (self._tokenizer.term(part),), ConceptKind.NAME)
            elif self._is_word(part, vocabulary):
                yield Concept(part, (self._tokenizer.word_term(part),))
            at += length

    def _longest_held(self, row: str, at: int, vocabulary: Vocabulary) -> int:
        for length in range(min(_LONGEST_NAME, len(row) - at), 1, -1):
            if self._is_held(row[at : at + length], vocabulary):
                return length
        return 1

    def _is_word(self, token: str, vocabulary: Vocabulary) -> bool:
        return vocabulary.frequency(self._tokenizer.word_term(token)) > 0

    def _is_held(self, text: str, vocabulary: Vocabulary) -> bool:
        return vocabulary.frequency(self._tokenizer.term(text)) > 0


def _is_one_character(token: str) -> bool:
    return len(token) == 1 and has_han(token)


def _count(tokens: Sequence[str], fits: Callable[[str], bool]) -> int:
    """Return how many tokens at the start fit."""
    return next((at for at, token in enumerate(tokens) if not fits(token)), len(tokens))
