"""Articles printed on two pages: which one goes on as which.

The print names pages, not articles: 下转第3版 at the end of one part, 上接第1版 at the head of the
other.  Two parts are linked when they stand in one issue, when the page numbers named and borne do
not disagree, and when either nothing else comes into question or the headlines say so clearly.
What stays undecided stays unlinked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.imprint import page_number
from retrieval.text import is_han, narrow

LIKE = 0.5
"""The share of a headline's bigrams that must stand in the other part, where that decides."""
NOT_UNLIKE = 0.2
"""The share that must stand there where page numbers have decided already."""
AHEAD = 0.2
"""By how much the likeness of the best must exceed that of the second."""
MOST_RIVALS = 200
"""More parts than these that fit one another are not told apart."""

_Shelf = tuple[str | None, ...]

_NUMBER = r"[a-d]?\d{1,3}|[一二三四五六七八九十]{1,3}"
_SENT_ON = re.compile(
    rf"(?:下[转接]|紧接|(?<![\u4e00-\u9fff])转)第?\s*({_NUMBER})\s*[版页][^。]{{0,10}}$"
)


@dataclass(frozen=True)
class Half:
    """An article that goes on elsewhere, or began there.

    ``issue`` is paper and date, as far as known; ``folder`` where the page file lies; ``number``
    the page it is printed on, ``sent_to`` and ``taken_from`` the pages it names.  ``heads`` are
    its head lines, ``text`` its paragraphs.
    """

    article_id: str
    page_id: str
    issue: tuple[str | None, str | None]
    folder: str
    number: str | None
    sent_to: str | None
    taken_from: str | None
    heads: str
    text: str

    @cached_property
    def head_bigrams(self) -> frozenset[str]:
        """The pairs of Chinese characters in the heads."""
        return _bigrams(self.heads)

    @cached_property
    def bigrams(self) -> frozenset[str]:
        """The pairs of Chinese characters in heads and text."""
        return _bigrams(self.heads) | _bigrams(self.text)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two halves that fit.

    ``numbered`` tells that each stands on the very page the other names, ``dated`` that both are
    known to be of one day besides.
    """

    first: Half
    second: Half
    numbered: bool
    dated: bool
    likeness: float


def sent_on_to(text: str) -> str | None:
    """Return the number of the page that the end of ``text`` sends its reader on to.

    ``（下转第3版）`` gives ``3``; a mere hint (``详见第3版``) gives None.
    """
    match = _SENT_ON.search(narrow(text[-40:].rstrip()))
    return page_number(match.group(1)) if match else None


def linked(halves: Sequence[Half]) -> tuple[tuple[str, str], ...]:
    """Return the links (id of an article, id of its next part), in order of the ids.

    No article is linked twice on the same side.  The order of ``halves`` does not matter.
    """
    pairs = list(_pairs(halves))
    links: dict[str, str] = {}
    while found := {(p.first.article_id, p.second.article_id) for p in _decided(pairs)}:
        links.update(found)
        done = set(links.values())
        pairs = [
            pair
            for pair in pairs
            if pair.first.article_id not in links and pair.second.article_id not in done
        ]
    return tuple(sorted(links.items()))


def _pairs(halves: Sequence[Half]) -> Iterator[_Pair]:
    """Yield the pairs that fit one another."""
    shelves: defaultdict[_Shelf, list[Half]] = defaultdict(list)
    for half in halves:
        if half.sent_to is not None:
            for shelf in _laid_on(half):
                shelves[shelf].append(half)
    for second in halves:
        if second.taken_from is None:
            continue
        near = [first for shelf in _sought_on(second) for first in _few(shelves.get(shelf, []))]
        for first in {half.article_id: half for half in near}.values():
            if _fits(first, second):
                yield _pair(first, second)


def _pair(first: Half, second: Half) -> _Pair:
    numbered = first.number is not None and second.number is not None
    dated = first.issue[1] is not None and second.issue[1] is not None
    return _Pair(first, second, numbered, numbered and dated, _likeness(first, second))


def _few(halves: Sequence[Half]) -> Sequence[Half]:
    return halves if len(halves) <= MOST_RIVALS else ()


def _laid_on(half: Half) -> tuple[_Shelf, ...]:
    """Return the shelves on which first parts lie: their issue, their folder and date."""
    date = half.issue[1]
    return half.issue, ("folder", half.folder, date), ("folder", half.folder, "any date")


def _sought_on(half: Half) -> tuple[_Shelf, ...]:
    """Return the shelves on which the first part of ``half`` may lie."""
    date = half.issue[1]
    if date is None:
        return (("folder", half.folder, "any date"),)
    return half.issue, ("folder", half.folder, date), ("folder", half.folder, None)


def _fits(first: Half, second: Half) -> bool:
    """Tell whether nothing speaks against ``second`` being the next part of ``first``."""
    if first.page_id == second.page_id or not _one_issue(first, second):
        return False
    return first.number in (None, second.taken_from) and second.number in (None, first.sent_to)


def _one_issue(first: Half, second: Half) -> bool:
    """Tell whether two pages are of one issue; where a page is silent its folder speaks."""
    if first.issue == second.issue and None not in first.issue:
        return True
    agree = all(
        None in told or told[0] == told[1] for told in zip(first.issue, second.issue, strict=True)
    )
    return agree and first.folder == second.folder


def _likeness(first: Half, second: Half) -> float:
    """Return how much of the headline of either half stands in the other, from 0 to 1."""
    return max(
        _share(second.head_bigrams, first.bigrams), _share(first.head_bigrams, second.bigrams)
    )


def _share(bigrams: frozenset[str], among: frozenset[str]) -> float:
    return len(bigrams & among) / len(bigrams) if bigrams else 0.0


def _decided(pairs: Sequence[_Pair]) -> Iterator[_Pair]:
    """Yield the pairs whose halves have no rival, or are clearly more alike than any rival."""
    firsts = _grouped((pair.first.article_id, pair) for pair in pairs)
    seconds = _grouped((pair.second.article_id, pair) for pair in pairs)
    for pair in pairs:
        rivals = [
            other
            for other in (*firsts[pair.first.article_id], *seconds[pair.second.article_id])
            if other is not pair
        ]
        if not rivals and pair.numbered:
            # Continuations are often printed without a headline: then there is nothing to compare.
            headless = not pair.second.head_bigrams
            if pair.likeness >= NOT_UNLIKE or (headless and pair.dated):
                yield pair
        elif pair.likeness >= LIKE and all(
            pair.likeness >= rival.likeness + AHEAD for rival in rivals
        ):
            yield pair


def _grouped(pairs: Iterable[tuple[str, _Pair]]) -> Mapping[str, list[_Pair]]:
    groups: defaultdict[str, list[_Pair]] = defaultdict(list)
    for key, pair in pairs:
        groups[key].append(pair)
    return groups


def _bigrams(text: str) -> frozenset[str]:
    plain = narrow(text)
    return frozenset(
        plain[start : start + 2]
        for start in range(len(plain) - 1)
        if is_han(plain[start]) and is_han(plain[start + 1])
    )
