"""``wenbao eval``: judged questions -> figures, by language and type."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from contextlib import closing

from rich.table import Table

from bot import phrases, streams
from bot.building import open_or_build
from bot.config import Config
from bot.records import EvaluationRecord, json_line
from retrieval.evaluate import Figures, JudgedRefused, by, evaluate, figures, read_judged
from retrieval.model import Language


def run(arguments: Namespace, config: Config) -> int:
    """Ask every judged question and print the figures; raises JudgedRefused."""
    try:
        judged = read_judged(arguments.questions.read_text("utf-8-sig").splitlines())
    except UnicodeDecodeError as error:
        raise JudgedRefused(
            f"{arguments.questions} is not UTF-8 ({error.reason})", "name a file of JSON Lines"
        ) from None
    if not judged:
        raise JudgedRefused(f"{arguments.questions} holds no questions", "one JSON object a line")
    with closing(open_or_build(config)) as answerer:
        outcomes = evaluate(judged, answerer.answer)
    languages = by(outcomes, lambda question: question.language)
    types = by(outcomes, lambda question: question.type)
    if arguments.json:
        streams.put(json_line(EvaluationRecord(figures(outcomes), languages, types)))
        return 0
    language = streams.interface_language()
    table = _table(language)
    for group in ({phrases.EVAL_ALL[language]: figures(outcomes)}, languages, types):
        _add_rows(table, group)
    streams.answers().print(table)
    return 0


def _table(language: Language) -> Table:
    """Return the table without rows; all but the numbers and the times are shares of 1."""
    table = Table(box=None, pad_edge=False, collapse_padding=True)
    table.add_column(phrases.EVAL_GROUPS[language], no_wrap=True)
    named = (
        phrases.EVAL_LISTED,
        phrases.EVAL_RIGHT,
        phrases.EVAL_WRONG_ANSWERS,
        phrases.EVAL_WRONG_REFUSALS,
        phrases.EVAL_TIME,
    )
    heads = ("hit@1", "hit@3", "hit@5", "MRR", *(phrase[language] for phrase in named))
    for head in (phrases.EVAL_NUMBER[language], *heads):
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _add_rows(table: Table, groups: Mapping[str, Figures]) -> None:
    for name, group in groups.items():
        shares = (group.hit1, group.hit3, group.hit5, group.mrr)
        counted = (group.named, group.right, group.wrong_answers, group.wrong_refusals)
        seconds = "" if group.seconds is None else f"{1000 * group.seconds:.1f}"
        cells = [_share(value) for value in (*shares, *counted)]
        table.add_row(name, str(group.questions), *cells, seconds)
    table.add_row()


def _share(value: float | None) -> str:
    """Return a share as .873, a dash where there was nothing to count."""
    return "–" if value is None else f"{value:.3f}".removeprefix("0")
