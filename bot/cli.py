"""The command line: reads it, runs one command, and turns every error into one line.

The only place that exits.  0 done, 1 the work failed, 2 wrong usage or configuration, 130 Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import cast

from bot import config as settings
from bot import phrases
from bot.config import Config, ConfigRefused
from bot.parser import PROGRAM, USAGE_ERROR, parser
from retrieval.errors import WenbaoError
from retrieval.model import Language

_FAILED = 1
_INTERRUPTED = 130
Command = Callable[[Namespace, Config], int]


def main() -> int:
    """Run the command line of this process and return its exit code."""
    _prepare_streams()
    try:
        return _run(sys.argv[1:])
    except BrokenPipeError:
        return 0  # Whoever read us has enough.
    except KeyboardInterrupt:
        return _INTERRUPTED
    finally:
        _let_go_of_output()


def _run(words: list[str]) -> int:
    language = phrases.locale_language(os.environ, otherwise=Language.EN)
    arguments = parser(language).parse_args(words)
    try:
        code = _command(arguments.command)(arguments, _configured(arguments, language))
        sys.stdout.flush()
        return code
    except ConfigRefused as error:
        return _complain(error.what, error.mend, USAGE_ERROR)
    except WenbaoError as error:
        return _complain(error.what, error.mend, _FAILED)
    except BrokenPipeError:
        raise
    except OSError as error:
        what = f"{error.filename or 'reading or writing'}: {error.strerror or error}"
        return _complain(what, "check the path, its rights and the space left", _FAILED)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        what = f"an error of the program itself ({type(error).__name__}: {error})"
        return _complain(what, "run it again with PYTHONDEVMODE=1 and report what it says", _FAILED)


def _command(name: str) -> Command:
    """Return the code of a command.

    It is imported by name, and only the one that runs: ``wenbao --help`` would otherwise wait for
    Telegram, numpy and the dictionaries, which takes longer than everything else it does.
    """
    return cast(Command, import_module(f"bot.commands.{name}").run)


def _configured(arguments: Namespace, language: Language) -> Config:
    """Return the configuration, ``--archive`` applied, and warn of variables that name nothing."""
    config = settings.load(arguments.config, os.environ)
    for name, near in settings.unknown_variables(os.environ):
        said = phrases.NEAREST[language].format(name=near) if near else ""
        warning = phrases.UNKNOWN_VARIABLE[language].format(name=name, near=said)
        sys.stderr.write(f"{PROGRAM}: {warning}\n")
    if arguments.archive is None:
        return config
    return replace(config, archive=replace(config.archive, path=arguments.archive))


def _complain(what: str, mend: str, code: int) -> int:
    one_line = " ".join(f"{PROGRAM}: {what}: {mend}".split())
    sys.stderr.write(one_line + "\n")
    return code


def _prepare_streams() -> None:
    """Read and write UTF-8 whatever the locale says; what is no text is replaced, not fatal.

    A stream that was closed before we started is nothing to read from, or to write to.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r+"))  # noqa: SIM115 (open to the end)
        getattr(sys, name).reconfigure(encoding="utf-8", errors="replace")


def _let_go_of_output() -> None:
    """Write what is left; where that fails, keep Python from trying again at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
