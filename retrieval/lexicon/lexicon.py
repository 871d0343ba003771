"""What the lexicon knows: synonyms and abbreviations, the English glossary, question words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.lexicon import english
from retrieval.lexicon.tables import parted, read_extra, read_pairs, read_words
from retrieval.text import fold, has_han, simplify

_SYNONYM_WEIGHT = 0.9
_RELATED_WEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Related:
    """Another way to say a word, and how much finding it counts (1 is the word itself)."""

    word: str
    weight: float


class Lexicon:
    """The tables, ready for look-up.  Loaded once; nothing in it changes afterwards."""

    def __init__(self, extra: Sequence[Path] = ()) -> None:
        """Read the shipped tables, then those of ``extra`` in order: a later row adds to a set.

        Raises LexiconRefused when a table of ``extra`` cannot be read.
        """
        rows = [row for path in extra for row in read_extra(path)]
        self._related: dict[str, tuple[Related, ...]] = {}
        for name in ("synonyms.tsv", "abbreviations.tsv"):
            self._add_synonyms(read_pairs(name))
        self._add_synonyms(row for row in rows if has_han(row[0]))
        self._as_written: dict[str, tuple[str, ...]] = {}
        self._stemmed: dict[str, tuple[str, ...]] = {}
        self._add_glossary(read_pairs("glossary.tsv"))
        self._add_glossary(row for row in rows if not has_han(row[0]))
        self._readings = {char: tuple(said.split()) for char, said in read_pairs("pinyin.tsv")}
        self.question_words = read_words("question-words.txt")
        self.stop_words = read_words("stop-words.txt")
        self.english_stop_words = read_words("stop-words.en.txt")

    def related(self, word: str) -> tuple[Related, ...]:
        """Return other words for ``word`` (simplified, folded), nearest first."""
        return self._related.get(word, ())

    def readings(self, char: str) -> tuple[str, ...]:
        """Return how a character is read, in pinyin without tones; nothing when unknown."""
        return self._readings.get(char, ())

    def knows(self, word: str) -> bool:
        """Tell whether a row of the tables stands under ``word``."""
        return word in self._related

    def glossary(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the Chinese for English words (see ``english.words``), best first.

        A row that holds the very forms comes before one that shares their stems: ``stationed``
        is not ``station``.
        """
        as_written = self._as_written.get(" ".join(words))
        return as_written or self._stemmed.get(english.key_of(words), ())

    def _add_synonyms(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add rows ``words <tab> wider words``: the first are equal, the second only searched."""
        for first, second in rows:
            equal = tuple(simplify(fold(word)) for word in parted(first))
            wider = tuple(simplify(fold(word)) for word in parted(second))
            for word in equal:
                others = [Related(other, _SYNONYM_WEIGHT) for other in equal if other != word]
                others += [Related(other, _RELATED_WEIGHT) for other in wider if other != word]
                self._related[word] = _joined(self._related.get(word, ()), others)

    def _add_glossary(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add rows ``phrases <tab> Chinese``: every phrase leads to all of the Chinese words.

        Of the phrases with one stem the shortest stands for it: ``fires`` is ``fire``, not
        ``fired``.
        """
        shortest: dict[str, str] = {}
        for phrases, chinese in rows:
            own = parted(chinese)
            for phrase in parted(phrases):
                words = " ".join(english.words(phrase))
                held = self._as_written.get(words, ())
                self._as_written[words] = tuple(dict.fromkeys(held + own))
                stemmed = english.key(phrase)
                if stemmed and len(words) < len(shortest.get(stemmed, words + " ")):
                    shortest[stemmed] = words
                    self._stemmed[stemmed] = self._as_written[words]


def _joined(held: tuple[Related, ...], more: Iterable[Related]) -> tuple[Related, ...]:
    known = {one.word for one in held}
    fresh = {one.word: one for one in reversed(list(more)) if one.word not in known}
    return held + tuple(reversed(fresh.values()))
