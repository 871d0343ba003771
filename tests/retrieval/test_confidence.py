"""How sure the signs make us."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.confidence import Signs, confidence

NOTHING = Signs(share=0.0, evidence=0.0, window=0.0, article=0.0, place=False)
SIGNS = st.builds(
    Signs,
    share=st.floats(0, 1),
    evidence=st.floats(0, 20),
    window=st.floats(0, 1),
    article=st.floats(0, 1),
    place=st.booleans(),
)


@given(SIGNS)
def test_confidence_is_a_share(signs: Signs) -> None:
    """Whatever the signs, the number lies between 0 and 1."""
    assert 0 < confidence(signs) < 1


@pytest.mark.parametrize(
    "more",
    [
        replace(NOTHING, share=1.0),
        replace(NOTHING, evidence=1.0),
        replace(NOTHING, window=1.0),
        replace(NOTHING, article=1.0),
        replace(NOTHING, place=True),
    ],
)
def test_every_sign_speaks_for_the_passage(more: Signs) -> None:
    """More of any sign makes surer."""
    assert confidence(more) > confidence(NOTHING)


def test_no_sign_is_no_answer_and_all_are() -> None:
    """Without signs we are nearly sure that it is no answer, with all that it is one."""
    whole = Signs(share=1.0, evidence=3.0, window=1.0, article=1.0, place=True)

    assert confidence(NOTHING) < 0.05
    assert confidence(whole) > 0.95
