"""The documents do not lie: what they show is run, what they name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import Config
from bot.parser import parser
from bot.render import render
from retrieval.answer import Answerer
from retrieval.evaluate import Outcome, by, figures
from retrieval.model import Language
from tests.bot.command_line import CommandLine
from tests.conftest import ROOT

READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
DOCUMENTS = [*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PROMPT = "问› "


def name(path: Path) -> str:
    """Return a file's name."""
    return path.name


def block(readme: Path, start: str) -> list[str]:
    """Return the lines of the fenced block that begins with ``start``, without empty ones."""
    blocks = re.findall(r"```text\n(.*?)\n```", readme.read_text(encoding="utf-8"), re.DOTALL)
    (found,) = [text for text in blocks if text.startswith(start)]
    return [line for line in found.splitlines() if line]


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_the_repl_transcript_is_what_the_repl_says(
    readme: Path, seed_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The questions of the transcript, piped into the REPL, get the answers shown."""
    lines = block(readme, PROMPT)
    questions = [line.removeprefix(PROMPT) for line in lines if line.startswith(PROMPT)]
    shown = [line for line in lines if not line.startswith(PROMPT)]

    typed = "\n".join(questions).encode()
    wenbao = CommandLine(monkeypatch)
    ran = wenbao("--archive", str(seed_config.archive.path), "repl", stdin=typed)

    assert len(questions) >= 4
    assert [line for line in ran.out.splitlines() if line] == shown


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_the_chat_transcript_is_what_the_bot_says(readme: Path, seed_answerer: Answerer) -> None:
    """The message shown is the rendered answer to the question shown, with its buttons."""
    question, *shown = block(readme, "> ")
    reply = render(seed_answerer.answer(question.removeprefix("> ")))
    buttons = [" ".join(f"[{button.label}]" for button in row) for row in reply.buttons]

    assert shown == [*(line for line in reply.text.splitlines() if line), *buttons]


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_the_figures_are_measured_ones(readme: Path, seed_outcomes: tuple[Outcome, ...]) -> None:
    """The table of hits is what the judged questions give today."""
    groups = by(seed_outcomes, lambda question: question.language)
    every = [figures(seed_outcomes), groups["zh"], groups["zh-hant"], groups["en"]]

    rows = re.findall(r"^\| \S+ \| (\d+ \| [.\d| ]+) \|$", readme.read_text("utf-8"), re.MULTILINE)
    shown = [[float(cell) for cell in row.split(" | ")] for row in rows]

    measured = [[g.questions, g.hit1, g.hit3, g.hit5, g.mrr] for g in every]
    assert shown == [pytest.approx(row, abs=0.0006) for row in measured]


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_every_command_is_documented(readme: Path) -> None:
    """Each command of the program is in the table, and no other."""
    listed = set(re.findall(r"^\| `wenbao (\w+)", readme.read_text("utf-8"), re.MULTILINE))
    actions = parser(Language.EN)._subparsers
    assert actions is not None
    commands = actions._group_actions[0].choices
    assert commands is not None

    assert listed == set(commands)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_files_named_exist(document: Path) -> None:
    """A link to a file of the tree leads somewhere."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("top", ["retrieval", "bot"])
def test_the_architecture_names_every_part(top: str) -> None:
    """Each module and package stands in docs/architecture.md, and nothing that is gone."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.split(f": `{top}/`")[1].split("\n## ")[0]
    named = {
        part.rstrip("/")
        for row in re.findall(r"^\| (`[^|]+`) \|", section, re.MULTILINE)
        for part in re.findall(r"`([^`]+)`", row)
    }
    there = {
        path.name
        for path in (ROOT / top).iterdir()
        if path.name not in {"__init__.py", "__main__.py", "__pycache__", "py.typed"}
    }

    assert named == there


def test_the_example_of_make_is_the_makefile() -> None:
    """The two commands of the README are targets."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for target in ("repl", "test"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        for readme in READMES:
            assert f"make {target}" in readme.read_text(encoding="utf-8")
