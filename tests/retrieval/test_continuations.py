"""Which article goes on as which on another page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.continuations import MOST_RIVALS, Half, linked, sent_on_to

ISSUE = ("海州日报", "2025-01-08")
UNKNOWN = (None, None)
SCHOOL = "渔港里的夜校开课了"
METRO = "海州地铁三号线开通试运营"


def first(
    id_: str,
    heads: str = SCHOOL,
    issue: tuple[str | None, str | None] = ISSUE,
    *,
    number: str | None = "1",
    sent_to: str = "3",
    folder: str = "/a",
) -> Half:
    """Return a first part, on page 1 and sent on to page 3."""
    text = "傍晚六点半，渔船陆续靠岸。"
    page = f"{folder}{issue}{number}"
    return Half(id_, page, issue, folder, number, sent_to, None, heads, text)


def second(
    id_: str,
    heads: str = SCHOOL,
    issue: tuple[str | None, str | None] = ISSUE,
    *,
    number: str | None = "3",
    taken_from: str = "1",
    folder: str = "/a",
) -> Half:
    """Return a second part, on page 3 and taken from page 1."""
    text = "教师来自水产研究所。"
    page = f"{folder}{issue}{number}second"
    return Half(id_, page, issue, folder, number, None, taken_from, heads, text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("他笑了。（下转第3版）", "3"), ("下转A04版", "A04"), ("▶▶▶下轉第三版", "3"),
        ("（轉第２版）", "2"), ("(紧接第2版)", "2"), ("（详见第3版）", None),
        ("他把户口转第3版。接着说了很多话，又说了很多很多话。", None), ("下转", None),
    ],
)  # fmt: skip
def test_the_end_of_a_part_names_the_next_page(text: str, number: str | None) -> None:
    """Markers in every form are read; hints and text are not."""
    assert sent_on_to(text) == number


def test_the_only_parts_that_fit_are_linked() -> None:
    """Page numbers and day decide alone when the second part has no headline."""
    assert linked([first("a"), second("b")]) == (("a", "b"),)
    assert linked([first("a"), second("b", "")]) == (("a", "b"),)


@pytest.mark.parametrize(
    "other",
    [
        second("b", number="4"),
        second("b", taken_from="2"),
        second("b", issue=("海州日报", "2025-01-09")),
        second("b", issue=("海州晚报", "2025-01-08")),
        second("b", METRO),
        second("b", issue=(None, "2025-01-08"), folder="/b"),
        second("b", "", number=None),
    ],
)
def test_what_disagrees_or_tells_too_little_is_not_linked(other: Half) -> None:
    """Another page, another issue, another subject, or nothing to go by: no link."""
    assert linked([first("a"), other]) == ()


def test_headlines_tell_several_parts_apart() -> None:
    """Two articles sent to one page are told apart by their headlines, the rest by elimination."""
    halves = [first("a"), first("b", METRO), second("c", "地铁三号线开通"), second("d", "")]

    assert linked(halves) == (("a", "d"), ("b", "c"))
    assert linked([first("a"), first("b", METRO), second("d", "")]) == ()
    assert linked([first("a"), first("b"), second("c")]) == ()


def test_without_date_and_paper_the_folder_speaks() -> None:
    """Pages that tell nothing are of one issue only within a folder, and need a headline."""
    lone = first("a", issue=UNKNOWN)

    assert linked([lone, second("b", issue=UNKNOWN)]) == (("a", "b"),)
    assert linked([lone, second("b", issue=ISSUE)]) == (("a", "b"),)
    assert linked([first("a"), second("b", issue=UNKNOWN)]) == (("a", "b"),)
    assert linked([lone, second("b", issue=UNKNOWN, folder="/b")]) == ()
    assert linked([lone, second("b", "", issue=UNKNOWN)]) == ()
    assert linked(
        [
            first("a", issue=UNKNOWN, number=None),
            second("b", "渔港夜校开课了", issue=UNKNOWN, number=None),
        ]
    ) == (("a", "b"),)


def test_a_middle_part_has_both_neighbours() -> None:
    """An article on three pages is a chain."""
    middle = Half("b", "p", ISSUE, "/a", "3", "4", "1", SCHOOL, "")

    assert linked([first("a"), middle, second("c", number="4", taken_from="3")]) == (
        ("a", "b"),
        ("b", "c"),
    )


def test_too_many_rivals_are_not_told_apart() -> None:
    """A folder of very many pages that tell nothing stays unlinked, and is done at once."""
    many = [first(f"a{n}", issue=UNKNOWN, folder="/a") for n in range(MOST_RIVALS + 1)]

    assert linked([*many, second("b", issue=UNKNOWN)]) == ()
    assert linked([many[0], second("b", issue=UNKNOWN)]) == (("a0", "b"),)


_HALVES = st.lists(
    st.builds(
        Half,
        st.uuids().map(str),
        st.sampled_from("pqr"),
        st.sampled_from([ISSUE, UNKNOWN, ("海州日报", None)]),
        st.sampled_from(["/a", "/b"]),
        st.sampled_from([None, "1", "3"]),
        st.sampled_from([None, "1", "3"]),
        st.sampled_from([None, "1", "3"]),
        st.sampled_from(["", SCHOOL, METRO, "夜校开课了"]),
        st.just("渔船靠岸。"),
    ),
    max_size=12,
)


@given(_HALVES)
def test_links_are_one_to_one_whatever_the_order(halves: list[Half]) -> None:
    """No part has two neighbours on one side, and the order of the pages does not matter."""
    links = linked(halves)
    turned = linked(halves[::-1])

    assert links == turned
    assert len({a for a, _ in links}) == len({b for _, b in links}) == len(links)
    assert all(a != b for a, b in links)
