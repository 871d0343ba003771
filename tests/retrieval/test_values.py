"""The kinds of value that answer a question."""

from __future__ import annotations

import pytest

from retrieval.model import AnswerType
from retrieval.values import values


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (AnswerType.MONEY, "累计投入500余万元专项资金", "500余万元"),
        (AnswerType.MONEY, "所需的２．７万元由市总承担", "２．７万元"),
        (AnswerType.PERCENT, "解决率达98.3%，", "98.3%"),
        (AnswerType.PERCENT, "占百分之九十八", "百分之九十八"),
        (AnswerType.AREA, "面积不到5平方米", "5平方米"),
        (AnswerType.DURATION, "已连续举办5年。", "5年"),
        (AnswerType.DURATION, "历经9个年头", "9个年头"),
        (AnswerType.DATE, "于2024年9月建成", "2024年9月"),
        (AnswerType.NUMBER, "共有140名队员参赛", "140名"),
        (AnswerType.NUMBER, "吸引两千多人", "两千多人"),
        (AnswerType.ORGANISATION, "由天能化工有限公司承办", "由天能化工有限公司"),
    ],
)
def test_values_are_found_as_printed(kind: AnswerType, text: str, value: str) -> None:
    """A value is found with its unit, in either width."""
    assert value in [text[start:end] for start, end in values(kind, text)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (AnswerType.MONEY, "元旦期间"),
        (AnswerType.PERCENT, "近3年来"),
        (AnswerType.DURATION, "2024年初开始"),
        (AnswerType.PERSON, "工会驿站建成启用。"),
    ],
)
def test_other_things_are_no_values(kind: AnswerType, text: str) -> None:
    """What only looks alike is no value of the kind."""
    assert values(kind, text) == ()


def test_a_definition_has_no_form() -> None:
    """Kinds without a pattern have no values."""
    assert values(AnswerType.DEFINITION, "所谓产改，是指……") == ()
