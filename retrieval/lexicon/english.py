"""English words made comparable: lower case, base form, stem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

from retrieval.lexicon.tables import read_pairs

_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*(?:'[a-z]+)?")
_DROPPED = frozenset(("a", "an", "the", "sb", "sth", "etc", "one's", "sb's"))
_MOST_WORDS = 7
_IRREGULAR = dict(read_pairs("irregular.tsv"))


def words(text: str) -> list[str]:
    """Return the words of an English text: lower case, without possessive endings."""
    plain = text.lower().replace("’", "'").replace("-", " ")
    return [_without_possessive(word) for word in _WORD.findall(plain)]


def key(text: str) -> str:
    """Return the form under which an English phrase is looked up.

    Articles and a leading ``to`` are dropped, irregular forms undone, the rest stemmed (Porter's
    English stemmer); an empty string when nothing or more than seven words are left.
    """
    return key_of(words(text))


def key_of(tokens: Sequence[str]) -> str:
    """As :func:`key`, for a text already cut by :func:`words`."""
    kept = [word for word in tokens if word not in _DROPPED]
    if len(kept) > 1 and kept[0] == "to":
        kept = kept[1:]
    return " ".join(map(stem, kept)) if len(kept) <= _MOST_WORDS else ""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one lower-case word, its irregular form undone first.

    A stemmer of snowball keeps its word in itself, so each call makes its own: cheap, and safe
    when questions are read in several threads.
    """
    base = _IRREGULAR.get(word, word)
    stemmed: str = snowballstemmer.stemmer("english").stemWord(base)
    return stemmed


def _without_possessive(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word.rstrip("'")
