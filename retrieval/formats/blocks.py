"""The blocks of an HTML page, and which of them are the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.text import fold

LEAST_SENTENCE = 30
MOST_LINKED = 0.5
DOMINANT = 0.6
HEADS_ABOVE = 3
MOST_INFO = 80

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s",
    "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_HIDDEN = frozenset({
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button",
    "select", "option", "iframe", "object", "svg", "head", "title", "-comment", "input",
    "textarea", "video", "audio", "canvas", "menu", "dialog", "rt", "rp",
})  # fmt: skip
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|foot|footer|related|relate|recommend|share|sharing|comment|"
    r"comments|breadcrumb|crumb|crumbs|sidebar|copyright|hot|ranking|ads?|advert|banner|toolbar|"
    r"pager|pagination|qrcode|login|search|friendlink|links)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_BARE = re.compile(r"[\W_]+")
_STOP = re.compile(r"[。！？!?；;”\"’]|\.\s|\.$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or head of the page as it stands: ``level`` is 1 to 3 for heads, 0 for text.

    ``path`` are the elements it lies in, outermost first; ``linked`` the share of its characters
    that are links; ``bold`` a short paragraph all in bold, as papers set heads within a text.
    """

    text: str
    level: int
    linked: float
    path: tuple[int, ...]
    bold: bool = False


@dataclass(slots=True)
class _Open:
    """A block under construction."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    plain: int = 0
    level: int = 0
    path: tuple[int, ...] = ()


def blocks_of(tree: LexborHTMLParser) -> list[Block]:
    """Return the blocks of the page in the order they stand in, hidden and site parts left out."""
    found: list[Block] = []
    body = tree.body
    if body is None:
        return found
    block = _Open()
    for event, node, path, level, link in _walk(body):
        if event == "text":
            text = node.text_content or ""
            block.pieces.append(text)
            block.linked += len(text.strip()) if link else 0
            block.plain += 0 if _is_bold(node) else len(text.strip())
            block.level, block.path = level, path
        else:
            found += _closed(block)
            block = _Open()
    return [*found, *_closed(block)]


def _closed(block: _Open) -> list[Block]:
    text = _SPACES.sub(" ", "".join(block.pieces)).strip(" ")
    if not text.strip():
        return []
    bold = not block.plain and not block.level and len(text) <= LEAST_SENTENCE
    return [Block(text, block.level, min(1.0, block.linked / len(text)), block.path, bold)]


def _is_bold(text: LexborNode) -> bool:
    """Tell whether an element around the text, up to its block, is a bold one."""
    node = text.parent
    while node is not None and node.tag in _INLINE:
        if node.tag in ("b", "strong"):
            return True
        node = node.parent
    return False


_Step = tuple[str, LexborNode, tuple[int, ...], int, bool]


def _walk(body: LexborNode) -> Iterator[_Step]:
    """Yield texts and the borders of blocks, with the elements around, head level, in a link."""
    stack: list[_Step] = [("open", body, (), 0, False)]
    while stack:
        event, node, path, level, link = stack.pop()
        if event != "open":
            yield event, node, path, level, link
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield "text", node, path, level, link
            continue
        if _is_hidden(node, tag):
            continue
        inline = tag in _INLINE
        if not inline:
            stack.append(("border", node, path, level, link))
            path = (*path, node.mem_id)
            level = _level(tag) or level
        inside = link or tag == "a"
        children: list[_Step] = [
            ("open", child, path, level, inside) for child in node.iter(include_text=True)
        ]
        stack.extend(reversed(children))
        if not inline:
            stack.append(("border", node, path, level, link))


def _level(tag: str) -> int:
    return min(int(tag[1]), 3) if re.fullmatch("h[1-6]", tag) else 0


def _is_hidden(node: LexborNode, tag: str) -> bool:
    if tag in _HIDDEN:
        return True
    if tag in ("body", "html", "article", "main"):
        return False
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    style = attributes.get("style") or ""
    hidden = "hidden" in attributes or _HIDING.search(style) is not None
    return hidden or _BOILERPLATE.search(named) is not None


def article_of(blocks: Sequence[Block], title: str) -> list[Block]:
    """Return the article's blocks: from its heads to the last paragraph of its container.

    The container is found from the outside in: as long as one element holds most of the text of
    what surrounds it, it is entered.  Links, menus and what follows the container stay out.
    """
    inside = _container(blocks)
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    start = _start(blocks, first, title)
    above = [block for block in blocks[start:first] if _may_head(block)]
    body = [block for block in blocks[first : last + 1] if block.linked < MOST_LINKED]
    return _levelled([*above, *body], title)


def _weight(block: Block) -> int:
    """Return how much running text a block is: nothing for links, heads and menu entries."""
    if block.level or block.linked >= MOST_LINKED:
        return 0
    long = len(block.text) >= LEAST_SENTENCE or _STOP.search(block.text) is not None
    return len(block.text) if long else 0


def _container(blocks: Sequence[Block]) -> list[int]:
    """Return the indices of the blocks of the element that holds the article's text."""
    indices = list(range(len(blocks)))
    weights = [_weight(block) for block in blocks]
    depth = 0
    while True:
        shares: Counter[int] = Counter()
        total = 0
        for index in indices:
            total += weights[index]
            if len(blocks[index].path) > depth:
                shares[blocks[index].path[depth]] += weights[index]
        if not total:
            return []
        element, share = max(shares.items(), key=lambda pair: pair[1], default=(0, 0))
        if share < DOMINANT * total:
            return indices
        within = [index for index in indices if blocks[index].path[depth : depth + 1] == (element,)]
        paragraphs = sum(1 for index in within if weights[index])
        others = sum(1 for index in indices if weights[index]) - paragraphs
        if others and paragraphs <= others:
            return indices
        if all(len(blocks[index].path) == depth + 1 for index in within):
            # The innermost element: of a paragraph all on its own, what surrounds it counts.
            return within if paragraphs > 1 else indices
        indices, depth = within, depth + 1


def _start(blocks: Sequence[Block], first: int, title: str) -> int:
    """Return where the heads above the container begin: at the title, or a kicker before it."""
    wanted = _bare(title)
    named = [index for index in range(first + 1) if _names(blocks[index], wanted)]
    heads = [index for index in range(first) if blocks[index].level]
    start = named[-1] if named else (heads[-1] if heads else first)
    for _ in range(HEADS_ABOVE):
        if start and blocks[start - 1].level and blocks[start - 1].linked < MOST_LINKED:
            start -= 1
    return start


def _names(block: Block, wanted: str) -> bool:
    bare = _bare(block.text)
    return len(bare) >= 4 and (bare == wanted or (block.level > 0 and bare in wanted))


def _bare(text: str) -> str:
    return _BARE.sub("", fold(text))


def _may_head(block: Block) -> bool:
    return block.linked < MOST_LINKED and (block.level > 0 or len(block.text) <= MOST_INFO)


def _levelled(blocks: list[Block], title: str) -> list[Block]:
    """Make the block that is the title the head of the first level, all other heads lower ones."""
    wanted = _bare(title)
    main = next((i for i, block in enumerate(blocks[:8]) if _names(block, wanted)), None)
    if main is None:
        main = next((i for i, block in enumerate(blocks[:8]) if block.level), None)
    return [
        replace(block, level=1 if index == main else block.level and max(2, block.level))
        for index, block in enumerate(blocks)
    ]
