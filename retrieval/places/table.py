"""The table of divisions: reading it, and the values it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from retrieval.model import Place

_OTHER_ENGLISH = {
    "北京市": ("Peking",),
    "内蒙古自治区": ("Neimenggu", "Nei Mongol"),
    "西藏自治区": ("Xizang",),
    "澳门特别行政区": ("Macau",),
}
_SUFFIXES = {
    "自治县": "County",
    "自治旗": "Banner",
    "区": "District",
    "县": "County",
    "旗": "Banner",
}


@dataclass(frozen=True, slots=True)
class Division:
    """A place of the table: ``own`` is its full name alone (青岛市), ``above`` its ancestors.

    ``above`` holds full names, nearest first: 山东省青岛市 before 山东省.  ``also`` are more
    English names (USA).
    """

    place: Place
    own: str
    above: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def within(self, full: str) -> bool:
        """Tell whether the division is, or lies in, the place named ``full``."""
        return full == self.place.full or full in self.above


def read_divisions() -> tuple[Division, ...]:
    """Read the shipped table: countries first, then provinces, cities, counties in its order."""
    countries = tuple(_country(*row) for row in _rows("countries.tsv"))
    return countries + tuple(_division(row) for row in _rows("divisions.tsv"))


def read_words(name: str) -> frozenset[str]:
    """Read a shipped list of words parted by white space; lines with ``#`` are remarks."""
    return frozenset(
        word for line in _lines(name) if not line.startswith("#") for word in line.split()
    )


def read_false_friends() -> dict[str, tuple[str, str]]:
    """Read name -> characters that may not stand before it, and not after it (大连|接)."""
    return {name: (before, after) for name, before, after in _rows("false-friends.tsv")}


def _country(name: str, english: str) -> Division:
    first, *also = english.split("|")
    return Division(Place(name, name, first, "country"), name, also=tuple(also))


def _division(row: Sequence[str]) -> Division:
    level, province, city, county, name, word = row
    above = []
    if county and city:
        above.append(province + city)
    if county or city:
        above.append(province)
    own = county or city or province
    full = "".join(dict.fromkeys((province, city, county)))
    place = Place(name, full, _english(own, word, level), level)
    return Division(place, own, tuple(above), _OTHER_ENGLISH.get(full, ()))


def _english(own: str, word: str, level: str) -> str:
    """Return the English name with District or County, which cities and provinces go without."""
    if level != "county":
        return word
    kind = next((kind for suffix, kind in _SUFFIXES.items() if own.endswith(suffix)), "")
    return f"{word} {kind}".strip()


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _lines(name)[1:] if line and not line.startswith("#")]


def _lines(name: str) -> list[str]:
    data = files("retrieval.places").joinpath("data", name)
    return data.read_text(encoding="utf-8").splitlines()
