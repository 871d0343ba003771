"""How sure we are that a passage answers the question: a number between 0 and 1.

A raw BM25 score cannot tell: a question about a town the archive does not know can outscore one
it answers.  Five named signs are weighed instead, in a logistic model that can be read and tuned
(fitted on judged questions, on the same questions with their article taken away, and on
questions about other things).
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a passage.

    ``share`` is the BM25 of its concepts relative to the most the query could reach (0 to 1).
    ``evidence`` is what stands together in one window, in words as rare as words can be.
    ``window`` is the share of the question's concepts that stand together in that window.
    ``article`` is the share of the question's concepts, by idf, that its article holds.
    ``place`` tells that the question names a place and the passage speaks of it.
    """

    share: float
    evidence: float
    window: float
    article: float
    place: bool


_BIAS = -4.6
_SHARE = 2.3
_EVIDENCE, _MOST_EVIDENCE = 1.6, 3.0
_WINDOW = 1.8
_ARTICLE = 2.0
_PLACE = 1.9


def confidence(signs: Signs) -> float:
    """Return how sure the signs make us, between 0 and 1."""
    logit = (
        _BIAS
        + _SHARE * signs.share
        + _EVIDENCE * min(signs.evidence, _MOST_EVIDENCE)
        + _WINDOW * signs.window
        + _ARTICLE * signs.article
        + _PLACE * signs.place
    )
    return 1 / (1 + math.exp(-logit))
