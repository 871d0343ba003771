"""Where the words of a query stand in a passage: for highlights, and for how close they lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.model import Query
from retrieval.text import has_han, narrow

# About thirty words: the window in which the words of an answer usually stand together.
WINDOW = 60


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One concept of the query (by its index) at ``[start, end)`` of the printed text."""

    concept: int
    start: int
    end: int


def occurrences(query: Query, text: str) -> tuple[Occurrence, ...]:
    """Return where the concepts of ``query`` stand in ``text``, by start.

    A single Chinese character is too common to point at, unless the whole concept is one.
    """
    folded = narrow(text)
    found: set[Occurrence] = set()
    for number, concept in enumerate(query.concepts):
        for term in concept.terms:
            if len(term.text) == 1 and has_han(term.text) and len(concept.surface) > 1:
                continue
            for start in _all(folded, term.text):
                found.add(Occurrence(number, start, start + len(term.text)))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.concept)))


def _all(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought) if sought else -1
    while at >= 0:
        if not _inside_word(text, at, sought):
            yield at
        at = text.find(sought, at + len(sought))


def _inside_word(text: str, at: int, sought: str) -> bool:
    """Tell whether a Latin word or a number found is only a piece of a longer one."""
    if has_han(sought):
        return False
    around = text[max(0, at - 1) : at] + text[at + len(sought) : at + len(sought) + 1]
    return any(char.isascii() and char.isalnum() for char in around)


def coverage(found: Sequence[Occurrence], weights: Sequence[float]) -> float:
    """Return the greatest sum of the weights of different concepts inside one window.

    ``weights`` holds one weight, the idf, for each concept of the query.
    """
    best = total = 0.0
    counts = [0] * len(weights)
    first = 0
    for one in found:
        if counts[one.concept] == 0:
            total += weights[one.concept]
        counts[one.concept] += 1
        while one.end - found[first].start > WINDOW and found[first] is not one:
            left = found[first].concept
            counts[left] -= 1
            if counts[left] == 0:
                total -= weights[left]
            first += 1
        best = max(best, total)
    return best


def highlights(found: Sequence[Occurrence]) -> tuple[tuple[int, int], ...]:
    """Return the spans to mark: in order, touching and overlapping ones joined."""
    spans: list[tuple[int, int]] = []
    for one in found:
        if spans and one.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], one.end))
        else:
            spans.append((one.start, one.end))
    return tuple(spans)
