"""Places of list questions."""

from __future__ import annotations

import pytest

from retrieval.listing import entries
from retrieval.model import Language, Query, Wants
from retrieval.places import Gazetteer
from retrieval.rerank import Judged, rerank
from tests.retrieval.test_rerank import RANKING, candidate
from tests.retrieval.test_rerank import query as stations


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The gazetteer, loaded once."""
    return Gazetteer()


def judged(*places: str) -> tuple[Judged, ...]:
    """One passage of an article about each of ``places``, in this order."""
    return rerank(
        stations(),
        RANKING,
        [
            candidate(f"p{number}", "驿站", 9.0 - number, f"a{number}", (place,))
            for number, place in enumerate(places)
        ],
    )


def listed(level: str, *places: str, gazetteer: Gazetteer) -> list[str]:
    """Return the names listed for articles about ``places``."""
    query = Query("?", Language.ZH, (), wants=Wants.LIST, list_level=level)
    return [entry.place.name for entry in entries(query, judged(*places), gazetteer)]


def test_districts_are_their_city_when_cities_are_asked_for(gazetteer: Gazetteer) -> None:
    """青岛市市北区 is 青岛; a county town and a county-level city stand for themselves."""
    names = listed(
        "city",
        "山东省青岛市市北区",
        "山东省青岛市",
        "浙江省嘉兴市平湖市",
        "北京市朝阳区",
        gazetteer=gazetteer,
    )

    assert names == ["青岛", "平湖", "北京"]


def test_provinces_are_asked_for(gazetteer: Gazetteer) -> None:
    """Every place is its province, each once."""
    names = listed("province", "山东省青岛市", "山东省日照市", "海南省三亚市", gazetteer=gazetteer)

    assert names == ["山东", "海南"]


def test_districts_are_asked_for(gazetteer: Gazetteer) -> None:
    """Asked for districts, a district stays one, and a city is none."""
    names = listed("county", "山东省青岛市市北区", "海南省三亚市", gazetteer=gazetteer)

    assert names == ["市北"]


def test_places_are_named_by_their_city_if_they_have_one(gazetteer: Gazetteer) -> None:
    """Asked for places, a district is its city, and a province stands for itself."""
    names = listed("place", "山东省青岛市市北区", "新疆维吾尔自治区", gazetteer=gazetteer)

    assert names == ["青岛", "新疆"]


def test_parts_of_a_place_lie_in_it(gazetteer: Gazetteer) -> None:
    """Asked for the districts of 上海, those of other cities do not answer, nor 上海 itself."""
    query = Query(
        "?",
        Language.ZH,
        (),
        places=(gazetteer.lookup("上海市"),),
        wants=Wants.LIST,
        list_level="county",
    )
    found = judged("上海市长宁区", "山东省青岛市市北区", "上海市")

    assert [entry.place.name for entry in entries(query, found, gazetteer)] == ["长宁"]


def test_each_place_names_its_passages_best_first(gazetteer: Gazetteer) -> None:
    """Passages of one place are gathered under it in their order."""
    query = Query("?", Language.ZH, (), wants=Wants.LIST, list_level="city")
    found = judged("山东省青岛市", "海南省三亚市", "山东省青岛市市南区")

    assert [entry.passage_ids for entry in entries(query, found, gazetteer)] == [
        ("p0", "p2"),
        ("p1",),
    ]
