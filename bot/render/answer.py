"""Answer -> Reply: the verdict, then cards, then what was searched; one page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot import phrases
from bot.render.budget import CHAT, Budget, shares
from bot.render.buttons import answer_turns, full_text
from bot.render.cards import Card, cards_of
from bot.render.draft import Draft
from bot.render.excerpt import Excerpt, excerpt, strongest
from bot.render.source import source_line, write_heads, write_marked
from bot.render.units import units
from bot.render.wording import place_name, write_bottom, write_top
from bot.reply import Reply, Span, Style
from retrieval.model import Answer, Language, Quote

_LONG = 120
"""A quote longer than this is folded by chats that can."""
_HEAD_SPANS = 4
"""Spans of a card besides its quotes: places, kicker, headline, source."""


def render(answer: Answer, page: int = 0, cards: int = 3, budget: Budget = CHAT) -> Reply:
    """Return page ``page`` (from 0) of an answer, ``cards`` articles to the page.

    A page beyond the last is the last: a button that outlived its answer cannot fail.
    """
    language = answer.query.language
    all_cards = cards_of(answer)
    pages = max(-(-len(all_cards) // cards), 1)
    page = min(max(page, 0), pages - 1)
    shown = all_cards[page * cards : (page + 1) * cards]
    draft = _composed(answer, shown, (page, pages), budget)
    turns = answer_turns(page, pages, language)
    articles = dict.fromkeys((card.quotes[0].article.id, card.number) for card in shown)
    return draft.reply((turns, tuple(full_text(n, id_, page, language) for id_, n in articles)))


def _composed(
    answer: Answer, shown: Sequence[Card], position: tuple[int, int], budget: Budget
) -> Draft:
    """Write the page twice: bare, to learn what room is left for quotes, then with them."""
    bare = _page(answer, shown, position, ())
    quotes = [quote for card in shown for quote in card.quotes]
    if not quotes:
        return bare
    room = budget.units - bare.units - len(quotes)
    spans = budget.spans - _HEAD_SPANS * len(shown) - len(quotes)
    most_marked = min(budget.highlights, max(spans // len(quotes), 0))
    limits = shares([units(q.passage.text) for q in quotes], room, budget.quote)
    excerpts = [
        _excerpt(quote, limit, most_marked) for quote, limit in zip(quotes, limits, strict=True)
    ]
    return _page(answer, shown, position, excerpts)


def _excerpt(quote: Quote, limit: int, most_marked: int) -> Excerpt:
    text = quote.passage.text
    return excerpt(text, strongest(text, quote.highlights, most_marked), limit)


def _page(
    answer: Answer, shown: Sequence[Card], position: tuple[int, int], excerpts: Sequence[Excerpt]
) -> Draft:
    language = answer.query.language
    draft = Draft()
    write_top(draft, answer, *position)
    left = iter(excerpts)
    for card in shown:
        draft.block(_card(card, language, list(islice(left, len(card.quotes)))))
    bottom = Draft()
    cut = not excerpts or any(found.cut for found in excerpts)
    write_bottom(bottom, answer, cut and bool(shown))
    draft.block(bottom)
    return draft


def _card(card: Card, language: Language, excerpts: Iterable[Excerpt]) -> Draft:
    """Write number, places, kicker, headline, source, and the quotes."""
    draft = Draft()
    first = card.quotes[0]
    mark = f"{card.number}. "
    if card.places:
        names = phrases.COMMA[language].join(place_name(p, language) for p in card.places)
        write_marked(draft, mark, names, Style.BOLD)
        mark = ""
    write_heads(draft, first.article, language, mark)
    lines = (line for quote in card.quotes for line in quote.passage.lines)
    draft.line(source_line(first.source, lines, language), Style.ITALIC)
    for found in excerpts:
        style = Style.LONG_QUOTE if len(found.text) > _LONG else Style.QUOTE
        draft.line(found.text, style, inner=_bold(found.highlights))
    return draft


def _bold(highlights: Sequence[tuple[int, int]]) -> Iterator[Span]:
    return (Span(Style.BOLD, start, end) for start, end in highlights)
