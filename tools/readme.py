"""Writes the transcripts and the figures of both READMEs anew, as the program is today.

``python -m tools.readme``: run it when an answer or a figure has changed for a good reason;
``tests/test_readme.py`` fails until then.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.compose import build_archive, open_answerer
from bot.config import Archive, Config
from bot.render import render
from retrieval.answer import Answerer
from retrieval.evaluate import Figures, by, evaluate, figures, read_judged

ROOT = Path(__file__).parents[1]
PROMPT = "问› "
CHAT = "> "


class Silent:
    """Hears how the build goes and says nothing."""

    def waiting(self, holder: str) -> None:
        """Hear that somebody holds the lock."""

    def progress(self, done: int, total: int) -> None:
        """Hear how far the build is."""


def block(text: str, start: str, fresh: Callable[[str], str]) -> str:
    """Replace the fenced block that begins with ``start`` by what ``fresh`` makes of it."""
    return re.sub(
        rf"```text\n({re.escape(start)}.*?)\n```",
        lambda match: f"```text\n{fresh(match[1])}\n```",
        text,
        flags=re.DOTALL,
    )


def repl(archive: Path, shown: str) -> str:
    """Ask the questions of a REPL transcript again."""
    questions = [line for line in shown.splitlines() if line.startswith(PROMPT)]
    said, transcript = "", []
    for number, question in enumerate(questions, 1):
        typed = "".join(f"{line.removeprefix(PROMPT)}\n" for line in questions[:number])
        command = [sys.executable, "-m", "bot", "--archive", str(archive), "repl"]
        ran = subprocess.run(command, input=typed, capture_output=True, text=True, check=True)
        transcript.append(f"{question}\n{ran.stdout.removeprefix(said).strip()}")
        said = ran.stdout
    return "\n\n".join(transcript)


def chat(answerer: Answerer, shown: str) -> str:
    """Ask the question of a chat again."""
    question = shown.splitlines()[0]
    reply = render(answerer.answer(question.removeprefix(CHAT)))
    rows = [" ".join(f"[{button.label}]" for button in row) for row in reply.buttons]
    return "\n".join([question, "", reply.text, *rows])


def measured(answerer: Answerer) -> list[Figures]:
    """Return the figures of all judged questions, of simplified, traditional and English ones."""
    gold = ROOT / "tests" / "gold" / "qa" / "dev.jsonl"
    judged = read_judged(gold.read_text(encoding="utf-8").splitlines())
    outcomes = evaluate(judged, answerer.answer)
    groups = by(outcomes, lambda question: question.language)
    return [figures(outcomes), groups["zh"], groups["zh-hant"], groups["en"]]


def table(text: str, every: Iterable[Figures]) -> str:
    """Replace the rows of the table of figures, in their order."""
    rows = iter(every)

    def row(match: re.Match[str]) -> str:
        one = next(rows)
        cells = [f"{value or 0:.3f}".lstrip("0") for value in (one.hit1, one.hit3, one.hit5)]
        mrr = f"{one.mrr or 0:.3f}".lstrip("0")
        return f"| {match[1]} | {one.questions} | {' | '.join(cells)} | {mrr} |"

    return re.sub(r"^\| (\S+) \| \d+ \| [.\d| ]+ \|$", row, text, flags=re.MULTILINE)


def main() -> None:
    """Build the archive of the seeds and write both files."""
    with TemporaryDirectory() as base:
        config = Config(archive=Archive(path=Path(base, "archive")))
        build_archive(config, [ROOT / "seeds"], Silent(), rebuild=False, prune=False)
        with closing(open_answerer(config)) as answerer:
            every = measured(answerer)
            for readme in (ROOT / "README.md", ROOT / "README.zh.md"):
                text = readme.read_text(encoding="utf-8")
                text = block(text, PROMPT, lambda shown: repl(config.archive.path, shown))
                text = block(text, CHAT, lambda shown: chat(answerer, shown))
                readme.write_text(table(text, every), encoding="utf-8")


if __name__ == "__main__":
    main()
