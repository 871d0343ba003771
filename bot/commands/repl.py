"""``wenbao repl``: the conversation in a terminal."""

from __future__ import annotations

from argparse import Namespace

from bot import repl
from bot.building import open_or_build
from bot.config import Config


def run(arguments: Namespace, config: Config) -> int:
    """Converse until the reader leaves."""
    return repl.run(config, open_or_build(config))
