"""What a reply says, and that any reply can be sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render import ArticlePage, article_page, render, render_around, render_article, units
from bot.render.budget import TERMINAL, shares
from bot.render.excerpt import excerpt, sentence_runs, strongest
from bot.render.source import line_range
from bot.render.units import clip
from bot.reply import Button, Reply, Style
from retrieval.model import (
    Answer,
    Article,
    Language,
    Paragraph,
    Passage,
    Place,
    PlaceEntry,
    Quote,
    Role,
    Sequel,
    Verdict,
)
from tests.bot.answers import (
    BARE,
    NINGBO,
    QINGDAO,
    SOURCE,
    answer,
    article,
    quote,
    whole_article,
)

OTHER = article("a2", "宁波把驿站建到楼下", None)
QUOTES = (
    quote("青岛建成暖心驿站五百座。", highlights=((2, 4), (4, 8))),
    quote("第二段也提到驿站。", position=2, lines=(103,), highlights=((6, 8),)),
    quote("宁波的驿站。", of=OTHER, source=BARE),
)
PLACES = (PlaceEntry(QINGDAO, ("a1-2", "a1-0")), PlaceEntry(NINGBO, ("a2-0",)))


def styled(reply: Reply, *styles: Style) -> list[str]:
    """Return the pieces of text under any of ``styles``, in order."""
    return [reply.text[s.start : s.end] for s in reply.spans if s.style in styles]


def labels(reply: Reply) -> list[list[str]]:
    """Return the labels of the buttons, row by row."""
    return [[button.label for button in row] for row in reply.buttons]


# ---------------------------------------------------------------- answers
def test_found() -> None:
    """A found answer counts, then shows kicker, headline, source and quote, one card an article."""
    reply = render(answer(*QUOTES))

    assert reply.text == (
        "找到 3 段，出自 2 篇稿件\n\n"
        "1. 青岛工会打造服务新模式\n"
        "“友爱型商圈”链起暖“新”资源\n"
        "工人日报 · 2025-01-06 · 第 3 版 · 000_a.txt 第 95–97、103 行\n"
        "青岛建成暖心驿站五百座。\n"
        "第二段也提到驿站。\n\n"
        "2. 宁波把驿站建到楼下\n"
        "000_a.txt 第 95–97 行\n"
        "宁波的驿站。"
    )
    assert styled(reply, Style.QUOTE) == [q.passage.text for q in QUOTES]
    assert styled(reply, Style.BOLD) == [
        "“友爱型商圈”链起暖“新”资源",
        "建成暖心驿站",
        "驿站",
        "宁波把驿站建到楼下",
    ]
    assert labels(reply) == [["全文 1", "全文 2"]]


def test_list() -> None:
    """A list question is answered by the places first, and a card for each with its best quote."""
    reply = render(answer(*QUOTES, places=PLACES))

    assert reply.text.startswith("青岛、宁波\n2 个地方，见 3 段\n\n1. 青岛\n青岛工会")
    assert styled(reply, Style.QUOTE) == ["第二段也提到驿站。", "宁波的驿站。"]


def test_list_in_english() -> None:
    """English answers name places in both scripts, and what was searched; quotes stay Chinese."""
    reply = render(
        answer(
            *QUOTES,
            places=PLACES,
            language=Language.EN,
            searched=("驿站", "城市"),
            unmapped=("frobnicate",),
        )
    )

    assert reply.text.startswith("Qingdao 青岛, Ningbo 宁波\n2 places, named in 3 passages")
    assert "工人日报 · 2025-01-06 · p. 3 · 000_a.txt line 103" in reply.text
    assert "Searched for: 驿站, 城市\nNo Chinese word known for: frobnicate" in reply.text
    assert labels(reply) == [["Full text 1", "Full text 2"]]


def test_place_without_its_quote_is_not_named() -> None:
    """A place is listed only if a quote of this answer names it."""
    reply = render(
        answer(*QUOTES, places=(*PLACES, PlaceEntry(Place("北京", "北京市", "", ""), ("x",))))
    )

    assert "北京" not in reply.text


def test_places_of_one_article_share_its_card() -> None:
    """Two places whose best quotes stand in one article have one card and one headline."""
    places = (PlaceEntry(QINGDAO, ("a1-0",)), PlaceEntry(NINGBO, ("a1-2",)))
    reply = render(answer(*QUOTES, places=places))

    assert "1. 青岛、宁波\n" in reply.text
    assert reply.text.count("“友爱型商圈”") == 1
    assert styled(reply, Style.QUOTE)[:2] == [QUOTES[0].passage.text, QUOTES[1].passage.text]


def test_second_quote_only_if_close() -> None:
    """A second passage of an article is shown when it scores nearly as well."""
    far = answer(QUOTES[0], replace(QUOTES[1], score=0.4))

    assert styled(render(far), Style.QUOTE) == [QUOTES[0].passage.text]


def test_weak() -> None:
    """A weak answer says that its passages may not answer, and what the archive lacks."""
    reply = render(answer(*QUOTES, verdict=Verdict.WEAK, missing=("石家庄",)))

    assert reply.text.startswith(
        "没有找到确切的回答。下面是最接近的段落，未必答得上这个问题。\n"
        "档案库里没有提到：石家庄\n\n1. "
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ZH, "没有找到相关报道。\n档案库里没有提到：石家庄\n换个说法试试"),
        (Language.ZH_HANT, "沒有找到相關報道。\n檔案庫裡沒有提到：石家庄\n換個說法試試"),
        (Language.EN, "Nothing found in the archive.\nThe archive does not mention: 石家庄\nTry "),
    ],
)
def test_nothing(language: Language, said: str) -> None:
    """When nothing is found, the missing words are named and there are no cards or buttons."""
    reply = render(answer(verdict=Verdict.NOTHING, missing=("石家庄",), language=language))

    assert reply.text.startswith(said)
    assert not reply.buttons
    assert not styled(reply, Style.QUOTE)


def test_quotes_are_never_converted() -> None:
    """An answer in traditional Chinese leaves headline and quote in the characters of the print."""
    reply = render(answer(*QUOTES, language=Language.ZH_HANT))

    assert "出自 2 篇稿件" in reply.text
    assert "链起暖“新”资源" in reply.text
    assert styled(reply, Style.QUOTE) == [q.passage.text for q in QUOTES]


def test_follow_up_says_what_it_borrowed() -> None:
    """Words taken from earlier questions are named before the cards."""
    reply = render(answer(*QUOTES, borrowed=("江苏", "驿站")))

    assert reply.text.splitlines()[1] == "沿用前面的提问：江苏、驿站"


def test_more_match_than_are_shown() -> None:
    """When more passages match than the answer carries, both counts are given."""
    reply = render(answer(*QUOTES, total=1190, language=Language.EN))

    assert reply.text.startswith("1,190 passages match; the closest 3 come from 2 articles")


def test_paging() -> None:
    """Pages are disjoint, together hold every card, and turn by buttons; ends are left out."""
    found = answer(*(quote(f"第{n}句。", of=article(f"a{n}", f"标题{n}")) for n in range(7)))
    replies = [render(found, page) for page in range(3)]

    assert [len(styled(reply, Style.QUOTE)) for reply in replies] == [3, 3, 1]
    assert [q for reply in replies for q in styled(reply, Style.QUOTE)] == [
        f"第{n}句。" for n in range(7)
    ]
    assert replies[0].text.startswith("找到 7 段，出自 7 篇稿件（第 1/3 页）")
    assert [labels(reply)[0] for reply in replies] == [
        ["1/3", "下一页 ›"],
        ["‹ 上一页", "2/3", "下一页 ›"],
        ["‹ 上一页", "3/3"],
    ]
    assert replies[1].buttons[0][2] == Button("下一页 ›", "page", "2")
    assert replies[1].buttons[1][0] == Button("全文 4", "article", "a3.0.1")


@pytest.mark.parametrize("page", [-1, 99])
def test_page_that_is_not_there(page: int) -> None:
    """A page number out of range shows the nearest page there is."""
    found = answer(*QUOTES)

    assert render(found, page, cards=1) == render(found, 0 if page < 0 else 1, cards=1)


def test_long_quotes_are_folded_and_cut_at_sentence_ends() -> None:
    """A long passage is cut to the sentences round its highlights, and the reader is told."""
    text = "这里讲的是别的事情。" * 80 + "工人驿站建成了。" + "后来又讲别的事情。" * 80
    at = text.index("工人驿站")
    reply = render(answer(quote(text, highlights=((at, at + 4),))))
    (shown,) = styled(reply, Style.LONG_QUOTE)

    assert 600 < units(shown) <= 700
    assert shown.startswith("……这里")
    assert shown.endswith("。……")
    assert shown.strip("…") in text
    assert 200 < shown.index("工人驿站") < 500
    assert "工人驿站" in styled(reply, Style.BOLD)
    assert reply.text.endswith("引文照录原版，“……”表示有省略。")


def test_terminal_needs_no_cutting() -> None:
    """The same answer under the terminal's budget keeps a long quote whole."""
    text = "这里讲的是别的事情。" * 80
    found = answer(*(quote(text, of=article(f"a{n}")) for n in range(3)))

    assert styled(render(found, budget=TERMINAL), Style.LONG_QUOTE) == [text] * 3


def test_headline_is_cut_at_sixty() -> None:
    """A headline longer than 60 units is cut; a missing one is said to be missing."""
    long = answer(quote(of=article(headline="题" * 100, kicker=None)))
    none = answer(quote(of=article(headline=None, kicker=None)))

    assert styled(render(long), Style.BOLD) == ["题" * 58 + "……"]
    assert "1. （无标题）\n" in render(none).text


# ---------------------------------------------------------------- articles
def test_article() -> None:
    """A whole article has its heads, its section heads, and each paragraph's line number."""
    reply = render_article(whole_article(2), SOURCE, 0, Language.ZH)

    assert reply.text == (
        "青岛工会打造服务新模式\n“友爱型商圈”链起暖“新”资源\n记者张楠\n"
        "工人日报 · 2025-01-06 · 第 3 版 · 000_a.txt 第 3–7、10–17、9000 行\n\n"
        "小标题0\n\n11 第0段。他们每天工作八小时。\n\n"
        "小标题1\n\n15 第1段。他们每天工作八小时。\n\n张锋 摄"
    )
    assert styled(reply, Style.CODE) == ["11", "15"]
    assert labels(reply) == [["↩ 返回"]]


def test_article_pages_hold_every_character_once() -> None:
    """The pages of an article, put together, hold every paragraph word for word, in order."""
    whole = whole_article(30, "他们每天工作八小时，" * 60 + "回家吃饭。")
    asked = [article_page("a1.0.2")]
    body = ""
    while True:
        reply = render_article(whole, SOURCE, asked[-1].page, Language.EN, back=asked[-1].back)
        assert units(reply.text) <= 3500
        assert reply.buttons[-1] == (Button("↩ Back", "page", "2"),)
        body += "".join(reply.text.split("\n\n")[1:])
        following = [b for b in reply.buttons[0] if b.label == "Next ›"]
        if not following:
            break
        asked.append(article_page(following[0].argument))

    assert [page.page for page in asked] == list(range(len(asked)))
    assert len(asked) > 5
    expected = "".join(
        f"{paragraph.section}{paragraph.lines[0]} {paragraph.text}"
        for paragraph in whole.paragraphs
    )
    assert body == expected + "张锋 摄"


def test_captions_and_broken_ends_are_labelled() -> None:
    """A caption is called one, and a text that the page breaks off says so."""
    caption = Paragraph("图为驿站。", (9,), None, Role.CAPTION)
    whole = article(paragraphs=(caption,), truncated=True)

    text = render_article(whole, SOURCE, 0, Language.ZH).text

    assert text.endswith("\n\n9 图片说明 图为驿站。\n\n（版面上到此中断）")


def test_an_article_on_two_pages_leads_to_its_other_part() -> None:
    """Where it began stands above, where it goes on below; buttons lead there, or ids do."""
    whole = replace(
        whole_article(1),
        truncated=True,
        began=Sequel("abegan", "渔港里的夜校", replace(SOURCE, number="1")),
        goes_on=Sequel("anext", None, replace(SOURCE, number=None)),
    )
    chat = render_article(whole, SOURCE, 0, Language.ZH, back=2)
    terminal = render_article(whole, SOURCE, 0, Language.EN, budget=TERMINAL)

    assert "\n上接第1版：渔港里的夜校\n\n小标题0" in chat.text
    assert chat.text.endswith("\n\n下接另一版：（无标题）")
    assert chat.buttons[0] == (
        Button("‹ 上接第1版", "article", "abegan.0.2"),
        Button("下接另一版 ›", "article", "anext.0.2"),
    )
    assert "Began on page 1: 渔港里的夜校 (id abegan)" in terminal.text
    assert terminal.text.endswith("Continued on another page: (no headline) (id anext)")


def test_the_way_on_stands_on_the_last_page_only() -> None:
    """Of an article of many pages the first says where it began, the last where it goes on."""
    sequel = Sequel("a2", "渔港里的夜校", SOURCE)
    whole = replace(whole_article(30, "他们回家吃饭。" * 60), began=sequel, goes_on=sequel)
    pages = [render_article(whole, SOURCE, page, Language.ZH).text for page in (0, 1, 99)]

    assert ["上接第3版：" in text for text in pages] == [True, False, False]
    assert ["下接第3版：" in text for text in pages] == [False, False, True]
    assert all(units(text) <= 3500 for text in pages)


def test_around() -> None:
    """A passage is shown between its neighbours; it alone is set as a quote."""
    passages = [Passage(f"p{n}", "a1", n, n, f"第{n}段。", (n,), None) for n in range(5)]
    reply = render_around(quote("第2段。", position=2), passages, Language.ZH)

    assert reply.text.endswith("第 1–3 行\n\n第1段。\n\n第2段。\n\n第3段。")
    assert styled(reply, Style.QUOTE) == ["第2段。"]


@pytest.mark.parametrize(
    ("argument", "asked"),
    [
        ("a1", ArticlePage("a1", 0, 0)),
        ("a1.2", ArticlePage("a1", 2, 0)),
        ("a1.2.3", ArticlePage("a1", 2, 3)),
        ("a1.x.-1", ArticlePage("a1", 0, 0)),
        ("a1.²", ArticlePage("a1", 0, 0)),
        ("", ArticlePage("", 0, 0)),
    ],
)
def test_article_argument(argument: str, asked: ArticlePage) -> None:
    """The argument of an article button is read leniently, and written to be read back."""
    assert article_page(argument) == asked
    assert article_page(asked.argument) == asked


# ---------------------------------------------------------------- pieces
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((95, 97), "第 95–97 行"),
        ((97, 95, 95), "第 95–97 行"),
        ((97, 101), "第 97、101 行"),
        ((5,), "第 5 行"),
        ((), ""),
    ],
)
def test_line_range(lines: tuple[int, ...], said: str) -> None:
    """Lines parted by one blank line are a range; a jump is not."""
    assert line_range(lines, Language.ZH) == said


def test_highlights_are_varied() -> None:
    """Of many highlights each word is kept once before any is kept twice; touching ones merge."""
    text = "驿站驿站，工人，驿站，城市"

    assert strongest(text, [(0, 2), (2, 4), (5, 7), (8, 10), (11, 13)], 9) == (
        (0, 4),
        (5, 7),
        (8, 10),
        (11, 13),
    )
    assert strongest("甲乙甲乙丙丁", [(0, 1), (2, 3), (4, 6)], 2) == ((0, 1), (4, 6))


@settings(deadline=None)
@given(st.lists(st.integers(0, 500)), st.integers(0, 2000), st.integers(1, 700))
def test_shares(lengths: list[int], room: int, most: int) -> None:
    """Room is shared without exceeding it, and nobody is cut while room is left."""
    given_ = shares(lengths, room, most)

    assert sum(given_) <= room
    assert all(g <= min(length, most) for g, length in zip(given_, lengths, strict=True))
    if sum(min(length, most) for length in lengths) <= room:
        assert list(given_) == [min(length, most) for length in lengths]


PRINT = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("。，！？<>&*_`😀🧑‍🚒　 \n”"))
)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return any text, often long, with highlights in order."""
    text = draw(PRINT) * draw(st.sampled_from([1, 1, 7, 200]))
    text = (text or "空")[:10_000]
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=20, unique=True)))
    return text, tuple(zip(edges[::2], edges[1::2], strict=False))


@settings(deadline=None)
@given(marked(), st.integers(20, 900))
def test_excerpt_is_a_slice(printed: tuple[str, tuple[tuple[int, int], ...]], limit: int) -> None:
    """An excerpt fits, is a slice of the text between cut marks, highlights too."""
    text, highlights = printed
    cut = excerpt(text, highlights, limit)
    starts = (cut.text, cut.text.removeprefix("……"))
    slices = [piece for start in starts for piece in (start, start.removesuffix("……"))]

    assert units(cut.text) <= limit
    assert any(piece in text for piece in slices)
    assert cut.cut or cut.text == text.strip()
    originals = {text[a:b] for a, b in highlights}
    for start, end in cut.highlights:
        assert 0 <= start < end <= len(cut.text)
        assert any(cut.text[start:end] in original for original in originals)


@settings(deadline=None)
@given(PRINT.map(lambda text: text * 50), st.integers(4, 300))
def test_sentence_runs_lose_nothing(text: str, room: int) -> None:
    """A paragraph cut for paging is whole when put together, and each run fits."""
    runs = list(sentence_runs(text, room))

    assert "".join(runs) == text
    assert all(units(run) <= room for run in runs)


@settings(deadline=None)
@given(PRINT, st.integers(4, 60))
def test_clip_fits(text: str, limit: int) -> None:
    """A clipped head fits and has no outer space."""
    short = clip(text, limit)

    assert units(short) <= limit
    assert short == short.strip()


@st.composite
def any_answer(draw: st.DrawFn) -> Answer:
    """Return an answer of arbitrary texts."""
    quotes: list[Quote] = []
    for n in range(draw(st.integers(0, 8))):
        text, highlights = draw(marked())
        of: Article = article(
            f"a{draw(st.integers(0, 3))}", draw(st.none() | PRINT), draw(st.none() | PRINT)
        )
        quotes.append(quote(text, of=of, position=n, lines=(n,), highlights=highlights))
    places = tuple(
        PlaceEntry(
            Place(draw(PRINT), f"{n}", draw(PRINT), "city"), (quotes[n % len(quotes)].passage.id,)
        )
        for n in range(draw(st.sampled_from([0, 0, 2, 40])) if quotes else 0)
    )
    words = tuple(draw(st.lists(PRINT, max_size=40)))
    return answer(
        *quotes,
        language=draw(st.sampled_from(Language)),
        verdict=draw(st.sampled_from(Verdict)),
        places=places,
        missing=words,
        searched=words,
        unmapped=words,
        borrowed=words,
    )


@settings(max_examples=80, deadline=None)
@given(any_answer(), st.integers(0, 4), st.integers(1, 5))
def test_any_answer_can_be_sent(found: Answer, page: int, cards: int) -> None:
    """Whatever the words, a reply keeps Telegram's limits and its spans lie in order inside it."""
    reply = render(found, page, cards)

    assert 0 < units(reply.text) <= 3500
    assert reply.text == reply.text.strip()
    assert len(reply.spans) <= 100
    assert [s.start for s in reply.spans] == sorted(s.start for s in reply.spans)
    assert all(0 <= s.start < s.end <= len(reply.text) for s in reply.spans)
    for row in reply.buttons:
        assert len(row) <= 8
        for button in row:
            assert button.label
            assert len(f"{button.verb}:99999999:{button.argument}".encode()) <= 64
    for outer in reply.spans:
        inside = [s for s in reply.spans if outer.start < s.start < outer.end]
        assert all(s.end <= outer.end for s in inside)
