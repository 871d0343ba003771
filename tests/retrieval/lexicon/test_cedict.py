"""CC-CEDICT turned round."""

from __future__ import annotations

import pytest

from retrieval.lexicon import cedict
from retrieval.lexicon.english import key

HELD = frozenset(
    ("工会", "驿站", "骑手", "建设", "建", "城市", "市", "教学", "警察", "陈", "晨", "自豪")
)


@pytest.fixture(scope="module")
def table() -> dict[str, tuple[str, ...]]:
    """The dictionary reduced to HELD."""
    return dict(cedict.reduced(HELD.__contains__))


def test_only_words_that_are_held(table: dict[str, tuple[str, ...]]) -> None:
    """No word the archive lacks comes out."""
    assert {word for words in table.values() for word in words} == HELD


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("labor union", "工会"),
        ("Trade unions", "工会"),
        ("to build", "建设"),
        ("the city", "城市"),
        ("taught", "教学"),
        ("police officers", "警察"),
        ("proud", "自豪"),
    ],
)
def test_words_are_found_in_any_form(
    table: dict[str, tuple[str, ...]], english: str, chinese: str
) -> None:
    """Plural, tense, articles and American spelling make no difference."""
    assert chinese in table[key(english)]


def test_whole_glosses_come_first(table: dict[str, tuple[str, ...]]) -> None:
    """For ``city`` the words that mean city come first, two characters before one."""
    assert table[key("city")][:2] == ("城市", "市")
    assert table[key("build")] == ("建设", "建")


def test_pronunciations(table: dict[str, tuple[str, ...]]) -> None:
    """A syllable leads to the characters read so, surnames first."""
    assert table[cedict.pinyin_key("chen")] == ("陈", "晨")
    assert table[cedict.pinyin_key("Gong hui")] == ("工会",)


def test_an_empty_archive_has_no_translations() -> None:
    """Nothing held, nothing yielded."""
    assert list(cedict.reduced(lambda word: False)) == []
