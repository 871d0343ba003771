"""The cues of every line of a page, worked out once for the decision and for its explanation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.articles import signs
from retrieval.articles.layout import Layout, layout_of
from retrieval.articles.lines import Line
from retrieval.articles.seams import Seams, phrases_of, word_weights
from retrieval.articles.topics import Topics

_CELLS = re.compile(r"\S(?:\t+| {2,}|\s*\|\s*)\S")
_SPACED_OUT = re.compile(r"^(?:\S ){3,}\S(?:\s|$)|(?:\s|^)(?:[\u4e00-\u9fff] ){3,}[\u4e00-\u9fff]")
_KICKER_START = re.compile(r"^[\u4e00-\u9fff]{2,9}(?:省|市|区|县|总工会|市总|区总|省总|工会|集团|公司)")
_TORN = re.compile(r"^[,。、;:!?”’)》】\]」』%·]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page laid out for reading: its chain of lines, their cues, its habits and seams."""

    lines: tuple[Line, ...]
    cues: tuple[tuple[str, ...], ...]
    layout: Layout
    seams: Seams


def sheet_of(lines: Sequence[Line]) -> Sheet:
    """Work out the cues of all lines; linear in the length of the page."""
    layout = layout_of(lines)
    reader = _Reader(lines, layout)
    cues = tuple(tuple(reader.cues(index)) for index in range(len(lines)))
    return Sheet(tuple(lines), cues, layout, Seams(word_weights(), phrases_of(_texts(lines))))


def _texts(lines: Sequence[Line]) -> Iterator[str]:
    return (line.plain[:20_000] for line in lines)


class _Reader:
    """Names the cues of a line, looking up to three lines ahead and back."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self.lines = lines
        self.layout = layout
        self.topics = Topics(lines, [self._is_body(line) for line in lines], word_weights())
        self.counts = Counter(line.plain for line in lines if line.size <= 30)
        self.short = [self._is_row_like(line) for line in lines]
        self.runs = _run_lengths(self.short)

    def cues(self, index: int) -> Iterator[str]:
        line = self.lines[index]
        yield from self._ending(line)
        yield from _length(line)
        yield from self._beginning(line)
        yield from self._dress(line)
        if line.size <= 90:
            yield from self._wording(line, index)
            yield from self._neighbourhood(index)

    def _is_row_like(self, line: Line) -> bool:
        if line.closed or line.size > 26 or line.level:
            return False
        return not (self.layout.widths and self.layout.is_full(line))

    def _is_body(self, line: Line) -> bool:
        full = self.layout.is_full(line) or (self.layout.broken and line.size >= 20)
        return line.closed or line.size >= 40 or full

    def _ending(self, line: Line) -> Iterator[str]:
        if line.closed:
            yield "asking" if line.plain[-1] in "?!" and line.size <= 40 else "closed"
            return
        yield "open"
        if signs.DASH_END.search(line.plain):
            yield "dash-end"
        elif signs.DANGLING.search(line.plain):
            yield "colon-end" if line.plain[-1] == ":" else "dangling"
        if signs.unclosed(line.plain):
            yield "unclosed"

    def _beginning(self, line: Line) -> Iterator[str]:
        plain = line.plain
        if _TORN.match(plain):
            yield "torn-start"
        elif signs.stray_closer(plain):
            yield "stray-closer"
        if signs.LEAD.match(plain):
            yield "lead"
        elif signs.OPENER.match(plain):
            yield "opener"
        elif signs.WEAK_START.match(plain):
            yield "weak-start"
        if signs.BULLET.match(plain):
            yield "bullet"
        if self.layout.indents:
            yield "indented" if line.indented else "flush"

    def _dress(self, line: Line) -> Iterator[str]:
        if line.level:
            yield "marked"
        if line.bold:
            yield "bold"
        if line.size <= 60:
            if _SPACED_OUT.search(line.plain):
                yield "spaced-out"
            elif not line.closed and signs.SPACED_CLAUSES.search(line.plain):
                yield "spaced-clauses"
            if not line.closed and signs.DASH_INSIDE.match(line.plain):
                yield "dash-inside"
        if re.search("[;。!?].", plain := line.plain[:-1]) and not line.closed:
            yield "inner-stop"
        elif plain.count(",") > 1:
            yield "commas"
        if self.layout.is_full(line):
            yield "full"
        elif self.layout.is_short(line) and not line.closed:
            yield "short-open"
        if not line.closed and _KICKER_START.match(line.plain):
            yield "named-place"

    def _wording(self, line: Line, index: int) -> Iterator[str]:
        plain = line.plain
        if signs.MARKER.match(plain) or signs.TAIL_MARKER.match(plain):
            yield "marker"
        elif signs.BYLINE.match(plain) and "摄" not in plain:
            yield "byline"
        elif _is_credit(plain):
            yield "credit"
        elif signs.SIGNATURE.match(plain) or signs.AGENCY_SIGNATURE.match(plain):
            yield "signature"
        elif signs.SQUARE_NAME.match(plain):
            yield "square-name"
        elif signs.DIARY_DATE.match(plain):
            yield "diary"
        elif _is_column(plain):
            yield "column"
        elif signs.COLUMN_LABEL.match(plain):
            yield "column-word"
        elif signs.BARE_NAME.match(plain) and _looks_like_names(plain):
            yield "bare-name"
        if self.counts[plain] > 1 and not line.closed and line.size >= 3:
            yield "repeated-label"
        if signs.CAPTION.search(plain):
            yield "caption"
        if signs.EDITOR_NOTE.match(plain):
            yield "editor"

    def _neighbourhood(self, index: int) -> Iterator[str]:
        line = self.lines[index]
        if line.gap >= 3:
            yield "gap"
        if _CELLS.search(line.plain) and not line.closed:
            yield "cells"
        if self.short[index] and self.runs[index] >= 4:
            yield from self._rows(index)
        if line.closed and line.plain[-1] not in "?!":
            return
        yield from self._below(index)

    def _rows(self, index: int) -> Iterator[str]:
        """Rows stand between rows: the first of a run may be its head, the last the next one's."""
        if index and self.short[index - 1]:
            last = index + 1 < len(self.lines) and not self.short[index + 1]
            yield "last-row" if last else "rows"
        else:
            yield "above-rows"

    def _below(self, index: int) -> Iterator[str]:
        below = self.lines[index + 1 : index + 5]
        body = next((line for line in below if line.size >= 40 or line.closed), None)
        if body is None:
            yield "no-text-below"
            return
        if signs.DATED_LEAD.match(body.plain):
            yield "dated-below"
        if self._photo_near(index):
            yield "photo-near"
        cohesion = self.topics.cohesion(index)
        if cohesion is not None:
            yield from (name for name, low, high in _TOPICS if low <= cohesion < high)
        if self.layout.bylined >= 2:
            yield "bylined-page"
        elif not self.layout.bylined:
            yield "bare-page"

    def _photo_near(self, index: int) -> bool:
        for line in self.lines[index + 1 : index + 4]:
            if line.size <= 50 and signs.PHOTO_CREDIT.search(line.plain):
                return True
            if line.size > 50 and re.search(r"[。”)]\s*\S{0,24}摄[)]?$", line.plain):
                return True
            if not line.closed and line.size < 40:
                return False
        return False


_TOPICS = (
    ("far-topic", 0.0, 0.012),
    ("new-topic", 0.012, 0.022),
    ("same-topic", 0.03, 0.045),
    ("close-topic", 0.045, 1.1),
)


def _length(line: Line) -> Iterator[str]:
    if line.size < 4:
        yield "tiny"
    elif line.size <= 14:
        yield "brief"
    elif line.size <= 36:
        yield "headline-long"
    elif line.size <= 60:
        yield "deck-long"
    else:
        yield "body-long"


def _is_credit(plain: str) -> bool:
    if len(plain) > 60:
        return False
    if signs.PAPER_CREDIT.match(plain) or signs.UNIT_CREDIT.match(plain):
        return True
    if signs.SOURCE_CREDIT.match(plain) and len(plain) <= 30 and not signs.LEAD.match(plain):
        return plain.startswith(("来源", "(")) or plain.endswith(")")
    return len(plain) <= 40 and "," not in plain and signs.PHOTO_CREDIT.search(plain) is not None


def _is_column(plain: str) -> bool:
    tag = signs.COLUMN_TAG.match(plain)
    if tag is None or len(plain) > 80:
        return signs.KEYWORDS.match(plain) is not None and len(plain) <= 60
    rest = tag.group("rest").strip()
    return not rest or signs.KEYWORDS.match(rest) is not None


def _looks_like_names(plain: str) -> bool:
    packed = re.sub(r"[□■●◆○◎◇()]", " ", plain).split()
    return all(len(name) <= 4 for name in packed) and (
        packed[0][0] in _SURNAMES or all(len(part) == 1 for part in packed)
    )


_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍"
    "涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦"
    "戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻"
    "苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练"
    "廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜"
)


def _run_lengths(flags: Sequence[bool]) -> list[int]:
    """Return for every position the length of the run of true flags it stands in (0 if false)."""
    lengths = [0] * len(flags)
    start = 0
    for index in range(len(flags) + 1):
        if index < len(flags) and flags[index]:
            continue
        lengths[start:index] = [index - start] * (index - start)
        start = index + 1
    return lengths
