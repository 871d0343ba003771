"""What is read from the words of a question, before it becomes a Query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from retrieval.model import Concept, Place


@dataclass(frozen=True, slots=True)
class Reading:
    """The concepts of a question, its bigrams, exact phrases, places and words without Chinese."""

    concepts: tuple[Concept, ...] = ()
    grams: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    unmapped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What ``length`` words of a question mean, and the place they name when they name one."""

    length: int
    concept: Concept
    places: tuple[Place, ...] = ()


def counted(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Return the concepts, each once, with how often it stands in the question."""
    held: dict[tuple[str, ...], Concept] = {}
    for concept in concepts:
        same = (*(term.text for term in concept.terms),) or (concept.surface,)
        known = held.get(same)
        held[same] = replace(known, repeats=known.repeats + 1) if known else concept
    return tuple(held.values())


def joined(first: Reading, second: Reading) -> Reading:
    """Return two readings of one question as one."""
    return Reading(
        counted(first.concepts + second.concepts),
        first.grams + second.grams,
        first.phrases + second.phrases,
        tuple(dict.fromkeys(first.places + second.places)),
        first.unmapped + second.unmapped,
    )
