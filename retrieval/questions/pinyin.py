"""Chinese names spelt in pinyin: Chen Jie -> 陈杰, when the archive writes such a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.lexicon.cedict import pinyin_key
from retrieval.model import Term, Vocabulary
from retrieval.tokens import Tokenizer

_INITIAL = r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)"
_FINAL = (
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ao|an|ei|en|er|ia|ie|in|iu|ou|ua|ue"
    r"|ui|un|uo|ve|vn|a|e|i|o|u|v)"
)
_SYLLABLE = rf"{_INITIAL}?{_FINAL}"
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}){{1,4}}")
_MOST_CHARACTERS = 16
_MOST_NAMES = 6
_MOST_SYLLABLES = 4


class PinyinReader:
    """Finds the Chinese of names written in Latin letters."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Keep the tokenizer that makes the terms."""
        self._tokenizer = tokenizer

    def names(self, tokens: Sequence[str], vocabulary: Vocabulary) -> tuple[Term, ...]:
        """Return the names and words of two or more characters that ``tokens`` may spell.

        Nothing when the tokens are no pinyin.
        """
        found: dict[str, Term] = {}
        for syllables in _readings(tokens):
            for term in self.spelt(syllables, vocabulary):
                found.setdefault(term.text, term)
        return tuple(found.values())[:_MOST_NAMES]

    def spelt(self, syllables: Sequence[str], vocabulary: Vocabulary) -> tuple[Term, ...]:
        """Return what the archive holds that is read so, one character a syllable.

        Words of the dictionary come first; other names are tried character by character, a
        pair that the archive does not hold ending the attempt.
        """
        words = vocabulary.translations(pinyin_key("".join(syllables)))
        found = [word for word in words if len(word) == len(syllables)]
        if 2 <= len(syllables) <= _MOST_SYLLABLES:
            found += self._grown(syllables, vocabulary)
        terms = (self._tokenizer.term(word) for word in dict.fromkeys(found))
        return tuple(term for term in terms if vocabulary.frequency(term))[:_MOST_NAMES]

    def _grown(self, syllables: Sequence[str], vocabulary: Vocabulary) -> list[str]:
        """Return the strings of characters, one for each syllable, that the archive holds."""
        names = list(_characters(syllables[0], vocabulary))
        for syllable in syllables[1:]:
            after = _characters(syllable, vocabulary)
            longer = (name + char for name in names for char in after)
            names = [name for name in longer if self._is_held(name[-2:], vocabulary)]
            names = names[: _MOST_CHARACTERS * 2]
        return names

    def _is_held(self, pair: str, vocabulary: Vocabulary) -> bool:
        return vocabulary.frequency(self._tokenizer.term(pair)) > 0


def _characters(syllable: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    words = vocabulary.translations(pinyin_key(syllable))
    return tuple(word for word in words if len(word) == 1)[:_MOST_CHARACTERS]


def _readings(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the ways to cut the tokens into two to four syllables."""
    readings: list[tuple[str, ...]] = [()]
    for token in tokens:
        cuts = _cuts(token)
        readings = [before + cut for before in readings for cut in cuts]
    return [one for one in readings if 2 <= len(one) <= _MOST_SYLLABLES]


def _cuts(token: str) -> list[tuple[str, ...]]:
    """Return the ways to cut one word into syllables of pinyin; none when it is none."""
    if not _SYLLABLES.fullmatch(token):
        return []
    return [
        (token[:end], *rest)
        for end in range(1, min(6, len(token)) + 1)
        if re.fullmatch(_SYLLABLE, token[:end])
        for rest in (_cuts(token[end:]) if end < len(token) else [()])
    ]
