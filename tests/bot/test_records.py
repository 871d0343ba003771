"""Values -> the JSON that scripts read."""

from __future__ import annotations

import json

import msgspec
import pytest

from bot.records import ErrorRecord, answer_record, json_line, summary_record
from retrieval.build import Refusal, Summary
from retrieval.model import Language, PlaceEntry, Verdict
from tests.bot.answers import QINGDAO, answer, article, quote


def test_answer() -> None:
    """Each field of an answer stands under its agreed key."""
    found = answer(
        quote("青岛建成驿站。", highlights=((0, 2), (4, 6)), score=0.61239),
        quote("又建驿站。", of=article("a2", None, None), position=1),
        places=(PlaceEntry(QINGDAO, ("a1-0",)),),
        language=Language.EN,
        searched=("驿站",),
        missing=("石家庄",),
        total=14,
    )

    assert json.loads(json_line(answer_record(found))) == {
        "question": "哪些城市建了驿站？",
        "language": "en",
        "verdict": "found",
        "abstained": False,
        "wants": "list",
        "searched": ["驿站"],
        "missing": ["石家庄"],
        "places": [
            {
                "name": "青岛",
                "full": "山东省青岛市",
                "english": "Qingdao",
                "passages": ["a1-0"],
            }
        ],
        "passages": [
            {
                "rank": 1,
                "id": "a1-0",
                "text": "青岛建成驿站。",
                "highlights": [[0, 2], [4, 6]],
                "headline": "“友爱型商圈”链起暖“新”资源",
                "kicker": "青岛工会打造服务新模式",
                "subheadline": None,
                "byline": "记者张楠",
                "section": None,
                "article": "a1",
                "source": "000_a.txt",
                "lines": [95, 97],
                "date": "2025-01-06",
                "paper": "工人日报",
                "places": [],
                "score": 0.6124,
            },
            {
                "rank": 2,
                "id": "a2-1",
                "text": "又建驿站。",
                "highlights": [],
                "headline": None,
                "kicker": None,
                "subheadline": None,
                "byline": "记者张楠",
                "section": None,
                "article": "a2",
                "source": "000_a.txt",
                "lines": [95, 97],
                "date": "2025-01-06",
                "paper": "工人日报",
                "places": [],
                "score": 0.8,
            },
        ],
        "total": 14,
        "seconds": 0.004,
    }


@pytest.mark.parametrize(
    ("verdict", "abstained"),
    [(Verdict.FOUND, False), (Verdict.WEAK, False), (Verdict.NOTHING, True)],
)
def test_abstained(verdict: Verdict, abstained: bool) -> None:
    """An answer abstains exactly when nothing was found."""
    assert answer_record(answer(verdict=verdict)).abstained is abstained


@pytest.mark.parametrize("id_", ['"q1"', "7", "null", '{"n": [1.50]}'])
def test_ids_come_back_as_they_were(id_: str) -> None:
    """The id of a batch line is handed back to the letter."""
    line = json_line(answer_record(answer(), msgspec.Raw(id_.encode())))

    assert line.endswith(f'"id":{id_}}}')


def test_no_id_no_key() -> None:
    """Where no id was given none is printed."""
    assert json_line(ErrorRecord("bad")) == '{"error":"bad"}'
    assert '"id"' not in json_line(answer_record(answer())).replace('"id":"a1', "")


def test_chinese_is_printed_as_it_is() -> None:
    """JSON lines are UTF-8 without escapes, so that people can read and grep them."""
    assert "友爱型商圈" in json_line(answer_record(answer(quote())))


def test_summary() -> None:
    """Speed counts every page file that was looked at, refused ones too."""
    summary = Summary(9, 90, 900, 3, 2, 4, 1, (Refusal("x.txt", "it is empty"),), 2.5)
    record = json.loads(json_line(summary_record(summary)))

    assert record["pages_per_second"] == 4.0
    assert record["refused"] == [{"name": "x.txt", "reason": "it is empty"}]
