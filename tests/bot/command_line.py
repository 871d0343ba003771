"""Runs the command line in this process, with streams of its own."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper

import pytest

from bot.cli import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str


class CommandLine:
    """``line("ask", "question")`` runs ``wenbao ask question``."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def __call__(self, *words: str, stdin: bytes = b"") -> Ran:
        """Run a command; its standard input holds ``stdin`` and then ends."""
        out, err = TextIOWrapper(BytesIO()), TextIOWrapper(BytesIO())
        with self._patch.context() as patch:
            patch.setattr(sys, "argv", ["wenbao", *words])
            patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            try:
                code = main()
            except SystemExit as left:
                code = int(left.code or 0)
        return Ran(code, _written(out), _written(err))


def _written(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
