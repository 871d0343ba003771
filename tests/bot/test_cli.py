"""The command line: names, streams, exit codes, JSON, and one clear line for every error."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from rich.cells import cell_len

from bot import building, cli
from bot.config import Config
from retrieval.answer import Answerer
from tests.bot.command_line import CommandLine, Ran
from tests.conftest import SEEDS

ROOT = Path(__file__).parents[2]
QUESTION = "哪些城市建了工人驿站？"
PASSAGE_KEYS = [
    "rank",
    "id",
    "text",
    "highlights",
    "headline",
    "kicker",
    "subheadline",
    "byline",
    "section",
    "article",
    "source",
    "lines",
    "date",
    "paper",
    "places",
    "score",
]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CommandLine:
    """A command line in an empty directory, without any setting of ours in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("WENBAO_")]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return CommandLine(monkeypatch)


@pytest.fixture
def seeded(
    line: CommandLine,
    seed_config: Config,
    seed_answerer: Answerer,
    monkeypatch: pytest.MonkeyPatch,
) -> CommandLine:
    """The same, with an archive of the seed pages, opened once for all tests."""
    opened = {seed_config.archive.path: seed_answerer}
    monkeypatch.setattr(building, "open_answerer", lambda config: opened[config.archive.path])
    monkeypatch.setenv("WENBAO_ARCHIVE_PATH", str(seed_config.archive.path))
    return line


def one_line(ran: Ran, code: int) -> str:
    """Check that a command failed with one line of the agreed form, and return it."""
    assert ran.code == code
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    what, _, mend = ran.err.removeprefix("wenbao: ").strip().rpartition(": ")
    assert ran.err.startswith("wenbao: ")
    assert what
    assert mend
    return ran.err


# ---------------------------------------------------------------- usage and configuration
@pytest.mark.parametrize(
    "words", [(), ("asq",), ("ask",), ("ask", "-k", "0", "x"), ("pages",), ("about", "--jsn")]
)
def test_wrong_usage(line: CommandLine, words: tuple[str, ...]) -> None:
    """Wrong usage is said in one line that names the help, with exit code 2."""
    assert "--help" in one_line(line(*words), 2)


@pytest.mark.parametrize(
    "command", ["index", "ask", "batch", "repl", "bot", "pages", "show", "eval", "about"]
)
@pytest.mark.parametrize(("locale", "example"), [("C", "example: "), ("zh_CN.UTF-8", "例：")])
def test_help_shows_an_example(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch, command: str, locale: str, example: str
) -> None:
    """Each command's help ends with an example, in the language of the locale."""
    monkeypatch.setenv("LANG", locale)
    ran = line(command, "--help")

    assert ran.code == 0
    assert f"{example} wenbao {command}".replace("  ", " ") in ran.out


def test_bad_configuration(line: CommandLine) -> None:
    """A bad configuration is told before anything is done, with exit code 2."""
    Path("config.toml").write_text("[answers]\ncrads = 3")

    assert "did you mean answers.cards?" in one_line(line("ask", QUESTION), 2)


def test_bad_variable(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong value in the environment is an error that names the variable."""
    monkeypatch.setenv("WENBAO_ANSWERS_CARDS", "many")

    assert "WENBAO_ANSWERS_CARDS" in one_line(line("about"), 2)


def test_unknown_variable_is_a_warning(
    seeded: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that looks like ours and names nothing is told, and the work is done."""
    monkeypatch.setenv("WENBAO_ANSWERS_CRADS", "3")
    ran = seeded("about")

    assert ran.code == 0
    assert "WENBAO_ANSWERS_CRADS" in ran.err
    assert "did you mean WENBAO_ANSWERS_CARDS?" in ran.err


def test_bot_without_token(line: CommandLine) -> None:
    """The bot needs a token, and says how to give it one before it opens anything."""
    assert "WENBAO_TELEGRAM_TOKEN" in one_line(line("bot"), 2)
    assert not Path("archive").exists()


# ---------------------------------------------------------------- ask
def test_ask(seeded: CommandLine) -> None:
    """An answer for people: three cards on standard output, nothing on standard error."""
    ran = seeded("ask", QUESTION)

    assert (ran.code, ran.err) == (0, "")
    assert "\n3. " in ran.out
    assert "\n4. " not in ran.out
    assert "│ " in ran.out
    assert "\x1b" not in ran.out


def test_ask_without_quotation_marks(seeded: CommandLine) -> None:
    """A question may come as several words."""
    ran = seeded("ask", "which", "cities", "build", "worker", "stations?", "--json")

    assert json.loads(ran.out)["question"] == "which cities build worker stations?"


def test_ask_json(seeded: CommandLine) -> None:
    """The JSON has exactly the agreed keys, at most k passages, and slices of its own text."""
    ran = seeded("ask", QUESTION, "--json", "-k", "4")
    answer = json.loads(ran.out)

    assert list(answer) == [
        "question",
        "language",
        "verdict",
        "abstained",
        "wants",
        "searched",
        "missing",
        "places",
        "passages",
        "total",
        "seconds",
    ]
    assert answer["language"] == "zh"
    assert (answer["verdict"], answer["abstained"], answer["wants"]) == ("found", False, "list")
    assert [p["rank"] for p in answer["passages"]] == [1, 2, 3, 4]
    assert all(list(p) == PASSAGE_KEYS for p in answer["passages"])
    assert list(answer["places"][0]) == ["name", "full", "english", "passages"]
    assert len({place["full"] for place in answer["places"]}) == len(answer["places"])
    for passage in answer["passages"]:
        assert 0 <= passage["score"] <= 1
        assert all(0 <= a < b <= len(passage["text"]) for a, b in passage["highlights"])
    assert ran.out.count("\n") == 1


def test_ask_json_by_default_ten(seeded: CommandLine) -> None:
    """Without -k the JSON carries ten passages."""
    assert len(json.loads(seeded("ask", QUESTION, "--json").out)["passages"]) == 10


def test_nothing_found_is_done(seeded: CommandLine) -> None:
    """A question the archive cannot answer ends with exit code 0 and names what is missing."""
    ran = seeded("ask", "--json", "石家庄的地铁哪年通车？")
    answer = json.loads(ran.out)

    assert ran.code == 0
    assert (answer["verdict"], answer["abstained"], answer["passages"]) == ("nothing", True, [])
    assert "石家庄" in answer["missing"]


def test_explain(seeded: CommandLine) -> None:
    """The explanation adds up: the shares of a hit are its score."""
    answer = json.loads(seeded("ask", "--json", "--explain", QUESTION).out)
    explanation = answer["explanation"]

    assert [c["surface"] for c in explanation["concepts"]]
    assert explanation["hits"][0]["order"] >= explanation["hits"][-1]["order"]
    assert all(len(h["parts"]) == len(explanation["concepts"]) for h in explanation["hits"])
    told = seeded("ask", "--explain", QUESTION).out
    assert "为什么是这些段落" in told
    assert explanation["concepts"][-1]["surface"] in told


@pytest.mark.parametrize("question", ["", "  ", "？！", "x" * 100_000])
def test_question_that_cannot_be_asked(seeded: CommandLine, question: str) -> None:
    """An empty or endless question is refused in one line."""
    assert "the question" in one_line(seeded("ask", question), 1)


@pytest.mark.parametrize(
    "question",
    [
        "<b>x</b> &amp; *",
        "' OR 1=1; --",
        "NEAR(工会 驿站) OR *",
        "\x00工会",
        "\udcff工会",
        "😀 工会",
    ],
)
def test_question_full_of_markup(seeded: CommandLine, question: str) -> None:
    """Markup, operators and broken bytes are words like others."""
    ran = seeded("ask", "--json", question)

    assert ran.code == 0
    assert json.loads(ran.out)["verdict"] in {"found", "weak", "nothing"}


# ---------------------------------------------------------------- batch
def test_batch(seeded: CommandLine) -> None:
    """Answers come in the order of the questions; a bad line is told and the run goes on."""
    lines = [
        {"id": "q1", "question": "谁夸过长宁的代表工作站？"},
        {"id": {"n": 2}},
        {"id": 3, "question": ""},
        {"question": QUESTION},
        {"id": None, "question": "那福建呢？", "context": [QUESTION]},
    ]
    rows = [json.dumps(row, ensure_ascii=False).encode() for row in lines]
    stdin = b"\n".join([*rows, b"no json", b"\xff", b"[" * 9999, b"[]", b"", b"  ", b'{"id": 9}'])

    ran = seeded("batch", "-k", "1", stdin=stdin)
    got = [json.loads(row) for row in ran.out.splitlines()]

    assert ran.code == 0
    assert [row.get("id", "none") for row in got] == [
        "q1",
        {"n": 2},
        3,
        "none",
        None,
        "none",
        "none",
        "none",
        "none",
        9,
    ]
    assert [("error" in row) for row in got] == [False, True, True, False, False, *[True] * 5]
    assert got[0]["passages"][0]["headline"] == "“三站一点”打造职工身边的民主"
    assert [len(row["passages"]) for row in got if "passages" in row] == [1, 1, 1]
    assert list(got[1]) == ["error", "id"]


# ---------------------------------------------------------------- archives
def test_first_question_builds_the_archive(line: CommandLine) -> None:
    """Without an archive at the default place the seeds are taken in first, and that is said."""
    Path("seeds").mkdir()
    shutil.copy(next((ROOT / "seeds").glob("000_*.txt")), "seeds")
    ran = line("ask", "谁夸过长宁的代表工作站？")

    assert ran.code == 0
    assert "申忠芳" in ran.out
    assert "seeds/" in ran.err
    assert Path("archive").is_dir()
    assert line("ask", "谁夸过长宁的代表工作站？").err == ""


def test_archive_elsewhere_is_not_built(line: CommandLine) -> None:
    """An archive that was named must be there."""
    Path("seeds").mkdir()
    Path("seeds/page.txt").write_text("工会建成驿站。\n")

    assert "wenbao index" in one_line(line("ask", "--archive", "other", "驿站"), 1)
    assert "wenbao index" in one_line(line("--archive", "other", "ask", "驿站"), 1)
    assert not Path("other").exists()


@pytest.mark.parametrize("command", [("ask", "驿站"), ("about",), ("show", "p1"), ("repl",)])
def test_foreign_archive(line: CommandLine, command: tuple[str, ...]) -> None:
    """A directory with somebody else's database is refused, and left as it is."""
    Path("archive").mkdir()
    Path("archive/archive.db").write_bytes(b"not a database")

    assert "archive" in one_line(line(*command), 1)
    assert Path("archive/archive.db").read_bytes() == b"not a database"


def test_index(line: CommandLine) -> None:
    """The summary counts what was done; a second run finds nothing to do; refusals are named."""
    pages = Path("pages")
    pages.mkdir()
    (pages / "one.txt").write_text("工会建成驿站\n\n本报讯 青岛市总工会建成驿站五百座。\n")
    (pages / "two.md").write_text("# 宁波\n\n本报讯 宁波市总工会建成驿站三百座。\n")
    (pages / "empty.txt").write_text("")
    (pages / "noise.txt").write_bytes(bytes(range(256)) * 9)

    first = line("index", "pages", "--json")
    summary = json.loads(first.out)

    assert first.code == 0
    assert {key: summary[key] for key in ("pages", "added", "changed", "unchanged")} == {
        "pages": 2,
        "added": 2,
        "changed": 0,
        "unchanged": 0,
    }
    assert {row["name"] for row in summary["refused"]} == {"empty.txt", "noise.txt"}
    assert summary["pages_per_second"] > 0
    assert "empty.txt" in first.err
    (pages / "two.md").unlink()
    again = json.loads(line("index", "pages", "--prune", "--json").out)
    assert (again["added"], again["unchanged"], again["removed"]) == (0, 1, 1)
    assert "1 newspaper page," in line("index", "pages").out


def test_index_of_nothing(line: CommandLine) -> None:
    """When no page at all could be read the command has failed."""
    Path("empty.txt").write_text("")
    ran = line("index", "empty.txt", "missing")

    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.splitlines()[-1].startswith("wenbao: no page could be read from empty.txt")
    assert "missing" in ran.err.splitlines()[-2] + ran.err.splitlines()[0]


def test_about(seeded: CommandLine) -> None:
    """What the archive holds, for people and as JSON."""
    about = json.loads(seeded("about", "--json").out)

    assert about["pages"] == 5
    assert about["fingerprint"]
    assert "rank-bm25" in about["versions"]
    assert "5 newspaper pages" in seeded("about").out


def test_show(seeded: CommandLine) -> None:
    """The ids that answers carry name their passage and their article."""
    passage = json.loads(seeded("ask", "--json", "-k", "1", QUESTION).out)["passages"][0]

    alone = seeded("show", passage["id"]).out
    whole = seeded("show", passage["article"]).out

    assert f"│ {passage['text']}\n" in alone
    assert passage["text"] in whole
    assert len(whole) > len(alone)
    assert "nix" in one_line(seeded("show", "nix"), 1)


# ---------------------------------------------------------------- pages and figures
def test_pages(line: CommandLine) -> None:
    """Page files are split without an archive, one JSON object a file."""
    ran = line("pages", str(ROOT / "seeds"), "--json")
    rows = [json.loads(row) for row in ran.out.splitlines()]

    assert ran.code == 0
    assert len(rows) == 5
    assert all(row["articles"][0]["paragraphs"] for row in rows)
    assert not list(Path().iterdir())
    assert "架起" not in line("pages", str(ROOT / "seeds")).out
    assert "“三站一点”打造职工身边的民主" in line("pages", str(ROOT / "seeds")).out


def test_pages_explained(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line is told in order, with role, beginning and reason, in 80 columns."""
    page = ROOT / "seeds" / "003_0a4464932e09dc1c.txt"
    filled = [n for n, text in enumerate(page.read_text("utf-8").split("\n"), 1) if text.strip()]
    for locale, role, reason in (
        ("C", "headline", "as long as body text +0.5"),
        ("zh_CN.UTF-8", "标题", "正文的长短 +0.5"),
    ):
        monkeypatch.setenv("LANG", locale)
        rows = line("pages", str(page), "--explain").out.splitlines()
        first = [row.split() for row in rows[1:] if row[:6].strip()]

        assert page.name in rows[0]
        assert list(dict.fromkeys(int(row[0]) for row in first)) == filled
        assert any(row[1] == role for row in first)
        assert any(row.startswith("        ") and reason in row for row in rows)
        assert max(map(cell_len, rows)) <= 80
        assert any(row.endswith("…") for row in rows)


def test_pages_explained_as_json(line: CommandLine) -> None:
    """With --json every line is an object: the line whole, the reason in two languages."""
    Path("good.txt").write_text("# 工会建成驿站\n\n本报讯 青岛市总工会建成驿站五百座。\n")
    ran = line("pages", "good.txt", "--explain", "--json")
    head, text = (json.loads(row) for row in ran.out.splitlines())

    assert list(head) == ["file", "line", "role", "text", "reason", "reason_en"]
    assert (head["line"], head["role"], head["text"]) == (1, "headline", "# 工会建成驿站")
    assert "有 # 号 +3.5" in head["reason"]
    assert "is marked with # +3.5" in head["reason_en"]
    assert (text["line"], text["role"], text["file"]) == (3, "paragraph", "good.txt")


def test_pages_with_refusals(line: CommandLine) -> None:
    """A file that cannot be read is named; the rest is printed; nothing readable is a failure."""
    Path("empty.txt").write_text("")
    Path("good.txt").write_text("工会建成驿站\n\n本报讯 青岛市总工会建成驿站五百座。\n")

    mixed = line("pages", "empty.txt", "good.txt", "--json")
    bad = line("pages", "empty.txt", "--json")

    assert mixed.code == 0
    assert json.loads(mixed.out)["file"] == "good.txt"
    assert "empty.txt" in mixed.err
    assert bad.code == 1


def test_eval(seeded: CommandLine) -> None:
    """Judged questions give figures by language and type, as a table and as JSON."""
    judged = {
        "id": "1",
        "lang": "zh",
        "type": "person",
        "question": "哪位跑外卖的夸过长宁的代表工作站?",
        "answers": ["申忠芳"],
        "passages": [
            {"file": "000_1eee8d867a7f2f80.txt", "quote": "申忠芳对长宁区职工代表工作站赞不绝口"}
        ],
    }
    Path("judged.jsonl").write_text(json.dumps(judged))

    figures = json.loads(seeded("eval", "judged.jsonl", "--json").out)
    table = seeded("eval", "judged.jsonl").out

    assert figures["all"]["questions"] == 1
    assert figures["languages"]["zh"]["hit1"] == 1.0
    assert figures["types"]["person"]["mrr"] == 1.0
    assert [row.split()[0] for row in table.splitlines() if row.strip()] == [
        "questions",
        "all",
        "zh",
        "person",
    ]
    assert max(map(len, table.splitlines())) <= 80


@pytest.mark.parametrize("content", [b"", b"nope\n", b"{}\n", b"\xff\xfe\n"])
def test_eval_of_something_else(seeded: CommandLine, content: bytes) -> None:
    """A file that holds no judged questions is refused."""
    Path("judged.jsonl").write_bytes(content)

    one_line(seeded("eval", "judged.jsonl"), 1)
    one_line(seeded("eval", "not-there.jsonl"), 1)


# ---------------------------------------------------------------- errors nobody foresaw
def test_unforeseen_error(seeded: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program is one line that says how to learn more, never a traceback."""

    def broken(name: str) -> cli.Command:
        raise KeyError(name)

    monkeypatch.setattr(cli, "_command", broken)

    assert "PYTHONDEVMODE=1" in one_line(seeded("about"), 1)


# ---------------------------------------------------------------- as a program of its own
@dataclass(frozen=True, slots=True)
class Program:
    """``wenbao`` as a child process on the seed pages."""

    environment: dict[str, str]
    directory: Path

    def start(self, *words: str, out: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
        """Start a command with pipes on all streams but those given."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=self.directory,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=out or subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


@pytest.fixture
def program(seed_config: Config, tmp_path: Path) -> Iterator[Program]:
    """The program in the poorest of locales."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path / "home"),
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "WENBAO_ARCHIVE_PATH": str(seed_config.archive.path),
    }
    yield Program(environment, tmp_path)
    shutil.rmtree(tmp_path / "home", ignore_errors=True)


def test_utf8_in_a_poor_locale(program: Program) -> None:
    """Chinese goes in and comes out as UTF-8 even where the locale knows ASCII only."""
    with program.start("repl") as child:
        out, err = child.communicate(f"{QUESTION}\n".encode(), timeout=60)

    assert child.returncode == 0
    assert "工会驿站" in out.decode("utf-8")
    assert err == b""


@pytest.mark.parametrize("command", [("ask", QUESTION), ("ask", "--json", QUESTION), ("--help",)])
def test_nobody_reads(program: Program, command: tuple[str, ...]) -> None:
    """When nobody ever reads the answer, the program ends without a word."""
    with program.start(*command) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(60) == 0


def test_full_disk(program: Program) -> None:
    """Output that cannot be written is a failure, told in one line."""
    with Path("/dev/full").open("wb") as full, program.start("ask", QUESTION, out=full) as child:
        assert child.stderr
        told = child.stderr.read().decode()
        assert child.wait(60) == 1

    assert told.startswith("wenbao: ")
    assert told.count("\n") == 1
    assert "space left" in told


def test_closed_pipe_is_quiet(program: Program) -> None:
    """When the reader of a pipe has gone, a run ends there and without a word."""
    with program.start("batch") as child:
        assert child.stdin
        assert child.stdout
        assert child.stderr
        child.stdin.write('{"question": "工会"}\n'.encode())
        child.stdin.flush()
        child.stdout.readline()
        child.stdout.close()
        child.stdin.write('{"question": "工会"}\n'.encode() * 50)
        child.stdin.close()
        assert child.stderr.read() == b""
        assert child.wait(60) == 0


def test_interrupt(program: Program) -> None:
    """Ctrl-C ends a run with 130 and without a traceback."""
    with program.start("batch") as child:
        assert child.stdin
        assert child.stdout
        assert child.stderr
        child.stdin.write('{"question": "工会"}\n'.encode())
        child.stdin.flush()
        child.stdout.readline()
        child.send_signal(signal.SIGINT)
        assert child.wait(60) == 130
        assert child.stderr.read() == b""


def test_help_does_not_wait_for_the_library() -> None:
    """Reading the command line imports none of the heavy packages."""
    heavy = "numpy jieba telegram rich prompt_toolkit sqlite_utils opencc"
    script = (
        "import sys; from bot.cli import main; from bot.parser import parser; "
        f"print(sorted(set('{heavy}'.split()) & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True
    )

    assert ran.stdout.strip() == "['opencc']"


def test_pages_name_their_places(line: CommandLine) -> None:
    """Each article of ``pages --json`` has the places it speaks of, by their short names."""
    ran = line("pages", "--json", str(SEEDS / "003_0a4464932e09dc1c.txt"))

    places = [article["places"] for article in json.loads(ran.out)["articles"]]
    assert places[0][0] == "沈阳"
    assert all(places)
