"""Splitting a page: every line once, whatever the page; and the cases that need judgement."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.articles import explain, record, split_page
from retrieval.model import Article, Page, Role
from retrieval.pages import page_id, read_page
from tests.pages.press import STYLES, set_page

SEEDS = sorted(Path("seeds").glob("*.txt"))
BODY = "近日，全县二十七个镇街的职工之家全部建成，快递员和外卖员在这里歇脚、充电、学手艺。"
OTHER = "日前，海洋科考船完成首个航次任务返回母港，带回深海沉积物样品三百多份。"


def page_of(*lines: str, name: str = "page.txt") -> Page:
    """Return a page of these lines."""
    return Page(page_id(lines), name, None, None, None, lines)


def articles_of(*lines: str) -> tuple[Article, ...]:
    """Return the articles of a page whose lines are parted by blank lines."""
    spread = [piece for line in lines for piece in (line, "")]
    return split_page(page_of(*spread)).articles


def owned(page: Page) -> Counter[int]:
    """Count how often each line number of a page is owned."""
    split = split_page(page)
    found = Counter(number for part in split.furniture for number in part.lines)
    for article in split.articles:
        found.update(number for part in article.parts for number in part.lines)
        found.update(number for paragraph in article.paragraphs for number in paragraph.lines)
    return found


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "",
                "　",
                "# 职工之家焕新记",
                "## 小标题",
                "本报讯（记者林知远）" + BODY,
                BODY,
                OTHER,
                BODY[:20],
                BODY[20:],
                "本报记者 林知远 通讯员 任秋实",
                "（上接第1版）",
                "（下转第3版）",
                "【今日谈】",
                "【特写】渔港里的夜校",
                "《海州日报》记者林知远)",
                "林知远 摄",
                "林知远",
                "图为活动现场。",
                "海州日报 2024年3月5日 星期二 第2版",
                "责编：方圆 美编：尺规",
                "中部灌区降水偏少——",
                "水利部门提前检修——首轮灌溉按时放水",
                "海州市总：",
                "6月3日 45 优 臭氧",
                "2024年12月22日 星期天 阴",
                "---",
                "“",
                "”",
                "。",
                "1",
                "“ 暖 心 小 家 ” 焕 新 记",
            ]
        ),
        st.text(alphabet="职工之家，。“”（）：—— ab1#【】摄版 ", max_size=50),
        st.text(max_size=20).map(lambda text: " ".join(text.split("\n"))),
    ),
    max_size=40,
)


@given(LINES)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_line_is_owned_exactly_once(lines: list[str]) -> None:
    """Every non-blank line of any page is in one part, paragraph or piece of furniture.

    Only a line that carries two heads may be in two parts.
    """
    page = page_of(*lines)
    filled = {n for n, line in enumerate(lines, 1) if line.strip(" \t\u3000\xa0\u200c\u200d")}
    found = owned(page)
    assert set(found) == filled
    doubled = {number for number, count in found.items() if count > 1}
    assert all("—" in lines[n - 1] or "-" in lines[n - 1] or "】" in lines[n - 1] for n in doubled)


@given(LINES)
@settings(deadline=None)
def test_paragraphs_are_their_lines(lines: list[str]) -> None:
    """The text of a paragraph is its raw lines without hard wraps, nothing lost or added."""
    for article in split_page(page_of(*lines)).articles:
        for paragraph in article.paragraphs:
            printed = "".join(lines[number - 1] for number in paragraph.lines)
            assert _bare(paragraph.text) in _bare(printed)
            assert len(_bare(printed)) - len(_bare(paragraph.text)) <= 10 * len(paragraph.lines)


def _bare(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in "#*_\u200c\u200d")


@given(LINES)
@settings(deadline=None, max_examples=40)
def test_a_split_is_deterministic_and_explained(lines: list[str]) -> None:
    """The same page gives the same split, and every line has a reason."""
    page = page_of(*lines)
    assert split_page(page) == split_page(page)
    readings = explain(page)
    assert all(reading.reason and reading.reason_en for reading in readings)
    assert [reading.number for reading in readings] == sorted(owned(page).elements())


@pytest.mark.parametrize("style", STYLES)
def test_line_ends_and_doubled_blank_lines_change_nothing(style: str, tmp_path: Path) -> None:
    """CRLF gives the same split; doubling every blank line gives the same heads and paragraphs."""
    text = set_page(style, 0).text
    (tmp_path / "lf.txt").write_text(text, encoding="utf-8", newline="")
    (tmp_path / "crlf.txt").write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    plain = split_page(read_page(tmp_path / "lf.txt", "x.txt"))
    assert split_page(read_page(tmp_path / "crlf.txt", "x.txt")) == plain
    doubled = split_page(page_of(*text.replace("\n\n", "\n\n\n").split("\n")))
    assert [_gist(article) for article in doubled.articles] == [
        _gist(article) for article in plain.articles
    ]


def _gist(article: Article) -> tuple[str | None, tuple[str, ...]]:
    return article.headline, tuple(paragraph.text for paragraph in article.paragraphs)


def test_a_signed_article_is_taken_apart() -> None:
    """Kicker, headline, byline, section heads and paragraphs each find their place."""
    (article,) = articles_of(
        "废弃冷库变教室——",
        "渔港里的夜校开课了",
        "本报记者 叶知秋 通讯员 郑小满",
        BODY,
        "课程由渔民点单",
        BODY,
    )
    assert (article.kicker, article.headline) == ("废弃冷库变教室——", "渔港里的夜校开课了")
    assert article.byline == "本报记者 叶知秋 通讯员 郑小满"
    assert [part.text for part in article.parts if part.role is Role.SECTION] == ["课程由渔民点单"]
    assert [paragraph.section for paragraph in article.paragraphs] == [None, "课程由渔民点单"]
    assert article.kind == "feature"


def test_kicker_and_headline_on_one_line() -> None:
    """A dash inside a head parts kicker and headline; both name the same line."""
    (article,) = articles_of(
        "水利部门提前检修渠道——首轮灌溉按时放水", "本报讯（记者贺兰生）" + BODY
    )
    assert (article.kicker, article.headline) == ("水利部门提前检修渠道——", "首轮灌溉按时放水")
    assert article.byline == "记者贺兰生"


def test_a_subject_line_belongs_to_the_headline() -> None:
    """A line that ends with a colon and the line below are one headline."""
    (article,) = articles_of("秦皇岛市总：", "将骑手纳入互助保障", "本报讯（记者贺兰生）" + BODY)
    assert article.headline == "秦皇岛市总：将骑手纳入互助保障"


def test_a_subheadline_begins_with_also() -> None:
    """A second head line that begins with 同时 is the sub-headline."""
    (article,) = articles_of(
        "专项活动月启动", "同时发布三年行动方案", "本报讯（记者贺兰生）" + BODY
    )
    assert (article.headline, article.subheadline) == ("专项活动月启动", "同时发布三年行动方案")


def test_a_spaced_out_headline_is_read_closed_and_kept_as_printed() -> None:
    """The headline is closed up for reading; the part keeps the printed spaces."""
    (article,) = articles_of("“ 暖 心 小 家 ” 焕 新 记", "本报记者 祝盼", BODY)
    assert article.headline == "“暖心小家”焕新记"
    assert article.parts[0].text == "“ 暖 心 小 家 ” 焕 新 记"


def test_a_space_between_two_clauses_stays() -> None:
    """A headline of two clauses keeps the space between them."""
    (article,) = articles_of("绘好“产改”“五线谱” 唱响发展最强音", "本报记者 祝盼", BODY)
    assert article.headline == "绘好“产改”“五线谱” 唱响发展最强音"


def test_a_split_word_joins_two_lines() -> None:
    """A line that stops inside a word goes on in the next one."""
    cut = BODY.index("职工之家") + 3
    (article,) = articles_of("暖心小家焕新记", "本报记者 祝盼", BODY[:cut], BODY[cut:])
    (paragraph,) = article.paragraphs
    assert paragraph.text == BODY
    assert paragraph.lines == (5, 7)
    assert paragraph.breaks == (cut,)


def test_a_paragraph_goes_on_behind_a_box() -> None:
    """A summary dropped into a broken sentence is set aside, and the sentence joined over it."""
    upper = "近年来，忠县坚持党工共建，持续加大在产业工人中发展党员的力量，县委组织部每"
    lower = "年将发展党员名额向产业工人倾斜，指导各单位发展产业工人党员一百六十七名。"
    box = "近年来，重庆忠县通过党建引领激发产业工人干事创业积极性，以技能提升助力企业增产增效。"
    (article,) = articles_of(
        "产业工人的密码", "本报记者 李国", BODY, upper, box, lower, BODY + "。"
    )
    texts = {paragraph.text: paragraph.role for paragraph in article.paragraphs}
    assert texts[upper + lower] is Role.PARAGRAPH
    assert texts[box] is Role.BOX


def test_a_broken_off_paragraph_is_not_glued_to_the_next_article() -> None:
    """A paragraph that breaks off before a new article stays open and is marked so."""
    first, second = articles_of(
        "一顿暖心的团圆饭",
        "本报记者 邹偶然",
        BODY,
        "加强与人社部门的协同配合，做实叫响工会四季送、阳光就业、职",
        "重庆忠县培养壮大产业工人队伍——",
        "产业工人的密码",
        "本报记者 李国",
        OTHER,
    )
    assert first.truncated
    assert first.paragraphs[-1].open_end
    assert second.headline == "产业工人的密码"


def test_a_continuation_finds_its_headline_inside_the_text() -> None:
    """A continued article takes the head inside its text, and says where it comes from."""
    (article,) = articles_of(
        "（上接第1版）",
        BODY,
        "近两个多月来，万达广场的工会驿站火爆出圈，广场专门留出五间门面房，508平方米",
        "打好“联”字一张牌 画出最大同心圆",
        "的空间，建成工会驿站。",
        BODY,
    )
    assert article.headline == "打好“联”字一张牌 画出最大同心圆"
    assert article.continued_from == "第1版"
    assert article.kind == "continuation"
    assert any("508平方米的空间" in paragraph.text for paragraph in article.paragraphs)


def test_a_tail_marker_says_that_the_article_goes_on() -> None:
    """An article with a marker to another page is marked as cut off."""
    (article,) = articles_of("渔港里的夜校", "本报记者 叶知秋", BODY, "（下转第3版）")
    assert article.truncated
    assert [part.role for part in article.parts][-1] is Role.MARKER


def test_a_digest_ends_with_its_source() -> None:
    """A source credit with a lost bracket closes an article; a column tag opens the next."""
    first, second = articles_of(
        "【热点扫描】关键词：建功立业",
        "绘好五线谱 唱响最强音",
        BODY,
        "《山东工人报》通讯员杨润东)",
        "【工评荟】关键词：实事求是",
        "破卷出圈才能化茧成蝶",
        OTHER,
        "《陕西工人报》王汉伟)",
    )
    assert first.column == "【热点扫描】关键词：建功立业"
    assert first.headline == "绘好五线谱 唱响最强音"
    assert second.headline == "破卷出圈才能化茧成蝶"
    assert second.parts[-1].role is Role.CREDIT


def test_a_photo_story_is_an_article_of_its_own() -> None:
    """A short head over a paragraph and a photo credit is no section of the article above."""
    first, second = articles_of(
        "广州南沙区总开展职工乡村游活动",
        "本报讯（记者赵思远）" + BODY,
        "腊八粥温暖劳动者",
        "1月6日，淮北市相山区志愿者在驿站熬制腊八粥，向前来休息的环卫工赠送。",
        "本报通讯员 张锋 摄",
    )
    assert (first.headline, second.headline) == (
        "广州南沙区总开展职工乡村游活动",
        "腊八粥温暖劳动者",
    )
    assert second.kind == "photo"


def test_a_caption_is_no_lead() -> None:
    """A caption between headline and text is set aside as a caption."""
    caption = "平湖市总工会主席许静（左二）与骑手陈杰（右二）一起为新驿站揭牌。"
    (article,) = articles_of("向下深耕的力量", caption, "本报讯（记者阮民）" + BODY)
    assert [paragraph.role for paragraph in article.paragraphs] == [Role.CAPTION, Role.PARAGRAPH]


def test_furniture_belongs_to_no_article() -> None:
    """Masthead, page number and editors are kept apart from the articles."""
    page = page_of(
        "海州日报",
        "2024年3月5日 星期二",
        "第2版 要闻",
        "",
        "渔港里的夜校",
        "",
        "本报讯（记者叶知秋）" + BODY,
        "",
        "责编：方圆 校对：曲直",
        "电话：(0571)12345678",
    )
    split = split_page(page)
    assert [part.lines[0] for part in split.furniture] == [1, 2, 3, 9, 10]
    assert [article.headline for article in split.articles] == ["渔港里的夜校"]


def test_a_diary_dates_itself() -> None:
    """A date line with weekday and weather dates the article."""
    (article,) = articles_of("园区里的思政课", "严璐", "2024年12月22日 星期天 阴", BODY)
    assert (article.date, article.byline, article.kind) == ("2024-12-22", "严璐", "diary")


def test_a_column_tag_on_the_headline_is_taken_off() -> None:
    """A tag in lenticular brackets before a headline is the column, the rest the headline."""
    (article,) = articles_of("【新春走基层】渔港里的夜校", "本报讯（记者叶知秋）" + BODY)
    assert (article.column, article.headline) == ("【新春走基层】", "渔港里的夜校")


def test_a_poem_keeps_its_lines() -> None:
    """Short lines without full stops stay lines, and are no run of headlines."""
    verses = (
        "吊臂把第一缕阳光举过头顶",
        "我听见钢铁在苏醒",
        "像麦子听见春天的雷声",
        "那些弯腰的人",
        "把影子种进石缝",
    )
    articles = articles_of("本报讯（记者叶知秋）" + BODY, "清晨的汽笛", *verses)
    texts = [paragraph.text for article in articles for paragraph in article.paragraphs]
    assert texts[-4:] == list(verses[-4:])


def test_a_doubled_fragment_is_not_text() -> None:
    """The end of a line printed once more is kept apart as a repeat."""
    (article,) = articles_of("渔港里的夜校", "本报记者 叶知秋", BODY, BODY[-9:])
    assert len(article.paragraphs) == 1
    assert article.parts[-1].role is Role.REPEAT


def test_the_record_ticks_off_every_line() -> None:
    """The plain form is JSON, and its keys name every non-blank line of a sample page."""
    for path in SEEDS:
        page = read_page(path, path.name)
        plain = json.loads(json.dumps(record(page, split_page(page))))
        named: set[int] = set()
        for article in plain["articles"]:
            for key, value in article.items():
                if key.endswith("_lines"):
                    named.update(value)
            for each in [*article["paragraphs"], *article["other"]]:
                named.update(each["lines"])
            named.update(head["line"] for head in article["section_heads"])
        for part in plain["furniture"]:
            named.update(part["lines"])
        assert named == {n for n, line in enumerate(page.lines, 1) if line.strip()}


def test_ids_are_unique_and_stable() -> None:
    """Every article of the sample pages has an id of its own, the same on every run."""
    ids = [
        article.id for path in SEEDS for article in split_page(read_page(path, path.name)).articles
    ]
    assert len(ids) == len(set(ids))
    again = split_page(read_page(SEEDS[0], SEEDS[0].name)).articles
    assert [article.id for article in again] == ids[: len(again)]


def test_a_page_without_text_has_no_articles() -> None:
    """Blank lines alone, or furniture alone, give no article."""
    assert split_page(page_of("", " ")).articles == ()
    assert split_page(page_of("第2版", "责编：方圆 校对：曲直")).articles == ()
