"""The figures of the splitter: on the judged sample pages, and on synthetic pages by style."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from retrieval.articles import record, split_page
from retrieval.model import Page
from retrieval.pages import page_id, read_page
from tests.pages.press import STYLES, set_page

GOLD = Path("tests/gold/segmentation")
SEEDS = Path("seeds")
PAGES_A_STYLE = 3


def _score(predictions: Path, gold: Path, raw: Path, out: Path) -> dict[str, Any]:
    command = [sys.executable, str(GOLD / "score_pages.py"), "score", "--json", str(out)]
    command += ["--pred", str(predictions), "--gold", str(gold), "--raw", str(raw)]
    subprocess.run(command, check=True, capture_output=True)
    figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return figures


def _predict(path: Path, folder: Path) -> None:
    page = read_page(path, path.name)
    plain = json.dumps(record(page, split_page(page)), ensure_ascii=False)
    (folder / f"{path.stem}.json").write_text(plain, encoding="utf-8")


def test_the_judged_pages_keep_their_figures(tmp_path: Path) -> None:
    """Headlines, paragraphs and quotations of the judged sample pages stay at their level."""
    predictions = tmp_path / "pred"
    predictions.mkdir()
    for path in sorted(SEEDS.glob("*.txt")):
        _predict(path, predictions)
    figures = _score(predictions, GOLD, SEEDS, tmp_path / "out.json")["all"]
    assert figures["headF1"] >= 0.98
    assert figures["quote"] >= 0.98
    assert figures["para"] >= 0.98
    assert figures["lost"] == 0
    assert figures["inv"] == 0


@pytest.fixture(scope="module")
def figures_by_style(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Set pages in every style, split them, and score them."""
    root = tmp_path_factory.mktemp("styles")
    raw, gold, predictions = root / "raw", root / "gold", root / "pred"
    for folder in (raw, gold, predictions):
        folder.mkdir()
    for style in STYLES:
        for seed in range(PAGES_A_STYLE):
            page = set_page(style, seed)
            (raw / page.name).write_text(page.text, encoding="utf-8")
            name = f"{Path(page.name).stem}.json"
            (gold / name).write_text(json.dumps(page.gold, ensure_ascii=False), encoding="utf-8")
            _predict(raw / page.name, predictions)
    return _score(predictions, gold, raw, root / "out.json")


def test_all_styles_together_keep_their_figures(figures_by_style: dict[str, Any]) -> None:
    """Over all synthetic pages headlines and quotations stay at their level."""
    figures = figures_by_style["all"]
    assert figures["headF1"] >= 0.97
    assert figures["quote"] >= 0.95
    assert figures["para"] >= 0.97


@pytest.mark.parametrize("style", STYLES)
def test_no_style_falls_behind(style: str, figures_by_style: dict[str, Any]) -> None:
    """Every style alone keeps most headlines and quotations, and loses no text."""
    figures = figures_by_style["by_style"][style]
    assert figures["headF1"] >= 0.85
    assert figures["quote"] >= 0.75
    assert figures["lost"] <= 0.005


@pytest.mark.parametrize(
    "text",
    [
        "全县职工之家全部建成，这里成了常去的地方。" * 60_000,
        "（“《" * 200_000,
        "海州日报记者报道\n" * 20_000,
        "\n".join(f"第{number}号渔船靠岸，船员们走进夜校的教室" for number in range(10_000)),
    ],
    ids=["one-line", "open-brackets", "same-line", "many-lines"],
)
def test_monsters_are_split_in_bounded_time(text: str) -> None:
    """A page of one giant line and a page of very many lines take seconds, not minutes."""
    lines = tuple(text.split("\n"))
    began = time.monotonic()
    split_page(Page(page_id(lines), "x.txt", None, None, None, lines))
    assert time.monotonic() - began < 30
