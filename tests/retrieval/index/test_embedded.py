"""The embedded index against rank-bm25, its definition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.errors import ArchiveBroken
from retrieval.index import PARTS, WORDS, Bm25
from retrieval.index.embedded import EmbeddedIndex, statistics
from retrieval.index.segment import Segment, Tokenized, from_passages, merged, read, write
from retrieval.model import Concept, Language, Query, Term

TOKENS = st.sampled_from([*"甲乙丙丁戊", "工会", "驿站", "a1"])
STREAM = st.lists(TOKENS, max_size=12)
PASSAGES = st.lists(st.tuples(STREAM, STREAM), min_size=1, max_size=12)
CONSTANTS = st.builds(
    Bm25,
    k1=st.floats(0.1, 3),
    b=st.floats(0, 0.99),  # at 1 rank-bm25 divides nothing by nothing for an empty passage
    epsilon=st.floats(0, 1),
)


def numbered(streams: Sequence[tuple[list[str], list[str]]]) -> list[Tokenized]:
    """Give passages their ids."""
    return [Tokenized(f"p{i:04}", words, grams) for i, (words, grams) in enumerate(streams)]


def index_of(segments: Sequence[Segment], constants: Bm25 | None = None) -> EmbeddedIndex:
    """Return an index of segments with common statistics."""
    parts = {part: statistics(segments, part) for part in PARTS}
    return EmbeddedIndex(segments, parts, constants or Bm25())


def plain(words: Sequence[str], grams: Sequence[str] = ()) -> Query:
    """Return a query of plain words and bigrams."""
    concepts = tuple(
        Concept(word, (Term(word),), repeats=words.count(word)) for word in dict.fromkeys(words)
    )
    return Query("?", Language.ZH, concepts, tuple(grams))


def oracle(streams: Sequence[list[str]], query: Sequence[str], constants: Bm25) -> list[float]:
    """Return rank-bm25's own scores."""
    if not any(streams):
        return [0.0] * len(streams)
    model = BM25Okapi(streams, k1=constants.k1, b=constants.b, epsilon=constants.epsilon)
    return [float(score) for score in model.get_scores(query)]


@settings(max_examples=120)
@given(PASSAGES, STREAM, STREAM, CONSTANTS)
def test_scores_equal_rank_bm25(
    streams: list[tuple[list[str], list[str]]],
    words: list[str],
    grams: list[str],
    constants: Bm25,
) -> None:
    """Words and bigrams each score as BM25Okapi scores them, and the two add up."""
    index = index_of([from_passages(numbered(streams))], constants)

    ranking = index.rank(plain(words, grams), len(streams))

    by_words = oracle([w for w, _ in streams], words, constants)
    by_grams = oracle([g for _, g in streams], grams, constants)
    for hit in ranking.hits:
        at = int(hit.passage_id[1:])
        assert hit.score == pytest.approx(by_words[at] + by_grams[at], abs=1e-9)
        assert hit.grams == pytest.approx(by_grams[at], abs=1e-9)
        assert sum(hit.parts) == pytest.approx(by_words[at], abs=1e-9)


@settings(max_examples=60)
@given(PASSAGES, STREAM, STREAM)
def test_finds_exactly_the_passages_that_share_a_term(
    streams: list[tuple[list[str], list[str]]], words: list[str], grams: list[str]
) -> None:
    """A passage is a hit when it holds a word or a bigram of the query, and only then."""
    index = index_of([from_passages(numbered(streams))])

    ranking = index.rank(plain(words, grams), len(streams))

    sharing = {
        f"p{i:04}" for i, (w, g) in enumerate(streams) if set(w) & set(words) or set(g) & set(grams)
    }
    assert {hit.passage_id for hit in ranking.hits} == sharing
    assert ranking.total == len(sharing)


@settings(max_examples=60)
@given(PASSAGES, STREAM, STREAM, st.integers(1, 12), st.integers(1, 12))
def test_segments_do_not_change_scores(
    streams: list[tuple[list[str], list[str]]],
    words: list[str],
    grams: list[str],
    border: int,
    k: int,
) -> None:
    """Split over two segments the same passages have the same ranking, bit for bit."""
    passages = numbered(streams)
    halves = [half for half in (passages[:border], passages[border:]) if half]
    whole = index_of([from_passages(passages)])
    split = index_of([from_passages(half) for half in halves])

    assert split.rank(plain(words, grams), k) == whole.rank(plain(words, grams), k)


@settings(max_examples=60)
@given(PASSAGES, STREAM, STREAM, st.sets(st.integers(0, 11)), st.integers(0, 12))
def test_merging_equals_building_afresh(
    streams: list[tuple[list[str], list[str]]],
    words: list[str],
    grams: list[str],
    gone: set[int],
    border: int,
) -> None:
    """Merged segments without the dropped passages rank as an index built of the rest."""
    passages = numbered(streams)
    rest = [p for i, p in enumerate(passages) if i not in gone]
    halves = [from_passages(half) for half in (passages[:border], passages[border:]) if half]
    dropped = frozenset(p.id for i, p in enumerate(passages) if i in gone)
    if not rest:
        assert len(merged(halves, dropped).ids) == 0
        return
    query = plain(words, grams)

    one = index_of([merged(halves, dropped)]).rank(query, 20)

    assert one == index_of([from_passages(rest)]).rank(query, 20)


def test_ties_are_in_order_of_id() -> None:
    """Equal passages are ranked, and cut, by their ids."""
    same = [Tokenized(f"p{i}", ["甲"], ["甲"]) for i in (7, 3, 9, 1)]
    other = Tokenized("p0", ["乙"] * 3, ["乙"])
    index = index_of([from_passages([*same[:2], other]), from_passages(same[2:])])

    hits = index.rank(plain(["甲"]), 3).hits

    assert [hit.passage_id for hit in hits] == ["p1", "p3", "p7"]


def test_nothing_matches_nothing() -> None:
    """A question none of whose terms occur finds nothing, and all its concepts are missing."""
    index = index_of([from_passages(numbered([(["甲"], ["甲"]), (["乙"], ["乙"])]))])

    ranking = index.rank(plain(["石家庄", "地铁"], ["石家"]), 10)

    assert ranking.hits == ()
    assert ranking.missing == (0, 1)
    assert ranking.ceiling > 0


def test_a_concept_is_scored_as_one_word() -> None:
    """Synonyms sum their counts and share one idf, that of the passages that hold any of them."""
    streams = [["甲", "乙"], ["甲", "甲"], ["丙"], ["丁"], ["丁"], ["丁"]]
    index = index_of([from_passages([Tokenized(f"p{i}", s, s) for i, s in enumerate(streams)])])
    pair = Concept("x", (Term("甲"), Term("乙")))

    ranking = index.rank(Query("?", Language.ZH, (pair,)), 10)

    folded = [["甲" if token == "乙" else token for token in stream] for stream in streams]
    scores = oracle(folded, ["甲"], Bm25())
    assert ranking.hits[0].score == pytest.approx(scores[0])
    assert ranking.hits[1].score == pytest.approx(scores[1])


def test_rare_concepts_weigh_more_even_in_a_tiny_archive() -> None:
    """Weights fall with frequency, stay above zero, and what is missing weighs most."""
    one = index_of([from_passages([Tokenized("p0", ["甲"], ["甲"])])])
    many = index_of([from_passages([Tokenized(f"p{i}", ["甲", f"乙{i}"], []) for i in range(9)])])

    for index in (one, many):
        ranking = index.rank(plain(["甲", "乙3", "丙"]), 1)
        assert 0 < ranking.weights[0] <= ranking.weights[1] <= ranking.weights[2] == ranking.rarest


def test_a_string_is_found_by_all_its_bigrams() -> None:
    """A term of several bigrams matches where all of them stand, as often as the rarest."""
    streams = [["工会", "会驿", "驿站", "驿站"], ["工会", "驿站"], ["会驿"]]
    passages = [Tokenized(f"p{i}", ["x"], s) for i, s in enumerate(streams)]
    index = index_of([from_passages(passages)])

    assert index.frequency(Term("工会驿站", ("工会", "会驿", "驿站"))) == 1
    assert index.frequency(Term("驿站", ("驿站",))) == 2
    assert index.frequency(Term("驿站")) == 0


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """A segment read from disk ranks as the one in memory."""
    segment = from_passages(numbered([(["甲", "乙"], ["甲"]), (["乙"], ["乙", "丙"])]))
    write(segment, tmp_path / "index" / "s1")
    query = plain(["甲", "乙"], ["丙"])

    again = index_of([read(tmp_path / "index" / "s1")])

    assert again.rank(query, 5) == index_of([segment]).rank(query, 5)
    assert not list((tmp_path / "index").glob("*.part"))


def test_a_damaged_segment_is_named(tmp_path: Path) -> None:
    """A truncated file is reported with the command that mends it."""
    write(from_passages(numbered([(["甲"], ["甲"])])), tmp_path / "s1")
    (tmp_path / "s1" / f"{WORDS}.counts.npy").write_bytes(b"\x93NUMPY")

    with pytest.raises(ArchiveBroken, match=r"s1 cannot be read.*--rebuild"):
        read(tmp_path / "s1")
