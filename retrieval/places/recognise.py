"""Finding the names of places in a text: candidates by longest match, then what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from retrieval.model import Place
from retrieval.places.table import Division, read_divisions, read_false_friends, read_words
from retrieval.text import narrow


class Form(Enum):
    """How a name is written: with its suffix (青岛市), without (青岛), or as an ordinary word."""

    FULL = "full"
    SHORT = "short"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Mention:
    """``place`` is named by the characters ``[start, end)`` of a text.

    ``end`` takes in a development zone: 北京经开区 is a mention of Beijing.
    """

    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that stands in a text, and every division it may mean, largest first."""

    start: int
    end: int
    form: Form
    divisions: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One written name and what it may mean."""

    form: Form
    divisions: tuple[Division, ...]


_LEVELS = ("country", "province", "city", "county")
_NEWSPAPER = re.compile(r"《[^》\n]{1,14}(?:报|日报|晚报|时报|晨报|早报|商报|杂志|周刊|新闻)》")
_REPORTER = re.compile(
    r"(?:特约|实习|见习|本报)?(?:记者|通讯员|实习生)[ \u3000]{0,3}[\u4e00-\u9fff]{2,3}"
    r"(?:[ \u3000、]{1,3}[\u4e00-\u9fff]{2,3}(?=[ \u3000、))]|$))*(?=[ \u3000、))\n]|$)",
    re.MULTILINE,
)
_COMPANY = re.compile(
    r"(?:(?!总工会|工会|有限|市|县)[\u4e00-\u9fff()()]){1,14}?"
    r"(?:股份有限公司|有限责任公司|有限公司|集团|公司|大学|学院|银行|协会|研究会|研究院|基金会)"
)
_ZONE = re.compile(
    r"(?:国家级|省级)?"
    r"(?:经济技术开发区|高新技术产业开发区|经济开发区|经开区|高新区|开发区|自贸区|新区|保税区)"
)
_CUE = re.compile(
    r"(?:市|县|区)?(?:总工会|总(?![是有在要会能可体共计数])|工会|经开区|高新区|开发区)"
)
_SURE_CUE = re.compile(r"(?:市|县|区)总|总工会")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余"
    "潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文纪"
)
_BEFORE_A_NAME = frozenset("、,,长员工席记者生师授民家匠星人帅(和与及")
_BEFORE_A_COUNTY = frozenset(
    '在于到从赴为向由与和及以给对,,。、:;;:“”"《》( (是说起了的市州省区\n\0'
)


class Names:
    """Every written name of the table, by its first two characters, for a scan in linear time."""

    def __init__(self) -> None:
        """Read the table and lay out its names."""
        self.divisions = read_divisions()
        self._ordinary = read_words("ordinary-words.txt")
        self._false_friends = read_false_friends()
        self._names = self._collect()
        self._lengths = _lengths(self._names)
        self._by_full = {division.place.full: division for division in self.divisions}

    def candidates(self, text: str) -> list[Candidate]:
        """Return the names in ``text``, longest match from the left, without overlap."""
        found: list[Candidate] = []
        at = 0
        while at < len(text) - 1:
            candidate = self._longest(text, at)
            if candidate is None:
                at += 1
            else:
                found.append(candidate)
                at = candidate.end
        return found

    def place(self, full: str) -> Place:
        """Return the place of that full name.  Raises ``KeyError`` when there is none."""
        return self._by_full[full].place

    def division(self, full: str) -> Division:
        """Return the row of that full name.  Raises ``KeyError`` when there is none."""
        return self._by_full[full]

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a short name is an ordinary word too (和平)."""
        return word in self._ordinary

    def has_cue(self, text: str, held: Candidate) -> bool:
        """Tell whether what follows a name shows that it is a place: 嘉定工会, 长沙经开区.

        A name that is an ordinary word too needs more: 新建工会 sets up a union.
        """
        ordinary = self.is_ordinary(text[held.start : held.end])
        return bool((_SURE_CUE if ordinary else _CUE).match(text, held.end))

    def above(self, full: str) -> tuple[str, ...]:
        """Return the full names of what the place lies in, nearest first."""
        return self._by_full[full].above

    def below(self, full: str, among: Iterable[str]) -> list[str]:
        """Return those of ``among`` that lie directly in the place."""
        return [name for name in among if self.above(name)[:1] == (full,)]

    def _longest(self, text: str, at: int) -> Candidate | None:
        for length in self._lengths.get(text[at : at + 2], ()):
            word = text[at : at + length]
            name = self._names.get(word)
            if name and not self._is_false_friend(word, text, at):
                return Candidate(at, at + length, name.form, name.divisions)
        return None

    def _is_false_friend(self, word: str, text: str, at: int) -> bool:
        before, after = self._false_friends.get(word, ("", ""))
        following = text[at + len(word) : at + len(word) + 1]
        return bool(
            (at and text[at - 1] in before and before) or (following and following in after)
        )

    def _collect(self) -> dict[str, Name]:
        full: dict[str, list[Division]] = {}
        short: dict[str, list[Division]] = {}
        for division in self.divisions:
            full.setdefault(division.own, []).append(division)
            if division.place.name != division.own:
                short.setdefault(division.place.name, []).append(division)
        names = {}
        for word, held in short.items():
            doubtful = word in self._ordinary or _largest(held).place.level == "county"
            names[word] = Name(Form.DOUBTFUL if doubtful else Form.SHORT, _by_level(held))
        for word, held in full.items():
            names[word] = Name(Form.FULL, _by_level(held))
        return names


def hide(text: str) -> str:
    """Return ``text`` narrowed, same length, without newspapers' names and reporters' lines."""
    text = narrow(text)
    for pattern in (_NEWSPAPER, _REPORTER):
        text = pattern.sub(lambda found: "\0" * len(found[0]), text)
    return text


def mentions(names: Names, text: str, known: Iterable[Place] = ()) -> list[Mention]:
    """Return the places ``text`` names, in order; what cannot be resolved is left out.

    ``known`` are places already established (the article's): they resolve 鼓楼区.
    """
    plain = hide(text)
    candidates = names.candidates(plain)
    chosen = _sure(names, plain, candidates)
    seen = [division.place for division in chosen.values()] + list(known)
    chosen |= _in_context(candidates, chosen, seen)
    starts = [held.start for held in candidates[1:]] + [len(plain)]
    return [
        Mention(held.start, min(_zone_end(plain, held.end), start), chosen[held.start].place)
        for held, start in zip(candidates, starts, strict=False)
        if held.start in chosen and not _is_company(plain, held)
    ]


def _sure(names: Names, text: str, candidates: Sequence[Candidate]) -> dict[int, Division]:
    """Resolve what a neighbour, a suffix or a cue settles: start -> division."""
    chosen: dict[int, Division] = {}
    for index, held in enumerate(candidates):
        before = candidates[index - 1] if index else None
        after = candidates[index + 1] if index + 1 < len(candidates) else None
        division = _by_parent(held, before, chosen) or _by_child(held, after)
        if division is None and _stands_alone(names, text, held):
            division = _unless_ambiguous(held.divisions)
        if division is not None:
            chosen[held.start] = division
    return chosen


def _in_context(
    candidates: Sequence[Candidate], chosen: Mapping[int, Division], seen: Sequence[Place]
) -> dict[int, Division]:
    """Resolve the rest by the places seen anywhere: start -> division."""
    fulls = {place.full for place in seen}
    more: dict[int, Division] = {}
    for held in candidates:
        if held.start in chosen:
            continue
        same = [one for one in held.divisions if one.place.full in fulls]
        below = [one for one in held.divisions if fulls.intersection(one.above)]
        if same:
            more[held.start] = same[0]
        elif held.form is Form.FULL and len(below) == 1:
            more[held.start] = below[0]
    return more


def _by_parent(
    held: Candidate, before: Candidate | None, chosen: Mapping[int, Division]
) -> Division | None:
    if before is None or before.end != held.start or before.start not in chosen:
        return None
    parent = chosen[before.start].place.full
    return next((one for one in held.divisions if parent in one.above), None)


def _by_child(held: Candidate, after: Candidate | None) -> Division | None:
    if after is None or after.start != held.end or after.form is Form.DOUBTFUL:
        return None
    parents = {full for one in after.divisions for full in one.above}
    return next((one for one in held.divisions if one.place.full in parents), None)


def _stands_alone(names: Names, text: str, held: Candidate) -> bool:
    """Tell whether the name is a place without a neighbour's help."""
    before = text[held.start - 1] if held.start else "\n"
    if held.form is Form.DOUBTFUL:
        return names.has_cue(text, held)
    if held.form is Form.SHORT:
        return not _is_given_name(text, held)
    if held.end - held.start == 2 and held.divisions[0].place.level == "county":
        return before in _BEFORE_A_COUNTY
    return True


def _is_given_name(text: str, held: Candidate) -> bool:
    """Tell whether two characters after a surname are a person's: 会长纪清远带领."""
    start = held.start
    if start < 2 or held.end - start != 2 or text[start - 1] not in _SURNAMES:
        return False
    return text[start - 2] in _BEFORE_A_NAME


def _unless_ambiguous(divisions: tuple[Division, ...]) -> Division | None:
    """Return the one division meant: the largest, unless several are that large."""
    level = divisions[0].place.level
    same = [one for one in divisions if one.place.level == level]
    return same[0] if len(same) == 1 else None


def _is_company(text: str, held: Candidate) -> bool:
    return held.form is not Form.FULL and bool(_COMPANY.match(text, held.end))


def _zone_end(text: str, end: int) -> int:
    zone = _ZONE.match(text, end)
    return zone.end() if zone else end


def level_of(division: Division) -> int:
    """Return how small a division is: 0 a country, 3 a county."""
    return _LEVELS.index(division.place.level)


def _by_level(held: Iterable[Division]) -> tuple[Division, ...]:
    return tuple(sorted(held, key=level_of))


def _largest(held: Iterable[Division]) -> Division:
    return _by_level(held)[0]


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[:2], set()).add(len(name))
    return {key: tuple(sorted(held, reverse=True)) for key, held in found.items()}
