"""English words made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lexicon import english


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("workers' home", "worker's homes"),
        ("the trade unions", "a trade union"),
        ("built", "to build"),
        ("women", "woman"),
        ("labour dispute", "labor disputes"),
        ("New Year’s Eve", "new year's eve"),
        ("return-to-work", "return to work"),
    ],
)
def test_forms_of_one_phrase_share_a_key(left: str, right: str) -> None:
    """Number, tense, articles, possessives, hyphens and spelling make no difference."""
    assert english.key(left) == english.key(right)


def test_long_texts_have_no_key() -> None:
    """More than seven words are no phrase."""
    assert english.key("one two three four five six seven eight") == ""


@given(st.text())
def test_keys_are_lower_case_words(text: str) -> None:
    """Whatever comes in, a key holds lower-case words parted by single blanks."""
    key = english.key(text)
    assert key == " ".join(key.split()).lower()
