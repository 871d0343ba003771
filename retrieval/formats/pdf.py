"""A page of a born-digital PDF becomes a Page: glyphs with their places, by pdfminer.six."""

from __future__ import annotations

import logging
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import islice
from pathlib import Path

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTItem, LTPage
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect

from retrieval.errors import PageRefused
from retrieval.formats.columns import Glyph, text_lines
from retrieval.model import Page
from retrieval.pages import clean, imprint, page_id, read_bytes

MOST_LEAVES = 1000
MOST_GLYPHS = 300_000
MOST_FIGURES = 20_000
MOST_INFLATED = 256 * 1024 * 1024
SECONDS = 60.0
MOST_UNKNOWN = 0.1
_STEP = 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_UNKNOWN = "\ufffd"

# The library warns of every oddity of a file; without a handler that would go to standard error.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


class _TooMuch(Exception):
    """The page draws more than any newspaper page, or takes too long."""


def count_leaves(path: Path) -> int:
    """Return how many pages the PDF at ``path`` has.

    Raises PageRefused: unreadable, locked, broken, more than MOST_LEAVES pages, or streams that
    unpack to more than MOST_INFLATED bytes.
    """
    data = read_bytes(path)
    _refuse_bomb(data, path.name)
    with _refusing(path.name):
        count = sum(1 for _ in islice(PDFPage.create_pages(_open(data)), MOST_LEAVES + 1))
    if count == 0:
        raise PageRefused(f"{path.name} is a PDF without pages", "save it once more")
    if count > MOST_LEAVES:
        raise PageRefused(
            f"{path.name} has more than {MOST_LEAVES} pages", "cut it into smaller files"
        )
    return count


def read_pdf(path: Path, name: str, leaf: int) -> Page:
    """Read page ``leaf`` (from 1) of the PDF at ``path``.

    Line numbers of the page count the lines of the extracted text.  Raises PageRefused: no text
    (a scan), fonts that do not tell their characters, or what ``count_leaves`` refuses.
    """
    data = read_bytes(path)
    with _refusing(name):
        glyphs = _glyphs(data, leaf)
    shown = sum(1 for glyph in glyphs if glyph.text.strip())
    if not shown:
        raise PageRefused(
            f"{name} gives no text: it is a scan, an image", "recognise its text first"
        )
    if sum(glyph.text == _UNKNOWN for glyph in glyphs) > MOST_UNKNOWN * shown:
        raise PageRefused(
            f"{name} gives no text: its fonts do not tell their characters",
            "recognise its text first",
        )
    lines = tuple(clean("\n".join(text_lines(glyphs))).strip("\n").split("\n"))
    told = imprint(path, path.name, [line.lstrip("# ") for line in lines])
    return Page(page_id(lines), name, told.paper, told.date, told.number, lines)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Turn whatever a hostile or broken file makes the library raise into PageRefused."""
    try:
        yield
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise PageRefused(
            f"{name} is locked by a password", "save it without the password"
        ) from error
    except _TooMuch as error:
        raise PageRefused(f"{name} is too large for a page ({error})", "save it anew") from error
    except Exception as error:  # the library lets out any error a broken file provokes
        raise PageRefused(f"{name} is a broken PDF", "save it once more") from error


def _open(data: bytes) -> PDFDocument:
    return PDFDocument(PDFParser(BytesIO(data)))


def _refuse_bomb(data: bytes, name: str) -> None:
    """Unpack every stream without keeping it, streams packed twice too, and add up the sizes."""
    total = 0
    for match in _STREAM.finditer(data):
        for size in _inflated(data, match.end()):
            total += size
            if total > MOST_INFLATED:
                limit = MOST_INFLATED // _STEP
                raise PageRefused(
                    f"{name} unpacks to more than {limit} MB", "save it without its images"
                )


def _inflated(data: bytes, start: int) -> Iterator[int]:
    """Yield the sizes of the pieces a packed stream, and a packed stream within, unpack to."""
    outer, inner = zlib.decompressobj(), zlib.decompressobj()
    position, packed_twice = start, True
    try:
        while not outer.eof and position < len(data):
            piece = outer.decompress(data[position : position + 65536], _STEP)
            position += 65536
            while True:
                yield len(piece)
                if packed_twice:
                    try:
                        yield from _unpacked(inner, piece)
                    except zlib.error:
                        packed_twice = False
                if not outer.unconsumed_tail:
                    break
                piece = outer.decompress(outer.unconsumed_tail, _STEP)
    except zlib.error:
        return


def _unpacked(inflater: zlib._Decompress, piece: bytes) -> Iterator[int]:
    rest = piece
    while rest:
        yield len(inflater.decompress(rest, _STEP))
        rest = inflater.unconsumed_tail


def _glyphs(data: bytes, leaf: int) -> list[Glyph]:
    manager = PDFResourceManager()
    device = _Device(manager)
    interpreter = PDFPageInterpreter(manager, device)
    for page in islice(PDFPage.create_pages(_open(data)), leaf - 1, leaf):
        interpreter.process_page(page)
    return [_glyph(char) for char in device.chars]


def _glyph(char: LTChar) -> Glyph:
    return Glyph(char.get_text(), char.x0, char.x1, char.y0, char.size)


class _Device(PDFLayoutAnalyzer):
    """Collects the characters drawn, counts what is drawn and looks at the clock."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.chars: list[LTChar] = []
        self._figures = self._count = 0
        self._end = time.monotonic() + SECONDS

    def receive_layout(self, ltpage: LTPage) -> None:
        """Take the characters of the page; figures are looked into without recursion."""
        stack: list[LTItem] = [ltpage]
        while stack:
            item = stack.pop()
            if isinstance(item, LTChar):
                self.chars.append(item)
            elif isinstance(item, LTContainer):
                stack.extend(reversed(list(item)))

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Count figures: forms that call forms may be drawn without end."""
        self._figures += 1
        if self._figures > MOST_FIGURES:
            raise _TooMuch(f"more than {MOST_FIGURES} drawings")
        self._check_clock()
        super().begin_figure(name, bbox, matrix)

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Leave images alone: they carry no text."""

    def paint_path(
        self,
        gstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,
        path: Sequence[PathSegment],
    ) -> None:
        """Leave lines and areas alone, but for the time they take."""
        self._check_clock()

    def render_char(  # noqa: PLR0917 -- the library calls it so
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Take a character, up to MOST_GLYPHS."""
        self._count += 1
        if self._count > MOST_GLYPHS:
            raise _TooMuch(f"more than {MOST_GLYPHS} characters")
        self._check_clock()
        return super().render_char(matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate)

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:
        """Name a character whose font does not tell which it is."""
        return _UNKNOWN

    def _check_clock(self) -> None:
        if time.monotonic() > self._end:
            raise _TooMuch(f"more than {SECONDS:.0f} seconds to read")
