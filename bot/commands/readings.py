"""How each line of a page was read, for ``wenbao pages --explain``: role, text, reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from bot import phrases
from bot.phrases import Phrase
from bot.wrap import wrapped
from retrieval.articles import LineReading
from retrieval.model import Language, Page, Role

_COLUMNS = 80
_NUMBER = 6
_ROLE = 14
_INDENT = _NUMBER + 2

_ROLES: dict[Role, Phrase] = {
    Role.KICKER: phrases.ROLE_KICKER,
    Role.HEADLINE: phrases.ROLE_HEADLINE,
    Role.SUBHEADLINE: phrases.ROLE_SUBHEADLINE,
    Role.COLUMN: phrases.ROLE_COLUMN,
    Role.BYLINE: phrases.ROLE_BYLINE,
    Role.DATELINE: phrases.ROLE_DATELINE,
    Role.SECTION: phrases.ROLE_SECTION,
    Role.PARAGRAPH: phrases.ROLE_PARAGRAPH,
    Role.CAPTION: phrases.ROLE_CAPTION,
    Role.BOX: phrases.ROLE_BOX,
    Role.CREDIT: phrases.ROLE_CREDIT,
    Role.MARKER: phrases.ROLE_MARKER,
    Role.REPEAT: phrases.ROLE_REPEAT,
    Role.FURNITURE: phrases.ROLE_FURNITURE,
}


@dataclass(frozen=True, slots=True)
class LineRecord:
    """One line of a page as JSON: the number counts from 1, the text is as printed."""

    file: str
    line: int
    role: Role
    text: str
    reason: str
    reason_en: str


def record_of(page: Page, reading: LineReading) -> LineRecord:
    """Return how a line of ``page`` was read, as it is printed in JSON."""
    text = page.lines[reading.number - 1]
    return LineRecord(
        page.name, reading.number, reading.role, text, reading.reason, reading.reason_en
    )


def told(page: Page, reading: LineReading, language: Language) -> Iterator[str]:
    """Yield the rows for one line of ``page``, each at most 80 cells wide.

    First number, role and the beginning of the text, then the reason, indented.
    """
    text = " ".join(page.lines[reading.number - 1].split())
    role = set_cell_size(_ROLES[reading.role][language], _ROLE)
    yield f"{reading.number:>{_NUMBER}}  {role}{_beginning(text, _COLUMNS - _INDENT - _ROLE)}"
    reason = reading.reason_en if language is Language.EN else reading.reason
    for start, end in wrapped(reason, _COLUMNS - _INDENT):
        yield " " * _INDENT + reason[start:end].rstrip()


def _beginning(text: str, room: int) -> str:
    """Return as much of ``text`` as fits into ``room`` cells, with ``…`` where it is cut."""
    if cell_len(text) <= room:
        return text
    return set_cell_size(text, room - 1).rstrip() + "…"
