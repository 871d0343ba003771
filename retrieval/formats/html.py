"""A saved HTML article becomes a Page: its heads and paragraphs, without the site around them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from retrieval.errors import PageRefused
from retrieval.formats.blocks import MOST_INFO, Block, article_of, blocks_of
from retrieval.model import Page
from retrieval.pages import clean, decode, imprint, page_id, read_bytes
from retrieval.text import fold, has_han

MOST_BYTES = 8 * 1024 * 1024
DEEPEST = 500
MOST_STEPS = 10_000_000
MOST_FRONT = 20
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_IMPLIED = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "p", "li", "td", "th", "tr", "dd", "dt", "option", "optgroup",
    "tbody", "thead", "tfoot",
})  # fmt: skip
_FORMATTING = frozenset({
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong",
    "tt", "u",
})  # fmt: skip
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
_DATES = (
    "publishdate", "pubdate", "publish_date", "publishtime", "article:published_time",
    "datepublished", "dc.date", "dc.date.issued", "citation_publication_date", "og:release_date",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author")
_PAPERS = ("mediaid", "source", "og:site_name", "citation_journal_title", "dc.publisher")
_TITLES = ("og:title", "articletitle", "dc.title", "citation_title", "twitter:title")
_PAPER = re.compile(r"[\u4e00-\u9fff]{1,10}(?:报|報|刊)$|(?:daily|times|post|news|gazette)\b", re.I)
_DATE = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|(?:19|20)\d{6}(?!\d)")
_INFO = re.compile(
    r"(?:来源|责任编辑|责编|编辑|发布时间|时间|字号|浏览|日期|date|source)\s*[：:]", re.I
)
_PIECE = re.compile(
    rf"[ |\u3000]+(?=(?:作者|记者|通讯员)\s*[：:]|{_INFO.pattern}|(?:19|20)\d\d[-/.年])", re.I
)
_DATED = re.compile(rf"(?:{_DATE.pattern})\s*日?(?:\s*\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?")
_TAIL = re.compile(r"\s*(?:[-_|—–]+|::)\s*[^-_|—–]{1,20}$")


def read_html(path: Path, name: str) -> Page:
    """Read the article saved at ``path``; ``name`` is what citations will call it.

    Line numbers of the page count the lines of the extracted text: headlines marked by ``#``,
    paragraphs between blank lines.  Raises PageRefused: unreadable, larger than MOST_BYTES,
    nested deeper than DEEPEST, or without text.
    """
    markup = _markup(path, name)
    tree = LexborHTMLParser(markup)
    told = _told(tree)
    title = _title(tree, told)
    blocks = article_of(blocks_of(tree), title)
    if not any(block.level == 0 for block in blocks):
        raise PageRefused(f"{name} holds no article", "save the page of one article")
    lines = tuple(_lines(blocks, told, title))
    known = imprint(path, name, lines)
    return Page(page_id(lines), name, known.paper, known.date, known.number, lines)


def _markup(path: Path, name: str) -> str:
    data = read_bytes(path)
    if len(data) > MOST_BYTES:
        raise PageRefused(
            f"{name} is too large for one article ({len(data) // 2**20} MB)", "save it as text"
        )
    text = _XML.sub("", _decoded(data))
    if not text.strip():
        raise PageRefused(f"{name} is empty", "give it text or take it away")
    _refuse_thicket(text, name)
    return text


def _decoded(data: bytes) -> str:
    """Return the text of an HTML file: in the encoding it declares, else in the one it shows."""
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        named = declared.group(1).decode("ascii").lower()
        try:
            return clean(data.decode(_WIDER.get(named, named)))
        except (LookupError, UnicodeError):
            return decode(data)
    return decode(data)


def _refuse_thicket(markup: str, name: str) -> None:
    """Refuse markup that takes the parser time squared: deep nesting, styles never closed."""
    opened: Counter[str] = Counter()
    depth = styles = steps = 0
    for match in _TAG.finditer(markup):
        closing, tag = match.group(1), match.group(2).lower()
        steps += 1 + styles + depth
        if depth > DEEPEST or steps > MOST_STEPS:
            raise PageRefused(f"{name} is nested too deeply", "save it as text")
        if tag in _IMPLIED or (closing and not opened[tag]):
            continue
        step = -1 if closing else 1
        opened[tag] += step
        depth += step
        styles += step * (tag in _FORMATTING)


def _told(tree: LexborHTMLParser) -> dict[str, str]:
    """Return what the meta elements tell, by name in lower case; the first of a name counts."""
    told: dict[str, str] = {}
    for meta in tree.css("meta"):
        named = meta.attributes
        key = named.get("name") or named.get("property") or named.get("itemprop")
        content = (named.get("content") or "").strip()
        if key and content:
            told.setdefault(key.strip().lower(), content)
    return told


def _first(told: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((told[key] for key in keys if key in told), "")


def _title(tree: LexborHTMLParser, told: dict[str, str]) -> str:
    """Return the article's title as the file's head tells it, without the site's name."""
    title = _first(told, _TITLES)
    if not title and (node := tree.css_first("title")) is not None:
        title = node.text(strip=True)
    title = " ".join(title.split())
    while len(shorter := _TAIL.sub("", title)) >= 4 and shorter != title:
        title = shorter
    return title


def _lines(blocks: list[Block], told: dict[str, str], title: str) -> list[str]:
    """Return the page's lines: front matter of what is told about the article, then the article."""
    front = _front_matter(told)
    lines: list[str] = []
    if title and not any(block.level for block in blocks[:6]):
        lines += [f"# {title}", ""]
    printed = fold("".join(block.text for block in blocks))
    author = _first(told, _AUTHORS)
    byline = f"作者：{author}" if has_han(author) and fold(author) not in printed else ""
    under_heads = True
    for block in blocks:
        if byline and not block.level:
            lines += [byline, ""]
            byline = ""
        for text in _pieces(block.text) if under_heads else (block.text,):
            if under_heads and (known := _known(text)) and len(front) < MOST_FRONT:
                front.append(known)
            else:
                lines += [_marked(block, text), ""]
        under_heads = under_heads and (block.level > 0 or len(block.text) <= MOST_INFO)
    return [*(["---", *front, "---", ""] if front else []), *lines[:-1]]


def _marked(block: Block, text: str) -> str:
    if block.level:
        return "#" * block.level + " " + text
    return f"**{text}**" if block.bold else text


def _front_matter(told: dict[str, str]) -> list[str]:
    date = _DATE.search(_first(told, _DATES))
    paper = next((told[key] for key in _PAPERS if key in told and _PAPER.search(told[key])), None)
    front = [f"paper: {paper}"] if paper else []
    return front + ([f"date: {date.group()}"] if date else [])


def _pieces(text: str) -> list[str]:
    """Part a line of date, source and author under the headline."""
    if len(text) > MOST_INFO:
        return [text]
    return [piece for piece in (part.strip(" |\u3000") for part in _PIECE.split(text)) if piece]


def _known(text: str) -> str | None:
    """Return a line of front matter for a printed date or source, None for any other text."""
    if len(text) > MOST_INFO:
        return None
    if _INFO.match(text):
        return text
    return f"date: {text}" if _DATED.fullmatch(text) else None
