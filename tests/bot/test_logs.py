"""The log: secrets cannot stand in it."""

from __future__ import annotations

import logging

import pytest

from bot.logs import Redacting

TOKEN = "4200001:AAH-test_token"


def _entry(message: str, *arguments: object, error: BaseException | None = None) -> str:
    told = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, message, arguments, told)
    return Redacting((TOKEN, "")).format(record)


@pytest.mark.parametrize("spelled", [TOKEN, TOKEN.replace(":", "%3A")])
def test_secrets_are_struck_out_of_messages(spelled: str) -> None:
    """A token is struck out as it is and as addresses spell it."""
    entry = _entry("POST %s", f"https://api.telegram.org/bot{spelled}/getMe")

    assert spelled not in entry
    assert "<secret>/getMe" in entry


def test_secrets_are_struck_out_of_tracebacks() -> None:
    """A token in an error, or in the error behind it, is struck out too."""
    try:
        try:
            raise ValueError(f"bad token {TOKEN}")
        except ValueError as cause:
            raise RuntimeError(f"cannot use {TOKEN}") from cause
    except RuntimeError as error:
        entry = _entry("failed", error=error)

    assert TOKEN not in entry
    assert entry.count("<secret>") >= 2


def test_the_rest_is_left_alone() -> None:
    """An empty secret strikes out nothing."""
    assert _entry("serving as %s", "@WenbaoBot").endswith("serving as @WenbaoBot")
