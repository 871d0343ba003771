"""A passage by itself, and between its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from bot.render.budget import CHAT, Budget, shares
from bot.render.draft import Draft
from bot.render.excerpt import excerpt
from bot.render.source import source_line, write_heads
from bot.render.units import units
from bot.reply import Reply, Style
from retrieval.model import Article, Language, Passage, Quote, Source


def render_around(
    quote: Quote, passages: Sequence[Passage], language: Language, budget: Budget = CHAT
) -> Reply:
    """Return the quoted passage between the two beside it; it alone is set as a quote.

    ``passages`` are those of the quote's article.
    """
    here = quote.passage.position
    near = sorted(
        (passage for passage in passages if abs(passage.position - here) <= 1),
        key=lambda passage: passage.position,
    )
    draft = Draft()
    write_heads(draft, quote.article, language)
    draft.line(
        source_line(quote.source, (n for p in near for n in p.lines), language), Style.ITALIC
    )
    room = budget.units - draft.units - 2 * len(near)
    limits = shares([units(passage.text) for passage in near], room, budget.units)
    for passage, limit in zip(near, limits, strict=True):
        block = Draft()
        styles = (Style.QUOTE,) if passage.position == here else ()
        block.line(excerpt(passage.text, (), limit).text, *styles)
        draft.block(block)
    return draft.reply()


def render_passage(passage: Passage, article: Article, source: Source, language: Language) -> Reply:
    """Return one passage as a quote under its heads and source."""
    draft = Draft()
    write_heads(draft, article, language)
    draft.line(source_line(source, passage.lines, language), Style.ITALIC)
    draft.line(excerpt(passage.text, (), CHAT.units - draft.units - 1).text, Style.QUOTE)
    return draft.reply()
