"""Text -> terms, the same way for pages and for questions.

Two streams are made of one text: words (jieba without its hidden Markov model: unseen names are
then cut alike in page and question) and character bigrams, which miss no name at all.
"""

from __future__ import annotations

import logging
import marshal
import re
from importlib.metadata import version
from pathlib import Path

import jieba

from retrieval.model import Term
from retrieval.text import fold, simplify

_HAN_RANGE = r"\u3007\u3400-\u9fff\U00020000-\U000323af"
# Runs of Han characters; runs of letters and digits, with the point inside a number.
_RUN = re.compile(rf"[{_HAN_RANGE}]+|\d+(?:\.\d+)+|[^\W_{_HAN_RANGE}]+")
_HAN = re.compile(rf"[{_HAN_RANGE}]")
_WORD_WEIGHT_OF_ONE_CHARACTER = 0.3

jieba.setLogLevel(logging.CRITICAL)


class Tokenizer:
    """Cuts text into words and bigrams.  One owned dictionary, loaded on first use."""

    def __init__(self, cache: Path | None = None) -> None:
        """Load nothing yet.

        ``cache`` is a directory in which jieba may keep its compiled dictionary (it is made when
        missing); without one, or when it cannot be made, jieba uses the system's directory for
        temporary files.
        """
        self._jieba = jieba.Tokenizer()
        self._cache: Path | None = None
        if cache is not None and _made(cache):
            self._cache = cache / f"jieba-{version('jieba')}.cache"
            self._jieba.tmp_dir, self._jieba.cache_file = str(cache), self._cache.name

    def load(self) -> None:
        """Load the dictionary now, so that the first question need not."""
        if not self._jieba.initialized and not self._load_compiled():
            self._jieba.initialize()

    def _load_compiled(self) -> bool:
        """Take the compiled dictionary from the cache, and tell whether that was possible.

        jieba would read the same file object by object, in three times the time.
        """
        if self._cache is None:
            return False
        try:
            compiled = marshal.loads(self._cache.read_bytes())  # noqa: S302 - jieba's own form
            frequencies, total = compiled
        except (OSError, ValueError, EOFError, TypeError):
            return False
        if not (isinstance(frequencies, dict) and isinstance(total, int)):
            return False
        self._jieba.FREQ, self._jieba.total = frequencies, total
        self._jieba.initialized = True
        return True

    @property
    def fingerprint(self) -> str:
        """What decides the streams: archives made under another one must be rebuilt."""
        return f"jieba-{version('jieba')}-nohmm/opencc-{version('opencc')}/bigrams-1"

    def words(self, text: str) -> list[str]:
        """Return the words of ``text``: simplified, folded in width and case, no punctuation."""
        self.load()
        cut = self._jieba.lcut(normal(text), HMM=False)
        return [token for token in cut if _RUN.match(token)]

    def grams(self, text: str) -> list[str]:
        """Return the character bigrams of each run of Han characters.

        A run of one character stands for itself; a run of letters or digits is kept whole.
        """
        return [gram for run in _RUN.findall(normal(text)) for gram in _bigrams(run)]

    def word_term(self, token: str, weight: float = 1.0) -> Term:
        """Return the term for one token of :meth:`words`."""
        return Term(token, (), weight)

    def term(self, text: str, weight: float = 1.0) -> Term:
        """Return the term that finds ``text`` wherever it stands, whatever the word borders.

        A single character is looked up as a word, at a low weight: inside other words it has
        other meanings.
        """
        plain = normal(text)
        runs = _RUN.findall(plain)
        if len(runs) == 1 and len(runs[0]) == 1:
            return Term(plain, (), weight * _WORD_WEIGHT_OF_ONE_CHARACTER)
        return Term(plain, tuple(gram for run in runs for gram in _bigrams(run)), weight)


def _made(directory: Path) -> bool:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True


def normal(text: str) -> str:
    """Return ``text`` as the index sees it: folded in width and case, in simplified characters."""
    return simplify(fold(text))


def _bigrams(run: str) -> list[str]:
    if len(run) == 1 or not _HAN.match(run):
        return [run]
    return [run[start : start + 2] for start in range(len(run) - 1)]
