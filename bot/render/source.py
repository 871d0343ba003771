"""Where a quote stands: paper, date, page, file and lines; and the heads of its article."""

from __future__ import annotations

from collections.abc import Iterable

from bot import phrases
from bot.render.draft import Draft
from bot.render.units import clip
from bot.reply import Span, Style
from retrieval.model import Article, Language, Sequel, Source

_MOST_HEAD = 60
_MOST_PART = 40
_NEXT_LINE = 2
"""The lines of a page are parted by blank ones: 95 and 97 follow each other."""


def write_heads(
    draft: Draft, article: Article, language: Language, mark: str = "", most: int = _MOST_HEAD
) -> None:
    """Write the kicker (small) above the headline (bold), ``mark`` before the first of them.

    Each is cut to ``most`` UTF-16 units; a missing headline is said to be missing.
    """
    kicker = clip(article.kicker or "", most)
    if not kicker and article.continued_from:
        kicker = phrases.CONTINUED[language].format(page=clip(article.continued_from, most))
    if kicker:
        write_marked(draft, mark, kicker, Style.ITALIC)
        mark = ""
    headline = clip(article.headline or "", most) or phrases.NO_HEADLINE[language]
    write_marked(draft, mark, headline, Style.BOLD)


def write_marked(draft: Draft, mark: str, text: str, style: Style) -> None:
    """Write a line of ``mark`` and ``text``, the style over the text alone."""
    draft.line(mark + text, inner=(Span(style, len(mark), len(mark) + len(text)),))


def source_line(source: Source, lines: Iterable[int], language: Language) -> str:
    """Return ``paper · date · page · file lines``; what the page does not tell is left out."""
    number = phrases.PAGE_NUMBER[language].format(number=source.number) if source.number else ""
    place = f"{clip(source.name, _MOST_PART)} {line_range(lines, language)}"
    parts = (source.paper or "", source.date or "", number, place)
    return " · ".join(clip(part, 2 * _MOST_PART) for part in parts if part)


def page_named(sequel: Sequel, language: Language) -> str:
    """Return ``第3版``, the page on which the other part of an article stands."""
    number = clip(sequel.source.number or "", _MOST_PART)
    if not number:
        return phrases.ANOTHER_PAGE[language]
    return phrases.PAGE_OF_SEQUEL[language].format(number=number)


def line_range(lines: Iterable[int], language: Language) -> str:
    """Return ``第 95–97、103 行``: lines that follow each other on the page are one range."""
    ranges: list[list[int]] = []
    for line in sorted(set(lines)):
        if ranges and line - ranges[-1][-1] <= _NEXT_LINE:
            ranges[-1].append(line)
        else:
            ranges.append([line])
    if not ranges:
        return ""
    named = [f"{r[0]}–{r[-1]}" if r[-1] > r[0] else str(r[0]) for r in ranges]
    several = len(named) > 1 or "–" in named[0]
    phrase = phrases.LINES if several else phrases.LINE
    return phrase[language].format(lines=phrases.COMMA[language].join(named))
