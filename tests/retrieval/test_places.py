"""Places recognised, resolved, named in English; the places of articles and passages."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Article, Paragraph
from retrieval.places import Gazetteer

GOLD = Path(__file__).parents[1] / "gold" / "segmentation"
SEEDS = Path(__file__).parents[2] / "seeds"
GAZETTEER = Gazetteer()


def named(text: str) -> list[str]:
    """Return the full names of the places a text names."""
    return [mention.place.full for mention in GAZETTEER.find(text)]


def article(headline: str, *paragraphs: str, kicker: str | None = None) -> Article:
    """Return an article of those heads and paragraphs."""
    return Article(
        id="a",
        page_id="p",
        kind="news",
        headline=headline,
        kicker=kicker,
        subheadline=None,
        byline=None,
        column=None,
        date=None,
        continued_from=None,
        truncated=False,
        parts=(),
        paragraphs=tuple(Paragraph(text, (1,)) for text in paragraphs),
    )


# ---------------------------------------------------------------- recognising
@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("近日,青岛市总工会发布消息。", ["山东省青岛市"]),
        ("河北省保定市蠡县总工会", ["河北省", "河北省保定市", "河北省保定市蠡县"]),
        ("福州鼓楼区工会", ["福建省福州市", "福建省福州市鼓楼区"]),
        ("陕西安康汉滨区建成", ["陕西省", "陕西省安康市", "陕西省安康市汉滨区"]),
        ("在杭州市临平区", ["浙江省杭州市", "浙江省杭州市临平区"]),
        ("新疆维吾尔自治区总工会", ["新疆维吾尔自治区"]),
        ("陝西省總工會", ["陕西省"]),
        ("访问法国和德国", ["法国", "德国"]),
    ],
)
def test_names_and_chains(text: str, places: list[str]) -> None:
    """Full names, short names and chains of them are found, in both scripts."""
    assert named(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "双方开展合作,共建和平家园。",
        "进一步确保定期发放工资。",
        "提高城乡均衡水平。",
        "会长纪清远带领学员",
        "《陕西工人报》报道",
        "(记者张长安 通讯员李平安)",
        "相应县区要落实责任。",
        "国家长治久安",
        "今年新建工会16家",
    ],
)
def test_what_is_no_place(text: str) -> None:
    """Ordinary words, people and newspapers are no places."""
    assert named(text) == []


def test_ambiguous_names_are_left_out_without_context() -> None:
    """鼓楼区 alone may be in four cities: nobody guesses."""
    assert named("鼓楼区建成驿站。") == []


def test_ambiguous_names_are_settled_by_what_is_known() -> None:
    """Named before or after, or known from the article, the city settles which 鼓楼区."""
    full = "福建省福州市鼓楼区"
    assert full in named("鼓楼区建成驿站。福州市总工会支持。")
    known = (GAZETTEER.lookup("福建省福州市"),)
    assert [one.place.full for one in GAZETTEER.find("鼓楼区建成驿站。", known)] == [full]


def test_a_short_county_name_counts_after_its_full_form() -> None:
    """嘉定 is a place once 嘉定区 has been named."""
    assert named("上海市嘉定区是汽车基地,嘉定拥有产业工人。")[-1] == "上海市嘉定区"


def test_mentions_are_where_they_say() -> None:
    """Offsets are characters of the text; a development zone belongs to its mention."""
    text = "近日,北京经济技术开发区总工会"
    mention = GAZETTEER.find(text)[0]
    assert text[mention.start : mention.end] == "北京经济技术开发区"
    assert mention.place.full == "北京市"


@given(st.text() | st.text("北京市朝阳区长安保定总工会经开区上海、。\n", max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    """Whatever the text, mentions lie in it, in order and apart."""
    found = GAZETTEER.find(text)
    edges = [edge for mention in found for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))


def test_searching_is_linear() -> None:
    """A text ten times as long takes about ten times as long, not a hundred."""
    text = (SEEDS / "001_6f481e450c8fac0c.txt").read_text(encoding="utf-8")
    started = time.process_time()
    GAZETTEER.find(text)
    once = time.process_time() - started
    started = time.process_time()
    GAZETTEER.find(text * 10)
    assert time.process_time() - started < 40 * max(once, 0.002)


# ---------------------------------------------------------------- looking up
def test_lookup() -> None:
    """A full name is the key."""
    place = GAZETTEER.lookup("山东省青岛市")
    assert (place.name, place.english, place.level) == ("青岛", "Qingdao", "city")
    with pytest.raises(KeyError):
        GAZETTEER.lookup("青岛")


@pytest.mark.parametrize("full", ["浙江省杭州市临平区", "西藏自治区林芝市米林市", "重庆市两江新区"])
def test_the_table_is_of_2026(full: str) -> None:
    """Divisions made in the last years are there."""
    assert GAZETTEER.lookup(full)


def test_abolished_divisions_are_gone() -> None:
    """梅列区 and 下城区 were abolished in 2021."""
    for full in ("福建省三明市梅列区", "浙江省杭州市下城区"):
        with pytest.raises(KeyError):
            GAZETTEER.lookup(full)


def test_above() -> None:
    """A place knows what it lies in, nearest first."""
    above = GAZETTEER.above("福建省福州市鼓楼区")
    assert [place.full for place in above] == ["福建省福州市", "福建省"]


@pytest.mark.parametrize(
    ("full", "english"),
    [
        ("福建省福州市鼓楼区", "Gulou District, Fuzhou, Fujian"),
        ("上海市长宁区", "Changning District, Shanghai"),
        ("上海市闵行区", "Minhang District, Shanghai"),
        ("浙江省嘉兴市平湖市", "Pinghu, Jiaxing, Zhejiang"),
        ("重庆市忠县", "Zhong County, Chongqing"),
        ("陕西省", "Shaanxi"),
        ("新疆维吾尔自治区乌鲁木齐市", "Urumqi, Xinjiang"),
        ("安徽省六安市", "Lu'an, Anhui"),
        ("广西壮族自治区贵港市覃塘区", "Qintang District, Guigang, Guangxi"),
    ],
)
def test_english_names(full: str, english: str) -> None:
    """English names are the customary ones, not the first reading of each character."""
    assert GAZETTEER.english(full) == english


@pytest.mark.parametrize(
    ("english", "first"),
    [
        ("Qingdao", "山东省青岛市"),
        ("changning", "上海市长宁区"),
        ("Zhong County", "重庆市忠县"),
        ("Xinjiang", "新疆维吾尔自治区"),
        ("Fujian Province", "福建省"),
        ("Xi'an", "陕西省西安市"),
        ("Xian", "陕西省西安市"),
        ("Lu’an", "安徽省六安市"),
        ("inner mongolia", "内蒙古自治区"),
        ("Macau", "澳门特别行政区"),
        ("USA", "美国"),
    ],
)
def test_by_english(english: str, first: str) -> None:
    """What people type finds the place, the largest of that name first."""
    assert GAZETTEER.by_english(english)[0].full == first


def test_single_syllables_name_no_county() -> None:
    """``Li`` alone is a surname; ``Li County`` is a county."""
    assert GAZETTEER.by_english("Li") == ()
    assert "河北省保定市蠡县" in [place.full for place in GAZETTEER.by_english("Li County")]


# ---------------------------------------------------------------- articles and passages
def test_the_union_named_in_the_headline_decides() -> None:
    """日照市总 in the headline: the article is about 日照, whatever else is named."""
    made = article("日照市总发提示函", "山东省东港区、岚山区工会和莒县总工会都已行动。")
    assert GAZETTEER.of_article(made)[0].full == "山东省日照市"


def test_the_first_chain_of_the_lead_leads_down() -> None:
    """A headline that names the province alone is made precise by the lead."""
    made = article("全国竞赛在安徽举办", "12月23日,竞赛在安徽滁州举办,29个省参加。")
    assert GAZETTEER.of_article(made)[0].full == "安徽省滁州市"


def test_places_in_passing_do_not_win() -> None:
    """Where people go, and what is enumerated, weighs little."""
    made = article(
        "务工返岗专列来了",
        "来自甘肃省定西市的务工人员乘车前往山东青岛。定西市总工会送行,定西站热闹。",
    )
    assert GAZETTEER.of_article(made)[0].full == "甘肃省定西市"


def test_an_article_without_places_has_none() -> None:
    """Nothing named, nothing made up."""
    assert GAZETTEER.of_article(article("破卷出圈", "凡事有度,过犹不及。")) == ()


def test_articles_of_the_gold() -> None:
    """On the hand-marked articles the first place is right, but for at most one."""
    wrong = []
    for path in sorted(GOLD.glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        lines = (SEEDS / page["file"]).read_text(encoding="utf-8").split("\n")
        for marked in page["articles"]:
            texts = ["".join(lines[n - 1] for n in p["lines"]) for p in marked["paragraphs"]]
            made = article(marked["headline"], *texts, kicker=marked["kicker"])
            places = GAZETTEER.of_article(made)
            asked = [one["text"].removesuffix("经济技术开发区") for one in marked["places"]][:1]
            if [place.full for place in places[:1]] != _resolved(asked):
                wrong.append((marked["headline"], places, asked))
    assert len(wrong) <= 1, wrong


def _resolved(marked: list[str]) -> list[str]:
    return [GAZETTEER.find(text + "。")[-1].place.full for text in marked]


def test_a_passage_speaks_of_the_places_it_names() -> None:
    """The most specific of a chain counts, the most often named first."""
    places = GAZETTEER.of_passage("浙江省宁波市北仑区与杭州市合作,北仑区牵头。", ())
    assert [place.full for place in places] == ["浙江省宁波市北仑区", "浙江省杭州市"]


def test_a_passage_without_places_speaks_of_its_articles() -> None:
    """区总 without a name is the one of the article's place."""
    of_article = (GAZETTEER.lookup("陕西省安康市汉滨区"), GAZETTEER.lookup("陕西省"))
    assert GAZETTEER.of_passage("近年来,区总投入500余万元。", of_article) == of_article[:1]
    assert GAZETTEER.of_passage("近年来投入500余万元。", ()) == ()
