"""Telling how a build goes."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from bot.building import Bar


class Screen(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_no_bar_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Into a file or a pipe goes no progress, but that we wait for somebody is told."""
    monkeypatch.setattr(sys, "stderr", StringIO())
    with Bar() as bar:
        bar.progress(1, 2)
        bar.waiting("process 7")

    assert isinstance(sys.stderr, StringIO)
    assert sys.stderr.getvalue().startswith("wenbao: ")
    assert "process 7" in sys.stderr.getvalue()
    assert sys.stderr.getvalue().count("\n") == 1


def test_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar counts the pages."""
    monkeypatch.setattr(sys, "stderr", Screen())
    monkeypatch.setenv("TERM", "xterm")
    with Bar() as bar:
        bar.progress(1, 2)

    assert isinstance(sys.stderr, Screen)
    assert "1/2" in sys.stderr.getvalue()
