"""Text -> words and bigrams."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Term
from retrieval.tokens import Tokenizer, normal


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    """A tokenizer with a dictionary cache of its own."""
    return Tokenizer(tmp_path_factory.mktemp("cache"))


def test_words_are_folded_and_bare_of_punctuation(tokenizer: Tokenizer) -> None:
    """Script, width and case are folded; marks and spaces are no words."""
    words = tokenizer.words("「工會驛站」ＡＰＰ，建成了！ ")

    assert words == tokenizer.words("工会驿站app建成了")
    assert "".join(words) == "工会驿站app建成了"


def test_words_are_cut_without_the_hidden_markov_model(tokenizer: Tokenizer) -> None:
    """A name the dictionary lacks falls into characters: page and question cut it alike."""
    assert tokenizer.words("毛浓暖") == ["毛", "浓", "暖"]


def test_grams_are_pairs_within_runs(tokenizer: Tokenizer) -> None:
    """Bigrams do not cross marks; lone characters, letters and numbers stand for themselves."""
    grams = tokenizer.grams("工会驿站，C位99.8%")

    assert grams == ["工会", "会驿", "驿站", "c", "位", "99.8"]


@given(st.text(max_size=60))
def test_streams_do_not_depend_on_width_or_case(text: str) -> None:
    """What is folded once stays: tokens of the folded text are tokens of the text."""
    tokenizer = Tokenizer()

    assert tokenizer.grams(normal(text)) == tokenizer.grams(text)


def test_terms_are_strings_or_words(tokenizer: Tokenizer) -> None:
    """Several characters are sought as a string, a single one as a word of little weight."""
    assert tokenizer.term("工會驛站") == Term("工会驿站", ("工会", "会驿", "驿站"))
    assert tokenizer.term("卷") == Term("卷", (), 0.3)
    assert tokenizer.term("12351") == Term("12351", ("12351",))
    assert tokenizer.word_term("工会") == Term("工会")


def test_the_dictionary_is_cached_where_told(tmp_path: Path) -> None:
    """The compiled dictionary goes to the directory given, which is made."""
    Tokenizer(tmp_path / "new").words("工会")

    assert list((tmp_path / "new").iterdir())


def test_a_loaded_dictionary_is_not_loaded_again(tmp_path: Path) -> None:
    """Loading beforehand leaves nothing to do for the first text."""
    tokenizer = Tokenizer(tmp_path)
    tokenizer.load()
    (cache,) = tmp_path.iterdir()
    cache.write_bytes(b"")

    assert tokenizer.words("工会驿站") == ["工会", "驿站"]


@pytest.mark.parametrize("damage", [b"", b"not compiled", b"\xe9\x01\x00\x00\x00", b"(\x01"])
def test_a_damaged_cache_is_made_again(tmp_path: Path, damage: bytes) -> None:
    """What cannot be loaded is compiled anew, and the next start finds it whole."""
    Tokenizer(tmp_path).load()
    (cache,) = tmp_path.iterdir()
    whole = cache.read_bytes()
    cache.write_bytes(damage)

    assert Tokenizer(tmp_path).words("工会驿站") == ["工会", "驿站"]
    assert cache.read_bytes() == whole


def test_no_cache_is_no_obstacle(tmp_path: Path) -> None:
    """Where the directory cannot be made, words are cut all the same."""
    (tmp_path / "file").write_bytes(b"")

    assert Tokenizer(tmp_path / "file" / "cache").words("工会驿站") == ["工会", "驿站"]
