"""A reply as shown: text, spans over it, rows of buttons.  Knows neither chat nor terminal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a span is set."""

    BOLD = "bold"
    ITALIC = "italic"
    QUOTE = "quote"
    LONG_QUOTE = "long_quote"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """``style`` over ``[start, end)``, in characters (code points) of the reply's text."""

    style: Style
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its label, and what pressing it means.

    ``verb`` and ``argument`` travel as ``<verb>:<asked>:<argument>`` in at most 64 bytes, where
    ``asked`` is the journal's number of the question.
    """

    label: str
    verb: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: at most 4096 UTF-16 units of text and 100 spans."""

    text: str
    spans: tuple[Span, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
