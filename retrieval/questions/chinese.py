"""A Chinese question -> concepts: phrases in quotation marks, places, then words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from retrieval.lexicon import Lexicon
from retrieval.model import Concept, ConceptKind, Place, Vocabulary
from retrieval.places import Gazetteer
from retrieval.questions.cutter import Cutter
from retrieval.questions.english import EnglishReader
from retrieval.questions.intent import without_list_nouns
from retrieval.questions.places import holds, place_concept
from retrieval.questions.reading import Found, Reading, counted
from retrieval.questions.repair import Repairer
from retrieval.questions.words import WordReader, is_one_character
from retrieval.tokens import Tokenizer

_QUOTED = re.compile(
    r"“([^“”]{2,40})”|「([^「」]{2,40})」|『([^『』]{2,40})』|\"([^\"]{2,40})\"|《([^《》]{2,40})》"
)
_RUN = re.compile(r"[^\W_]+(?:\.\d+)?%?")
_MEASURE = "个名家位次件项条种类处届所座场批支户人篇台辆套份册门节起间期年月天岁成元亩块栋幢层分"
_ASKS_A_NUMBER = rf"(?:哪|多少|几|哪几|哪[一二两三四五六七八九十]+)[{_MEASURE}]?"


@dataclass(slots=True)
class _Gathered:
    """What has been read so far."""

    concepts: list[Concept] = field(default_factory=list)
    grams: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def take(self, found: Found) -> None:
        """Take in one finding."""
        self.concepts.append(found.concept)
        self.places += found.places
        if found.concept.kind is ConceptKind.PHRASE:
            self.phrases.append(found.concept.surface)

    def reading(self) -> Reading:
        """Return the whole."""
        unmapped = tuple(one.surface for one in self.concepts if not one.terms)
        places = tuple(dict.fromkeys(self.places))
        return Reading(
            counted(self.concepts), tuple(self.grams), tuple(self.phrases), places, unmapped
        )


class ChineseReader:
    """Reads the words of Chinese questions."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        english: EnglishReader,
        repairer: Repairer,
    ) -> None:
        """Compile the list of question words; ``english`` reads what is Latin."""
        self._tokenizer = tokenizer
        self._stop_words = lexicon.stop_words
        self._gazetteer = gazetteer
        self._cutter = Cutter(tokenizer, lexicon)
        self._words = WordReader(tokenizer, lexicon, english, repairer)
        longest_first = sorted(lexicon.question_words, key=lambda word: (-len(word), word))
        listed = "|".join(map(re.escape, longest_first))
        self._asking = re.compile(f"{listed}|{_ASKS_A_NUMBER}")

    def read(self, text: str, vocabulary: Vocabulary) -> Reading:
        """Return the concepts of ``text``: a question folded and in simplified characters."""
        gathered = _Gathered()
        at = 0
        for found in _QUOTED.finditer(text):
            phrase = next(group for group in found.groups() if group)
            term = self._tokenizer.term(phrase)
            if vocabulary.frequency(term):
                self._read_between(text[at : found.start()], vocabulary, gathered)
                gathered.take(Found(1, Concept(phrase, (term,), ConceptKind.PHRASE)))
                gathered.grams += self._tokenizer.grams(phrase)
                at = found.end()
        self._read_between(text[at:], vocabulary, gathered)
        return gathered.reading()

    def _read_between(self, text: str, vocabulary: Vocabulary, gathered: _Gathered) -> None:
        """Read a stretch without quotations: question words go, places are cut out first."""
        plain = self._asking.sub(" ", without_list_nouns(text))

        def is_held(name: str) -> bool:
            return holds(vocabulary, self._tokenizer, name)

        at = 0
        for asked in self._gazetteer.asked(plain, is_held):
            self._read_words(plain[at : asked.start], vocabulary, gathered)
            surface = plain[asked.start : asked.end]
            concept = place_concept(surface, asked.places, self._tokenizer)
            gathered.take(Found(1, concept, asked.places if len(asked.places) == 1 else ()))
            gathered.grams += self._tokenizer.grams(surface)
            at = asked.end
        self._read_words(plain[at:], vocabulary, gathered)

    def _read_words(self, text: str, vocabulary: Vocabulary, gathered: _Gathered) -> None:
        for run in _RUN.findall(text):
            tokens = self._cutter.cut(self._tokenizer.words(run), vocabulary)
            for content in self._content(tokens, vocabulary):
                gathered.grams += self._tokenizer.grams("".join(content))
                for found in self._words.read(content, vocabulary):
                    gathered.take(found)

    def _content(self, tokens: Sequence[str], vocabulary: Vocabulary) -> Iterator[list[str]]:
        """Yield the stretches of tokens between function words; known words keep theirs."""
        stretch: list[str] = []
        at = 0
        while at < len(tokens):
            length = max(1, self._words.known(tokens[at:]))
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
        if tokens[at] not in self._stop_words:
            return False
        around = tokens[at - 1 : at + 2] if at else []
        if len(around) == 3 and all(map(is_one_character, around)):
            return not self._words.is_held("".join(around), vocabulary)
        return True
