"""Quotes -> cards: one for each article, in the order an answer is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.model import Answer, Place, PlaceEntry, Quote

_CLOSE = 0.9
"""A second quote of an article is shown when it scores at least this share of the first."""
_MOST_PLACES = 12
"""Places on one card; a digest that names more goes on in a further card."""


@dataclass(frozen=True, slots=True)
class Card:
    """An article's place in an answer: its number from 1, its quotes, and the places they name."""

    number: int
    quotes: tuple[Quote, ...]
    places: tuple[Place, ...] = ()


def cards_of(answer: Answer) -> tuple[Card, ...]:
    """Return the cards of ``answer``: those that name a listed place, then the other articles."""
    named = _place_cards(answer.places, answer.quotes)
    shown = {quotes[0].article.id for quotes, _ in named}
    rest = [quotes for quotes in _by_article(answer.quotes) if quotes[0].article.id not in shown]
    groups = [*named, *((_closest(quotes), ()) for quotes in rest)]
    return tuple(
        Card(number, tuple(quotes), tuple(places))
        for number, (quotes, places) in enumerate(groups, start=1)
    )


def listed_places(answer: Answer) -> tuple[Place, ...]:
    """Return the places of ``answer`` that a quote of it names: none without its evidence."""
    quoted = {quote.passage.id for quote in answer.quotes}
    return tuple(entry.place for entry in answer.places if not quoted.isdisjoint(entry.passage_ids))


def _by_article(quotes: Iterable[Quote]) -> list[list[Quote]]:
    groups: dict[str, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.article.id, []).append(quote)
    return list(groups.values())


def _closest(quotes: Sequence[Quote]) -> list[Quote]:
    """Keep the best quote, and the second when it is nearly as good."""
    best = quotes[0]
    return [quote for quote in quotes[:2] if quote.score >= _CLOSE * best.score]


def _place_cards(
    entries: Sequence[PlaceEntry], quotes: Sequence[Quote]
) -> list[tuple[list[Quote], list[Place]]]:
    """Group the listed places by the article of their best quote."""
    by_id = {quote.passage.id: quote for quote in quotes}
    groups: dict[tuple[str, int], tuple[list[Quote], list[Place]]] = {}
    counted: dict[str, int] = {}
    for entry in entries:
        quote = next((by_id[id_] for id_ in entry.passage_ids if id_ in by_id), None)
        if quote is None:
            continue
        article = quote.article.id
        counted[article] = counted.get(article, 0) + 1
        key = article, (counted[article] - 1) // _MOST_PLACES
        held, places = groups.setdefault(key, ([], []))
        places.append(entry.place)
        if quote not in held:
            held.append(quote)
    return list(groups.values())
