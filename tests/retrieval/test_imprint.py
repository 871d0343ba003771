"""Paper, date and number of a page: from five sources, the first that tells a value gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.articles.furniture import Imprint
from retrieval.imprint import imprint_of, imprint_of_folders, page_number, whole_date

HEAD = ("海州日报", "2024年3月5日 星期二", "第二版 要闻", "", "渔港里的夜校开课了")
FRONT = ("---", "Paper： 海州晚报", "date: 2024-04-06", "版次: 07", "---", "")
NAME = "2023-01-02_海州时报_A04.txt"


def test_each_value_comes_from_the_first_source_that_tells_it() -> None:
    """Sidecar, front matter, masthead, file name, folders: in this order, value by value."""
    path = Path("/x/劳动报/2022-02-03/p.txt")

    def told(sidecar: Imprint, lines: tuple[str, ...], name: str) -> tuple[str | None, ...]:
        imprint = imprint_of(sidecar, lines, path, name)
        return imprint.paper, imprint.date, imprint.number

    nothing = Imprint()
    assert told(Imprint("工人日报", "2025-01-08", "3"), FRONT + HEAD, NAME) == (
        "工人日报",
        "2025-01-08",
        "3",
    )
    assert told(Imprint(paper="工人日报"), FRONT + HEAD, NAME) == ("工人日报", "2024-04-06", "7")
    assert told(nothing, FRONT + HEAD, NAME) == ("海州晚报", "2024-04-06", "7")
    assert told(nothing, HEAD, NAME) == ("海州日报", "2024-03-05", "2")
    assert told(nothing, ("正文。",), NAME) == ("海州时报", "2023-01-02", "A04")
    assert told(nothing, ("正文。",), "p.txt") == ("劳动报", "2022-02-03", None)


def test_a_masthead_completes_front_matter() -> None:
    """What front matter leaves out is read from the masthead below it."""
    lines = ("---", "paper: 海州晚报", "---", *HEAD[1:])

    assert imprint_of(Imprint(), lines, Path("/x/p.txt"), "p.txt") == Imprint(
        "海州晚报", "2024-03-05", "2"
    )


@pytest.mark.parametrize(
    ("path", "imprint"),
    [
        ("/x/工人日报/2025-01/08/02.txt", Imprint("工人日报", "2025-01-08", "2")),
        ("/x/工人日报/2025/01/08/第02版.txt", Imprint("工人日报", "2025-01-08", "2")),
        ("/x/工人日报/20250108/A04.txt", Imprint("工人日报", "2025-01-08", "A04")),
        ("/x/2025年/1月/8日/工人日报/3版.txt", Imprint("工人日报", "2025-01-08", "3")),
        ("/x/工人日报/2025-1-8/02版/7.txt", Imprint("工人日报", "2025-01-08", "2")),
        ("/x/工人日报/12.txt", Imprint("工人日报")),
        ("/x/backup-2025-01-08/02.txt", Imprint()),
        ("/x/2025-01/02.txt", Imprint()),
        ("/x/01/08/02.txt", Imprint()),
        ("/x/2025/13/40/02.txt", Imprint()),
        ("/x/剪报/简报/日报/02.txt", Imprint()),
        ("/2025-01-08/a/b/c/d/e/02.txt", Imprint()),
    ],
)
def test_folders_tell_what_is_a_date_or_a_paper_and_nothing_besides(
    path: str, imprint: Imprint
) -> None:
    """Folders by paper and day are read; other folders, and days without a year, are not."""
    assert imprint_of_folders(Path(path)) == imprint


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第02版", "2"), ("2", "2"), ("a04版", "A04"), ("第二版", "2"), ("十", "10"),
        ("第十二版", "12"), ("二十版", "20"), ("二十三", "23"), ("１２", "12"),
        ("0", None), ("", None), ("头版", None), ("二三", None), ("第1-4版", None),
    ],
)  # fmt: skip
def test_page_numbers_have_one_spelling(text: str, number: str | None) -> None:
    """However a page number is printed, it is compared and cited in one form."""
    assert page_number(text) == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-01-08", "2025-01-08"), ("2025年1月8日", "2025-01-08"), ("20250108", "2025-01-08"),
        ("２０２５/1/8", "2025-01-08"), ("1月8日", None), ("2025-02-30", None), ("2025-01", None),
    ],
)  # fmt: skip
def test_a_date_has_its_year(text: str, date: str | None) -> None:
    """A date without a year, or of no calendar, is none."""
    assert whole_date(text) == date
