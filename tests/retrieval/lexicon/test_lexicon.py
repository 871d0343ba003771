"""The tables of the lexicon, and a librarian's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import LexiconRefused
from retrieval.lexicon import Lexicon, english
from retrieval.lexicon.tables import parted, read_pairs
from retrieval.text import fold, has_han, simplify


def related(lexicon: Lexicon, word: str) -> set[str]:
    """Return the other words for ``word``."""
    return {one.word for one in lexicon.related(word)}


def test_the_shipped_tables_are_large() -> None:
    """The glossary and the synonyms cover far more than a handful of pages."""
    keys = {key for first, _ in read_pairs("glossary.tsv") for key in parted(first)}
    assert len(keys) >= 1500
    assert sum(1 for _ in read_pairs("synonyms.tsv")) >= 300


@pytest.mark.parametrize("name", ["synonyms.tsv", "abbreviations.tsv", "glossary.tsv"])
def test_every_row_of_a_table_says_something(name: str) -> None:
    """Each row has words on both sides, or at least two equal ones, and none twice."""
    for first, second in read_pairs(name):
        words = parted(first) + parted(second)
        assert len(words) >= 2, first
        assert len(set(words)) == len(words), first


def test_the_glossary_leads_from_english_to_chinese() -> None:
    """The left column has no Chinese and the right one has little else."""
    for first, second in read_pairs("glossary.tsv"):
        assert not has_han(first)
        assert second


def test_synonyms_are_written_as_the_index_writes() -> None:
    """Rows in traditional characters or full width are folded like questions."""
    lexicon = Lexicon()
    for first, _ in read_pairs("synonyms.tsv"):
        assert all(lexicon.knows(simplify(fold(word))) for word in parted(first))


def test_equal_words_lead_both_ways_and_wider_words_one_way() -> None:
    """讨薪 and 要回工资 find each other; 小哥 finds 快递员, but not the reverse."""
    lexicon = Lexicon()
    assert "要回工资" in related(lexicon, "讨薪")
    assert "讨薪" in related(lexicon, "要回工资")
    assert "快递员" in related(lexicon, "小哥")
    assert related(lexicon, "环卫工人") >= {"环卫工", "环卫"}
    assert not lexicon.knows("环卫")


def test_wider_words_weigh_less() -> None:
    """A wider word counts less than an equal one."""
    weights = {one.word: one.weight for one in Lexicon().related("环卫工人")}
    assert weights["环卫"] < weights["环卫工"] < 1


def test_a_form_of_its_own_comes_before_a_shared_stem() -> None:
    """``stationed`` is not ``station``, and ``fires`` not ``fired``."""
    lexicon = Lexicon()
    assert "驿站" not in lexicon.glossary(["stationed"])
    assert "驿站" in lexicon.glossary(["stations"])
    assert "解雇" not in lexicon.glossary(["fires"])


def test_every_phrase_of_the_glossary_is_found() -> None:
    """No row is too long to be looked up, and function words alone find nothing."""
    lexicon = Lexicon()
    for first, _ in read_pairs("glossary.tsv"):
        for phrase in parted(first):
            assert english.key(phrase), phrase
            assert lexicon.glossary(english.words(phrase)), phrase
    assert lexicon.glossary(["the"]) == ()


def test_a_librarians_table_adds_words(tmp_path: Path) -> None:
    """Rows that begin with Chinese are synonyms, others glossary; remarks are passed over."""
    table = tmp_path / "ours.tsv"
    table.write_text(
        "# 本馆\n摩的司机|摩托司机\t司机\nglasshouse|greenhouse\t玻璃温室|大棚\n", "utf-8"
    )
    lexicon = Lexicon([table])
    assert related(lexicon, "摩的司机") == {"摩托司机", "司机"}
    assert lexicon.glossary(["greenhouses"]) == ("玻璃温室", "大棚")
    assert not Lexicon().knows("摩的司机")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "没有制表符".encode()])
def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes) -> None:
    """A broken table is named, with the way to mend it."""
    table = tmp_path / "broken.tsv"
    table.write_bytes(content)
    with pytest.raises(LexiconRefused) as refused:
        Lexicon([table])
    assert "broken.tsv" in refused.value.what
    assert refused.value.mend


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    """A table that is not there is no empty table."""
    with pytest.raises(LexiconRefused):
        Lexicon([tmp_path / "none.tsv"])


def test_readings_of_characters() -> None:
    """Characters are read without tones; unknown ones not at all."""
    lexicon = Lexicon()
    assert set(lexicon.readings("长")) == {"chang", "zhang"}
    assert lexicon.readings("x") == ()
