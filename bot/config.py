"""Settings: a TOML file, overridden by the environment, read once into frozen values.

Every key is ``[section] key`` in the file and ``WENBAO_<SECTION>_<KEY>`` in the environment.
What each key means is said in ``config.example.toml``.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from retrieval.errors import WenbaoError

DEFAULT_FILE = Path("config.toml")
_PREFIX = "WENBAO_"
_FILE_VARIABLE = "WENBAO_CONFIG"
_TOKEN = re.compile(r"[!-.0-~]*")
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_SECRETS = {"telegram.token", "telegram.webhook_secret"}

Share = Annotated[float, Meta(ge=0, le=1)]
Positive = Annotated[float, Meta(gt=0, le=100)]


class ConfigRefused(WenbaoError):
    """A configuration that cannot be used: unreadable, an unknown key, a wrong value."""


@dataclass(frozen=True, slots=True)
class Telegram:
    """How the bot reaches Telegram, and Telegram the bot.  Secrets stay out of ``repr``."""

    token: str = field(default="", repr=False)
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1"
    webhook_port: Annotated[int, Meta(ge=1, le=65535)] = 8443
    webhook_path: str = ""
    webhook_secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the archive lies."""

    path: Path = Path("archive")


@dataclass(frozen=True, slots=True)
class Search:
    """BM25's constants, and the scores (0 to 1) from which an answer counts as found or weak."""

    k1: Positive = 1.5
    b: Share = 0.75
    epsilon: Share = 0.25
    found: Share = 0.55
    weak: Share = 0.3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists of the reader's own, beside those shipped."""

    extra: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What a reply shows."""

    cards: Annotated[int, Meta(ge=1, le=5)] = 3


@dataclass(frozen=True, slots=True)
class Journal:
    """Where the bot notes questions, and for how many days."""

    path: Path = Path("journal.db")
    days: Annotated[int, Meta(ge=1, le=3650)] = 30


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, by section."""

    telegram: Telegram = Telegram()
    archive: Archive = Archive()
    search: Search = Search()
    lexicon: Lexicon = Lexicon()
    answers: Answers = Answers()
    journal: Journal = Journal()


@dataclass(frozen=True, slots=True)
class Setting:
    """A value given for ``section.key``, and where: a file's name or a variable's."""

    name: str
    value: object
    origin: str
    strict: bool


def load(file: Path | None, environment: Mapping[str, str]) -> Config:
    """Return the configuration: ``file``, else ``$WENBAO_CONFIG``, else ``./config.toml``.

    Without any file the defaults hold.  Raises ConfigRefused.
    """
    chosen = file or (Path(named) if (named := environment.get(_FILE_VARIABLE)) else None)
    if chosen is None and DEFAULT_FILE.exists():
        chosen = DEFAULT_FILE
    settings = [*(_from_file(chosen) if chosen else ()), *_from_environment(environment)]
    config = _configured({setting.name: setting for setting in settings})
    _check_together(config)
    return config


def keys() -> tuple[str, ...]:
    """Return every key there is, as ``section.key``, in order."""
    return tuple(_types())


def unknown_variables(environment: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the variables that begin with ``WENBAO_`` and name no key.

    With each comes the variable most like it, or an empty string.
    """
    known = {name.removeprefix(_PREFIX): name for name in map(_variable, keys())}
    strays = {name.removeprefix(_PREFIX): name for name in environment if name.startswith(_PREFIX)}
    return tuple(
        (name, known.get(_nearest(rest, known), ""))
        for rest, name in sorted(strays.items())
        if rest not in known and name != _FILE_VARIABLE
    )


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return the one of ``known`` most like ``name``, or an empty string."""
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


def _variable(key: str) -> str:
    return _PREFIX + key.upper().replace(".", "_")


def _types() -> dict[str, Any]:
    """Return the type of each ``section.key``, with its range."""
    sections = get_type_hints(Config)
    return {
        f"{section}.{key}": kind
        for section, owner in sections.items()
        for key, kind in get_type_hints(owner, include_extras=True).items()
    }


def _from_file(file: Path) -> list[Setting]:
    """Read a TOML file; raises ConfigRefused if that fails or a section is not a table."""
    try:
        sections = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        what = f"cannot read the configuration {file} ({error.strerror})"
        raise ConfigRefused(what, "name a readable file with --config") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        what = f"{file} is not valid TOML ({error})"
        raise ConfigRefused(what, "correct it; config.example.toml shows every key") from None
    settings = []
    for section, table in sections.items():
        if not isinstance(table, dict):
            raise _unknown(section, str(file))
        settings += [Setting(f"{section}.{key}", table[key], str(file), True) for key in table]
    return settings


def _from_environment(environment: Mapping[str, str]) -> list[Setting]:
    """Read the variables that name keys; in one, several paths are parted as in ``PATH``."""
    lists = {key for key, kind in _types().items() if get_origin(kind) is tuple}
    settings = []
    for key in keys():
        if (value := environment.get(_variable(key))) is not None:
            parted = [part for part in value.split(os.pathsep) if part] if key in lists else value
            settings.append(Setting(key, parted, _variable(key), False))
    return settings


def _configured(settings: Mapping[str, Setting]) -> Config:
    """Build the sections from checked values; raises ConfigRefused."""
    types = _types()
    given: dict[str, dict[str, object]] = {section.name: {} for section in fields(Config)}
    for name, setting in settings.items():
        if name not in types:
            raise _unknown(name, setting.origin)
        section, _, key = name.partition(".")
        given[section][key] = _converted(setting, types[name])
    owners = get_type_hints(Config)
    return Config(**{section: owners[section](**values) for section, values in given.items()})


def _unknown(name: str, origin: str) -> ConfigRefused:
    known = [*keys(), *(section.name for section in fields(Config))]
    near = _nearest(name, known)
    mend = f"did you mean {near}?" if near else "config.example.toml shows every key"
    return ConfigRefused(f"unknown key {name} in {origin}", mend)


def _converted(setting: Setting, kind: object) -> object:
    """Return the value as ``kind``; text from the environment may spell a number or a truth."""
    try:
        return msgspec.convert(setting.value, kind, strict=setting.strict, dec_hook=_path)
    except msgspec.ValidationError as error:
        choices = get_args(kind) if get_origin(kind) is Literal else ()
        expected = f"one of {', '.join(choices)}" if choices else str(error).replace("`", "")
        raise _refused(setting, expected[:1].lower() + expected[1:]) from None


def _path(_: type, value: object) -> Path:
    """Read a path, the one kind of value that msgspec does not know."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("Expected a path")
    return Path(value).expanduser()


def _refused(setting: Setting, expected: str) -> ConfigRefused:
    shown = "its value" if setting.name in _SECRETS else repr(setting.value)
    return ConfigRefused(
        f"{setting.name} in {setting.origin}: {shown} does not fit",
        f"{expected}; see config.example.toml",
    )


def _check_together(config: Config) -> None:
    """Check what no single value shows; raises ConfigRefused, which never quotes a secret."""
    telegram = config.telegram
    if not _TOKEN.fullmatch(telegram.token):
        raise ConfigRefused(
            "telegram.token is not a bot token", "copy it from @BotFather without spaces around it"
        )
    if not _SECRET.fullmatch(telegram.webhook_secret):
        raise ConfigRefused(
            "telegram.webhook_secret does not fit", "use up to 256 of A-Z a-z 0-9 _ -"
        )
    if telegram.mode == "webhook" and not telegram.webhook_url.startswith("https://"):
        raise ConfigRefused(
            "telegram.mode is webhook, and telegram.webhook_url is no https address",
            'set it to the public address of this bot, or use mode = "polling"',
        )
    if config.search.weak > config.search.found:
        raise ConfigRefused(
            f"search.weak ({config.search.weak}) is above search.found ({config.search.found})",
            "set weak to at most found",
        )
