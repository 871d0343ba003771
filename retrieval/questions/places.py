"""Place names of a question as concepts: what they may mean, and how pages write them."""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.model import Concept, ConceptKind, Place, Term, Vocabulary
from retrieval.tokens import Tokenizer

_BARE_NAME_WEIGHT = 0.6


def place_concept(surface: str, places: Iterable[Place], tokenizer: Tokenizer) -> Concept:
    """Return the concept of a place name that may mean any of ``places``."""
    terms = {term.text: term for place in places for term in _terms(surface, place, tokenizer)}
    return Concept(surface, tuple(terms.values()), ConceptKind.PLACE)


def _terms(surface: str, place: Place, tokenizer: Tokenizer) -> list[Term]:
    """Return how pages write the place: 长宁 finds 长宁区 too, so the short name is enough.

    Asked with its suffix (朝阳区), the place is looked for so, and without it at a lower weight.
    """
    own = own_name(place)
    if surface == own and own != place.name:
        return [tokenizer.term(own), tokenizer.term(place.name, _BARE_NAME_WEIGHT)]
    return [tokenizer.term(place.name)]


def own_name(place: Place) -> str:
    """Return the full name without what the place lies in: 青岛市."""
    at = place.full.rfind(place.name)
    return place.full[at:] if at >= 0 else place.full


def holds(vocabulary: Vocabulary, tokenizer: Tokenizer, name: str) -> bool:
    """Tell whether a page of the archive writes ``name``."""
    return vocabulary.frequency(tokenizer.term(name)) > 0
