"""The sidecar ``pages.toml``: what somebody wrote down about the page files beside it.

::

    paper = "工人日报"                  # every page file in this folder

    ["2025-01-08_*.txt"]               # files by pattern; of several the later one counts
    date = 2025-01-08

    ["2025-01-08_03.txt"]              # one file by its name, which goes before patterns
    number = 3

A fault refuses the files it governs and no others: all files of the folder when the file is no
TOML or a key above the tables is wrong, else those its table names.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from retrieval.articles.furniture import Imprint
from retrieval.errors import PageRefused
from retrieval.imprint import page_number, whole_date

SIDECAR = "pages.toml"
_KEYS = ("paper", "date", "number")
_MEND = f"mend {SIDECAR} in the page's folder, or take it away"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of the sidecar: the pattern of the files it governs, and what it says of them.

    ``fault`` says what is wrong with it, if anything is.
    """

    pattern: str
    said: Imprint
    fault: str | None = None


def imprint_beside(text: str, file: str) -> Imprint:
    """Return what the sidecar of contents ``text`` says of the page file called ``file``.

    Raises PageRefused when what governs that file is faulty.
    """
    governing = [entry for entry in _entries(text) if _governs(entry, file)]
    for entry in governing:
        if entry.fault:
            raise PageRefused(f"{file}: {SIDECAR} {entry.fault}", _MEND)
    # From the general to the particular: the whole folder, patterns, the file itself.
    governing.sort(key=lambda entry: entry.pattern == file)
    paper = date = number = None
    for entry in governing:
        paper = entry.said.paper or paper
        date = entry.said.date or date
        number = entry.said.number or number
    return Imprint(paper, date, number)


def _governs(entry: _Entry, file: str) -> bool:
    return entry.pattern == file or fnmatchcase(file, entry.pattern)


@lru_cache(maxsize=4)
def _entries(text: str) -> tuple[_Entry, ...]:
    """Read a sidecar; kept for a few texts, for every page file beside one asks for it again."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return (_Entry("*", Imprint(), f"is not TOML ({error})"),)
    general = {key: value for key, value in tables.items() if not isinstance(value, dict)}
    named = [(key, value) for key, value in tables.items() if isinstance(value, dict)]
    return (_entry("*", general), *(_entry(pattern, table) for pattern, table in named))


def _entry(pattern: str, table: dict[str, object]) -> _Entry:
    fault = next(_faults(pattern, table), None)
    if fault:
        return _Entry(pattern, Imprint(), fault)
    paper = table.get("paper")
    date = _date(table["date"]) if "date" in table else None
    number = _number(table["number"]) if "number" in table else None
    return _Entry(pattern, Imprint(str(paper).strip() if paper else None, date, number))


def _faults(pattern: str, table: dict[str, object]) -> Iterator[str]:
    where = "" if pattern == "*" else f" of [{pattern!r}]"
    for key in table:
        if key not in _KEYS:
            yield f"has a key {key!r}{where}; known are {', '.join(_KEYS)}"
    paper = table.get("paper", "known")
    if not isinstance(paper, str) or not paper.strip():
        yield f"gives no name as paper{where}: {paper!r}"
    if "date" in table and _date(table["date"]) is None:
        yield f"gives no whole date{where}: {str(table['date'])!r}; write it as 2025-01-08"
    if "number" in table and _number(table["number"]) is None:
        yield f"gives no page number{where}: {str(table['number'])!r}; write 2 or 'A04'"


def _date(value: object) -> str | None:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return whole_date(value) if isinstance(value, str) else None


def _number(value: object) -> str | None:
    if isinstance(value, bool):
        return None
    return page_number(str(value)) if isinstance(value, int | str) else None
