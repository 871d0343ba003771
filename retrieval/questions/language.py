"""Which language a question is written in, and its text in simplified characters."""

from __future__ import annotations

import re

from retrieval.model import Language
from retrieval.text import fold, is_han, simplify, simplify_taiwan

_LATIN_WORD = re.compile(r"[A-Za-z]+")


def language_of(question: str) -> Language:
    """Return the language of a question.

    A Latin word weighs as much as two Chinese characters, so that a Chinese question may hold a
    foreign name and an English one a Chinese name.  One traditional character makes it
    traditional.
    """
    han = sum(map(is_han, question))
    if 2 * len(_LATIN_WORD.findall(question)) > han:
        return Language.EN
    return Language.ZH if simplify(question) == question else Language.ZH_HANT


def simplified(question: str, language: Language) -> str:
    """Return the question folded and in simplified characters, in mainland wording."""
    if language is Language.ZH:
        return simplify(fold(question))
    return simplify(fold(simplify_taiwan(question)))


def han_runs(text: str) -> str:
    """Return ``text`` with everything but Chinese characters replaced by blanks."""
    return "".join(char if is_han(char) else " " for char in text)
