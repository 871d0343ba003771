"""A passage's text, whole or cut at sentence ends round its matched words.  Never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.render.units import ELLIPSIS, reach, units
from retrieval.text import sentences

_CLAUSE = re.compile(r"[^，、；：,;:]*[，、；：,;:]+|[^，、；：,;:]+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A slice of a passage between cut marks; ``highlights`` are offsets in ``text``."""

    text: str
    highlights: tuple[tuple[int, int], ...]
    cut: bool


def excerpt(text: str, highlights: Sequence[tuple[int, int]], limit: int) -> Excerpt:
    """Return the part of ``text`` that fits ``limit`` UTF-16 units and shows most highlights.

    ``highlights`` are ``[start, end)`` offsets in order.  What is left out is marked by ``……``.
    """
    if units(text) <= limit:
        return _slice(text, highlights, 0, len(text))
    room = max(limit - 2 * len(ELLIPSIS), 2)
    start, end = _window(text, _pieces(text, room), highlights, room)
    return _slice(text, highlights, start, end)


def strongest(
    text: str, highlights: Sequence[tuple[int, int]], most: int
) -> tuple[tuple[int, int], ...]:
    """Return at most ``most`` highlights: each word once before any twice, long before short.

    Highlights that touch are one.
    """
    merged = _merged(highlights)
    seen: dict[str, int] = {}
    ranked = []
    for start, end in merged:
        word = text[start:end]
        seen[word] = seen.get(word, 0) + 1
        ranked.append((seen[word], start - end, start, end))
    return tuple(sorted((start, end) for _, _, start, end in sorted(ranked)[:most]))


def sentence_runs(text: str, room: int) -> Iterator[str]:
    """Cut ``text`` at sentence ends into runs of at most ``room`` UTF-16 units; nothing is lost."""
    run = ""
    for start, end in _pieces(text, room):
        piece = text[start:end]
        if run and units(run) + units(piece) > room:
            yield run
            run = ""
        run += piece
    if run:
        yield run


def _merged(highlights: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in highlights:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _slice(text: str, highlights: Sequence[tuple[int, int]], start: int, end: int) -> Excerpt:
    """Cut ``text[start:end]`` out, without outer space, and move the highlights along."""
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    body = body.strip()
    end = start + len(body)
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if text[end:].strip() else ""
    shift = len(before) - start
    inside = [(max(a, start) + shift, min(b, end) + shift) for a, b in highlights]
    kept = tuple((a, b) for a, b in inside if a < b)
    return Excerpt(before + body + after, kept, bool(before or after))


def _pieces(text: str, room: int) -> list[tuple[int, int]]:
    """Cut ``text`` into sentences; one that exceeds ``room`` units into clauses, or by force."""
    pieces: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if units(text[start:end]) <= room:
            pieces.append((start, end))
            continue
        for clause in _CLAUSE.finditer(text, start, end):
            pieces.extend(_runs(text, *clause.span(), room))
    return pieces


def _runs(text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
    """Cut ``text[start:end]`` into runs of at most ``room`` units (and half of it, to slide on)."""
    if units(text[start:end]) <= room:
        yield start, end
        return
    while start < end:
        step = max(reach(text[start:end], max(room // 2, 2)), 1)
        yield start, min(start + step, end)
        start += step


def _window(
    text: str, pieces: Sequence[tuple[int, int]], highlights: Sequence[tuple[int, int]], room: int
) -> tuple[int, int]:
    """Return the run of pieces within ``room`` that covers most highlighted characters.

    Among equals the one whose middle is nearest to the middle of the highlights; then the first.
    """
    sizes = [0, *accumulate(units(text[start:end]) for start, end in pieces)]
    marked = _marked_before(pieces, highlights)
    middle = (highlights[0][0] + highlights[-1][1]) / 2 if highlights else 0.0
    best, last = (-1, 0.0, 0, 0), 0
    for first, (start, _) in enumerate(pieces):
        while last < len(pieces) and sizes[last + 1] - sizes[first] <= room:
            last += 1
        end = pieces[max(last, first + 1) - 1][1]
        covered = marked[max(last, first + 1)] - marked[first]
        best = max(best, (covered, -abs((start + end) / 2 - middle), -start, end))
    return -best[2], best[3]


def _marked_before(
    pieces: Sequence[tuple[int, int]], highlights: Sequence[tuple[int, int]]
) -> list[int]:
    """Return the number of highlighted characters before each piece, and in all at the end."""
    marked, total, at = [0], 0, 0
    for _, end in pieces:
        while at < len(highlights) and highlights[at][0] < end:
            total += highlights[at][1] - highlights[at][0]
            at += 1
        marked.append(total)
    return marked
