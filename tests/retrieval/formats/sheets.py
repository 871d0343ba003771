"""PDF pages drawn for the tests, with a Chinese font that every reader knows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"

# (left edge, base line, type size, text)
Line = tuple[float, float, float, str]


def draw(path: Path, sheets: Iterable[Iterable[Line]], encrypt: str | None = None) -> Path:
    """Draw each sheet's lines on a page of its own."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=(800, 1100), invariant=1, encrypt=encrypt)
    for sheet in sheets:
        for left, base, size, text in sheet:
            canvas.setFont(FONT, size)
            canvas.drawString(left, base, text)
        canvas.showPage()
    canvas.save()
    return path


def column(left: float, top: float, width: int, paragraphs: Iterable[str]) -> list[Line]:
    """Set paragraphs in a column ``width`` characters wide, first lines indented."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        rest = "\u3000\u3000" + paragraph
        while rest:
            lines.append((left, top - 13 * len(lines), 9, rest[:width]))
            rest = rest[width:]
    return lines
