"""``wenbao index``: page files into the archive."""

from __future__ import annotations

from argparse import Namespace

from bot import phrases, streams
from bot.building import SEEDS, build
from bot.commands import refusals
from bot.config import Config
from bot.records import SummaryRecord, json_line, summary_record
from retrieval.errors import PageRefused
from retrieval.model import Language


def run(arguments: Namespace, config: Config) -> int:
    """Build, and print what was done; refused files are named and do not stop the rest.

    Raises PageRefused when nothing at all could be read.
    """
    paths = arguments.paths or [SEEDS]
    summary = build(config, paths, arguments.rebuild, arguments.prune)
    refusals.tell(summary.refused)
    record = summary_record(summary)
    if not summary.added + summary.changed + summary.unchanged + summary.removed:
        named = ", ".join(map(str, paths))
        raise PageRefused(
            f"no page could be read from {named}", "name files of text, *.txt or *.md"
        )
    streams.put(
        json_line(record) if arguments.json else _told(record, streams.interface_language())
    )
    return 0


def _told(record: SummaryRecord, language: Language) -> str:
    held = phrases.HOLDINGS[language].format(
        pages=phrases.PAGES.count(language, record.pages),
        articles=phrases.ARTICLES.count(language, record.articles),
        passages=phrases.PASSAGES.count(language, record.passages),
    )
    done = phrases.INDEXED[language].format(
        added=record.added,
        changed=record.changed,
        unchanged=record.unchanged,
        removed=record.removed,
        refused=len(record.refused),
        seconds=record.seconds,
        speed=record.pages_per_second,
    )
    return f"{held}\n{done}"
