"""Configuration -> the working parts: the one place where they are joined."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bot.config import Config
from retrieval.answer import Answerer, Thresholds
from retrieval.archive import SEGMENTS, Archive, State
from retrieval.build import Builder, Reporter, Summary, fingerprint, stale
from retrieval.index import Bm25, Index
from retrieval.index.embedded import EmbeddedIndex
from retrieval.index.segment import read
from retrieval.lexicon import Lexicon
from retrieval.places import Gazetteer
from retrieval.query import Reader
from retrieval.tokens import Tokenizer


def open_answerer(config: Config) -> Answerer:
    """Open the archive of ``config`` for questions.

    Raises ArchiveMissing, ArchiveBroken, ArchiveStale, LexiconRefused.
    """
    directory = Path(config.archive.path)
    archive = Archive(directory)
    tokenizer = _tokenizer()
    with archive.reading() as reading:
        if reading.state().fingerprint != fingerprint(tokenizer):
            raise stale(directory)
    tokenizer.load()
    gazetteer = Gazetteer()
    constants = Bm25(config.search.k1, config.search.b, config.search.epsilon)

    def open_index(state: State) -> Index:
        segments = [read(directory / SEGMENTS / name) for name in state.segments]
        return EmbeddedIndex(segments, state.parts, constants)

    return Answerer(
        archive,
        open_index,
        Reader(tokenizer, Lexicon(config.lexicon.extra), gazetteer),
        gazetteer,
        Thresholds(config.search.found, config.search.weak),
    )


def build_archive(
    config: Config, paths: Sequence[Path], reporter: Reporter, rebuild: bool, prune: bool
) -> Summary:
    """Take page files into the archive of ``config``.

    Raises ArchiveBusy, ArchiveBroken, ArchiveStale.
    """
    builder = Builder(Path(config.archive.path), _tokenizer(), Gazetteer())
    return builder.build(paths, reporter, rebuild=rebuild, prune=prune)


def _tokenizer() -> Tokenizer:
    return Tokenizer(_cache_directory())


def _cache_directory() -> Path | None:
    """Return where this user's caches belong (XDG base directories), or None without a home."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("HOME")
    if not base:
        return None
    return Path(base, "wenbao") if os.environ.get("XDG_CACHE_HOME") else Path(base, ".cache/wenbao")
