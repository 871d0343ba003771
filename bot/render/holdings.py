"""What the archive holds -> Reply."""

from __future__ import annotations

from collections.abc import Sequence

from bot import phrases
from bot.render.draft import Draft
from bot.render.units import clip
from bot.reply import Reply, Style
from retrieval.archive import Holdings
from retrieval.model import Language

_MOST_PAPERS = 10
_MOST_PLACES = 20
_MOST_NAME = 30


def render_holdings(holdings: Holdings, language: Language) -> Reply:
    """Return the numbers, papers, dates and most frequent places of an archive."""
    draft = Draft()
    if not holdings.pages:
        draft.line(phrases.EMPTY_ARCHIVE[language])
        return draft.reply()
    held = phrases.HOLDINGS[language].format(
        pages=phrases.PAGES.count(language, holdings.pages),
        articles=phrases.ARTICLES.count(language, holdings.articles),
        passages=phrases.PASSAGES.count(language, holdings.passages),
    )
    draft.line(held, Style.BOLD)
    if holdings.papers:
        papers = _named(holdings.papers, _MOST_PAPERS, language)
        draft.line(phrases.PAPERS[language].format(names=papers))
    draft.line(_dates(holdings, language))
    if holdings.places:
        places = _named(holdings.places, _MOST_PLACES, language)
        draft.line(phrases.MOST_PLACES[language].format(names=places))
    return draft.reply()


def _named(counted: Sequence[tuple[str, int]], most: int, language: Language) -> str:
    names = (f"{clip(name, _MOST_NAME)} {articles}" for name, articles in counted[:most])
    more = phrases.AND_MORE[language].format(n=len(counted)) if len(counted) > most else ""
    return phrases.COMMA[language].join(names) + more


def _dates(holdings: Holdings, language: Language) -> str:
    dates = sorted(date for date, _ in holdings.dates)
    if not dates:
        return phrases.NO_DATES[language]
    phrase = phrases.DATES if dates[0] != dates[-1] else phrases.ONE_DATE
    return phrase[language].format(first=dates[0], last=dates[-1])
