"""Saved HTML articles: heads, paragraphs, encodings, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import formats
from retrieval.articles import split_page
from retrieval.errors import PageRefused
from retrieval.model import Page

PARAGRAPHS = [
    "本报讯 1月6日，淮北市相山区总工会在工会驿站熬制腊八粥，向前来休息的环卫工赠送。",
    "“好！”",
    "近两个多月来，位于陕西咸阳三原县万达广场的工会驿站火爆出圈，面积508平方米。",
    "环卫工人王建国说，冬天有热水喝，夏天能吹空调，心里很踏实，感谢工会的关心。",
]


def article(head: str = "") -> str:
    """Return an article as a newspaper's site wraps it."""
    body = "".join(f"<p>　　{text}</p>" for text in PARAGRAPHS)
    return f"""<html><head>{head}<title>驿站暖人心-要闻-工人日报</title>
<meta name="author" content="张三"><script>var 机密 = "脚本。";</script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/b">要闻</a></div>
<div class="main"><h3>冬日暖阳照进驿站</h3><h1>驿站暖人心</h1>
<div class="info">2025-01-08 09:30 来源：工人日报</div>
<div class="content">{body}<p style="display:none">看不见的一句话在这里。</p></div>
<div class="related"><h3>相关新闻</h3>
<ul><li><a href="1">另一条新闻的标题在这里。</a></li></ul></div>
</div><div class="footer">版权所有，未经许可不得转载，违者必究。</div></body></html>"""


def read(tmp_path: Path, data: bytes) -> Page:
    """Save and read an article."""
    path = tmp_path / "a.html"
    path.write_bytes(data)
    return formats.read(path, "a.html", None)


def test_heads_byline_and_paragraphs_are_the_article(tmp_path: Path) -> None:
    """One article with its heads and paragraphs; the site around it stays out."""
    page = read(tmp_path, article().encode())
    (found,) = split_page(page).articles

    assert (page.paper, page.date) == ("工人日报", "2025-01-08")
    assert (found.kicker, found.headline) == ("冬日暖阳照进驿站", "驿站暖人心")
    assert found.byline == "作者：张三"
    assert [paragraph.text for paragraph in found.paragraphs] == PARAGRAPHS
    for site in ("首页", "相关新闻", "另一条", "版权所有", "看不见", "机密"):
        assert site not in "\n".join(page.lines)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="utf-8">', "gb18030"),
        ('<meta charset="no-such">', "utf-8"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
    ],
)
def test_encodings_declared_wrongly_declared_or_not(
    tmp_path: Path, head: str, encoding: str
) -> None:
    """The text is the same in every encoding, whatever the file says of it."""
    assert read(tmp_path, article(head).encode(encoding)) == read(tmp_path, article().encode())


def test_meta_elements_tell_date_and_paper(tmp_path: Path) -> None:
    """Publication date and paper of the meta elements go before what the page prints."""
    head = (
        '<meta property="article:published_time" content="2024-12-31T08:00:00+08:00">'
        '<meta name="source" content="福建日报">'
    )
    page = read(tmp_path, article(head).encode())

    assert (page.paper, page.date) == ("福建日报", "2024-12-31")


def test_a_title_that_is_no_head_becomes_the_headline(tmp_path: Path) -> None:
    """Where the body has no head element, the title of the file is the headline."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    page = read(tmp_path, f"<title>驿站暖人心_工人日报</title><body>{body}".encode())

    assert [each.headline for each in split_page(page).articles] == ["驿站暖人心"]


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("", "empty"),
        ("<html><body><a href='/'>首页</a></body></html>", "no article"),
        ("<div>" * 200_000, "nested too deeply"),
        ("</span><div>" * 200_000, "nested too deeply"),
        ("".join(f"<b id={n}>" for n in range(900)) + "<p>段" * 50_000, "nested too deeply"),
        ("<div>" * 400 + "<p>段" * 50_000, "nested too deeply"),
        ("段" * (3 * 2**20), "too large"),
    ],
)
def test_what_holds_no_article_or_is_hostile_is_refused(
    tmp_path: Path, markup: str, reason: str
) -> None:
    """Empty, without text, or built to keep the parser busy: refused with the reason."""
    with pytest.raises(PageRefused, match=reason):
        read(tmp_path, markup.encode())
