"""The conversation: questions, paging, whole articles, follow-ups; and the terminal around it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from prompt_toolkit.history import FileHistory, InMemoryHistory

from bot.config import Config
from bot.conversation import NAMES, Conversation, Leave
from bot.repl import history
from bot.reply import Reply, Style
from retrieval.answer import Answerer
from retrieval.model import Language

ROOT = Path(__file__).parents[2]
QUESTION = "哪些城市建了工人驿站？"


@pytest.fixture
def conversation(seed_answerer: Answerer) -> Conversation:
    """A conversation about the seed pages."""
    return Conversation(seed_answerer, 3, Language.ZH)


def said(conversation: Conversation, line: str) -> str:
    """Return the text of the reply to ``line``."""
    reply = conversation.respond(line)
    assert isinstance(reply, Reply)
    return reply.text


def numbers(text: str) -> list[int]:
    """Return the numbers of the cards of a reply."""
    heads = (line.partition(". ")[0] for line in text.splitlines() if ". " in line)
    return [int(head) for head in heads if head.isdigit()]


def test_paging(conversation: Conversation) -> None:
    """Enter and /next go on, /prev goes back, and the ends say that they are the ends."""
    first = said(conversation, QUESTION)
    second = said(conversation, "")
    third = said(conversation, "/next")

    assert [numbers(text) for text in (first, second, third)] == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert said(conversation, "/prev") == second
    assert said(conversation, "/prev") == first
    assert said(conversation, "/prev") == "已经是第一页。"
    while conversation.has_more:
        said(conversation, "/next")
    assert said(conversation, "/next") == "已经是最后一页。"


def test_article_and_neighbours(conversation: Conversation, seed_answerer: Answerer) -> None:
    """A card's number opens its whole article, and its passage between the neighbours."""
    said(conversation, QUESTION)
    best = seed_answerer.answer(QUESTION).quotes[0]
    around = conversation.respond("/around 1")
    whole = said(conversation, "/article 1")

    assert isinstance(around, Reply)
    quoted = [around.text[s.start : s.end] for s in around.spans if s.style is Style.QUOTE]
    assert quoted == [best.passage.text]
    for paragraph in seed_answerer.article(best.article.id).paragraphs:
        assert paragraph.text in whole


def test_article_by_id(conversation: Conversation, seed_answerer: Answerer) -> None:
    """The id of an article opens it, answer or none; an unknown one says so."""
    article = seed_answerer.answer(QUESTION).quotes[0].article

    assert article.headline
    assert article.headline in said(conversation, f"/article {article.id}")
    assert "nothing called 'aaaaaaaaaaaaa'" in said(conversation, "/article aaaaaaaaaaaaa")


@pytest.mark.parametrize("line", ["/article", "/article 0", "/article 999", "/around x"])
def test_card_that_is_not_there(conversation: Conversation, line: str) -> None:
    """A number that names no card gets the numbers that do."""
    said(conversation, QUESTION)

    assert "请写第几条，1 到 " in said(conversation, line)


@pytest.mark.parametrize("line", ["", "/next", "/prev", "/article 1", "/around 1", "/explain"])
def test_nothing_asked_yet(conversation: Conversation, line: str) -> None:
    """Before the first question there is nothing to turn or to open."""
    assert said(conversation, line) == "还没有提问。"


def test_nothing_found_has_no_cards(conversation: Conversation) -> None:
    """An answer without quotes has no articles to open."""
    assert "没有找到" in said(conversation, "石家庄的地铁哪年通车？")
    assert said(conversation, "/article 1") == "这次没有引文可看。"
    assert said(conversation, "/next") == "已经是最后一页。"


def test_follow_up_and_fresh_start(conversation: Conversation) -> None:
    """A follow-up borrows from the question before and says so; /new forgets it."""
    said(conversation, QUESTION)
    follow_up = said(conversation, "那江苏呢？")

    assert "沿用前面的提问：" in follow_up
    assert said(conversation, "/new") == "好，从头问起。"
    assert said(conversation, "/next") == "还没有提问。"
    assert "沿用前面的提问：" not in said(conversation, "那江苏呢？")


def test_language_follows_the_question(conversation: Conversation) -> None:
    """Commands answer in the language of the last question."""
    said(conversation, "which cities build worker stations?")

    assert "the whole article of card N" in said(conversation, "/help")
    said(conversation, QUESTION)
    assert "第 N 条的全文" in said(conversation, "/help")


def test_help_names_every_command(conversation: Conversation) -> None:
    """/help lists all commands there are, in both languages."""
    chinese = said(conversation, "/help")
    english = said(Conversation(conversation._answerer, 3, Language.EN), "/help")

    for name in NAMES:
        assert name in chinese
        assert name in english


def test_unknown_command(conversation: Conversation) -> None:
    """A mistyped command gets the nearest one, or the way to the list."""
    assert said(conversation, "/artcle 1") == "没有 /artcle 这个命令。是不是要 /article？"
    assert said(conversation, "/xyzzy") == "没有 /xyzzy 这个命令。/help 列出全部命令。"


def test_errors_do_not_end_the_conversation(conversation: Conversation) -> None:
    """What cannot be asked is answered in a sentence, and the next question is served."""
    assert said(conversation, "？？？").startswith("这个问题查不了")
    assert said(conversation, "长" * 5000).startswith("这个问题查不了")
    assert numbers(said(conversation, QUESTION)) == [1, 2, 3]


def test_other_commands(conversation: Conversation) -> None:
    """/about, /explain and /quit do what they say, in any case of letters."""
    assert "5 个版面" in said(conversation, "/about")
    said(conversation, QUESTION)
    assert "为什么是这些段落" in said(conversation, "/EXPLAIN")
    assert isinstance(conversation.respond("/quit"), Leave)


# ---------------------------------------------------------------- history
def test_history_lies_in_the_state_directory(tmp_path: Path) -> None:
    """The history file follows XDG and is its owner's alone; without a place there is none."""
    blocked = tmp_path / "file"
    blocked.touch()

    kept = history({"XDG_STATE_HOME": str(tmp_path)})
    at_home = history({"HOME": str(tmp_path)})

    assert isinstance(kept, FileHistory)
    assert (tmp_path / "wenbao/history").stat().st_mode & 0o777 == 0o600
    assert isinstance(at_home, FileHistory)
    assert (tmp_path / ".local/state/wenbao/history").is_file()
    assert isinstance(history({}), InMemoryHistory)
    assert isinstance(history({"XDG_STATE_HOME": str(blocked)}), InMemoryHistory)


# ---------------------------------------------------------------- at a terminal
@dataclass(slots=True)
class Typist:
    """Somebody at a terminal of 80 columns; ``unread`` is what they have not looked at yet."""

    terminal: int
    child: subprocess.Popen[bytes]
    unread: bytes = b""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.terminal, keys.encode())

    def until(self, text: str, patience: float = 30.0) -> str:
        """Read on until ``text`` has been shown, and return what was read."""
        deadline, sought = time.monotonic() + patience, text.encode()
        while sought not in self.unread:
            ready, _, _ = select.select([self.terminal], [], [], deadline - time.monotonic())
            assert ready, f"{text!r} did not appear after {self.unread.decode(errors='ignore')!r}"
            self.unread += os.read(self.terminal, 65536)
        read, self.unread = self.unread.split(sought, 1)
        return (read + sought).decode()


@pytest.fixture
def typist(seed_config: Config, tmp_path: Path) -> Iterator[Typist]:
    """Somebody who has just started the REPL."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 80))
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "LANG": "zh_CN.UTF-8",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "WENBAO_ARCHIVE_PATH": str(seed_config.archive.path),
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "bot", "repl"],
        cwd=tmp_path,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    yield Typist(ours, child)
    child.kill()
    child.wait()
    os.close(ours)


def test_at_a_terminal(typist: Typist, tmp_path: Path) -> None:
    """Greeting, answer in colour, Ctrl-C drops the line and not the conversation, Ctrl-D leaves."""
    greeting = typist.until("问› ")
    assert "5 个版面" in greeting
    typist.type(f"{QUESTION}\r")
    shown = typist.until("/article N 看全文")
    assert "\x1b[1;31m" in shown
    typist.until("问› ")
    typist.type("没写完的问题\x03")
    typist.until("没写完的问题")
    typist.until("问› ")
    typist.type("/about\r")
    typist.until("档案库现有 5 个版面")
    typist.until("问› ")
    typist.type("\x04")

    assert typist.child.wait(60) == 0
    kept = (tmp_path / ".local/state/wenbao/history").read_text("utf-8")
    assert QUESTION in kept
    assert "没写完" not in kept
