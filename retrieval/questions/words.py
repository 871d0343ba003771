"""The words of a Chinese question -> concepts: known words, numbers, names, typing errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from retrieval.lexicon import Lexicon
from retrieval.model import Concept, ConceptKind, Vocabulary
from retrieval.questions.english import EnglishReader
from retrieval.questions.numbers import variants
from retrieval.questions.places import place_concept
from retrieval.questions.reading import Found
from retrieval.questions.repair import Repairer
from retrieval.text import has_han
from retrieval.tokens import Tokenizer

_MOST_TOKENS_OF_A_WORD = 6
_LONGEST_NAME = 4
_PART_WEIGHT = 0.5
_SMALL = 10
_SMALL_WEIGHT = 0.3


class WordReader:
    """Makes concepts of the content words of a question."""

    def __init__(
        self, tokenizer: Tokenizer, lexicon: Lexicon, english: EnglishReader, repairer: Repairer
    ) -> None:
        """Keep what knows words; ``english`` reads what is Latin."""
        self._tokenizer = tokenizer
        self._lexicon = lexicon
        self._english = english
        self._repairer = repairer

    def read(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Iterator[Found]:
        """Yield what the tokens mean, in order; characters that mean nothing here are left out."""
        at = 0
        while at < len(tokens):
            found = self._first(tokens[at : at + _MOST_TOKENS_OF_A_WORD], vocabulary)
            if isinstance(found, Found):
                yield found
                at += found.length
                continue
            length = max(1, count(tokens[at:], is_one_character))
            yield from self._names(tokens[at : at + length], vocabulary)
            at += length

    def known(self, tokens: Sequence[str]) -> int:
        """Return how many tokens the longest known word at the start takes; 0 without one."""
        return _longest(tokens, self._lexicon.knows)

    def is_held(self, text: str, vocabulary: Vocabulary) -> bool:
        """Tell whether a page of the archive writes ``text``."""
        return vocabulary.frequency(self._tokenizer.term(text)) > 0

    def _first(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Found | None:
        """Return what the tokens begin with; None when they begin with single characters."""
        if length := self.known(tokens):
            return Found(length, self._known_concept("".join(tokens[:length]), vocabulary))
        if length := _longest(tokens, variants):
            return Found(length, self._number_concept("".join(tokens[:length])))
        if pair := self._pair(tokens, vocabulary):
            return Found(2, pair)
        if repaired := self._repaired(tokens, vocabulary):
            return repaired
        if is_one_character(tokens[0]):
            return None
        return Found(1, self._word_concept(tokens[0], vocabulary))

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

    def _pair(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Concept | None:
        """Return a word and a character that the archive writes as one (外卖|员, 货|拉拉).

        The longer part alone counts half.
        """
        pair, joined = tokens[:2], "".join(tokens[:2])
        if len(pair) < 2 or not all(map(has_han, pair)):
            return None
        if sum(map(is_one_character, pair)) != 1 or any(map(self._lexicon.knows, pair)):
            return None
        # Two characters in a row may be a name of their own.
        if is_one_character(pair[1]) and any(map(is_one_character, tokens[2:3])):
            return None
        if not self.is_held(joined, vocabulary):
            return None
        longer = max(pair, key=len)
        terms = (self._tokenizer.term(joined), self._tokenizer.word_term(longer, _PART_WEIGHT))
        return Concept(joined, terms, ConceptKind.NAME)

    def _repaired(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Found | None:
        """Return what the longest row of unknown tokens was meant to be, judged by its sound.

        A word of the dictionary alone is no typing error: a row must hold a single character.
        """
        unknown = count(tokens, lambda token: self._is_unknown(token, vocabulary))
        for length in range(unknown, 0, -1):
            word = "".join(tokens[:length])
            if not any(map(is_one_character, tokens[:length])):
                continue
            if self._is_written(word, vocabulary):
                continue
            if places := self._repairer.places(word):
                return Found(length, place_concept(word, places, self._tokenizer), places[:1])
            if terms := self._repairer.terms(word, vocabulary):
                return Found(length, Concept(word, terms, ConceptKind.NAME))
        return None

    def _is_unknown(self, token: str, vocabulary: Vocabulary) -> bool:
        """Tell whether a token is a single character, or a word of which no page knows."""
        if is_one_character(token):
            return True
        return (
            has_han(token)
            and not self._is_word(token, vocabulary)
            and not self.is_held(token, vocabulary)
        )

    def _is_written(self, word: str, vocabulary: Vocabulary) -> bool:
        """Tell whether the archive writes two neighbouring characters of ``word``."""
        return any(self.is_held(word[at : at + 2], vocabulary) for at in range(len(word) - 1))

    def _word_concept(self, token: str, vocabulary: Vocabulary) -> Concept:
        """Return the concept of one word: as a word of the index, else wherever it stands."""
        if not has_han(token):
            latin = self._english.read(token, vocabulary).concepts
            return latin[0] if latin else Concept(token, (self._tokenizer.word_term(token),))
        word, anywhere = self._tokenizer.word_term(token), self._tokenizer.term(token)
        known = vocabulary.frequency(word) or not vocabulary.frequency(anywhere)
        return Concept(token, (word if known else anywhere,))

    def _names(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Iterator[Found]:
        """Yield the names in a row of single characters (申|忠|芳), longest first.

        A character left over counts as a word when the archive has it; a row of which nothing is
        known is one name that the archive lacks.
        """
        row = "".join(tokens)
        if len(row) > 1 and not self._is_partly_known(tokens, vocabulary):
            yield Found(len(row), Concept(row, (self._tokenizer.term(row),), ConceptKind.NAME))
            return
        at = 0
        while at < len(row):
            length = self._longest_held(row[at:], vocabulary)
            part = row[at : at + length]
            if length > 1:
                concept = Concept(part, (self._tokenizer.term(part),), ConceptKind.NAME)
                yield Found(length, concept)
            elif self._is_word(part, vocabulary):
                yield Found(1, Concept(part, (self._tokenizer.word_term(part),)))
            at += length

    def _is_partly_known(self, tokens: Sequence[str], vocabulary: Vocabulary) -> bool:
        known = any(self._is_word(token, vocabulary) for token in tokens)
        return known or self._is_written("".join(tokens), vocabulary)

    def _longest_held(self, row: str, vocabulary: Vocabulary) -> int:
        for length in range(min(_LONGEST_NAME, len(row)), 1, -1):
            if self.is_held(row[:length], vocabulary):
                return length
        return 1

    def _is_word(self, token: str, vocabulary: Vocabulary) -> bool:
        return vocabulary.frequency(self._tokenizer.word_term(token)) > 0


def is_one_character(token: str) -> bool:
    """Tell whether a token is a single Chinese character."""
    return len(token) == 1 and has_han(token)


def count(tokens: Sequence[str], fits: Callable[[str], bool]) -> int:
    """Return how many tokens at the start fit."""
    return next((at for at, token in enumerate(tokens) if not fits(token)), len(tokens))


def _longest(tokens: Sequence[str], fits: Callable[[str], object]) -> int:
    """Return how many of the first tokens, written together, fit; 0 when none do."""
    for length in range(min(_MOST_TOKENS_OF_A_WORD, len(tokens)), 0, -1):
        if fits("".join(tokens[:length])):
            return length
    return 0
