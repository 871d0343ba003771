"""A segment: the postings of some passages, written once, then only read.

On disk a segment is a directory of ``.npy`` files, mapped into memory when it is opened.  It is
written under a temporary name and renamed when whole, so a name that exists is complete.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import ArchiveBroken
from retrieval.index import GRAMS, PARTS, WORDS
from retrieval.index.postings import Postings, gather, merge

Ids = npt.NDArray[np.bytes_]


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A passage as the index takes it in."""

    id: str
    words: Sequence[str]
    grams: Sequence[str]


@dataclass(frozen=True, slots=True)
class Segment:
    """``ids`` (N, ascending) and, for each part, the postings over them."""

    ids: Ids
    words: Postings
    grams: Postings

    def part(self, name: str) -> Postings:
        """Return the postings of a part by its name (``retrieval.index.PARTS``)."""
        return {WORDS: self.words, GRAMS: self.grams}[name]


def from_passages(passages: Iterable[Tokenized]) -> Segment:
    """Return the segment of ``passages``, in any order; ids are distinct."""
    ordered = sorted(passages, key=lambda passage: passage.id)
    return Segment(
        ids=np.array([passage.id.encode() for passage in ordered], np.bytes_),
        words=gather(passage.words for passage in ordered),
        grams=gather(passage.grams for passage in ordered),
    )


def merged(segments: Sequence[Segment], dropped: frozenset[str]) -> Segment:
    """Return one segment of all passages of ``segments`` but the ``dropped`` ids."""
    gone = np.array(sorted(id_.encode() for id_ in dropped), np.bytes_)
    kept = [segment.ids[~np.isin(segment.ids, gone)] for segment in segments]
    ids = np.sort(np.concatenate(kept))
    renumbered = []
    for segment in segments:
        number = np.searchsorted(ids, segment.ids).astype(np.int32)
        number[np.isin(segment.ids, gone)] = -1
        renumbered.append(number)
    parts = {
        name: merge(
            [(s.part(name), number) for s, number in zip(segments, renumbered, strict=True)],
            len(ids),
        )
        for name in PARTS
    }
    return Segment(ids, parts[WORDS], parts[GRAMS])


def vocabulary(segments: Sequence[Segment], part: str) -> frozenset[str]:
    """Return all terms of one part over ``segments``."""
    return frozenset(term.decode() for segment in segments for term in segment.part(part).terms())


def write(segment: Segment, directory: Path) -> None:
    """Write ``segment`` as ``directory``, whole or not at all; it must not exist yet."""
    unfinished = directory.with_name(directory.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    _save(unfinished / "ids.npy", segment.ids)
    for name in PARTS:
        postings = segment.part(name)
        for field in fields(postings):
            _save(unfinished / f"{name}.{field.name}.npy", getattr(postings, field.name))
    unfinished.rename(directory)
    _sync(directory.parent)


def read(directory: Path) -> Segment:
    """Open the segment in ``directory``; its arrays are mapped, not loaded.

    Raises ArchiveBroken when a file is missing or is no array.
    """
    try:
        ids = _map(directory / "ids.npy")
        parts = [_postings(directory, name) for name in PARTS]
    except (OSError, ValueError, EOFError) as error:
        raise ArchiveBroken(
            f"the index segment {directory.name} cannot be read ({error.__class__.__name__})",
            "run `wenbao index --rebuild` with the page files",
        ) from error
    return Segment(ids, *parts)


def _postings(directory: Path, part: str) -> Postings:
    names = [field.name for field in fields(Postings)]
    return Postings(*(_map(directory / f"{part}.{name}.npy") for name in names))


def _map(path: Path) -> npt.NDArray[Any]:
    # A plain view of the mapping: slicing np.memmap itself costs microseconds a slice.
    return np.asarray(np.load(path, mmap_mode="r"))


def _save(path: Path, array: npt.NDArray[np.generic]) -> None:
    with path.open("wb") as file:
        np.save(file, array, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
