"""Reading the tables of the lexicon: plain text, tab between columns, ``#`` before a remark."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from retrieval.errors import LexiconRefused


def read_pairs(name: str) -> Iterator[tuple[str, str]]:
    """Yield the first two columns of a shipped table; the second is empty when missing."""
    return _pairs(_shipped(name))


def read_words(name: str) -> frozenset[str]:
    """Return the words of a shipped list, parted by white space."""
    return frozenset(word for line in _shipped(name).splitlines() for word in _kept(line).split())


def read_extra(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the rows of a librarian's own table.

    Raises LexiconRefused when the file cannot be read as UTF-8 text or a row has no tab.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as cause:
        mend = "name an existing UTF-8 text file under [lexicon] extra"
        raise LexiconRefused(f"the lexicon table {path} cannot be read ({cause})", mend) from cause
    for number, line in enumerate(text.splitlines(), 1):
        if _kept(line) and "\t" not in _kept(line):
            what = f"line {number} of the lexicon table {path} has no tab"
            raise LexiconRefused(what, "write each row as: word, tab, other words parted by |")
    return _pairs(text)


def parted(cell: str) -> tuple[str, ...]:
    """Return the words of a cell, which stand between ``|``."""
    return tuple(word.strip() for word in cell.split("|") if word.strip())


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if kept := _kept(line):
            first, _, rest = kept.partition("\t")
            yield first.strip(), rest.partition("\t")[0].strip()


def _kept(line: str) -> str:
    return "" if line.startswith("#") else line.rstrip()


def _shipped(name: str) -> str:
    return files("retrieval.lexicon").joinpath("data", name).read_text(encoding="utf-8")
