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


_ZH_PLACE_NOUN = r"(?P<noun>省市|省份|省区市|省|城市|地级市|区县|县区|区市县|县市|县城|县|市|区|地方|地区|地儿|地点|州|乡镇|街道)"
_ZH_ASK_MANY = r"(?:(?:都有|有|是|在|到|去|给)?(?:哪些|哪几个|哪几座|哪几|什么|哪)(?:个|座)?)"
_ZH_LIST_OF_PLACES = (
    re.compile(r"(?:哪些|哪几个|哪几座|哪几)(?:其他|其它|别的)?(?:的)?" + _ZH_PLACE_NOUN),
    re.compile(
        r"(?:都|分别)(?:在|有|到|去|开到|办到)?(?:了|过)?(?:哪儿|哪里|什么地方|哪个"
        + _ZH_PLACE_NOUN
        + ")"
    ),
    re.compile(r"(?:多少|几)个?(?P<noun>省份|省|城市|市|县|区县|区|地方|地区)"),
    re.compile(r"(?:列出|列举|盘点)[^,。?]{0,12}(?P<noun>省份|城市|区县|县|地方|地区)"),
)
_ZH_COUNT_OF_ARTICLES = re.compile(
    r"(?:多少|几)(?:篇|条|则|个)(?:新闻|报道|文章|稿件|稿子|消息|版面)|(?:多少|几)篇"
)
_ZH_COUNT = re.compile(r"多少个?(?:省份|省|城市|市|县|区县|区|地方|地区)")
_ZH_LIST_OF_OTHERS = re.compile(
    r"都有谁|有哪些人|哪些人|哪些(?:企业|公司|单位|工会|机构|学校)|哪几家(?:企业|公司|单位)"
)
_ZH_LEVELS = (
    ("province", ("省份", "省市", "省区市", "省", "州")),
    ("city", ("城市", "地级市", "市")),
    ("county", ("区县", "县区", "区市县", "县市", "县城", "县", "区", "乡镇", "街道")),
)
_ZH_TYPES = (
    (AnswerType.PERCENT, r"百分之[多几]|百分比|比例|占比|占多[少大]|占了?多少|[达率]到?(?:是)?多少|覆盖率|合格率|增长率|满意率|几成"),
    (AnswerType.MONEY, r"多少钱|几块钱|多少元|多少万元|多少亿元|花了?多少|投入了?多少|多少资金|工资多少|多少工[资钱]|挣多少|赚多少|工资(?:是|有)?多高|拖欠?了?多少|欠了?多少|多少(?:血汗)?钱|补贴多少|奖励?多少|收入(?:是)?多少|多少(?:欠薪|薪水|薪资|补贴|奖金|慰问金|损失)|多少人民币|价格"),
    (AnswerType.AREA, r"面积|多大(?!年纪|岁|比例|规模)|几平|多少平|几亩|多少亩|多大(?:块)?地"),
    (AnswerType.DURATION, r"多长时间|多久|几个月|几年了|多少年|办了?几年|连续几年|几个?小时|多少天|几天|周期|期限|年限"),
    (AnswerType.DATE, r"什么时候|啥时候|何时|什么时间|哪一?年|哪个?月|几月|几号|哪一?天|几点|哪年"),
    (AnswerType.NUMBER, r"多少|几(?:个|名|家|位|次|件|项|条|种|类|处|届|所|座|场|批|支|户|人|篇|台|辆|套|份|册|门|节|起|间|期|分)"),
    (AnswerType.PERSON, r"谁|哪位|哪一位|哪几位|什么人|啥人|姓甚名谁|哪个人|叫什么(?:名字)?的?人|(?:主任|主席|司机|老师|书记|骑手|小朋友|师傅|工人|职工|会长|校长|经理)(?:是|叫)(?:什么|啥|谁)|(?:人|朋友|老师|主席|主任)叫[什啥]"),
    (AnswerType.ORGANISATION, r"哪家(?:公司|企业|单位|工厂|医院|学校|机构|银行)|哪个(?:单位|部门|机构|公司|企业|学校|集团|组织)|什么(?:单位|部门|机构|公司|企业)|哪所(?:学校|大学|院校)"),
    (AnswerType.PLACE, r"哪里|哪儿|什么地方|啥地方|何处|何地|哪个(?:省|市|区|县|镇|村|城市|地方|街道|园区)|哪座城|在哪|哪栋|哪条(?:路|街)|上哪|去哪"),
    (AnswerType.DEFINITION, r"是什么意思|什么意思|啥意思|指的?是?什么|什么叫|(?:是|指)(?:的是)?(?:哪|什么|啥)[^,。?]{0,6}$|什么是|是什么|是啥|怎么讲|哪[一二三四五六七八九十几两0-9]+[^,。?]{0,4}$|包括哪|含义"),
    (AnswerType.MANNER, r"怎么|怎样|如何|咋|凭什么|什么办法|啥办法|什么方式|哪几步"),
)  # fmt: skip
_ZH_RULES = tuple((kind, re.compile(pattern)) for kind, pattern in _ZH_TYPES)

_EN_NOUN = (
    r"(?P<noun>provinces?|cit(?:y|ies)|towns?|count(?:y|ies)|districts?|regions?|places?|areas?"
    r"|municipalit(?:y|ies)|localit(?:y|ies))"
)
_EN_PLURAL = r"(?P<noun>provinces|cities|towns|counties|districts|regions|places|areas|localities)"
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
_EN_TYPES = (
    (AnswerType.PERCENT, r"\bwhat (?:percentage|percent|share|proportion|rate)\b|\bpercentage of\b|\bwhat fraction\b|\b(?:coverage|resolution|pass) rate\b"),
    (AnswerType.MONEY, r"\bhow much (?:money|did .* (?:cost|pay|spend|invest|earn)|do(?:es)? .* (?:cost|pay|spend|earn)|.*\b(?:cost|paid|pay|spent|invested|earn|owed|recover|wages?|yuan))|\bwhat (?:is|was) the (?:price|cost|salary|wage)|\bhow much\b"),
    (AnswerType.AREA, r"\bhow (?:big|large)\b|\bwhat (?:area|size)\b|\bsquare met"),
    (AnswerType.DURATION, r"\bhow long\b|\bhow often\b|\bhow many (?:\w+ )?(?:years|months|weeks|days|hours|minutes)\b"),
    (AnswerType.DATE, r"\bwhen\b|\bwhat (?:year|date|day|month|time)\b|\bwhich (?:year|month|day)\b|\bin what year\b"),
    (AnswerType.NUMBER, r"\bhow many\b|\bhow old\b|\bwhat number\b|\bhow (?:far|fast|tall|high)\b"),
    (AnswerType.PERSON, r"\bwho\b|\bwhom\b|\bwhose\b|\bwhat is the name of the (?:man|woman|person|worker)\b|\bwhich (?:[\w'-]+ ){0,4}(?:deputy|worker|teacher|rider|driver|chairman|chair|chairwoman|president|presidents|director|leader|official|expert|craftsman|person|man|woman|lawyer|painter|artist|student|secretary|manager)\b"),
    (AnswerType.ORGANISATION, r"\bwhich (?:[\w'-]+ ){0,4}(?:company|firm|enterprise|organi[sz]ation|union|department|agency|school|university|college|hospital|bank|group|maker|manufacturer|bureau|association)\b|\bwhat (?:company|organi[sz]ation|department|agency)\b"),
    (AnswerType.PLACE, rf"\bwhere\b|\b(?:in|at|to|from) (?:which|what) (?:\w+ )?{_EN_NOUN}|\bwhich (?:[\w'-]+ ){{0,3}}(?:city|province|district|county|town|village|place|building|street|mall|complexes|venue)\b"),
    (AnswerType.DEFINITION, r"\bwhat (?:is|are|does) .*\b(?:mean|meaning|stand for|refer to|called)\b|\bwhat (?:is|are) (?:meant by|the|an?)\b|\bdefin(?:e|ition)\b|\bwhat do(?:es)? .* (?:mean|stand for|refer)"),
    (AnswerType.MANNER, r"\bhow\b|\bin what way\b|\bby what means\b"),
)  # fmt: skip
_EN_RULES = tuple((kind, re.compile(pattern)) for kind, pattern in _EN_TYPES)


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


def _first(rules: tuple[tuple[AnswerType, re.Pattern[str]], ...], text: str) -> AnswerType | None:
    return next((kind for kind, pattern in rules if pattern.search(text)), None)


def _level(noun: str, levels: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    for level, starts in levels:
        if noun and noun.startswith(starts):
            return level
    return "place"
