"""What a question wants back: passages, a list of places or a count, and which kind of value.

Patterns are tried in order and the first that fits decides; Chinese ones see simplified text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.model import AnswerType, Wants


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted; ``level`` is the sort of place a list is made of."""

    wants: Wants = Wants.PASSAGES
    level: str | None = None
    answer_type: AnswerType | None = None


Rules = tuple[tuple[AnswerType, re.Pattern[str]], ...]
Levels = tuple[tuple[str, tuple[str, ...]], ...]


def _rules(*rules: tuple[AnswerType | str, ...]) -> Rules:
    """Compile rows of an answer type and the patterns that ask for it."""
    return tuple((AnswerType(kind), re.compile("|".join(parts))) for kind, *parts in rules)


_ZH_NOUN = (
    r"(?P<noun>省市|省份|省区市|省|城市|地级市|区县|县区|区市县|县市|县城|县|市|区|地方|地区|地儿|地点|州"
    r"|乡镇|街道)"
)
_ZH_COUNTED = r"(?P<noun>省份|省|城市|市|县|区县|区|地方|地区)"
_ZH_LIST_OF_PLACES = (
    re.compile(rf"(?:哪些|哪几个|哪几座|哪几)(?:其他|其它|别的)?的?{_ZH_NOUN}"),
    re.compile(
        r"(?:都|分别)(?:在|有|到|去|开到|办到)?[了过]?(?:哪儿|哪里|什么地方|哪个" + _ZH_NOUN + ")"
    ),
    re.compile(rf"(?:多少|(?<!哪)几)个?{_ZH_COUNTED}"),
    re.compile(r"(?:列出|列举|盘点)[^,。?]{0,12}(?P<noun>省份|城市|区县|县|地方|地区)"),
)
_ZH_COUNT_OF_ARTICLES = re.compile(
    r"(?:多少|几)[篇条则个](?:新闻|报道|文章|稿件|稿子|消息|版面)|(?:多少|几)篇"
)
_ZH_COUNT = re.compile(rf"(?:多少|(?<!哪)几)个?{_ZH_COUNTED}")
_ZH_LIST_OF_OTHERS = re.compile(
    r"都有谁|有哪些人|哪些人|哪些(?:企业|公司|单位|工会|机构|学校)|哪几家(?:企业|公司|单位)"
)
_ZH_LEVELS = (
    ("province", ("省份", "省市", "省区市", "省", "州")),
    ("city", ("城市", "地级市", "市")),
    ("county", ("区县", "县区", "区市县", "县市", "县城", "县", "区", "乡镇", "街道")),
)
_ZH_RULES = _rules(
    (
        AnswerType.PERCENT,
        r"百分之[多几]|百分比|比例|占比|占多[少大]|占了?多少|[达率]到?是?多少|几成",
        r"覆盖率|合格率|增长率|满意率",
    ),
    (
        AnswerType.MONEY,
        r"多少(?:万|亿)?(?:元|钱|块钱)|几块钱|花了?多少|投入了?多少|多少资金|多少工[资钱]|多少血汗钱",
        r"(?:工资|收入|月薪)是?有?多[少高]|[挣赚]多少|拖?欠了?多少|补贴多少|奖励?多少|价格",
        r"多少(?:欠薪|薪水|薪资|补贴|奖金|慰问金|损失|人民币)",
    ),
    (AnswerType.AREA, r"面积|多大(?!年纪|岁|比例|规模)|几平|多少平|几亩|多少亩"),
    (
        AnswerType.DURATION,
        r"多长时间|多久|几个月|几年了|多少年|办了?几年|连续几年|几个?小时|多少天|几天|周期|期限|年限",
    ),
    (AnswerType.DATE, r"[什啥]么?时候|何时|什么时间|哪一?年|哪个?月|几月|几号|哪一?天|几点"),
    (
        AnswerType.NUMBER,
        r"多少|几[个名家位次件项条种类处届所座场批支户人篇台辆套份册门节起间期分]",
    ),
    (
        AnswerType.PERSON,
        r"谁|哪一?位|哪几位|[什啥]么?人|姓甚名谁|哪个人|[人友师席任]叫[什啥]",
        r"(?:主任|主席|司机|老师|书记|骑手|师傅|工人|职工|会长|校长|经理)[是叫](?:什么|啥|谁)",
    ),
    (
        AnswerType.ORGANISATION,
        r"哪家(?:公司|企业|单位|工厂|医院|学校|机构|银行)|哪所(?:学校|大学|院校)",
        r"(?:哪个|什么)(?:单位|部门|机构|公司|企业|学校|集团|组织)",
    ),
    (
        AnswerType.PLACE,
        r"哪里|哪儿|[什啥]么?地方|何处|何地|在哪|哪栋|哪条[路街]|上哪|去哪|哪座城",
        r"哪个(?:省|市|区|县|镇|村|城市|地方|街道|园区)",
    ),
    (
        AnswerType.DEFINITION,
        r"[什啥]么?意思|指的?是?什么|什么叫|什么是|是什么|是啥|怎么讲|包括哪|含义",
        r"[是指](?:的是)?(?:哪|什么|啥)[^,。?]{0,6}$",
        r"哪[一二三四五六七八九十几两0-9]+[^,。?]{0,4}$",
    ),
    (AnswerType.MANNER, r"怎么|怎样|如何|咋|凭什么|[什啥]么?办法|什么方式|哪几步"),
)

_EN_PLURAL = (
    r"(?P<noun>provinces|cities|towns|counties|districts|regions|places|areas|localities"
    r"|municipalities)"
)
_EN_SINGULAR = (
    r"(?:city|province|district|county|town|village|place|building|street|malls?|complex(?:es)?"
    r"|venue)"
)
_EN_PERSON = (
    r"(?:deputy|worker|teacher|rider|driver|chair(?:man|woman)?|presidents?|director|leader"
    r"|official|expert|craftsman|person|man|woman|lawyer|painter|artist|student|secretary|manager)"
)
_EN_ORGANISATION = (
    r"(?:company|firm|enterprise|organi[sz]ation|union|department|agency|school|university|college"
    r"|hospital|bank|group|maker|manufacturer|bureau|association)"
)
_EN_SOME_WORDS = r"(?:[\w'-]+ ){0,4}"
_EN_LIST_OF_PLACES = (
    re.compile(rf"\b(?:which|what)\s+(?:other\s+|chinese\s+)?(?:\w+'?s?\s+)?{_EN_PLURAL}\b"),
    re.compile(rf"\bhow many\s+(?:chinese\s+)?{_EN_PLURAL}\b"),
    re.compile(rf"\b(?:list|name)\s+(?:all\s+)?(?:of\s+)?(?:the\s+)?{_EN_PLURAL}\b"),
    re.compile(
        r"^(?:and\s+)?where\s+(?:all\s+)?(?:are|do|were|have)\b(?!.*\b(?:located|held)\b)(?P<noun>)"
    ),
    re.compile(r"\bin (?:which|what) parts of\b(?P<noun>)"),
)
_EN_COUNT = re.compile(rf"\bhow many\s+(?:chinese\s+)?{_EN_PLURAL}\b")
_EN_COUNT_OF_ARTICLES = re.compile(
    r"\bhow many\s+(?:news\s+)?(?:articles|reports|stories|news items|pieces)\b"
)
_EN_LIST_OF_OTHERS = re.compile(
    r"\b(?:which|what)\s+(?:companies|firms|enterprises|people|persons|unions|organi[sz]ations)\b"
)
_EN_LEVELS = (
    ("province", ("province", "region")),
    ("city", ("city", "cities", "municipalit")),
    ("county", ("count", "district", "town")),
)
_EN_RULES = _rules(
    (
        AnswerType.PERCENT,
        r"\bwhat (?:percentage|percent|share|proportion|rate|fraction)\b|\bpercentage of\b",
        r"\b(?:coverage|resolution|pass) rate\b",
    ),
    (AnswerType.MONEY, r"\bhow much\b|\bwhat (?:is|was) the (?:price|cost|salary|wage)"),
    (AnswerType.AREA, r"\bhow (?:big|large)\b|\bwhat (?:area|size)\b|\bsquare met"),
    (
        AnswerType.DURATION,
        r"\bhow (?:long|often)\b",
        r"\bhow many (?:\w+ )?(?:years|months|weeks|days|hours|minutes)\b",
    ),
    (
        AnswerType.DATE,
        r"\bwhen\b|\bwhat (?:year|date|day|month|time)\b|\bwhich (?:year|month|day)\b",
    ),
    (AnswerType.NUMBER, r"\bhow (?:many|old|far|fast|tall|high)\b|\bwhat number\b"),
    (
        AnswerType.PERSON,
        rf"\bwho(?:m|se)?\b|\bwhich {_EN_SOME_WORDS}{_EN_PERSON}\b",
        r"\bwhat is the name of the (?:man|woman|person|worker)\b",
    ),
    (
        AnswerType.ORGANISATION,
        rf"\bwhich {_EN_SOME_WORDS}{_EN_ORGANISATION}\b",
        r"\bwhat (?:company|organi[sz]ation|department|agency)\b",
    ),
    (
        AnswerType.PLACE,
        rf"\bwhere\b|\b(?:which|what) {_EN_SOME_WORDS}{_EN_SINGULAR}\b",
    ),
    (
        AnswerType.DEFINITION,
        r"\bwhat (?:is|are|do|does) .*\b(?:mean|meaning|stand for|refer to|called)\b",
        r"\bwhat (?:is|are) (?:meant by|the|an?)\b|\bdefin(?:e|ition)\b",
    ),
    (AnswerType.MANNER, r"\bhow\b|\bin what way\b|\bby what means\b"),
)


def chinese_intent(text: str) -> Intent:
    """Return what a Chinese question (simplified, folded) wants."""
    if _ZH_COUNT_OF_ARTICLES.search(text):
        return Intent(Wants.COUNT, None, AnswerType.NUMBER)
    for pattern in _ZH_LIST_OF_PLACES:
        if found := pattern.search(text):
            wants = Wants.COUNT if _ZH_COUNT.search(text) else Wants.LIST
            return Intent(wants, _level(found["noun"] or "", _ZH_LEVELS), AnswerType.PLACE)
    kind = _first(_ZH_RULES, text)
    if _ZH_LIST_OF_OTHERS.search(text):
        return Intent(Wants.LIST, None, kind)
    return Intent(Wants.PASSAGES, None, kind)


def english_intent(text: str) -> Intent:
    """Return what an English question wants."""
    plain = text.lower().replace("’", "'")
    if _EN_COUNT_OF_ARTICLES.search(plain):
        return Intent(Wants.COUNT, None, AnswerType.NUMBER)
    for pattern in _EN_LIST_OF_PLACES:
        if found := pattern.search(plain):
            wants = Wants.COUNT if _EN_COUNT.search(plain) else Wants.LIST
            return Intent(wants, _level(found["noun"] or "", _EN_LEVELS), AnswerType.PLACE)
    kind = _first(_EN_RULES, plain)
    if _EN_LIST_OF_OTHERS.search(plain):
        return Intent(Wants.LIST, None, kind)
    return Intent(Wants.PASSAGES, None, kind)


def without_list_nouns(text: str) -> str:
    """Return a Chinese question without the nouns that say what sort of place is asked for."""
    for pattern in _ZH_LIST_OF_PLACES:
        text = pattern.sub(" ", text)
    return _ZH_COUNT_OF_ARTICLES.sub(" ", text)


def english_list_nouns(text: str) -> frozenset[str]:
    """Return the words of an English question that only say what sort of place is asked for."""
    plain = text.lower()
    if english_intent(text).level is None:
        return frozenset()
    asked = re.search(
        rf"\b(?:which|what|how many|list|name)\b(?:\s+\w+)?\s+(?:{_PLAIN_NOUN})"
        rf"(?:(?:\s*,\s*|\s+or\s+|\s+and\s+)+(?:{_PLAIN_NOUN}))*",
        plain,
    )
    return frozenset(re.findall(_PLAIN_NOUN, asked[0])) if asked else frozenset()


_PLAIN_NOUN = (
    r"provinces|cities|towns|counties|districts|regions|places|areas|localities|municipalities"
)


def _first(rules: Rules, text: str) -> AnswerType | None:
    return next((kind for kind, pattern in rules if pattern.search(text)), None)


def _level(noun: str, levels: Levels) -> str:
    for level, starts in levels:
        if noun and noun.startswith(starts):
            return level
    return "place"
