"""A whole article as replies: heads, section heads, paragraphs with their line numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import phrases
from bot.phrases import Phrase
from bot.render.budget import CHAT, Budget
from bot.render.buttons import article_turns, back_to_answer, sequel_turns
from bot.render.draft import Draft
from bot.render.excerpt import sentence_runs
from bot.render.source import page_named, source_line, write_heads
from bot.render.units import clip
from bot.reply import Reply, Style
from retrieval.model import Article, Language, Paragraph, Part, Role, Sequel, Source

_MOST_HEAD = 200
_BESIDE = 24
"""Units of a paragraph besides its text: line number, label, spaces."""
_IN_HEADS = {
    Role.KICKER,
    Role.HEADLINE,
    Role.SUBHEADLINE,
    Role.COLUMN,
    Role.BYLINE,
    Role.FURNITURE,
    Role.REPEAT,
}
_LABELS = {Role.CAPTION: phrases.CAPTION, Role.BOX: phrases.BOX}


def render_article(
    article: Article,
    source: Source,
    page: int,
    language: Language,
    *,
    back: int = 0,
    budget: Budget = CHAT,
) -> Reply:
    """Return page ``page`` (from 0, the last one if there are fewer) of a whole article.

    Each paragraph begins with the number of its first line.  ``back`` is the page of the answer
    to which the way back leads.
    """
    first, later = _heads(article, source, language), Draft()
    _write_sequel(first, phrases.BEGAN, article.began, language, budget)
    write_heads(later, article, language)
    room = budget.units - max(first.units, later.units) - len("\n\n")
    end = Draft()
    _write_sequel(end, phrases.GOES_ON, article.goes_on, language, budget)
    blocks = [*_blocks(article, language, room), *([end] if end.text else [])]
    pages = _filled(blocks, room, budget.spans)
    page = min(max(page, 0), len(pages) - 1)
    draft = first if page == 0 else later
    for block in pages[page]:
        draft.block(block)
    turns = article_turns(article.id, page, len(pages), back, language)
    others = sequel_turns(article, back, language)
    return draft.reply((turns, others, (back_to_answer(back, language),)))


def _printed(article: Article) -> list[Part | Paragraph]:
    """Return everything the article owns, in the order of the print."""
    owned: list[Part | Paragraph] = [*article.parts, *article.paragraphs]
    return sorted(owned, key=lambda printed: printed.lines)


def _heads(article: Article, source: Source, language: Language) -> Draft:
    """Write column, kicker, headline, sub-headline, byline and source."""
    draft = Draft()
    draft.line(clip(article.column or "", _MOST_HEAD), Style.ITALIC)
    write_heads(draft, article, language, most=_MOST_HEAD)
    draft.line(clip(article.subheadline or "", _MOST_HEAD))
    draft.line(clip(article.byline or "", _MOST_HEAD))
    lines = (line for printed in _printed(article) for line in printed.lines)
    draft.line(source_line(source, lines, language), Style.ITALIC)
    return draft


def _write_sequel(
    draft: Draft, phrase: Phrase, sequel: Sequel | None, language: Language, budget: Budget
) -> None:
    """Write on which page the article began or goes on, and how to get there without buttons."""
    if sequel is None:
        return
    said = phrase[language].format(
        where=page_named(sequel, language),
        headline=clip(sequel.headline or "", _MOST_HEAD) or phrases.NO_HEADLINE[language],
    )
    way = "" if budget.buttons else phrases.BY_ID[language].format(id=sequel.article_id)
    draft.line(said + way, Style.ITALIC)


def _blocks(article: Article, language: Language, room: int) -> Iterator[Draft]:
    """Yield the body in the order of the print; a paragraph longer than ``room`` in pieces."""
    for printed in _printed(article):
        if isinstance(printed, Paragraph):
            yield from _paragraph(printed, language, room)
        elif printed.role not in _IN_HEADS:
            yield _part(printed)
    if article.truncated and article.goes_on is None:
        yield _line(phrases.BREAKS_OFF[language], Style.ITALIC)


def _part(part: Part) -> Draft:
    return _line(
        clip(part.text, _MOST_HEAD), Style.BOLD if part.role is Role.SECTION else Style.ITALIC
    )


def _line(text: str, style: Style) -> Draft:
    draft = Draft()
    draft.line(text, style)
    return draft


def _paragraph(paragraph: Paragraph, language: Language, room: int) -> Iterator[Draft]:
    """Yield the paragraph, its line number before it, its label if it is a caption or a box."""
    number = str(paragraph.lines[0]) if paragraph.lines else ""
    label = _LABELS[paragraph.role][language] if paragraph.role in _LABELS else ""
    for text in sentence_runs(paragraph.text.strip(), room - _BESIDE):
        draft = Draft()
        draft.line(number, Style.CODE)
        draft.write(" " if number else "")
        draft.write(label, Style.ITALIC)
        draft.write(" " if label else "")
        draft.write(text)
        yield draft
        number = label = ""


def _filled(blocks: Sequence[Draft], room: int, most_spans: int) -> list[list[Draft]]:
    """Fill pages with blocks, ``room`` units and ``most_spans`` spans to the page; at least one."""
    pages: list[list[Draft]] = [[]]
    used = spans = 0
    for block in blocks:
        size = block.units + len("\n\n")
        if pages[-1] and (used + size > room or spans + 2 > most_spans - 8):
            pages.append([])
            used = spans = 0
        pages[-1].append(block)
        used, spans = used + size, spans + 2
    return pages
