"""Folding for comparison, and the way back to the printed characters."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from retrieval.text import (
    fold,
    has_han,
    is_han,
    narrow,
    sentences,
    short_hash,
    simplify,
    simplify_taiwan,
)

MIXED = st.text(
    alphabet=st.sampled_from("臺灣軟體乾隆皇后後面，（）Ａ１㎡①…“”aÉﬁ。！ \n\x00"), max_size=40
)


def test_fold_makes_width_and_case_alike() -> None:
    """Full-width letters, digits and punctuation fold to half width and lower case."""
    assert fold("（ＡＢ１２，ＡＰＰ）") == "(ab12,app)"


def test_fold_expands_compatibility_characters() -> None:
    """A square metre sign becomes two characters."""
    assert fold("508㎡") == "508m2"


def test_simplify_minds_the_word() -> None:
    """Traditional characters are converted by word, so a name keeps its own."""
    assert simplify("乾隆皇帝說乾淨") == "乾隆皇帝说干净"


def test_taiwan_wording_becomes_mainland_wording() -> None:
    """For questions, words of Taiwan are put into words a mainland page prints."""
    assert simplify_taiwan("軟體工程師") == "软件工程师"


def test_simplify_is_safe_in_threads() -> None:
    """Many threads converting at once all get the same result."""
    with ThreadPoolExecutor(8) as pool:
        results = set(pool.map(simplify, ["臺灣職工之家建設"] * 400))
    assert results == {"台湾职工之家建设"}


@given(st.text(max_size=60))
def test_narrow_keeps_the_length(text: str) -> None:
    """The narrow form has one character for each printed one."""
    assert len(narrow(text)) == len(text)


@given(st.text(alphabet="你好。！？”“（）ab \n", max_size=60))
def test_sentences_cover_the_text(text: str) -> None:
    """Sentences follow one another without gap or overlap."""
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text


def test_a_sentence_takes_its_closing_quotation_mark() -> None:
    """A quotation mark that closes after the full stop belongs to the sentence."""
    assert sentences("“我来了。”他说。走吧！") == [(0, 6), (6, 9), (9, 12)]


def test_chinese_characters_are_known() -> None:
    """Rare characters count as Chinese, punctuation and kana do not."""
    assert is_han("工")
    assert is_han("\U00020000")
    assert not is_han("，")
    assert has_han("abc工")
    assert not has_han("abc，ア")


def test_hashes_are_short_and_stable() -> None:
    """An id is its prefix and twelve lower-case letters and digits."""
    assert short_hash("g", "工人日报") == short_hash("g", "工人日报")
    assert len(short_hash("g", "工人日报")) == 13
    assert short_hash("g", "a") != short_hash("g", "b")
