"""The front door to places: recognising them, looking them up, naming them in English."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

from retrieval.model import Article, Place
from retrieval.places.article import article_places
from retrieval.places.asked import Asked, asked_places, narrowed
from retrieval.places.recognise import Mention, Names, level_of, mentions

_KINDS = re.compile(
    r"[\s-]+(?:special administrative region|autonomous (?:region|prefecture|county|banner)"
    r"|sub-?district|province|prefecture|municipality|city|district|county|banner|league)$"
)


class Gazetteer:
    """The divisions of China of 2026, down to counties, and the countries of the world.

    Loaded once; safe to use from several threads, for nothing in it changes.
    """

    def __init__(self) -> None:
        """Read the shipped tables (about a tenth of a second)."""
        self._names = Names()
        self._english: dict[str, list[Place]] = {}
        for division in sorted(self._names.divisions, key=level_of):
            for name in (division.place.english, *division.also):
                for key in _english_keys(name, division.place):
                    self._english.setdefault(key, []).append(division.place)

    def find(self, text: str, known: Iterable[Place] = ()) -> list[Mention]:
        """Return the places a printed text names, in order.

        ``known`` are places already established; a name that stays ambiguous is left out.
        """
        return mentions(self._names, text, known)

    def of_article(self, article: Article) -> tuple[Place, ...]:
        """Return the places an article speaks of, best first."""
        return article_places(self._names, article)

    def of_passage(self, text: str, article_places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Return the places a passage speaks of, best first.

        They are the places it names, the most specific of each chain, the most often named
        first; a passage that names none speaks of its article's first place.
        """
        found = [mention.place for mention in mentions(self._names, text, article_places)]
        above = {full for place in found for full in self._names.above(place.full)}
        counts = Counter(place for place in found if place.full not in above)
        named = tuple(place for place, _ in counts.most_common())
        return named or article_places[:1]

    def lookup(self, full: str) -> Place:
        """Return the place of that full name.  Raises ``KeyError`` when there is none."""
        return self._names.place(full)

    def above(self, full: str) -> tuple[Place, ...]:
        """Return the places that hold the one of that full name, nearest first."""
        return tuple(self._names.place(name) for name in self._names.above(full))

    def english(self, full: str) -> str:
        """Return the English name with what it lies in: Gulou District, Fuzhou, Fujian.

        Raises ``KeyError`` when there is no place of that full name.
        """
        chain = (self.lookup(full), *self.above(full))
        return ", ".join(place.english for place in chain)

    def asked(self, text: str, holds: Callable[[str], bool]) -> list[Asked]:
        """Return the place names of a Chinese question (simplified, folded), in order.

        ``holds`` tells whether the archive writes a name: it settles which 鼓楼 is meant.
        """
        return asked_places(self._names, text, holds)

    def narrowed(
        self, places: tuple[Place, ...], holds: Callable[[str], bool]
    ) -> tuple[Place, ...]:
        """Return those of ``places`` that the archive can mean; all when it knows none."""
        return narrowed(self._names, places, holds)

    def by_english(self, text: str) -> tuple[Place, ...]:
        """Return every place with that English name, largest first; none when there is none."""
        return tuple(self._english.get(_plain(text), ()))


def _english_keys(name: str, place: Place) -> Iterable[str]:
    """Yield what people type: with the kind of place, and without unless that says too little."""
    plain = _plain(name)
    bare = _KINDS.sub("", plain)
    kinds = {"province": ("province",), "city": ("city",), "county": ("county", "district", "city")}
    yield plain
    for kind in kinds.get(place.level, ()):
        if f"{bare} {kind}" != plain:
            yield f"{bare} {kind}"
    if place.name == place.full or not place.name.endswith(("县", "区", "旗")):
        if bare != plain:
            yield bare
    else:
        yield bare + "xian"


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    kept = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(kept.replace("'", "").replace("-", " ").split())
