"""Answers built by hand for tests of rendering."""

from __future__ import annotations

from retrieval.model import (
    Answer,
    Article,
    Language,
    Paragraph,
    Part,
    Passage,
    Place,
    PlaceEntry,
    Query,
    Quote,
    Role,
    Source,
    Verdict,
    Wants,
)

QINGDAO = Place("青岛", "山东省青岛市", "Qingdao", "city")
NINGBO = Place("宁波", "浙江省宁波市", "Ningbo", "city")
SOURCE = Source("000_a.txt", "工人日报", "2025-01-06", "3")
BARE = Source("000_a.txt", None, None, None)


def article(
    id_: str = "a1",
    headline: str | None = "“友爱型商圈”链起暖“新”资源",
    kicker: str | None = "青岛工会打造服务新模式",
    *,
    paragraphs: tuple[Paragraph, ...] = (),
    parts: tuple[Part, ...] = (),
    truncated: bool = False,
) -> Article:
    """Return an article with the given heads."""
    return Article(
        id_,
        "page",
        "news",
        headline,
        kicker,
        None,
        "记者张楠",
        None,
        None,
        None,
        truncated,
        parts,
        paragraphs,
    )


def quote(
    text: str = "青岛建成暖心驿站五百座。",
    *,
    of: Article | None = None,
    position: int = 0,
    lines: tuple[int, ...] = (95, 97),
    highlights: tuple[tuple[int, int], ...] = (),
    score: float = 0.8,
    source: Source = SOURCE,
) -> Quote:
    """Return a quote of a passage of ``of``."""
    of = of or article()
    passage = Passage(f"{of.id}-{position}", of.id, position, position, text, lines, None)
    return Quote(passage, of, source, highlights, (), score)


def answer(
    *quotes: Quote,
    language: Language = Language.ZH,
    verdict: Verdict = Verdict.FOUND,
    places: tuple[PlaceEntry, ...] = (),
    total: int | None = None,
    missing: tuple[str, ...] = (),
    searched: tuple[str, ...] = (),
    unmapped: tuple[str, ...] = (),
    borrowed: tuple[str, ...] = (),
) -> Answer:
    """Return an answer of ``quotes``."""
    wants = Wants.LIST if places else Wants.PASSAGES
    query = Query(
        "哪些城市建了驿站？", language, (), wants=wants, unmapped=unmapped, borrowed=borrowed
    )
    count = len(quotes) if total is None else total
    return Answer(query, verdict, quotes, places, count, missing, searched, 0.004)


def whole_article(paragraphs: int = 3, text: str = "他们每天工作八小时。") -> Article:
    """Return an article with a byline, section heads and ``paragraphs`` paragraphs."""
    body = tuple(
        Paragraph(f"第{n}段。{text}", (11 + 4 * n, 13 + 4 * n), f"小标题{n}")
        for n in range(paragraphs)
    )
    heads = tuple(Part(Role.SECTION, f"小标题{n}", (10 + 4 * n,)) for n in range(paragraphs))
    parts = (
        Part(Role.KICKER, "青岛工会打造服务新模式", (3,)),
        Part(Role.HEADLINE, "“友爱型商圈”链起暖“新”资源", (5,)),
        Part(Role.BYLINE, "记者张楠", (7,)),
        *heads,
        Part(Role.CREDIT, "张锋 摄", (9000,)),
    )
    return article(paragraphs=body, parts=parts)
