"""PDF pages: reading order, headlines, names, and what is refused."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from retrieval import formats
from retrieval.articles import split_page
from retrieval.errors import PageRefused
from retrieval.formats import pdf
from tests.retrieval.formats.sheets import Line, column, draw

STATIONS = [
    "本报讯 1月6日，淮北市相山区总工会组织志愿者在工会驿站熬制腊八粥，向前来休息的环卫工赠送。",
    "环卫工人王建国说，冬天有热水喝，夏天能吹空调，心里很踏实，感谢工会把服务送到身边。",
    "据介绍，全市今年还将新建一百个驿站，覆盖所有街道，让户外劳动者累了能歇脚、渴了能喝水。",
]
HARVEST = [
    "本报讯 眼下正值苹果采收季节，黄土高原的果农忙着摘果装箱，合作社的冷库已经装满一半。",
    "村支书说，电商直播带动了销售，去年全村卖出果品三千吨，户均增收两万元，路也修通了。",
]


def sheet() -> list[Line]:
    """Draw two articles one above the other, the upper one in two columns."""
    return [
        (40, 1070, 9, "工人日报 2025年1月8日 星期三 第2版"),
        (40, 1030, 14, "全国总工会部署新年工作"),
        (40, 990, 30, "驿站里的温暖"),
        (40, 960, 9, "本报记者 李明"),
        *column(40, 930, 25, STATIONS[:2]),
        *column(300, 930, 25, STATIONS[2:]),
        (40, 780, 24, "果园丰收季"),
        *column(40, 750, 25, HARVEST[:1]),
        *column(300, 750, 25, HARVEST[1:]),
    ]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """Paragraphs run down a column and on in the next; articles stay under their headlines."""
    path = draw(tmp_path / "page.pdf", [sheet()])
    page = formats.read(path, "page.pdf", None)
    first, second = split_page(page).articles

    assert (page.paper, page.date, page.number) == ("工人日报", "2025-01-08", "2")
    assert (first.kicker, first.headline) == ("全国总工会部署新年工作", "驿站里的温暖")
    assert first.byline == "本报记者 李明"
    assert [paragraph.text for paragraph in first.paragraphs] == STATIONS
    assert second.headline == "果园丰收季"
    assert [paragraph.text for paragraph in second.paragraphs] == HARVEST


def test_the_order_of_drawing_does_not_matter(tmp_path: Path) -> None:
    """The page read is the same when its lines were drawn from the bottom up."""
    down = draw(tmp_path / "down.pdf", [sheet()])
    up = draw(tmp_path / "up.pdf", [sheet()[::-1]])

    assert formats.read(up, "x", None) == formats.read(down, "x", None)


def test_shadows_are_read_once(tmp_path: Path) -> None:
    """A headline drawn twice, a little aside, as false bold is, stands once in the text."""
    twice = [*sheet(), (40.4, 990, 30, "驿站里的温暖")]
    page = formats.read(draw(tmp_path / "bold.pdf", [twice]), "bold.pdf", None)

    assert "\n".join(page.lines).count("驿站里的温暖") == 1


def test_each_page_of_a_file_is_a_page(tmp_path: Path) -> None:
    """A file of two pages gives two numbered pages; a file of one is called by its name."""
    two = draw(tmp_path / "issue.pdf", [sheet(), column(40, 900, 25, HARVEST)])

    assert formats.leaves_of(two) == (1, 2)
    assert formats.leaves_of(draw(tmp_path / "one.pdf", [sheet()])) == (None,)
    assert formats.leaf_name("issue.pdf", 2) == "issue.pdf#2"
    assert formats.file_of("/a/issue.pdf#2") == "/a/issue.pdf"
    assert formats.file_of("/a/issue.txt#2") == "/a/issue.txt#2"
    assert "苹果" in "".join(formats.read(two, "issue.pdf#2", 2).lines)


def test_a_scan_is_refused(tmp_path: Path) -> None:
    """A page without any text is refused as a scan."""
    path = draw(tmp_path / "scan.pdf", [[]])

    with pytest.raises(PageRefused, match="a scan"):
        formats.read(path, "scan.pdf", None)


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    """A file that opens by password only is refused with that reason."""
    path = draw(tmp_path / "locked.pdf", [sheet()], encrypt="secret")

    with pytest.raises(PageRefused, match="locked by a password"):
        formats.leaves_of(path)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no pdf at all", b"%PDF-1.4\n\xff" * 999])
def test_a_broken_file_is_refused(tmp_path: Path, data: bytes) -> None:
    """Whatever the library stumbles over becomes a refusal."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(data)

    with pytest.raises(PageRefused, match=r"broken|without pages"):
        formats.leaves_of(path)


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_fills_the_memory_is_refused(tmp_path: Path, times: int) -> None:
    """Streams are measured before the library unpacks them, also those packed twice."""
    bomb = b"\0" * (pdf.MOST_INFLATED + 1)
    for _ in range(times):
        bomb = zlib.compress(bomb, 1)
    path = tmp_path / "bomb.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj<</Length 9>>stream\n" + bomb + b"\nendstream")

    with pytest.raises(PageRefused, match="unpacks to more than"):
        formats.leaves_of(path)


def test_a_page_of_too_many_characters_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader stops at its limit instead of collecting without end."""
    monkeypatch.setattr(pdf, "MOST_GLYPHS", 50)

    with pytest.raises(PageRefused, match="more than 50 characters"):
        formats.read(draw(tmp_path / "page.pdf", [sheet()]), "page.pdf", None)


def test_a_page_that_takes_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader looks at the clock while it draws."""
    monkeypatch.setattr(pdf, "SECONDS", -1.0)

    with pytest.raises(PageRefused, match="seconds to read"):
        formats.read(draw(tmp_path / "page.pdf", [sheet()]), "page.pdf", None)


def test_without_the_library_the_command_that_installs_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PDF or HTML file that is named is refused with the command."""
    monkeypatch.setattr(formats, "find_spec", lambda _: None)

    assert formats.suffixes() == ()
    for name in ("page.pdf", "page.html"):
        with pytest.raises(PageRefused, match=r"pip install 'wenbao\[formats\]'"):
            formats.leaves_of(tmp_path / name)
    assert formats.leaves_of(tmp_path / "page.txt") == (None,)
