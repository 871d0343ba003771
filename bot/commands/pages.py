"""``wenbao pages``: how page files are split, without an archive."""

from __future__ import annotations

from argparse import Namespace

from bot import phrases, streams
from bot.commands import refusals
from bot.config import Config
from bot.records import json_line
from retrieval.articles import Split, record, split_page
from retrieval.build import Refusal, page_files
from retrieval.errors import PageRefused
from retrieval.model import Article, Language, Page
from retrieval.pages import read_page


def run(arguments: Namespace, config: Config) -> int:
    """Print each page file's articles; raises PageRefused when no file at all could be read."""
    language = streams.interface_language()
    files, refused = page_files(arguments.paths)
    read = 0
    for file in files:
        try:
            page = read_page(file.path, file.name)
        except PageRefused as refusal:
            refused.append(Refusal(file.name, refusal.what))
            continue
        read += 1
        split = split_page(page)
        if arguments.json:
            streams.put(json_line(record(page, split)))
        else:
            streams.put(_told(page, split, language))
    refusals.tell(refused)
    if not read:
        named = ", ".join(map(str, arguments.paths))
        raise PageRefused(
            f"no page could be read from {named}", "name files of text, *.txt or *.md"
        )
    return 0


def _told(page: Page, split: Split, language: Language) -> str:
    """Return the page's name, and each article's heads with the line they begin at."""
    paragraphs = sum(len(article.paragraphs) for article in split.articles)
    head = phrases.SPLIT_PAGE[language].format(
        file=page.name,
        articles=phrases.ARTICLES.count(language, len(split.articles)),
        paragraphs=paragraphs,
    )
    return "\n".join([head, *(_article_line(article, language) for article in split.articles)])


def _article_line(article: Article, language: Language) -> str:
    owned = [*(part.lines for part in article.parts), *(p.lines for p in article.paragraphs)]
    first = min((line for lines in owned for line in lines), default=0)
    headline = article.headline or phrases.NO_HEADLINE[language]
    kicker = f"{article.kicker} / " if article.kicker else ""
    return f"{first:>6} {kicker}{headline} ({article.kind}, {len(article.paragraphs)})"
