"""CC-CEDICT turned round: from English to the Chinese words an archive holds.

The data is CC-CEDICT, Creative Commons Attribution-ShareAlike 4.0 (``data/LICENSE-CC-CEDICT.txt``).
It is read when an archive is built, never when a question is asked.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator
from importlib.resources import files

from retrieval.lexicon.english import key_of, stem, words
from retrieval.lexicon.tables import read_words

_MOST_WORDS = 24
_ENOUGH = 6
_LONGEST_LOOSE_GLOSS = 4
_PINYIN = "="
_SURNAME = "surname "

Rank = tuple[int, int, int, int]


def reduced(holds: Callable[[str], bool]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield English key -> Chinese words, best first, for the words of which ``holds`` is true.

    A word ranks by how its gloss matches the key (the whole gloss before a gloss that only
    contains the word), by the place of the gloss in its entry, and words of two or more
    characters come before single ones.  Keys are made by :func:`retrieval.lexicon.english.key`;
    keys made by :func:`pinyin_key` lead from a pronunciation to the words said so.
    """
    stop = read_words("stop-words.en.txt")
    found: dict[str, dict[str, Rank]] = {}
    for order, line in enumerate(_lines()):
        word, _, rest = line.partition("\t")
        if not holds(word):
            continue
        pinyin, _, glossed = rest.partition("\t")
        glosses = glossed.split(";")
        for english, rank in _keys(glosses, stop):
            _keep_best(found.setdefault(english, {}), word, (*rank, _shape(word), order))
        surname = 0 if glosses[0].startswith(_SURNAME) else 1
        _keep_best(found.setdefault(pinyin_key(pinyin), {}), word, (0, surname, 0, order))
    for english, ranks in found.items():
        yield english, _best(ranks)


def pinyin_key(pinyin: str) -> str:
    """Return the key of a pronunciation, written with or without blanks, tones left out."""
    return _PINYIN + "".join(char for char in pinyin.lower() if char.isalpha())


def _best(ranks: dict[str, Rank]) -> tuple[str, ...]:
    """Return the words, best first; loose matches only fill up to a few words."""
    best = sorted(ranks, key=lambda word: ranks[word])
    exact = [word for word in best if ranks[word][0] == 0]
    return tuple(exact[:_MOST_WORDS] + best[len(exact) : max(len(exact), _ENOUGH)])


def _keep_best(ranks: dict[str, Rank], word: str, rank: Rank) -> None:
    ranks[word] = min(rank, ranks.get(word, rank))


def _keys(glosses: list[str], stop: frozenset[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the keys of an entry: each whole gloss, then each word of the short ones."""
    for place, gloss in enumerate(glosses):
        tokens = words(gloss)
        if gloss.startswith(_SURNAME) or not tokens:
            continue
        if whole := key_of(tokens):
            yield whole, (0, place)
        content = [token for token in tokens if token not in stop and len(token) > 1]
        if 1 <= len(content) <= _LONGEST_LOOSE_GLOSS and len(tokens) > 1:
            for token in content:
                yield stem(token), (1 + len(content), place)


def _shape(word: str) -> int:
    """Rank words by length: two characters first, one character last."""
    return {1: 2, 2: 0, 3: 0, 4: 0}.get(len(word), 1)


def _lines() -> list[str]:
    packed = files("retrieval.lexicon").joinpath("data", "cedict.tsv.xz").read_bytes()
    return lzma.decompress(packed).decode("utf-8").splitlines()
