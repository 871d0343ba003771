"""Which places an article speaks of: its names weighed, summed up the tree, walked down again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from retrieval.model import Article, Place
from retrieval.places.recognise import Mention, Names, mentions

_HEADLINE_WEIGHT = 4.0
_LEAD_WEIGHT = 2.0
_PASSING_WEIGHT = 0.5
_LEAD_LENGTH = 180
_CITY_SHARE = 0.40
_COUNTY_SHARE = 0.35
_OTHERS = 5
_OTHERS_LEAST = 2.0
_UNION = re.compile(r"(?:总工会|总|工会)")
_GOING = re.compile(r"(?:前往|赴|来自|开往|支援|援)$")


def article_places(names: Names, article: Article) -> tuple[Place, ...]:
    """Return the places of an article, best first; none when it names none."""
    heads = "\n".join(head for head in (article.kicker, article.headline) if head)
    if article.subheadline:
        heads += "\n" + article.subheadline
    text = heads + "\n" + "\n".join(paragraph.text for paragraph in article.paragraphs)
    found = mentions(names, text)
    if not found:
        return ()
    weights = _weigh(found, text, len(heads) + 1)
    first = _final(found, text, len(heads))
    if first is None:
        first = _down_the_lead(_leaf(names, weights), found, len(heads) + 1)
    others = [
        place
        for place, weight in sorted(weights.items(), key=lambda one: -one[1])
        if place != first and weight >= _OTHERS_LEAST and not _is_above(names, place, first)
    ]
    return (first, *others[:_OTHERS])


def _weigh(found: Iterable[Mention], text: str, body: int) -> dict[Place, float]:
    weights: dict[Place, float] = {}
    for mention in found:
        weight = 1.0
        if mention.start < body:
            weight = _HEADLINE_WEIGHT
        elif mention.start < body + _LEAD_LENGTH:
            weight = _LEAD_WEIGHT
        if _is_in_passing(text, mention):
            weight = _PASSING_WEIGHT
        weights[mention.place] = weights.get(mention.place, 0.0) + weight
    return weights


def _is_in_passing(text: str, mention: Mention) -> bool:
    """Tell whether the place stands in an enumeration or is only where someone goes."""
    around = text[mention.start - 1 : mention.start] + text[mention.end : mention.end + 1]
    return "、" in around or bool(_GOING.search(text[max(0, mention.start - 2) : mention.start]))


def _final(found: Iterable[Mention], text: str, heads: int) -> Place | None:
    """Return the place whose union stands in the heads (日照市总): nothing smaller is meant."""
    for mention in found:
        if mention.end <= heads and _UNION.match(text, mention.end):
            return mention.place
    return None


def _leaf(names: Names, weights: Mapping[Place, float]) -> Place:
    """Walk from the heaviest province down while one place below holds a good share."""
    totals: dict[str, float] = {}
    for place, weight in weights.items():
        for full in (place.full, *names.above(place.full)):
            totals[full] = totals.get(full, 0.0) + weight
    tops = [full for full in totals if not names.above(full)]
    at = max(tops, key=lambda full: (totals[full], full))
    while below := names.below(at, totals):
        best = max(below, key=lambda full: (totals[full], full))
        share = _CITY_SHARE if names.place(best).level == "city" else _COUNTY_SHARE
        if totals[best] < share * totals[at]:
            break
        at = best
    return names.place(at)


def _down_the_lead(leaf: Place, found: Sequence[Mention], body: int) -> Place:
    """Follow the first chain of the lead (安徽|滁州) down from ``leaf``."""
    lead = [one for one in found if body <= one.start < body + _LEAD_LENGTH]
    for index, mention in enumerate(lead):
        if mention.place != leaf:
            continue
        chain = [mention]
        for after in lead[index + 1 :]:
            if after.start != chain[-1].end:
                break
            chain.append(after)
        return chain[-1].place
    return leaf


def _is_above(names: Names, place: Place, leaf: Place) -> bool:
    return place.full in names.above(leaf.full)
