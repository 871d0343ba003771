"""The kinds of value that answer a question, and how to recognise one in newspaper Chinese.

Kinds without a recognisable form (a definition, a manner) have no pattern and no values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from retrieval.model import AnswerType
from retrieval.text import narrow

_DIGITS = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千万亿几数]+)"
_N = rf"{_DIGITS}(?:余|多)?[十百千万亿]*(?:余|多|来)?"
_MEASURES = (
    "名|人|家|个|座|处|件|项|次|起|条|场|期|台|辆|册|份|篇|届|支|位|户|所|间|张|枚|套|吨"
    "|门|节|道|种|类|批|步|岁|年|分|公里|里"
)
_ROLES = (
    "主席|书记|主任|部长|局长|市长|县长|区长|镇长|会长|院长|校长|站长|经理|董事长|负责人|委员|代表"
    "|职工|员工|工人|司机|骑手|小哥|快递员|配送员|外卖员|护理员|网格员|志愿者|工程师|技师|工匠|劳模"
    "|班长|队长|组长|检察长|法官|律师|专家|教授|教师|老师|学生|学员|记者|通讯员|画家|传承人|医生|护士"
)
_PATTERNS: Mapping[AnswerType, str] = {
    AnswerType.MONEY: rf"{_N}(?:美元|欧元|港元|元|块钱)",
    AnswerType.PERCENT: rf"{_N}%|百分之{_N}|{_N}个百分点",
    AnswerType.AREA: rf"{_N}(?:平方米|平方公里|公顷|亩|㎡|平米)",
    AnswerType.DURATION: rf"{_N}个?(?:年头|周年|年(?![初底末度])|月|星期|周|天|小时|分钟|秒)",
    AnswerType.DATE: r"\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|[前去今明]年",
    AnswerType.NUMBER: rf"{_N}(?:{_MEASURES})",
    AnswerType.PERSON: (
        rf"(?:{_ROLES})[\u4e00-\u9fff]{{2,3}}|[\u4e00-\u9fff]{{2,3}}(?:说|表示|介绍|告诉|坦言)"
    ),
    AnswerType.ORGANISATION: (
        r"[\u4e00-\u9fff]{2,}(?:公司|集团|工会|委员会|学院|学校|大学|中心|协会|联合会|法院|检察院|局)"
    ),
}
_COMPILED = {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}


def values(kind: AnswerType, text: str) -> tuple[tuple[int, int], ...]:
    """Return the ``[start, end)`` of every value of ``kind`` in ``text``, in order."""
    pattern = _COMPILED.get(kind)
    return tuple(m.span() for m in pattern.finditer(narrow(text))) if pattern else ()
