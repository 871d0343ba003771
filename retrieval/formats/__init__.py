"""Page files that are not plain text: born-digital PDF pages and saved HTML articles.

Each becomes a ``Page`` of extracted lines: headlines carry ``#`` marks by their type size or tag,
first lines of paragraphs an indent, so that the splitter reads the structure the file has.  The
libraries that read them are an extra of the package; nothing here needs them until a file does.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from retrieval.errors import PageRefused
from retrieval.model import Page
from retrieval.pages import read_page

INSTALL = "pip install 'wenbao[formats]'"
_PDF = ".pdf"
_HTML = (".html", ".htm", ".xhtml")
_LEAF = re.compile(r"(\.pdf)#\d+$", re.IGNORECASE)


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of the formats whose library is installed."""
    pdf = (_PDF,) if find_spec("pdfminer") else ()
    return (*pdf, *(_HTML if find_spec("selectolax") else ()))


def leaves_of(path: Path) -> tuple[int | None, ...]:
    """Return what pages the file holds: 1-based numbers of a PDF of several, else ``(None,)``.

    Raises PageRefused for a format whose library is not installed and for a PDF that is broken,
    locked by a password or built to fill the memory.
    """
    suffix = path.suffix.lower()
    if suffix not in (_PDF, *_HTML):
        return (None,)
    if suffix not in suffixes():
        raise PageRefused(
            f"{path.name} is {'a PDF' if suffix == _PDF else 'HTML'}, and the part that reads it "
            f"is not installed ({INSTALL})",
            INSTALL,
        )
    if suffix != _PDF:
        return (None,)
    from retrieval.formats.pdf import count_leaves  # noqa: PLC0415

    count = count_leaves(path)
    return (None,) if count == 1 else tuple(range(1, count + 1))


def leaf_name(name: str, leaf: int | None) -> str:
    """Return what citations call a page of a file: ``issue.pdf#3``."""
    return name if leaf is None else f"{name}#{leaf}"


def file_of(key: str) -> str:
    """Return the path of the file that a page's key stands for: the key without its leaf."""
    return _LEAF.sub(r"\1", key)


def read(path: Path, name: str, leaf: int | None) -> Page:
    """Read a page file of any format; ``name`` is what citations will call it.

    Raises PageRefused with the reason.
    """
    suffix = path.suffix.lower()
    if suffix == _PDF:
        from retrieval.formats.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(path, name, leaf or 1)
    if suffix in _HTML:
        from retrieval.formats.html import read_html  # noqa: PLC0415

        return read_html(path, name)
    return read_page(path, name)
