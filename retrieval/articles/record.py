"""The plain form of a split page, as ``wenbao pages --json`` prints it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from retrieval.articles.split import Split
from retrieval.model import Article, Page, Part, Role

_HEADS = (Role.KICKER, Role.HEADLINE, Role.SUBHEADLINE, Role.BYLINE, Role.COLUMN)


def record(page: Page, split: Split) -> dict[str, object]:
    """Return a page and its articles as plain values; every line can be ticked off.

    ``lines`` of an article are [first, last] runs of the raw lines it owns; ``other`` lists what
    has no key of its own (credits, markers, date lines, repeats).
    """
    return {
        "file": page.name,
        "paper": page.paper,
        "date": page.date,
        "number": page.number,
        "articles": [_article(article) for article in split.articles],
        "furniture": [_part(part) for part in split.furniture],
    }


def _article(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "headline": article.headline,
        "kicker": article.kicker,
        "subheadline": article.subheadline,
        "byline": article.byline,
        "column": article.column,
        "kind": article.kind,
        "date": article.date,
        "continued_from": article.continued_from,
        "truncated": article.truncated,
        "lines": _runs(_owned(article)),
        **{f"{role}_lines": _lines_of(article, role) for role in _HEADS},
        "section_heads": [
            {"line": part.lines[0], "text": part.text}
            for part in article.parts
            if part.role is Role.SECTION
        ],
        "places": list(article.places),
        "paragraphs": [
            {
                "text": paragraph.text,
                "lines": list(paragraph.lines),
                "section": paragraph.section,
                "role": str(paragraph.role),
                "open_end": paragraph.open_end,
            }
            for paragraph in article.paragraphs
        ],
        "other": [
            _part(part) for part in article.parts if part.role not in (*_HEADS, Role.SECTION)
        ],
    }


def _part(part: Part) -> dict[str, object]:
    return {"role": str(part.role), "text": part.text, "lines": list(part.lines)}


def _lines_of(article: Article, role: Role) -> list[int]:
    return sorted({line for part in article.parts if part.role is role for line in part.lines})


def _owned(article: Article) -> list[int]:
    owned = {line for part in article.parts for line in part.lines}
    return sorted(owned.union(*(paragraph.lines for paragraph in article.paragraphs)))


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Return first and last of each run; the blank lines between printed lines do not part one."""
    if not numbers:
        return []
    breaks = [(left, right) for left, right in pairwise(numbers) if right - left > _RUN_GAP]
    starts = [numbers[0], *(right for _, right in breaks)]
    ends = [*(left for left, _ in breaks), numbers[-1]]
    return [[start, end] for start, end in zip(starts, ends, strict=True)]


_RUN_GAP = 5
