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
        self._glossary: dict[str, tuple[str, ...]] = {}
        self._add_glossary(read_pairs("glossary.tsv"))
        self._add_glossary(row for row in rows if not has_han(row[0]))
        self.question_words = read_words("question-words.txt")
        self.stop_words = read_words("stop-words.txt")
        self.english_stop_words = read_words("stop-words.en.txt")

    def related(self, word: str) -> tuple[Related, ...]:
        """Return other words for ``word`` (simplified, folded), nearest first."""
        return self._related.get(word, ())

    def knows(self, word: str) -> bool:
        """Tell whether a row of the tables stands under ``word``."""
        return word in self._related

    def glossary(self, key: str) -> tuple[str, ...]:
        """Return the Chinese for an English key (see ``english.key``), best first."""
        return self._glossary.get(key, ())

    @property
    def glossary_size(self) -> int:
        """The number of English keys."""
        return len(self._glossary)

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
        """Add rows ``phrases <tab> Chinese``: every phrase leads to all of the Chinese words."""
        for phrases, chinese in rows:
            for key in dict.fromkeys(map(english.key, parted(phrases))):
                held = self._glossary.get(key, ())
                self._glossary[key] = tuple(dict.fromkeys(held + parted(chinese)))


def _joined(held: tuple[Related, ...], more: Iterable[Related]) -> tuple[Related, ...]:
    known = {one.word for one in held}
    fresh = {one.word: one for one in reversed(list(more)) if one.word not in known}
    return held + tuple(reversed(fresh.values()))
