"""What is known of a page besides its text: paper, date and number, from five sources.

Of the sources the first that tells a value gives it, each value by itself: the sidecar
``pages.toml`` (somebody looked and wrote it down), the front matter, the masthead the paper
printed, the file name, the folders the file lies in.  A date needs its year: none is made up.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from retrieval.articles.furniture import (
    Imprint,
    front_matter,
    imprint_of_lines,
    imprint_of_name,
)
from retrieval.text import narrow

_FOLDERS = 5
_FOLDER_DATE = re.compile(
    r"(?:^|/)(?P<year>(?:19|20)\d\d)"
    r"(?:(?:年/?|[-_./]?)(?P<month>\d\d)(?:月/?|[-_./]?)(?P<day>\d\d)日?"
    r"|(?:年/?|[-_./])(?P<short_month>\d{1,2})(?:月/?|[-_./])(?P<short_day>\d{1,2})日?)/"
)
_FOLDER_PAPER = re.compile(r"[\u4e00-\u9fff]{2,9}[报報]|[\u4e00-\u9fff]{2,9}(?:时讯|時訊)")
_NO_PAPER = re.compile(
    r"^.{0,2}[剪简海画板墙电通情汇捷喜战快壁公][报報]$|电子[报報]$|^[日晚早晨周月][报報]$"
)
_NUMBER = re.compile(r"第?\s*([a-d]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*[版页]?")
_MARKED = re.compile(
    r"第\s*[a-d]?\d{1,3}\s*版?|[a-d]?\d{1,3}\s*版|第?[一二三四五六七八九十]{1,3}版"
)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


def imprint_of(sidecar: Imprint, lines: Sequence[str], path: Path, name: str) -> Imprint:
    """Return the imprint of the page of ``lines``, read from ``path`` and called ``name``."""
    count = front_matter(lines)
    front = imprint_of_lines([_spelled(line) for line in lines[:count]]) if count else Imprint()
    printed = imprint_of_lines(lines[count:])
    named = imprint_of_name(name)
    told = (sidecar, front, printed, named, imprint_of_folders(path))
    return Imprint(
        paper=_first(each.paper for each in told),
        date=_first(each.date for each in told),
        number=_first(page_number(each.number or "") for each in told),
    )


def imprint_of_folders(path: Path) -> Imprint:
    """Read the folders that ``path`` lies in, as ``工人日报/2025-01/08/02.txt`` or ``20250108/``.

    Only the innermost few count, and only names that are a paper or a date and nothing besides:
    ``backup-2025-01-08`` is not a date of the page.
    """
    *folders, file = Path(os.path.abspath(path)).parts
    near = [narrow(folder) for folder in folders[-_FOLDERS:]]
    joined = "/".join(near) + "/"
    dates = [(match, date) for match in _FOLDER_DATE.finditer(joined) if (date := _dated(match))]
    match, date = dates[-1] if dates else (None, None)
    stem = narrow(file.rsplit(".", 1)[0]).strip()
    below = match is not None and match.end() == len(joined)
    papers = [printed for printed in folders[-_FOLDERS:] if _is_paper(printed)]
    numbers = [stem] if below else [each for each in (stem, near[-1] if near else "") if match]
    told = (page_number(each) for each in numbers if below or _MARKED.fullmatch(each))
    return Imprint(papers[-1] if papers else None, date, _first(told))


def page_number(text: str) -> str | None:
    """Return ``2`` for ``第02版``, ``第二版`` and ``2``; ``A04`` for ``a04版``; None for others."""
    match = _NUMBER.fullmatch(narrow(text.strip()))
    if match is None:
        return None
    number = match.group(1).upper()
    if number[0] in "一二三四五六七八九十":
        return _counted(number)
    return number.lstrip("0") or None


def whole_date(text: str) -> str | None:
    """Return ``2025-01-08`` for a text that is a date with its year, in digits; None for others."""
    match = re.fullmatch(
        r"(\d{4})\s*(?:[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d\d)(\d\d))",
        narrow(text.strip()),
    )
    return _iso(*(group for group in match.groups() if group)) if match else None


def _counted(number: str) -> str | None:
    """Return the value of a Chinese number below a hundred, in digits."""
    tens, ten, ones = number.rpartition("十")
    if any(digit not in _DIGITS for digit in tens + ones) or max(len(tens), len(ones)) > 1:
        return None
    return str((_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0))


def _spelled(line: str) -> str:
    """Return a line of front matter with a key and a colon as its reader knows them."""
    colon = re.search("[:=：＝]", line)
    if colon is None:
        return line
    return f"{narrow(line[: colon.start()].strip())}: {line[colon.end() :].strip()}"


def _is_paper(folder: str) -> bool:
    return bool(_FOLDER_PAPER.fullmatch(folder)) and not _NO_PAPER.search(folder)


def _dated(match: re.Match[str]) -> str | None:
    month = match["month"] or match["short_month"]
    return _iso(match["year"], month, match["day"] or match["short_day"])


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
