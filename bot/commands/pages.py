"""``wenbao pages``: how page files are split, without an archive."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

from bot import phrases, streams
from bot.commands import readings, refusals
from bot.config import Config
from bot.records import json_line
from retrieval import formats
from retrieval.articles import Split, explain, record, split_page
from retrieval.build import Refusal, page_files
from retrieval.errors import PageRefused
from retrieval.model import Article, Language, Page
from retrieval.places import Gazetteer


def run(arguments: Namespace, config: Config) -> int:
    """Print each page file's articles; raises PageRefused when no file at all could be read."""
    language = streams.interface_language()
    gazetteer = Gazetteer()
    files, refused = page_files(arguments.paths)
    read = 0
    for file in files:
        try:
            page = formats.read(file.path, file.name, file.leaf)
        except PageRefused as refusal:
            refused.append(Refusal(file.name, refusal.what))
            continue
        read += 1
        for row in _rows(page, arguments, language, gazetteer):
            streams.put(row)
    refusals.tell(refused)
    if not read:
        named = ", ".join(map(str, arguments.paths))
        raise PageRefused(
            f"no page could be read from {named}", "name files of text, *.txt or *.md"
        )
    return 0


def _rows(
    page: Page, arguments: Namespace, language: Language, gazetteer: Gazetteer
) -> Iterator[str]:
    """Yield what is printed of a page: its articles or its lines, for people or as JSON."""
    split = split_page(page)
    if not arguments.explain:
        placed = _placed(split, gazetteer)
        yield json_line(record(page, placed)) if arguments.json else _told(page, split, language)
        return
    lines = explain(page)
    if arguments.json:
        yield from (json_line(readings.record_of(page, line)) for line in lines)
    else:
        yield _told(page, split, language).partition("\n")[0]
        yield from (row for line in lines for row in readings.told(page, line, language))


def _placed(split: Split, gazetteer: Gazetteer) -> Split:
    """Return the split with the places of each article, by the short names people use."""
    articles = (
        replace(article, places=tuple(place.name for place in gazetteer.of_article(article)))
        for article in split.articles
    )
    return replace(split, articles=tuple(articles))


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
