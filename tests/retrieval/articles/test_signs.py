"""The wording of bylines, leads, credits and markers, in the forms papers use."""

from __future__ import annotations

import pytest

from retrieval.articles import signs
from retrieval.articles.furniture import is_furniture
from retrieval.text import narrow


@pytest.mark.parametrize(
    "line",
    [
        "新华社北京1月2日电（记者王敏）国务院总理",
        "本报北京１月２日讯　记者王敏报道：今天",
        "据新华社北京1月2日电 国家统计局",
        "中新社北京三月二日电（记者 王敏）",
        "央视网消息（新闻联播）：今天",
        "本报讯（记者 王敏 通讯员 李强）近日",
        "晨报讯（记者王敏）昨天",
        "【本报讯】昨天",
        "本报记者王敏 北京报道",
        "（记者王敏）昨天上午",
    ],
)
def test_leads_are_known(line: str) -> None:
    """Datelines of papers and agencies open an article."""
    assert signs.LEAD.match(narrow(line))


@pytest.mark.parametrize(
    "line",
    [
        "记者2月23日了解到，机制已经建立。",
        "记者在调查中发现，女性的劣势是体能。",
        "新华社区居民领到了新房钥匙。",
        "近日，职工之家建成。",
    ],
)
def test_running_text_is_no_lead(line: str) -> None:
    """A paragraph that speaks of a reporter is not a dateline."""
    assert not signs.LEAD.match(narrow(line))


@pytest.mark.parametrize(
    "line",
    [
        "本报记者 裴龙翔",
        "□ 本报记者 王敏",
        "本报记者 祝盼 毛浓暖 本报通讯员 赵德莎",
        "本报见习记者 王敏 通讯员 李强",
        "文/图 本报记者 王敏",
        "记者 王敏/文 李强/图",
        "本报驻京记者 王敏",
        "新华社记者王敏",
        "记者王敏)",
        "本报记者 王 敏 李 强",
    ],
)
def test_bylines_are_known(line: str) -> None:
    """Bylines are known with roles, squares, spaced names and lost brackets."""
    assert signs.BYLINE.match(narrow(line))


@pytest.mark.parametrize("line", ["记者2月23日了解到", "职工之家焕新记", "通讯员培训班昨天开班"])
def test_other_lines_are_no_bylines(line: str) -> None:
    """A line that only begins like a byline is none."""
    assert not signs.BYLINE.match(narrow(line))


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("他说：“来了。”", True),
        ("职工之家建成。（记者王敏）", True),
        ("用微波炉加热早餐。本报记者 祝盼 毛浓曦 摄", True),
        ("这里有看得见、摸得着的……", True),
        ("和平区是创新百强区,现", False),
        ("焕新记（上）", False),
        ("”", True),
    ],
)
def test_sentence_ends_are_seen_through_marks_and_credits(line: str, closed: bool) -> None:
    """Quotation marks, brackets and credits behind a full stop do not open the sentence again."""
    assert signs.is_closed(narrow(line)) is closed


@pytest.mark.parametrize("line", ["（上接第1版）", "上接第一版", "（上接A1版）", "(上接1版)"])
def test_continuation_markers_are_known(line: str) -> None:
    """Markers of a continued article are known in every form."""
    assert signs.MARKER.match(narrow(line))


@pytest.mark.parametrize("line", ["（下转第3版）", "下转A4版", "▶▶▶下转第3版"])
def test_tail_markers_are_known(line: str) -> None:
    """Markers that send the reader on are known, and are no continuation."""
    assert signs.TAIL_MARKER.match(narrow(line))
    assert not signs.MARKER.match(narrow(line))


@pytest.mark.parametrize(
    "line",
    [
        "海州日报 2024年3月5日 星期二 第2版 要闻",
        "责编：方圆 美编：尺规",
        "新闻热线：0571-12345678  邮箱：news@example.com",
        "— 2 —",
        "==========",
    ],
)
def test_furniture_is_known_anywhere(line: str) -> None:
    """Mastheads, editors, addresses, page numbers and rules are furniture wherever they stand."""
    assert is_furniture(narrow(line), near_edge=False)


@pytest.mark.parametrize(
    "line",
    [
        "2024年12月22日 星期天 阴",
        "要闻",
        "第八届技能竞赛举办",
        "电话那头沉默了。",
        "主编一本书的三十年",
    ],
)
def test_text_is_no_furniture(line: str) -> None:
    """Diary dates, bare labels inside a page and sentences are not furniture."""
    assert not is_furniture(narrow(line), near_edge=False)
