"""The conversation at a terminal: line editing, history, colour.  From a pipe: lines only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.shortcuts import CompleteStyle
from rich.console import Console

from bot import phrases, streams
from bot.config import Config
from bot.conversation import NAMES, Conversation, Leave
from bot.reply import Reply, Span, Style
from bot.terminal import show
from retrieval.answer import Answerer
from retrieval.model import Language

_PROMPT = FormattedText([("bold ansicyan", "问› ")])


def run(config: Config, answerer: Answerer) -> int:
    """Converse until the reader leaves, and return 0.

    Without a terminal on both ends each line of standard input has its answer, and nothing else
    is printed.
    """
    language = phrases.locale_language(os.environ, otherwise=Language.ZH)
    conversation = Conversation(answerer, config.answers.cards, language)
    console = streams.answers()
    if sys.stdin.isatty() and sys.stdout.isatty():
        _greet(conversation, console)
        _converse(conversation, console, _typed(history(os.environ)))
    else:
        _converse(conversation, console, (line for line in sys.stdin if line.strip()))
    return 0


def history(environment: Mapping[str, str]) -> History:
    """Return the history in the reader's state directory (XDG), or one for this time only."""
    home = environment.get("HOME")
    state = environment.get("XDG_STATE_HOME") or (f"{home}/.local/state" if home else "")
    if not state:
        return InMemoryHistory()
    file = Path(state, "wenbao", "history")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.open("a").close()
    except OSError:
        return InMemoryHistory()
    return FileHistory(file)


def _greet(conversation: Conversation, console: Console) -> None:
    language = conversation.language
    other = Language.ZH if language is Language.EN else Language.EN
    show(console, _line(phrases.REPL_WELCOME[language], Style.BOLD))
    show(console, _line(phrases.REPL_WELCOME[other], Style.ITALIC))
    about = conversation.respond("/about")
    if isinstance(about, Reply):
        show(console, Reply(about.text.partition("\n")[0]))
    show(console, _line(phrases.REPL_EXAMPLE[language], Style.ITALIC))
    console.print()


def _line(text: str, style: Style) -> Reply:
    return Reply(text, (Span(style, 0, len(text)),))


def _typed(past: History) -> Iterator[str]:
    """Yield what is typed until Ctrl-D; Ctrl-C drops the line, not the conversation."""
    session: PromptSession[str] = PromptSession(
        history=past,
        auto_suggest=AutoSuggestFromHistory(),
        completer=WordCompleter(NAMES, sentence=True),
        complete_style=CompleteStyle.READLINE_LIKE,
        complete_while_typing=False,
    )
    while True:
        try:
            yield session.prompt(_PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _converse(conversation: Conversation, console: Console, lines: Iterator[str]) -> None:
    for line in lines:
        response = conversation.respond(line)
        if isinstance(response, Leave):
            return
        show(console, response)
        turns = any(button.verb == "page" for row in response.buttons[:1] for button in row)
        if console.is_terminal and turns and conversation.has_more:
            show(console, _line(phrases.REPL_MORE[conversation.language], Style.ITALIC))
        console.print()
