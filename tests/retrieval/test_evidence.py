"""Where the words of a query stand in a passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.evidence import WINDOW, Occurrence, coverage, highlights, occurrences
from retrieval.model import Concept, Language, Query, Term


def query(*surfaces: str) -> Query:
    """A query of one plain concept a surface."""
    concepts = tuple(Concept(s, (Term(s),)) for s in surfaces)
    return Query("?", Language.ZH, concepts)


def test_occurrences_point_into_the_printed_text() -> None:
    """Offsets are of the text as printed, whatever folding did to it."""
    text = "㎡建成「工會驛站」，ＡＰＰ上线"

    found = occurrences(query("工会驿站", "app"), text)

    assert [(one.concept, text[one.start : one.end]) for one in found] == [
        (0, "工會驛站"),
        (1, "ＡＰＰ"),
    ]


def test_numbers_and_letters_are_found_whole() -> None:
    """27 is not found inside 127 or 27.5's digits, nor app inside happy."""
    found = occurrences(query("27", "app"), "127个，27个，happy app")

    assert [(one.concept, one.start) for one in found] == [(0, 5), (1, 15)]


def test_a_single_character_of_a_longer_concept_is_not_marked() -> None:
    """A one-character synonym would be marked all over the text."""
    concept = Concept("驿站", (Term("站"), Term("驿站")))

    found = occurrences(Query("?", Language.ZH, (concept,)), "站在工会驿站前")

    assert found == (Occurrence(0, 4, 6),)


def test_coverage_is_the_best_window() -> None:
    """Concepts count once each, and only those that stand within one window together."""
    near = [Occurrence(0, 0, 2), Occurrence(1, 10, 12), Occurrence(1, 14, 16)]
    far = [*near, Occurrence(2, 16 + WINDOW, 18 + WINDOW)]

    assert coverage(near, [1.0, 2.0]) == 3.0
    assert coverage(far, [1.0, 2.0, 4.0]) == 4.0
    assert coverage([], [1.0]) == 0.0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 400), st.integers(1, 8)), max_size=25))
def test_coverage_equals_a_search_over_all_windows(spans: list[tuple[int, int, int]]) -> None:
    """The sliding window finds what trying every window finds."""
    weights = [1.0, 2.0, 4.0, 8.0]
    found = sorted(
        {Occurrence(c, s, s + n) for c, s, n in spans},
        key=lambda one: (one.start, one.end, one.concept),
    )

    brute = 0.0
    for last in range(len(found)):
        for first in range(last + 1):
            if found[last].end - found[first].start <= WINDOW:
                inside = {one.concept for one in found[first : last + 1]}
                brute = max(brute, sum(weights[c] for c in inside))

    assert coverage(found, weights) == brute


def test_highlights_join_what_touches() -> None:
    """Spans are in order, and neighbours become one."""
    found = [Occurrence(0, 0, 2), Occurrence(1, 1, 4), Occurrence(2, 4, 6), Occurrence(0, 9, 11)]

    assert highlights(found) == ((0, 6), (9, 11))
