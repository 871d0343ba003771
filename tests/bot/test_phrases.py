"""Every sentence in both languages."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from bot import phrases
from bot.phrases import Noun, Phrase, locale_language
from retrieval.model import Language

PROGRAM = Path(phrases.__file__).parent
PHRASES = {name: value for name, value in vars(phrases).items() if isinstance(value, Phrase)}
NOUNS = {name: value for name, value in vars(phrases).items() if isinstance(value, Noun)}
_PUNCTUATION = set("（）：，。、；“”…‹› /·%")


def fields(template: str) -> set[str]:
    """Return the names of the fields of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def has_han(text: str) -> bool:
    """Tell whether there is a Chinese character in ``text``."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize("name", PHRASES)
def test_complete(name: str) -> None:
    """Both wordings are there, each in its language, with the same fields; traditional too."""
    phrase = PHRASES[name]
    english, chinese = phrase[Language.EN], phrase[Language.ZH]
    words = chinese.replace("{", "").strip()

    assert english.strip()
    assert words
    assert fields(english) == fields(chinese) == fields(phrase[Language.ZH_HANT])
    assert not has_han(english)
    assert has_han(chinese) or set(words) <= _PUNCTUATION


def test_every_phrase_is_said() -> None:
    """No sentence is kept that nobody says."""
    sources = "".join(path.read_text("utf-8") for path in PROGRAM.rglob("*.py"))

    assert [name for name in {**PHRASES, **NOUNS} if f"phrases.{name}" not in sources] == []


def test_there_are_phrases() -> None:
    """The catalogue was found: the test above is not empty."""
    assert len(PHRASES) > 100
    assert len(NOUNS) >= 4


@pytest.mark.parametrize("name", NOUNS)
def test_nouns(name: str) -> None:
    """Nouns count in both languages, one apart from many, thousands apart from hundreds."""
    noun = NOUNS[name]

    assert noun.count(Language.ZH, 1200).startswith("1,200 ")
    assert noun.count(Language.EN, 2) == noun.count(Language.EN, 1).replace("1", "2") + "s"
    assert noun.count(Language.ZH_HANT, 3).startswith("3 ")


def test_traditional_wording() -> None:
    """Traditional Chinese has the characters and the words of its readers."""
    assert phrases.MISSING[Language.ZH_HANT] == "檔案庫裡沒有提到：{words}"
    assert phrases.PASSAGES.count(Language.ZH_HANT, 2) == "2 段"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.ZH),
        ({"LANG": "C"}, Language.ZH),
        ({"LANG": "C.UTF-8"}, Language.ZH),
        ({"LANG": "POSIX", "LC_ALL": ""}, Language.ZH),
        ({"LANG": "en_GB.UTF-8"}, Language.EN),
        ({"LANG": "de_DE.UTF-8"}, Language.EN),
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "zh_TW.UTF-8"}, Language.ZH_HANT),
        ({"LANG": "zh_HK"}, Language.ZH_HANT),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, Language.EN),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, Language.ZH),
    ],
)
def test_locale(environment: dict[str, str], language: Language) -> None:
    """The locale's language counts; where it says nothing the caller's choice stands."""
    assert locale_language(environment, otherwise=Language.ZH) is language
