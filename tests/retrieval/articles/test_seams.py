"""Seams, widths and topics: the measurements the reading rests on."""

from __future__ import annotations

from retrieval.articles.layout import layout_of
from retrieval.articles.lines import read_lines
from retrieval.articles.seams import Seams, begins_inside, ends_in_particle, word_weights
from retrieval.articles.topics import Topics

SEAMS = Seams(word_weights(), "一座新驿站建成\n新驿站启用")
FISH = "渔港的夜校开课以后，船员们在教室里学习轮机和冷链保鲜，渔船靠岸的晚上教室总是坐满了船员。"
COURT = "法院集中兑付执行案款，农民工领到拖欠的工资，法官说立案和执行的环节合并办理，用时大大缩短。"


def test_a_seam_inside_a_word_gains() -> None:
    """Joining 意|见 or 表|示 is far likelier than a border there, joining two words is not."""
    assert SEAMS.gain("将职工诉求转化为代表意", "见、委员提案。") > 2
    assert SEAMS.gain("党委书记宗伟表", "示,此番行动") > 2
    assert SEAMS.gain("打造一支队伍", "职工踊跃参加") == 0


def test_nothing_is_gained_across_punctuation() -> None:
    """A seam beside a comma or a digit says nothing about words."""
    assert SEAMS.gain("职工之家,", "建成") == 0
    assert SEAMS.gain("已达", "11万人") == 0


def test_the_page_echoes_its_own_wording() -> None:
    """A run of characters across the seam that the page prints elsewhere is counted."""
    assert SEAMS.echoes("大家都说新驿", "站很好") == 1
    assert SEAMS.echoes("大家都说老树", "叶很好") == 0


def test_particles_are_told_from_word_ends() -> None:
    """A line that ends with 在 stops at a particle, one that ends with 方向 does not."""
    words = word_weights()
    assert ends_in_particle("工会主席站在", words)
    assert not ends_in_particle("及时帮职工调整职业方向", words)
    assert begins_inside("的空间，建成工会驿站。", words)
    assert not begins_inside("会议强调，要放宽准入。", words)


def test_columns_are_measured() -> None:
    """Lines wrapped at one width show that width; unwrapped paragraphs show none."""
    text = FISH + COURT + FISH + COURT
    wrapped = ["渔港的夜校", *(text[at : at + 20] for at in range(0, len(text), 20))]
    layout = layout_of(read_lines(tuple(wrapped)))
    assert layout.widths == (20.0,)
    assert layout.is_full(read_lines((text[:20],))[0])
    assert layout.is_short(read_lines(("渔港的夜校",))[0])
    assert layout_of(read_lines(("渔港的夜校", FISH, "", COURT, "", FISH))).widths == ()


def test_blank_lines_speak_where_they_part_paragraphs() -> None:
    """Where blank lines part paragraphs, a blank line speaks against going on."""
    block = [FISH[:30], FISH[30:], "", COURT[:30], COURT[30:], ""]
    within, across = layout_of(read_lines(tuple(block * 4))).gaps
    assert within > 0.5
    assert across < -0.5
    everywhere = [piece for line in block * 4 if line for piece in (line, "")]
    assert abs(layout_of(read_lines(tuple(everywhere))).gaps[1]) < 0.3


def test_topics_tell_articles_apart() -> None:
    """Text about the same things coheres, text about other things does not."""
    lines = read_lines((FISH, "船员的课堂", FISH.replace("晚上", "夜里"), "领回工资", COURT))
    topics = Topics(lines, [line.closed for line in lines])
    same, other = topics.bond(1), topics.bond(3)
    assert same is not None
    assert other is not None
    assert same.cohesion > 4 * other.cohesion
    assert Topics(lines[:1], [True]).bond(0) is None
