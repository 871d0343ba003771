"""Settings from a file and the environment."""

from __future__ import annotations

import os
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import config
from bot.config import Config, ConfigRefused, load

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str, name: str = "config.toml") -> Path:
    """Write a configuration file into the working directory."""
    file = Path(name)
    file.write_text(text, "utf-8")
    return file


def test_nothing_given() -> None:
    """Without file and environment the defaults hold."""
    assert load(None, {}) == Config()


def test_example_is_the_defaults() -> None:
    """The example file holds every key, in order, with its default."""
    sections = tomllib.loads(EXAMPLE.read_text("utf-8"))

    assert load(EXAMPLE, {}) == Config()
    assert [f"{s}.{k}" for s, table in sections.items() for k in table] == list(config.keys())


def test_example_explains_every_key() -> None:
    """In the example each key stands under exactly one line of comment."""
    lines = EXAMPLE.read_text("utf-8").splitlines()
    at = [number for number, line in enumerate(lines) if " = " in line and line[0] != "#"]

    assert len(at) == len(config.keys())
    for number in at:
        assert lines[number - 1].startswith("# ")
        assert not lines[number - 2].startswith("# ")


def test_file_by_option_then_variable_then_here() -> None:
    """--config wins over $WENBAO_CONFIG, which wins over ./config.toml."""
    written("[answers]\ncards = 1")
    second = written("[answers]\ncards = 2", "second.toml")
    third = written("[answers]\ncards = 4", "third.toml")

    assert load(None, {}).answers.cards == 1
    assert load(None, {"WENBAO_CONFIG": str(second)}).answers.cards == 2
    assert load(third, {"WENBAO_CONFIG": str(second)}).answers.cards == 4


def test_environment_overrides_every_key() -> None:
    """Each key has its variable, and the variable wins over the file."""
    written("[telegram]\ntoken = 'file'\n[search]\nk1 = 2")
    environment = {
        "WENBAO_TELEGRAM_TOKEN": "12:ab",
        "WENBAO_TELEGRAM_BASE_URL": "http://127.0.0.1:8081/bot",
        "WENBAO_ARCHIVE_PATH": "/data/archive",
        "WENBAO_ANSWERS_CARDS": "5",
        "WENBAO_SEARCH_B": "0.5",
    }

    got = load(None, environment)

    assert (got.telegram.token, got.telegram.base_url) == ("12:ab", "http://127.0.0.1:8081/bot")
    assert got.archive.path == Path("/data/archive")
    assert (got.answers.cards, got.search.b, got.search.k1) == (5, 0.5, 2.0)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[answers]\ncrads = 3", "answers.cards"),
        ("[telgram]\ntoken = 'x'", "telegram.token"),
        ("[answers]\ncards = 'three'", "answers.cards"),
        ("[answers]\ncards = 0", ">= 1"),
        ("[answers]\ncards = true", "int"),
        ("[search]\nb = 1.5", "<= 1"),
        ("[search]\nk1 = nan", "search.k1"),
        ("[search]\nfound = 0.2", "weak to at most found"),
        ("[telegram]\nmode = 'pulling'", "one of polling, webhook"),
        ("[telegram]\nmode = 'webhook'", "webhook_url"),
        ("[telegram]\nwebhook_port = 70000", "<= 65535"),
        ("[archive]\npath = ''", "a path"),
        ("[archive]\npath = 3", "a path"),
        ("archive = 'x'", "archive"),
        ("[archive", "not valid TOML"),
        ("[archive]\npath = '\\ud800'\n\x00", "not valid TOML"),
    ],
)
def test_bad_files(text: str, named: str) -> None:
    """What does not fit is refused, named with its file and the way to mend it."""
    written(text)

    with pytest.raises(ConfigRefused) as refused:
        load(None, {})

    assert named in str(refused.value)
    assert refused.value.mend


def test_file_that_is_not_there() -> None:
    """A file that was asked for must exist."""
    with pytest.raises(ConfigRefused, match=r"no\.toml"):
        load(Path("no.toml"), {})
    with pytest.raises(ConfigRefused, match=r"no\.toml"):
        load(None, {"WENBAO_CONFIG": "no.toml"})


def test_file_in_another_encoding() -> None:
    """A file that is not UTF-8 is refused; a byte order mark is not minded."""
    Path("gb.toml").write_bytes("[archive]\npath = '档案'".encode("gb18030"))
    Path("bom.toml").write_bytes("[archive]\npath = '档案'".encode("utf-8-sig"))

    with pytest.raises(ConfigRefused, match="not valid TOML"):
        load(Path("gb.toml"), {})
    assert load(Path("bom.toml"), {}).archive.path == Path("档案")


def test_wrong_variable_is_named() -> None:
    """A wrong value in the environment is refused under the variable's name."""
    with pytest.raises(ConfigRefused, match="WENBAO_ANSWERS_CARDS"):
        load(None, {"WENBAO_ANSWERS_CARDS": "many"})


def test_unknown_variables_are_told() -> None:
    """Variables that look like ours and name no key are found."""
    environment = {"WENBAO_ANSWERS_CRADS": "1", "WENBAO_CONFIG": "x", "HOME": "/", "WENBAO_X": ""}

    assert config.unknown_variables(environment) == (
        ("WENBAO_ANSWERS_CRADS", "WENBAO_ANSWERS_CARDS"),
        ("WENBAO_X", ""),
    )
    assert load(None, {"WENBAO_ANSWERS_CRADS": "1"}) == Config()


@settings(deadline=None)
@given(st.text("0123456789:abcXYZ-_", min_size=5), st.sampled_from([" ", "/", "\n", "é", "\x7f"]))
def test_secrets_stay_secret(token: str, bad: str) -> None:
    """Neither repr nor an error shows the token."""
    good = load(None, {"WENBAO_TELEGRAM_TOKEN": token})
    with pytest.raises(ConfigRefused) as refused:
        load(None, {"WENBAO_TELEGRAM_TOKEN": token + bad + token})
    with pytest.raises(ConfigRefused) as listed:
        load(written(f"[telegram]\ntoken = ['{token}']"), {})

    for shown in (repr(good), str(refused.value), str(listed.value)):
        assert token not in shown


def test_every_section_is_frozen() -> None:
    """Nobody changes settings while the program runs."""
    settings = Config()

    for section in fields(Config):
        owner = getattr(settings, section.name)
        with pytest.raises(AttributeError):
            setattr(owner, fields(owner)[0].name, "x")


def test_word_lists_are_paths(tmp_path: Path) -> None:
    """Lists of paths come from the file as a list, from a variable parted as in PATH."""
    file = tmp_path / "config.toml"
    file.write_text('[lexicon]\nextra = ["a.tsv", "b.tsv"]\n', encoding="utf-8")
    variable = {"WENBAO_LEXICON_EXTRA": os.pathsep.join(("c.tsv", "d.tsv"))}

    assert load(file, {}).lexicon.extra == (Path("a.tsv"), Path("b.tsv"))
    assert load(file, variable).lexicon.extra == (Path("c.tsv"), Path("d.tsv"))
    assert load(None, {"WENBAO_LEXICON_EXTRA": ""}).lexicon.extra == ()
