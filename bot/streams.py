"""Standard output for answers and data, standard error for messages."""

from __future__ import annotations

import os
import sys

from rich.console import Console

from bot import phrases
from bot.parser import PROGRAM
from bot.terminal import console_on
from retrieval.model import Language


def answers() -> Console:
    """Return the console that answers go to."""
    return console_on(sys.stdout)


def tell(message: str) -> None:
    """Write a message to standard error, under the program's name."""
    sys.stderr.write(f"{PROGRAM}: {message}\n")
    sys.stderr.flush()


def put(line: str) -> None:
    """Write a line of data to standard output, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def interface_language() -> Language:
    """Return the language of messages: the locale's, English when it does not say."""
    return phrases.locale_language(os.environ, otherwise=Language.EN)
