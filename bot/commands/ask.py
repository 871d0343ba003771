"""``wenbao ask``: one question, one answer."""

from __future__ import annotations

import os
from argparse import Namespace
from contextlib import closing

from bot import streams
from bot.building import open_or_build
from bot.config import Config
from bot.records import answer_record, explained_record, json_line
from bot.render import TERMINAL, render, render_explanation
from bot.terminal import show

MOST_JSON = 10
_DEPTH = 50


def run(arguments: Namespace, config: Config) -> int:
    """Print the answer, and on request why it is what it is."""
    # What was typed is UTF-8, whatever Python took it for in a locale that knows no Chinese.
    question = os.fsencode(" ".join(arguments.question)).decode("utf-8", "replace")
    limit = arguments.k or MOST_JSON if arguments.json else max(arguments.k or 0, _DEPTH)
    with closing(open_or_build(config)) as answerer:
        explanation = answerer.explain(question, limit=limit)
    if arguments.json:
        whole = explained_record(explanation) if arguments.explain else None
        streams.put(json_line(whole or answer_record(explanation.answer)))
        return 0
    console = streams.answers()
    cards = arguments.k or config.answers.cards
    show(console, render(explanation.answer, cards=cards, budget=TERMINAL))
    if arguments.explain:
        streams.put("")
        show(console, render_explanation(explanation))
    return 0
