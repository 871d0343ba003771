"""Reading page files: encodings, refusals, and what the page says of itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from retrieval.errors import PageRefused
from retrieval.pages import MAX_BYTES, decode, read_page

TEXT = (
    "渔港里的夜校开课了\n\n本报讯（记者林知远）傍晚六点半，渔船陆续靠岸，“夜校”亮起了灯。\n\n"
    "三个月来，这里先后开了12门课，听课的渔民超过900人次。\n"
)
TRADITIONAL = OpenCC("s2tw").convert(TEXT)


def _write(tmp_path: Path, data: bytes, name: str = "page.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "gb18030"]
)
def test_simplified_pages_are_read_in_every_usual_encoding(encoding: str) -> None:
    """A simplified page gives the same text whatever it was saved as."""
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_traditional_pages_are_read_in_every_usual_encoding(encoding: str) -> None:
    """A traditional page is told apart in Big5 and in GB18030."""
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_sample_pages_survive_legacy_encodings() -> None:
    """Real pages come back unchanged from GB18030."""
    for path in sorted(Path("seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert decode(text.encode("gb18030")) == text


def test_line_ends_do_not_matter() -> None:
    """CRLF and CR pages are the same page as with line feeds."""
    assert decode(TEXT.replace("\n", "\r\n").encode()) == TEXT
    assert decode(TEXT.replace("\n", "\r").encode()) == TEXT


def test_the_id_is_that_of_the_text(tmp_path: Path) -> None:
    """Encoding and line ends do not change the id of a page; a character does."""
    first = read_page(_write(tmp_path, TEXT.encode(), "a.txt"), "a.txt")
    same = read_page(
        _write(tmp_path, TEXT.replace("\n", "\r\n").encode("gb18030"), "b.txt"), "b.txt"
    )
    other = read_page(_write(tmp_path, TEXT.replace("12", "13").encode(), "c.txt"), "c.txt")
    assert first.id == same.id != other.id
    assert first.id.startswith("g")


def test_stray_control_characters_are_dropped() -> None:
    """A stray NUL, form feed or byte order mark inside a page does no harm."""
    assert decode("职工\x00之\x0c家\ufeff。\n".encode()) == "职工之家。\n"


def test_a_character_cut_at_the_end_of_the_file_is_no_obstacle() -> None:
    """A UTF-8 page that breaks off inside a character is still read as UTF-8."""
    assert decode(TEXT.encode()[:-2]).startswith(TEXT[:-3])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\r\n\t\n", "empty"),
        (bytes(range(256)) * 40, "text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 30, "text"),
        (b"\x7fELF" + b"\x00" * 4000, "binary"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    """Empty and binary files are refused, and the error says which they are."""
    with pytest.raises(PageRefused, match=reason):
        read_page(_write(tmp_path, data), "page.txt")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A path that names nothing is refused with the system's reason."""
    with pytest.raises(PageRefused, match="No such file"):
        read_page(tmp_path / "none.txt", "none.txt")


def test_a_symlink_loop_is_refused(tmp_path: Path) -> None:
    """A link that leads to itself is refused, not followed for ever."""
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    with pytest.raises(PageRefused, match="cannot be read"):
        read_page(loop, "loop.txt")


def test_a_directory_and_a_pipe_are_refused(tmp_path: Path) -> None:
    """Only regular files are opened: a pipe would block for ever."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe):
        with pytest.raises(PageRefused, match="not a regular file"):
            read_page(path, path.name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    """A file without read permission is refused with the system's reason."""
    path = _write(tmp_path, TEXT.encode())
    path.chmod(0)
    with pytest.raises(PageRefused, match="Permission denied"):
        read_page(path, "page.txt")


def test_a_giant_file_is_refused_unread(tmp_path: Path) -> None:
    """A file above the bound is refused by its size alone."""
    path = tmp_path / "giant.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(PageRefused, match="too large"):
        read_page(path, "giant.txt")


@pytest.mark.parametrize(
    ("name", "paper", "date", "number"),
    [
        ("2025-01-08_工人日报_02.txt", "工人日报", "2025-01-08", "2"),
        ("工人日报_20250108_第3版.md", "工人日报", "2025-01-08", "3"),
        ("20240229-A04-海州晚报.txt", "海州晚报", "2024-02-29", "A04"),
        ("2025年1月8日 劳动报.txt", "劳动报", "2025-01-08", None),
        ("000_1eee8d867a7f2f80.txt", None, None, None),
        ("2025-13-40_工人日报.txt", "工人日报", None, None),
        ("page_12.txt", None, None, None),
    ],
)
def test_the_file_name_tells_paper_date_and_page(
    tmp_path: Path, name: str, paper: str | None, date: str | None, number: str | None
) -> None:
    """Paper, date and page number are read from the file name, and never invented."""
    page = read_page(_write(tmp_path, TEXT.encode()), name)
    assert (page.paper, page.date, page.number) == (paper, date, number)


def test_the_page_header_tells_paper_date_and_page(tmp_path: Path) -> None:
    """The page's own masthead is read, and goes before the file name."""
    head = "海州日报\n2024年3月5日 星期二\n第2版 要闻\n\n"
    page = read_page(_write(tmp_path, (head + TEXT).encode()), "2020-01-01_x报.txt")
    assert (page.paper, page.date, page.number) == ("海州日报", "2024-03-05", "2")


def test_front_matter_tells_paper_date_and_page(tmp_path: Path) -> None:
    """Front matter between rules is read as what it is."""
    head = "---\npaper: 海州日报\ndate: 2024-03-05\n版次: 07\n---\n\n"
    page = read_page(_write(tmp_path, (head + TEXT).encode()), "page.txt")
    assert (page.paper, page.date, page.number) == ("海州日报", "2024-03-05", "7")


def test_a_year_is_never_invented(tmp_path: Path) -> None:
    """A header with month and day alone gives no date."""
    page = read_page(_write(tmp_path, ("3月5日 星期二 第2版\n\n" + TEXT).encode()), "page.txt")
    assert (page.date, page.number) == (None, "2")


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80))
def test_any_utf8_text_is_kept(text: str) -> None:
    """What is printed comes back character for character, but for invisible marks."""
    kept = "".join(char for char in text if char not in "\ufeff\u200b\u2060")
    assert decode(text.encode()) == kept
