"""Typing errors by sound: 工会译站 -> 工会驿站, 秦黄岛 -> 秦皇岛, 花勃勃 -> 花饽饽.

Only what the archive does not hold is repaired, and only by something that sounds the same and
keeps at least one of its characters.
"""

from __future__ import annotations

from itertools import islice, product

from retrieval.lexicon import Lexicon
from retrieval.model import Place, Term, Vocabulary
from retrieval.places import Gazetteer
from retrieval.questions.pinyin import PinyinReader

_LONGEST = 6
_MOST_READINGS = 8


class Repairer:
    """Finds what a misspelt word was meant to be."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, pinyin: PinyinReader) -> None:
        """Keep what knows how characters sound and what is said so."""
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._pinyin = pinyin

    def places(self, word: str) -> tuple[Place, ...]:
        """Return the places that sound like ``word``; none when there is none."""
        found: dict[str, Place] = {}
        for syllables in self._readings(word):
            for place in self._gazetteer.by_english("".join(syllables)):
                if _resembles(place.name, word):
                    found[place.full] = place
        return tuple(found.values())

    def terms(self, word: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
        """Return what the archive holds that sounds like ``word``; nothing when there is none."""
        found: dict[str, Term] = {}
        for syllables in self._readings(word):
            for term in self._pinyin.spelt(syllables, vocabulary):
                if _resembles(term.text, word):
                    found[term.text] = term
        return tuple(found.values())

    def _readings(self, word: str) -> list[tuple[str, ...]]:
        if not 2 <= len(word) <= _LONGEST:
            return []
        sounds = [self._lexicon.readings(char) for char in word]
        return list(islice(product(*sounds), _MOST_READINGS))


def _resembles(found: str, word: str) -> bool:
    """Tell whether two words of one length share a character in its place, and differ."""
    same = [left == right for left, right in zip(found, word, strict=False)]
    return len(found) == len(word) and any(same) and not all(same)
