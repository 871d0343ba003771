"""Breaking lines of mixed Chinese and Latin text at a width counted in terminal cells.

Chinese may be broken between any two characters, except that closing punctuation never begins a
line and opening punctuation never ends one; Latin words and numbers stay whole while they fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, split_graphemes

_CLOSING = frozenset("。，、；：？！”’）》〉】」』〕…—～·,.;:!?)]}%‰℃°")
_OPENING = frozenset("“‘（《〈【「『〔([{￥$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that stays on one line: ``cells`` with, ``visible`` without its trailing spaces."""

    start: int
    end: int
    cells: int
    visible: int


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Return the ``[start, end)`` offsets of the lines of ``text``, each at most ``width`` cells.

    Spaces at the end of a line belong to none.  ``text`` holds no line ends; an empty one is one
    empty line.  A character wider than ``width`` has a line of its own.
    """
    lines: list[tuple[int, int]] = []
    start = used = 0
    for piece in _pieces(text, width):
        if used and used + piece.visible > width:
            lines.append((start, piece.start))
            start, used = piece.start, 0
        used += piece.cells
    lines.append((start, len(text)))
    return [(begin, begin + len(text[begin:end].rstrip())) for begin, end in lines]


def _pieces(text: str, width: int) -> Iterator[_Piece]:
    """Yield what may not be broken; what is wider than a line, a character at a time."""
    graphemes = split_graphemes(text)[0]
    first = 0
    for last, (_, end, _) in enumerate(graphemes):
        if end < len(text) and not _may_break(text[end - 1], text[end]):
            continue
        piece = _piece(text, graphemes[first][0], end)
        if piece.visible > width:
            yield from (_piece(text, begin, stop) for begin, stop, _ in graphemes[first : last + 1])
        else:
            yield piece
        first = last + 1


def _piece(text: str, start: int, end: int) -> _Piece:
    part = text[start:end]
    return _Piece(start, end, cell_len(part), cell_len(part.rstrip()))


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _CLOSING or before in _OPENING:
        return False
    return before.isspace() or not (_is_latin(before) and _is_latin(after))


def _is_latin(character: str) -> bool:
    """Tell whether ``character`` belongs to a word or number written without breaks."""
    return character < "\u2e80" and not character.isspace() and character not in "-–/·"
