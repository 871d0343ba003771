"""The sidecar ``pages.toml``: what it says, and what a fault in it costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.articles.furniture import Imprint
from retrieval.errors import PageRefused
from retrieval.pages import read_page
from retrieval.sidecar import imprint_beside

SIDECAR = """
paper = "工人日报"

["2025-01-08_*.txt"]
date = 2025-01-08
number = 1

["*_03.txt"]
number = "第03版"

["extra.txt"]
paper = "海州晚报"
date = "2025年1月9日"
number = "A04"

["*"]
number = 8
"""


@pytest.mark.parametrize(
    ("file", "imprint"),
    [
        ("2025-01-08_01.txt", Imprint("工人日报", "2025-01-08", "8")),
        ("extra.txt", Imprint("海州晚报", "2025-01-09", "A04")),
        ("other.txt", Imprint("工人日报", None, "8")),
    ],
)
def test_a_name_goes_before_patterns_and_the_later_pattern_before_the_earlier(
    file: str, imprint: Imprint
) -> None:
    """The whole folder, then patterns in their order, then the file's own table."""
    assert imprint_beside(SIDECAR, file) == imprint
    without_star = SIDECAR.partition('["*"]')[0]
    assert imprint_beside(without_star, "2025-01-08_03.txt").number == "3"
    assert imprint_beside("", file) == Imprint()


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("date = 1月8日", "not TOML"),
        ("x = " + "[" * 5000, "not TOML"),
        ('["a.txt"]\ndate = "1月8日"', "no whole date of \\['a.txt'\\]: '1月8日'"),
        ('["a.txt"]\ndate = 12:30:00', "no whole date"),
        ('["a.txt"]\nnumber = true', "no page number"),
        ('["a.txt"]\nnumber = "头版"', "no page number"),
        ('["a.txt"]\npaper = ""', "no name as paper"),
        ('["a.txt"]\npaper = 3', "no name as paper"),
        ('["a.*"]\nnummer = 3', "has a key 'nummer'"),
        ("dates = 3", "has a key 'dates'; known are paper, date, number"),
    ],
)
def test_a_fault_is_told_for_the_files_it_governs(table: str, reason: str) -> None:
    """A faulty table refuses its files with the reason; no fault is passed over."""
    with pytest.raises(PageRefused, match=reason):
        imprint_beside(table, "a.txt")


def test_a_fault_leaves_other_files_alone() -> None:
    """A faulty table does not refuse the files of other tables."""
    text = '["a.txt"]\ndate = "1月8日"\n["b.txt"]\nnumber = 2\n'

    assert imprint_beside(text, "b.txt") == Imprint(number="2")


def test_the_sidecar_is_read_in_every_usual_encoding(tmp_path: Path) -> None:
    """A sidecar saved as GB18030 or with a byte order mark is read as pages are."""
    page = tmp_path / "a.txt"
    page.write_text("渔港里的夜校\n", encoding="utf-8")
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        (tmp_path / "pages.toml").write_text('paper = "工人日报"\n', encoding=encoding)
        assert read_page(page, "a.txt").paper == "工人日报"


def test_a_sidecar_that_cannot_be_read_is_a_refusal(tmp_path: Path) -> None:
    """A folder in the sidecar's place refuses the page with the reason."""
    page = tmp_path / "a.txt"
    page.write_text("渔港里的夜校\n", encoding="utf-8")
    (tmp_path / "pages.toml").mkdir()

    with pytest.raises(PageRefused, match=r"pages\.toml is not a regular file"):
        read_page(page, "a.txt")
