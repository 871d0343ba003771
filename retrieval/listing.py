"""List questions: the places the passages name, each once, merged to the level asked for."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.model import Place, PlaceEntry, Query
from retrieval.places import Gazetteer
from retrieval.rerank import Judged

# A passage counts for a list when it scores at least this share of the best one.
SHARE = 0.5


def entries(query: Query, judged: Sequence[Judged], gazetteer: Gazetteer) -> tuple[PlaceEntry, ...]:
    """Return the places that answer a list question, best first.

    ``judged`` are the passages that count, best first.  A place is taken from the passage, else
    from its article.
    """
    passages: dict[str, list[str]] = {}
    for one in judged:
        passage, article = one.candidate.passage, one.candidate.article
        for full in passage.places or article.places[:1]:
            for level in _at_level(full, query, gazetteer):
                ids = passages.setdefault(level, [])
                if passage.id not in ids:
                    ids.append(passage.id)
    return tuple(PlaceEntry(gazetteer.lookup(full), tuple(ids)) for full, ids in passages.items())


def _at_level(full: str, query: Query, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the place itself, or the one above it that the question asks for, if there is one.

    A district is named by its city unless districts are asked for; a question about the parts of
    a place (上海哪几个区) is answered by parts of it only.
    """
    chain = (gazetteer.lookup(full), *gazetteer.above(full))
    wholes = {place.full for place in query.places}
    if wholes and not any(place.full in wholes for place in chain[1:]):
        return ()
    if query.list_level == "province":
        asked = [place for place in chain if place.level == "province"]
    elif query.list_level == "county":
        asked = [place for place in chain if place.level == "county"]
    else:
        asked = [place for place in chain if _is_city(place)]
        if not asked and query.list_level != "city":
            asked = [chain[0]]
    return tuple(place.full for place in asked[:1] if place.full not in wholes)


def _is_city(place: Place) -> bool:
    """Tell whether a reader would call a place a city or a county town: not a district of one."""
    if place.level == "county":
        return not place.full.endswith("区")
    return place.level == "city" or place.full.endswith("市")
