"""The second look at the best passages."""

from __future__ import annotations

from retrieval.model import (
    AnswerType,
    Article,
    Concept,
    Hit,
    Language,
    Passage,
    Place,
    Query,
    Ranking,
    Term,
)
from retrieval.rerank import Candidate, rerank

QINGDAO = Place("青岛", "山东省青岛市", "Qingdao", "city")


def candidate(
    id_: str, text: str, score: float, article: str = "a1", places: tuple[str, ...] = ()
) -> Candidate:
    """A passage that scored ``score`` for the query's first concept."""
    owner = Article(
        article, "g1", "news", "标题", None, None, None, None, None, None, False, (), (), places
    )
    return Candidate(
        Hit(id_, score, (score, 0.0)), Passage(id_, article, 0, 0, text, (1,), None), owner
    )


def query(places: tuple[Place, ...] = (), answer_type: AnswerType | None = None) -> Query:
    """A query for 驿站 and 面积."""
    concepts = tuple(Concept(word, (Term(word),)) for word in ("驿站", "面积"))
    return Query("?", Language.ZH, concepts, places=places, answer_type=answer_type)


RANKING = Ranking((), (1.0, 1.0), 3, 5.0, (), 4.0)


def ids(query_: Query, *candidates: Candidate) -> list[str]:
    """Return the ids of the candidates in their new order."""
    return [one.candidate.passage.id for one in rerank(query_, RANKING, candidates)]


def test_words_close_together_come_first() -> None:
    """Of two passages with one score the one that holds both words together wins."""
    far = candidate("p1", "驿站" + "很" * 100 + "面积", 2.0)
    near = candidate("p2", "驿站面积" + "很" * 100, 2.0)

    assert ids(query(), far, near) == ["p2", "p1"]


def test_the_kind_of_value_asked_for_comes_first() -> None:
    """An area is asked for: the passage that holds one near the words wins."""
    without = candidate("p1", "驿站的面积很小", 2.0)
    with_value = candidate("p2", "驿站的面积为5平方米", 2.0)
    elsewhere = candidate("p3", "驿站的面积" + "很" * 80 + "5平方米", 2.0)

    assert ids(query(answer_type=AnswerType.AREA), without, elsewhere, with_value)[0] == "p2"
    assert ids(query(), without, with_value) == ["p1", "p2"]


def test_the_place_named_comes_first() -> None:
    """A passage about another place is halved, a district of the place is not another place."""
    other = candidate("p1", "驿站", 3.0, "a1", ("浙江省宁波市",))
    here = candidate("p2", "驿站", 2.0, "a2", ("山东省青岛市市北区",))
    judged = rerank(query((QINGDAO,)), RANKING, [other, here])

    assert [one.candidate.passage.id for one in judged] == ["p2", "p1"]
    assert [one.here for one in judged] == [True, False]
    assert [one.signs.place for one in judged] == [True, False]


def test_ties_are_in_order_of_id() -> None:
    """Equal passages keep the order of their ids."""
    assert ids(query(), candidate("p2", "驿站", 1.0), candidate("p1", "驿站", 1.0)) == ["p1", "p2"]


def test_scores_are_shares_even_without_a_ceiling() -> None:
    """A query whose words weigh nothing divides by nothing and sorts by what is left."""
    empty = Ranking((), (0.0, 0.0), 1, 0.0, (), 0.0)

    judged = rerank(query(), empty, [candidate("p1", "驿站", 0.0)])

    assert 0 <= judged[0].score <= 1


def test_quoted_phrases_must_stand_as_written() -> None:
    """A passage without the phrase is left out, whatever its score; either script and width do."""
    asked = Query("?", Language.ZH, query().concepts, phrases=("三站一点",))
    without = candidate("p1", "驿站的面积，三站与一点", 9.0)
    written = candidate("p2", "驿站「三站一點」", 1.0)

    assert ids(asked, without, written) == ["p2"]
