"""``wenbao show``: a passage or a whole article by the id that answers carry."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from bot import streams
from bot.building import open_or_build
from bot.config import Config
from bot.render import TERMINAL, render_article, render_passage
from bot.reply import Reply
from bot.terminal import show
from retrieval.answer import Answerer
from retrieval.errors import NotInArchive


def run(arguments: Namespace, config: Config) -> int:
    """Print what the id names; raises NotInArchive."""
    with closing(open_or_build(config)) as answerer:
        show(streams.answers(), _found(answerer, arguments.id))
    return 0


def _found(answerer: Answerer, id_: str) -> Reply:
    language = streams.interface_language()
    try:
        article = answerer.article(id_)
    except NotInArchive:
        passage = answerer.passage(id_)
        article = answerer.article(passage.article_id)
        return render_passage(passage, article, answerer.source(article.page_id), language)
    return render_article(article, answerer.source(article.page_id), 0, language, budget=TERMINAL)
