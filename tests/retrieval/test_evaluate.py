"""Judged questions -> figures."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from retrieval.answer import Answerer
from retrieval.errors import QuestionRefused
from retrieval.evaluate import JudgedRefused, Outcome, by, evaluate, figures, read_judged
from retrieval.model import Answer, Verdict


def row(id_: str, question: str, type_: str = "fact", **more: object) -> str:
    """A judged question as a line."""
    return json.dumps({"id": id_, "lang": "zh", "type": type_, "question": question, **more})


def gold(quote: str, file: str = "001_6f481e450c8fac0c.txt") -> dict[str, object]:
    """A passage that answers."""
    return {"quote": quote, "file": file}


def test_figures_of_a_few_questions(seed_answerer: Answerer) -> None:
    """Hits, misses, right and wrong refusals are counted as what they are."""
    judged = read_judged(
        [
            row("hit", "林瑞雨", passages=[gold("常务副主席林瑞雨告诉记者")]),
            row("miss", "林瑞雨是谁", passages=[gold("这一句档案库里没有")]),
            row("refused", "火星上的潜水艇", passages=[gold("此句不在档案库")]),
            row("right", "讲个笑话呗", "unanswerable"),
            row("wrong", "检察院门口的工会驿站", "unanswerable"),
            "",
        ]
    )

    outcomes = evaluate(judged, seed_answerer.answer)
    counted = figures(outcomes)

    assert [o.rank for o in outcomes] == [1, 0, 0, 0, 0]
    assert counted.questions == 5
    assert counted.hit1 == pytest.approx(1 / 3)
    assert counted.mrr == pytest.approx(1 / 3)
    assert counted.wrong_refusals == pytest.approx(1 / 3)
    assert (counted.wrong_answers, counted.claimed) == (0.5, 0.5)


def test_an_answer_in_the_right_file_counts(seed_answerer: Answerer) -> None:
    """A passage that holds the answer counts when it comes from the judged page only."""
    question = "检察院门口的工会驿站有多大"
    answers = ["5平方米"]
    right = row("r", question, passages=[gold("此句不在档案库")], answers=answers)
    other = row("o", question, passages=[gold("此句不在档案库", "000_x.txt")], answers=answers)

    ranks = [o.rank for o in evaluate(read_judged([right, other]), seed_answerer.answer)]

    assert ranks == [1, 0]


def test_places_of_a_list_are_recalled_and_precise(seed_answerer: Answerer) -> None:
    """Optional places are neither missed nor wrong; aliases count."""
    places = [
        {"place": "青岛", "aliases": ["山东"], "quote": "x", "file": "y"},
        {"place": "火星", "aliases": [], "quote": "x", "file": "y"},
        {"place": "三亚", "aliases": [], "quote": "x", "file": "y", "must": False},
    ]
    question = row(
        "l", "哪些城市建了工会驿站？", "list", passages=[gold("此句不在档案库")], places=places
    )

    (outcome,) = evaluate(read_judged([question]), seed_answerer.answer)

    assert outcome.named == 0.5
    assert outcome.right is not None
    assert 0 < outcome.right < 1


def test_a_question_that_cannot_be_asked_finds_nothing() -> None:
    """A refused question is an answer of its own: nothing."""

    def refuse(question: str, context: Sequence[str]) -> Answer:
        raise QuestionRefused("empty", "write something")

    (outcome,) = evaluate(read_judged([row("e", "？")]), refuse)

    assert outcome.verdict is Verdict.NOTHING


@pytest.mark.parametrize(
    "line", ["not json", "[]", '{"id": 1}', row("x", "y", passages=[{}]), row("x", "y", answers=3)]
)
def test_a_bad_line_is_named(line: str) -> None:
    """The error says which line is none, and where the form is shown."""
    with pytest.raises(JudgedRefused, match=r"line 2 is not a judged question.*dev\.jsonl"):
        read_judged([row("good", "问"), line])


def test_the_judged_questions_hold(seed_outcomes: tuple[Outcome, ...]) -> None:
    """On the development questions the figures do not fall below what they were."""
    groups = by(seed_outcomes, lambda question: question.language)

    least = {"zh": 0.85, "en": 0.85, "zh-hant": 0.85}
    below = [name for name, floor in least.items() if (groups[name].hit3 or 0) < floor]
    assert below == []
    assert (figures(seed_outcomes).wrong_refusals or 0) <= 0.08
