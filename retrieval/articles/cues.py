"""The cues a line gives, and what each weighs for every role it might play.

A weight is a log odds in nats, set by hand and checked on the development pages: positive speaks
for the role.  A role that a cue does not name is left alone.  To tune the splitter, edit this
table (and the one of pairs in ``roles``) and run the scorer; ``explain`` shows which cues decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Label(IntEnum):
    """What the reading of a page may take a line for."""

    HEAD = 0
    SECTION = 1
    START = 2
    GOING_ON = 3
    ROW = 4
    BOX = 5
    CAPTION = 6
    BYLINE = 7
    COLUMN = 8
    DATE = 9
    CREDIT = 10
    MARKER = 11


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign: its Chinese and English wording, and its weight for the labels it speaks to."""

    zh: str
    en: str
    weights: tuple[float, ...]


def _cue(
    zh: str,
    en: str,
    *,
    head: float = 0.0,
    section: float = 0.0,
    start: float = 0.0,
    going_on: float = 0.0,
    row: float = 0.0,
    box: float = 0.0,
    caption: float = 0.0,
    byline: float = 0.0,
    column: float = 0.0,
    date: float = 0.0,
    credit: float = 0.0,
    marker: float = 0.0,
) -> Cue:
    weights = (head, section, start, going_on, row, box, caption, byline, column, date)
    return Cue(zh, en, (*weights, credit, marker))


# What a line is unlikely to be when nothing speaks for it.
PRIOR = _cue(
    "无特别标志", "no special sign",
    row=-4, box=-3, caption=-5, byline=-7, column=-7, date=-8, credit=-7, marker=-9,
)  # fmt: skip

CUES: dict[str, Cue] = {
    # -------- how the line ends
    "closed": _cue("句末标点收尾", "ends a sentence", head=-6, section=-6, row=-1),
    "asking": _cue("问号或叹号收尾", "ends with ? or !", head=-1.5, section=-1.5, row=-1),
    "open": _cue("句子未完", "does not end a sentence", start=-0.8, going_on=-0.5, box=-4),
    "dangling": _cue("停在逗号", "stops at a comma", head=-4, section=-4, row=-1),
    "particle-end": _cue("停在虚词", "stops at a particle", head=-2, section=-2, row=-1),
    "stub-end": _cue("逗号后只剩一字", "one character stands after its last comma", head=-5.5,
                     section=-5.5, row=-2),
    "unclosed": _cue("引号或括号未合", "leaves a quotation open", head=-3, section=-3),
    "dash-end": _cue("破折号收尾", "ends with a dash", head=4, section=-3, start=-2, going_on=-2),
    "colon-end": _cue("冒号收尾", "ends with a colon", head=-0.5, section=-2.5, start=1.2),
    # -------- how long it is
    "tiny": _cue("不足四字", "under four characters", head=-2.5, section=-1.5, start=-1),
    "brief": _cue("小标题的长短", "as short as a section head", head=-0.3, section=0.6, start=-1.5),
    "headline-long": _cue("标题的长短", "as long as a headline", head=0.5, section=-0.3, start=-1),
    "long-headline": _cue("长标题的长短", "as long as a long headline", head=0.5, section=-2.2,
                          start=-0.8),
    "deck-long": _cue("引题副题的长短", "as long as a kicker", head=-0.8, section=-3),
    "body-long": _cue("正文的长短", "as long as body text", head=-5, section=-7, start=0.5, row=-3),
    # -------- how it begins
    "torn-start": _cue("以收尾标点开头", "begins with closing punctuation", head=-5, section=-5,
                       start=-5, going_on=5, row=-4),
    "stray-closer": _cue("先合后开的引号", "closes a quotation it did not open", head=-2,
                         section=-2, start=-1.5, going_on=2.5),
    "weak-start": _cue("以虚词或词尾开头", "begins like the rest of a phrase", head=-1.5,
                       section=-1.5, start=-1.2, going_on=1.2),
    "opener": _cue("段首套语", "begins as paragraphs begin", head=-1.2, section=-1.5, start=1.5,
                   going_on=-2),
    "bullet": _cue("项目符号", "begins with a bullet or number", head=-1.5, section=0.5, start=2,
                   going_on=-2.5, row=1),
    "indented": _cue("首行缩进", "is indented", head=-0.5, section=-0.5, start=2.5, going_on=-3.5),
    "flush": _cue("顶格", "is not indented where paragraphs are", start=-2, going_on=1.5),
    "lead": _cue("电头或“本报讯”", "opens with a dateline of the paper or agency", head=-6,
                 section=-7, start=4, going_on=-6, row=-4, box=-4),
    # -------- its dress
    "marked": _cue("有 # 号", "is marked with #", head=3.5, section=3, start=-4, going_on=-6,
                         row=-2,
                   column=2, box=-4),
    "top-mark": _cue("本版最高一级 # 号", "has the highest mark of the page", head=0.7),
    "deeper-mark": _cue("低一级的 # 号", "has a deeper mark than others", section=0.7),
    "bold": _cue("整行加粗", "is bold", head=3, section=3, start=-1, going_on=-4, column=1),
    "spaced-clauses": _cue("两句以空格相隔", "two clauses parted by a space", head=1.5,
                         section=-0.5,
                           start=-1, going_on=-2.5),
    "spaced-out": _cue("字间有空", "is spaced out", head=3.5, section=0.5, start=-3, going_on=-3),
    "dash-inside": _cue("中有破折号", "has a dash inside", head=0.8, section=-1),
    "named-place": _cue("地名打头的事由", "begins as kickers do", head=0.3),
    "inner-stop": _cue("中有句号或分号", "has a full stop inside", head=-4, section=-5, row=-2),
    "saying": _cue("有“某某说”", "tells who says so", head=-2, section=-2),
    "commas": _cue("逗号多于一个", "has several commas", head=-2, section=-2.5),
    # -------- columns
    "full": _cue("满行", "fills its column", head=-2.5, section=-3, start=1.5, going_on=1),
    "fragment": _cue("本版都是短断行", "is one of many broken lines", head=-0.7, section=-1,
                         start=1,
                     going_on=0.5),
    "short-open": _cue("未满行而句未完", "stops short of the column inside a sentence", head=1.5,
                       section=1.5, start=-3, going_on=-3),
    "short-piece": _cue("通栏版面中的短断行", "is a short open line among long ones",
                         going_on=-1.0),
    # -------- the neighbourhood
    "rows": _cue("连着几行短行", "stands among short open lines", head=-1.5, section=-2.5, row=4.5),
    "above-rows": _cue("下面几行都短", "stands above short open lines", head=1.8, row=0.3),
    "last-row": _cue("短行之末", "is the last of short open lines", row=2),
    "cells": _cue("有多个隔开的栏", "has cells parted by gaps", head=-1.5, section=-2, row=3.5),
    "gap": _cue("前有图片空白", "a picture gap comes before", head=0.7, section=-0.3),
    "far-topic": _cue("上下话题无关", "text above and below share no topic", head=2.2,
                         section=-1.2),
    "new-topic": _cue("上下话题不同", "text above and below differ in topic", head=1.2,
                         section=-0.4),
    "same-topic": _cue("上下话题相近", "text above and below share a topic", head=-1.2,
                         section=0.6),
    "close-topic": _cue("上下话题相同", "text above and below are of one topic", head=-2,
                        section=1.0),
    "announces": _cue("标题之词始见于下文", "its words first occur in the text below", head=0.9,
                      section=-0.4),
    "announces-little": _cue("标题之词下文少见或上文已有",
                         "its words are not new to the text below",
                             head=-0.8, section=0.4),
    "photo-near": _cue("下有图片署名", "a photo credit comes soon below", head=3, section=-2),
    "dated-below": _cue("下文以时间地点开头", "the text below opens with a date", head=0.9),
    "bylined-page": _cue("本版稿件多有署名", "articles of this page are signed", head=-1.4,
                         section=0.3),
    "one-signed": _cue("本版只有一处署名", "only one article of this page is signed", head=-0.7,
                       section=0.3),
    "bare-page": _cue("本版稿件多无署名", "articles of this page are not signed", head=0.7),
    "no-text-below": _cue("下无正文", "no body text follows", head=-1.5, section=-2),
    # -------- wording
    "byline": _cue("署名格式", "is worded as a byline", head=-5, section=-6, start=-5, going_on=-5,
                   byline=10, credit=9, row=-3),
    "bare-name": _cue("像是人名", "may be a bare name", byline=5.3, credit=4.5, section=-0.5),
    "square-name": _cue("□ 署名", "a name behind a square", head=-3, section=-4, start=-3,
                         byline=10,
                        credit=9),
    "credit": _cue("出处或摄影署名", "is worded as a credit", head=-5, section=-6, start=-4,
                   going_on=-5, credit=10.5, row=-3, byline=2),
    "signature": _cue("括号内署名", "a name in brackets", head=-4, section=-4, start=-4,
                         going_on=-3,
                      credit=10.5, byline=7.5),
    "marker": _cue("转版标记", "marks a continuation", head=-6, section=-6, start=-6, going_on=-6,
                   row=-6, marker=16),
    "column": _cue("栏目标签", "is worded as a column label", head=-2, section=-3, start=-3,
                   going_on=-3, column=11),
    "column-word": _cue("常见栏目名", "is a usual column name", head=-1, section=-0.5, column=8.0),
    "campaign": _cue("活动名称作栏目", "names a campaign, as columns do", column=8.0),
    "repeated-label": _cue("本版重复出现", "stands on the page more than once", section=-0.5,
                           column=5.5),
    "diary": _cue("日记日期", "a date line", head=-3, section=-3, start=-3, date=12),
    "caption": _cue("图片说明用语", "is worded as a caption", start=-1, caption=6.5),
    "editor": _cue("编者按", "an editor's note", head=-3, section=-3, start=2.5),
}  # fmt: skip

# What speaks for joining two lines; the weights stand in ``roles``, where they depend on the seam.
SEAM_CUES: dict[str, Cue] = {
    "splits-word": _cue("词被拆开", "the seam splits a word"),
    "echo": _cue("接缝处的字串本版另见", "the page prints the wording of the seam elsewhere"),
    "quotation": _cue("引号跨行", "a quotation goes across the seam"),
    "comma": _cue("上行停在逗号", "the upper line stops at a comma"),
    "particle": _cue("上行停在虚词", "the upper line stops at a particle"),
    "number": _cue("数字被拆开", "the seam splits a number"),
}
