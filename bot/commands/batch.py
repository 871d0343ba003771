"""``wenbao batch``: questions as JSON Lines in, answers as JSON Lines out, in the same order."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

import msgspec

from bot import streams
from bot.building import open_or_build
from bot.commands.ask import MOST_JSON
from bot.config import Config
from bot.records import AnswerRecord, ErrorRecord, answer_record, json_line
from retrieval.answer import Answerer
from retrieval.errors import WenbaoError


@dataclass(frozen=True, slots=True)
class _Named:
    """What a line must hold for its error to be told apart."""

    id: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of input."""

    question: str
    id: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    context: list[str] | None = None


_NAMED = msgspec.json.Decoder(_Named)
_LINE = msgspec.json.Decoder(_Line)
_UNREADABLE = (msgspec.MsgspecError, UnicodeError, RecursionError)


def run(arguments: Namespace, config: Config) -> int:
    """Answer every line of standard input; a bad one gives an error line and the run goes on."""
    with closing(open_or_build(config)) as answerer:
        for record in answers(answerer, sys.stdin.buffer, arguments.k or MOST_JSON):
            streams.put(json_line(record))
    return 0


def answers(
    answerer: Answerer, lines: Iterable[bytes], most: int
) -> Iterator[AnswerRecord | ErrorRecord]:
    """Yield one record for each line that is not blank, with at most ``most`` passages."""
    for line in lines:
        if line.strip():
            yield _answered(answerer, line, most)


def _answered(answerer: Answerer, line: bytes, most: int) -> AnswerRecord | ErrorRecord:
    try:
        asked = _LINE.decode(line)
    except _UNREADABLE as error:
        return ErrorRecord(f"not a line of input: {error}", _id(line))
    try:
        return answer_record(answerer.answer(asked.question, asked.context or (), most), asked.id)
    except WenbaoError as error:
        return ErrorRecord(str(error), asked.id)


def _id(line: bytes) -> msgspec.Raw | msgspec.UnsetType:
    """Return the id of a line that is not fit to be asked, if that much can be read."""
    try:
        return _NAMED.decode(line).id
    except _UNREADABLE:
        return msgspec.UNSET
