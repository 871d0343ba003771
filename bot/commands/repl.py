"""``wenbao repl``: the conversation in a terminal."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from bot import repl
from bot.building import open_or_build
from bot.config import Config


def run(arguments: Namespace, config: Config) -> int:
    """Converse until the reader leaves."""
    with closing(open_or_build(config)) as answerer:
        return repl.run(config, answerer)
