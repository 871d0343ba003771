"""What the program knows -> Reply: shown alike by a chat and a terminal."""

from bot.render.answer import render
from bot.render.around import render_around, render_passage
from bot.render.article import render_article
from bot.render.budget import CHAT, TERMINAL, Budget
from bot.render.buttons import ArticlePage, article_page
from bot.render.explanation import render_explanation
from bot.render.holdings import render_holdings
from bot.render.units import units

__all__ = [
    "CHAT",
    "TERMINAL",
    "ArticlePage",
    "Budget",
    "article_page",
    "render",
    "render_around",
    "render_article",
    "render_explanation",
    "render_holdings",
    "render_passage",
    "units",
]
