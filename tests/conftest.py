"""What many tests share: the seed pages as an archive, built once a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.compose import build_archive, open_answerer
from bot.config import Archive, Config
from retrieval.answer import Answerer
from retrieval.evaluate import Outcome, evaluate, read_judged
from tests.retrieval.crash import Silent

# The same examples in every run, and no clock: a slow machine is no failure.
settings.register_profile("wenbao", derandomize=True, deadline=None, max_examples=40)
settings.load_profile("wenbao")

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of the tests' own: nothing is read from, or left in, a person's."""
    with pytest.MonkeyPatch.context() as patch:
        path = tmp_path_factory.mktemp("home")
        patch.setenv("HOME", str(path))
        patch.delenv("XDG_CACHE_HOME", raising=False)
        patch.delenv("XDG_STATE_HOME", raising=False)
        yield path


@pytest.fixture(scope="session")
def seed_config(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Config:
    """A configuration whose archive holds the seed pages.  Read it, do not write to it."""
    config = Config(archive=Archive(path=tmp_path_factory.mktemp("seeds") / "archive"))
    build_archive(config, [SEEDS], Silent(), rebuild=False, prune=False)
    return config


@pytest.fixture(scope="session")
def seed_answerer(seed_config: Config) -> Iterator[Answerer]:
    """An Answerer over the seed pages."""
    answerer = open_answerer(seed_config)
    yield answerer
    answerer.close()


@pytest.fixture(scope="session")
def seed_outcomes(seed_answerer: Answerer) -> tuple[Outcome, ...]:
    """How the judged questions over the seed pages go."""
    gold = ROOT / "tests" / "gold" / "qa" / "dev.jsonl"
    judged = read_judged(gold.read_text(encoding="utf-8").splitlines())
    return evaluate(judged, seed_answerer.answer)
