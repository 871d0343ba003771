"""The vocabulary of a few sentences: what an archive of them would answer."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.lexicon import cedict
from retrieval.model import Term
from retrieval.tokens import Tokenizer


class SmallVocabulary:
    """Counts terms in a handful of passages, with the tokenizer of the program."""

    def __init__(self, tokenizer: Tokenizer, passages: Sequence[str]) -> None:
        """Cut the passages, and take from the dictionary the words that stand in them."""
        self._words = [set(tokenizer.words(text)) for text in passages]
        self._grams = [set(tokenizer.grams(text)) for text in passages]
        joined = "\n".join(passages)
        self._translations = dict(cedict.reduced(lambda word: word in joined))

    def frequency(self, term: Term) -> int:
        """Return the number of passages that hold ``term``."""
        if not term.grams:
            return sum(term.text in words for words in self._words)
        return sum(grams.issuperset(term.grams) for grams in self._grams)

    def translations(self, english: str) -> tuple[str, ...]:
        """Return the Chinese words of the passages that the dictionary gives for ``english``."""
        return self._translations.get(english, ())
