"""Rows of the archive's tables <-> the values of ``retrieval.model``."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from os.path import dirname

from retrieval.continuations import Half, sent_on_to
from retrieval.imprint import page_number
from retrieval.model import Article, Page, Paragraph, Part, Passage, Role, Source

Row = dict[str, str | int | None]


def page_row(page: Page, path: str) -> Row:
    """Return the row of ``page``, read from ``path``; its lines are kept in its articles."""
    return {
        "id": page.id,
        "name": page.name,
        "path": path,
        "paper": page.paper,
        "date": page.date,
        "number": page.number,
        "lines": len(page.lines),
    }


def article_row(article: Article, position: int) -> Row:
    """Return the row of ``article``.

    The text of its paragraphs is kept once, in the passages: here only how they are set.
    """
    return {
        "id": article.id,
        "page_id": article.page_id,
        "position": position,
        "kind": article.kind,
        "headline": article.headline,
        "kicker": article.kicker,
        "subheadline": article.subheadline,
        "byline": article.byline,
        "column": article.column,
        "date": article.date,
        "continued_from": article.continued_from,
        "truncated": int(article.truncated),
        "parts": _json([[part.role, part.text, part.lines] for part in article.parts]),
        "paragraphs": _json([[p.role, p.lines, p.section, p.open_end] for p in article.paragraphs]),
        "places": _json(article.places),
    }


def passage_row(passage: Passage) -> Row:
    """Return the row of ``passage``."""
    return {
        "id": passage.id,
        "article_id": passage.article_id,
        "position": passage.position,
        "paragraph": passage.paragraph,
        "text": passage.text,
        "lines": _json(passage.lines),
        "section": passage.section,
        "places": _json(passage.places),
    }


def passage_of(row: sqlite3.Row) -> Passage:
    """Return the passage of a row."""
    return Passage(
        id=row["id"],
        article_id=row["article_id"],
        position=row["position"],
        paragraph=row["paragraph"],
        text=row["text"],
        lines=tuple(json.loads(row["lines"])),
        section=row["section"],
        places=tuple(json.loads(row["places"])),
    )


def source_of(row: sqlite3.Row) -> Source:
    """Return what a citation needs of a page's row."""
    return Source(row["name"], row["paper"], row["date"], row["number"])


def heads_of(row: sqlite3.Row) -> Article:
    """Return the article of a row without its paragraphs."""
    return Article(
        id=row["id"],
        page_id=row["page_id"],
        kind=row["kind"],
        headline=row["headline"],
        kicker=row["kicker"],
        subheadline=row["subheadline"],
        byline=row["byline"],
        column=row["column"],
        date=row["date"],
        continued_from=row["continued_from"],
        truncated=bool(row["truncated"]),
        parts=tuple(
            Part(Role(role), text, tuple(lines)) for role, text, lines in json.loads(row["parts"])
        ),
        paragraphs=(),
        places=tuple(json.loads(row["places"])),
    )


def article_of(row: sqlite3.Row, passages: Sequence[Passage]) -> Article:
    """Return the whole article of a row; ``passages`` are all of its passages, in order."""
    texts: dict[int, str] = {}
    for passage in passages:
        texts[passage.paragraph] = texts.get(passage.paragraph, "") + passage.text
    paragraphs = tuple(
        Paragraph(texts.get(number, ""), tuple(lines), section, Role(role), open_end)
        for number, (role, lines, section, open_end) in enumerate(json.loads(row["paragraphs"]))
    )
    return replace(heads_of(row), paragraphs=paragraphs)


def half_of(row: sqlite3.Row, texts: Sequence[str]) -> Half:
    """Return what links an article to its other part.

    ``row`` is an article's joined to its page's; ``texts`` are the article's passages, in order.
    """
    markers = [text for role, text, _ in json.loads(row["parts"]) if role == Role.MARKER]
    told = (sent_on_to(text) for text in (*markers, *reversed(texts)))
    sent_to = next((number for number in told if number), None)
    taken_from = page_number(row["continued_from"] or "")
    return Half(
        article_id=row["id"],
        page_id=row["page_id"],
        issue=(row["paper"], row["issued"]),
        folder=dirname(row["path"]),
        number=page_number(row["number"] or ""),
        # 紧接第1版 opens a part as well as it ends one.
        sent_to=None if sent_to == taken_from else sent_to,
        taken_from=taken_from,
        heads="\n".join(filter(None, (row["kicker"], row["headline"], row["subheadline"]))),
        text="\n".join(texts),
    )


def _json(values: Sequence[object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
