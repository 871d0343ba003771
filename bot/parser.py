"""The grammar of the command line.  It knows no command's code, so that ``--help`` is quick."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from bot import phrases
from bot.phrases import Phrase
from retrieval.model import Language

PROGRAM = "wenbao"
USAGE_ERROR = 2


class Parser(ArgumentParser):
    """Says what is wrong in the one line that all our errors have."""

    def error(self, message: str) -> NoReturn:
        """Print ``wenbao: <what>: <how to mend it>`` and exit with 2."""
        sys.stderr.write(f"{PROGRAM}: {message}: see `{self.prog} --help`\n")
        raise SystemExit(USAGE_ERROR)


def parser(language: Language) -> Parser:
    """Return the parser of the whole command line, its help in ``language``."""
    top = Parser(prog=PROGRAM, description=phrases.CLI_ABOUT[language])
    top.add_argument("--version", action="version", version=f"{PROGRAM} {version(PROGRAM)}")
    top.add_argument("--config", type=Path, metavar="FILE", help=phrases.ARG_CONFIG[language])
    top.add_argument("--archive", type=Path, metavar="DIR", help=phrases.ARG_ARCHIVE[language])
    commands = _Commands(top, language)
    _add_archive_commands(commands, language)
    _add_question_commands(commands, language)
    _add_page_commands(commands, language)
    return top


class _Commands:
    """Adds commands, each with the options all have and an example."""

    def __init__(self, top: Parser, language: Language) -> None:
        self._adder = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
        self._language = language

    def add(self, name: str, help_: Phrase, example: str) -> Parser:
        text = help_[self._language]
        command: Parser = self._adder.add_parser(
            name,
            help=text,
            description=text,
            epilog=f"{phrases.CLI_EXAMPLE[self._language]} {PROGRAM} {example}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        for option, metavar, said in (
            ("--config", "FILE", phrases.ARG_CONFIG),
            ("--archive", "DIR", phrases.ARG_ARCHIVE),
        ):
            # SUPPRESS: a default here would undo the same option given before the command.
            command.add_argument(
                option, type=Path, metavar=metavar, default=SUPPRESS, help=said[self._language]
            )
        return command


def _add_archive_commands(commands: _Commands, language: Language) -> None:
    index = commands.add("index", phrases.CLI_INDEX, "index pages/ --prune")
    index.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help=phrases.ARG_PATHS[language]
    )
    index.add_argument("--rebuild", action="store_true", help=phrases.ARG_REBUILD[language])
    index.add_argument("--prune", action="store_true", help=phrases.ARG_PRUNE[language])
    _add_json(index, language)
    about = commands.add("about", phrases.CLI_HOLDINGS, "about --json")
    _add_json(about, language)
    show = commands.add("show", phrases.CLI_SHOW, "show a2nksd73hq4mx")
    show.add_argument("id", metavar="ID", help=phrases.ARG_ID[language])


def _add_question_commands(commands: _Commands, language: Language) -> None:
    ask = commands.add("ask", phrases.CLI_ASK, 'ask "哪些城市建了工人驿站？"')
    ask.add_argument("question", nargs="+", metavar="QUESTION", help=phrases.ARG_QUESTION[language])
    _add_most(ask, phrases.ARG_MOST[language])
    _add_json(ask, language)
    ask.add_argument("--explain", action="store_true", help=phrases.ARG_EXPLAIN[language])
    batch = commands.add("batch", phrases.CLI_BATCH, "batch -k 5 < questions.jsonl")
    _add_most(batch, phrases.ARG_MOST_BATCH[language])
    commands.add("repl", phrases.CLI_REPL, "repl --archive archive")
    commands.add("bot", phrases.CLI_BOT, "bot --config config.toml")
    judge = commands.add("eval", phrases.CLI_EVAL, "eval tests/gold/qa/dev.jsonl")
    judge.add_argument(
        "questions", type=Path, metavar="QUESTIONS.jsonl", help=phrases.ARG_JUDGED[language]
    )
    _add_json(judge, language)


def _add_page_commands(commands: _Commands, language: Language) -> None:
    pages = commands.add("pages", phrases.CLI_PAGES, "pages seeds/ --json")
    pages.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=phrases.ARG_PAGES[language]
    )
    _add_json(pages, language)
    pages.add_argument("--explain", action="store_true", help=phrases.ARG_EXPLAIN_LINES[language])


def _add_json(command: Parser, language: Language) -> None:
    command.add_argument("--json", action="store_true", help=phrases.ARG_JSON[language])


def _add_most(command: Parser, help_: str) -> None:
    command.add_argument("-k", type=_count, metavar="N", help=help_)


def _count(text: str) -> int:
    """Read a number of passages: 1 or more."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)
