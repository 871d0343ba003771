"""A page file becomes a Page: encoding, line ends, control characters, date and paper."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.articles.furniture import Imprint
from retrieval.errors import PageRefused
from retrieval.imprint import imprint_of
from retrieval.model import Page
from retrieval.sidecar import SIDECAR, imprint_beside
from retrieval.text import is_han, short_hash

MAX_BYTES = 64 * 1024 * 1024
SAMPLE_BYTES = 64 * 1024
LEAST_PLAUSIBLE = 0.6
MOST_CONTROLS = 0.02

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff]")
_USUAL_MARKS = frozenset("，。、；：？！“”‘’（）《》【】—…·　")


@dataclass(frozen=True, slots=True)
class _Script:
    """A legacy encoding and the lead bytes of its frequently used characters (level 1)."""

    encoding: str
    first: int
    last: int


# GB 2312 level 1 is rows B0-D7, Big5 level 1 rows A4-C6: over 99% of the characters of a newspaper.
_SCRIPTS = (_Script("gb18030", 0xB0, 0xD7), _Script("big5hkscs", 0xA4, 0xC6))


def read_page(path: Path, name: str) -> Page:
    """Read the page file at ``path``; ``name`` is what citations will call it.

    Paper, date and number are those of ``retrieval.imprint``.  Raises PageRefused with the reason:
    missing, unreadable, no regular file, symlink loop, larger than MAX_BYTES, empty, binary, no
    known encoding, a fault in what the sidecar says of the file.
    """
    lines = tuple(decode(read_bytes(path)).split("\n"))
    if not any(line.strip() for line in lines):
        raise PageRefused(f"{name} is empty", "give it text or take it away")
    told = imprint(path, name, lines)
    return Page(
        id=page_id(lines),
        name=name,
        paper=told.paper,
        date=told.date,
        number=told.number,
        lines=lines,
    )


def imprint(path: Path, name: str, lines: Sequence[str]) -> Imprint:
    """Return paper, date and number of the page of ``lines`` in the file at ``path``.

    The sidecar beside the file goes before what the page and the names tell.  Raises PageRefused
    for a fault in what it says of the file.
    """
    sidecar = path.with_name(SIDECAR)
    beside = Imprint()
    if os.path.lexists(sidecar):
        beside = imprint_beside(decode(read_bytes(sidecar)), path.name)
    return imprint_of(beside, lines, path, name)


def page_id(lines: tuple[str, ...]) -> str:
    """Return ``g`` and 12 characters that name the text of a page, whatever its line ends."""
    return short_hash("g", "\n".join(lines).rstrip("\n"))


def read_bytes(path: Path) -> bytes:
    """Return what the regular file at ``path`` holds, MAX_BYTES at most; raises PageRefused."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise PageRefused(f"{path} is not a regular file", "name a text file")
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size / 1024 / 1024:.0f} MB"
            raise PageRefused(f"{path} is too large ({size})", "cut it into pages below 64 MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PageRefused(
            f"{path} cannot be read ({reason})", "check the path and its rights"
        ) from error


def decode(data: bytes) -> str:
    """Return the text of a page file with line feeds only and without control characters.

    Known: UTF-8, UTF-16 and UTF-32 with byte order mark, UTF-16 without, GB18030, Big5.  Legacy
    encodings are told apart by the share of frequently used characters (level 1 of GB 2312 and of
    Big5) that each reading gives.  Raises PageRefused for bytes that are no text.
    """
    text = _decoded(data)
    controls = len(_CONTROLS.findall(text))
    if controls > max(2, MOST_CONTROLS * len(text)):
        raise PageRefused("the file is binary, not text", "give the page as a text file")
    return clean(text)


def clean(text: str) -> str:
    """Return ``text`` with line feeds only and without control and invisible characters."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        readings = sorted(_readings(data), key=lambda reading: reading[0])
    if not readings or readings[-1][0] < LEAST_PLAUSIBLE:
        raise PageRefused("the file is not text in a known encoding", "save it as UTF-8")
    return data.decode(readings[-1][1], "replace")


def _readings(data: bytes) -> Iterator[tuple[float, str]]:
    """Yield (plausibility between 0 and 1, encoding) for every encoding that may be meant."""
    sample = data[:SAMPLE_BYTES]
    damaged = data.decode("utf-8", "replace")
    torn_ends = 2 if len(damaged) > 40 else 0
    broken = max(0, damaged.count("\ufffd") - torn_ends)
    yield 0.95 - 20 * broken / (len(damaged) or 1), "utf-8"
    for script in _SCRIPTS:
        text = sample.decode(script.encoding, "replace")
        yield _plausibility(text, script), script.encoding
    if len(data) % 2 == 0:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield _plausibility(sample.decode(encoding, "replace"), _SCRIPTS[0]), encoding


def _plausibility(text: str, script: _Script) -> float:
    foreign = [char for char in text if not char.isascii()]
    good = sum(1 for char in foreign if char in _USUAL_MARKS or _is_frequent(char, script))
    controls = len(_CONTROLS.findall(text))
    return (good - 20 * controls) / (len(foreign) or 1)


def _is_frequent(char: str, script: _Script) -> bool:
    if not is_han(char):
        return "\uff01" <= char <= "\uff5e"
    try:
        code = char.encode(script.encoding)
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and script.first <= code[0] <= script.last
