"""A page split, and how each of its lines was read."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.model import Article, Part, Role


@dataclass(frozen=True, slots=True)
class Split:
    """A page split: its articles in reading order, and the furniture that belongs to none."""

    articles: tuple[Article, ...]
    furniture: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class LineReading:
    """How one non-blank line was read: its role, and the cues that decided with their weights.

    ``reason`` words them in Chinese, ``reason_en`` in English.
    """

    number: int
    role: Role
    reason: str
    reason_en: str
