"""Words of a question that the archive does not know, cut into words that it does."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.lexicon import Lexicon
from retrieval.model import Vocabulary
from retrieval.questions.numbers import variants
from retrieval.text import has_han
from retrieval.tokens import Tokenizer

# What may follow a verb without changing what it means: 夸过, 领到, 添个.
_AFTER_A_VERB = frozenset("过了着到回出起完好个")
_UNKNOWN = 3
_LONGEST = 8


class Cutter:
    """Cuts tokens without a single passage: 普通工人 -> 普通 工人."""

    def __init__(self, tokenizer: Tokenizer, lexicon: Lexicon) -> None:
        """Keep what says which words are known."""
        self._tokenizer = tokenizer
        self._lexicon = lexicon

    def cut(self, tokens: Sequence[str], vocabulary: Vocabulary) -> list[str]:
        """Return the tokens, those that nothing knows cut into known parts where possible."""
        return [part for token in tokens for part in self._parts(token, vocabulary)]

    def _parts(self, token: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        if len(token) == 1 or len(token) > _LONGEST or not has_han(token) or variants(token):
            return (token,)
        if self._is_known(token, vocabulary) or self._is_written(token, vocabulary):
            return (token,)
        if len(token) == 2:
            return self._of_two(token, vocabulary)
        best = self._best(token, vocabulary)
        return best if any(len(part) > 1 for part in best) else (token,)

    def _of_two(self, token: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Cut off what follows a verb (夸|过) and function words (封|信, 写|给)."""
        first, second = token[0], token[1]
        if second in _AFTER_A_VERB:
            return (first,)
        stop = self._lexicon.stop_words
        if (first in stop) == (second in stop):
            return (token,)
        rest = second if first in stop else first
        return (rest,) if self._is_known(rest, vocabulary) else (token,)

    def _best(self, token: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Return the cut with the fewest parts; an unknown character counts as three."""
        cuts: list[tuple[int, tuple[str, ...]]] = [(0, ())]
        for end in range(1, len(token) + 1):
            options = []
            for start in range(end):
                part = token[start:end]
                known = self._is_known(part, vocabulary)
                if known or end - start == 1:
                    cost, parts = cuts[start]
                    options.append((cost + (1 if known else _UNKNOWN), (*parts, part)))
            cuts.append(min(options))
        return cuts[-1][1]

    def _is_known(self, word: str, vocabulary: Vocabulary) -> bool:
        if self._lexicon.knows(word) or word in self._lexicon.stop_words:
            return True
        return vocabulary.frequency(self._tokenizer.word_term(word)) > 0

    def _is_written(self, word: str, vocabulary: Vocabulary) -> bool:
        return vocabulary.frequency(self._tokenizer.term(word)) > 0
