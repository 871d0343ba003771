"""``wenbao about``: what the archive holds, by which rules, read by which versions."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from importlib.metadata import version

from bot import phrases, streams
from bot.compose import open_answerer
from bot.config import Config
from bot.records import about_record, json_line
from bot.render import render_holdings
from bot.terminal import show

_PARTS = ("wenbao", "rank-bm25", "jieba", "sqlite-utils", "opencc", "python-telegram-bot")


def run(arguments: Namespace, config: Config) -> int:
    """Print what the archive holds; it is not built for the asking."""
    with closing(open_answerer(config)) as answerer:
        holdings = answerer.about()
    versions = {part: version(part) for part in _PARTS}
    if arguments.json:
        streams.put(json_line(about_record(holdings, config.archive.path, versions)))
        return 0
    language = streams.interface_language()
    show(streams.answers(), render_holdings(holdings, language))
    named = phrases.COMMA[language].join(f"{part} {number}" for part, number in versions.items())
    streams.put(phrases.ARCHIVE_AT[language].format(path=config.archive.path.absolute()))
    streams.put(phrases.RULES[language].format(fingerprint=holdings.fingerprint))
    streams.put(phrases.VERSIONS[language].format(versions=named))
    return 0
