"""Speed and memory of splitting pages.

``python benchmarks/pages.py [FOLDER]``

Prints pages a second over the page files of FOLDER (``seeds`` unless given) on one core, and the
seconds and the peak memory for two monsters made of them: a line of 5 MB, and 100,000 lines.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

# Python looks for modules beside a script first, and this folder has one called "retrieval" too.
sys.path[0] = str(Path(__file__).parents[1])

from retrieval.articles import split_page
from retrieval.model import Page
from retrieval.pages import page_id, read_page

ROUNDS = 5
ROUND_SECONDS = 1.0
LINE_BYTES = 5_000_000
LINES = 100_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("seeds"))
    folder: Path = parser.parse_args().folder
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        parser.error(f"no page file (*.txt) in {folder}")
    pages = [read_page(path, path.name) for path in paths]
    size = sum(len(line) for page in pages for line in page.lines) / len(pages)
    print(
        f"{len(pages)} pages of {size:.0f} characters: {pages_a_second(pages):.0f} pages a second"
    )
    for name, page in (
        (f"one line of {LINE_BYTES:,} bytes", _one_line(pages)),
        (f"{LINES:,} lines", _many_lines(pages)),
    ):
        seconds, megabytes = _alone(page)
        print(f"{name}: {seconds:.1f} s, {megabytes:.0f} MB more than before")


def pages_a_second(pages: Sequence[Page]) -> float:
    """Return the best of some rounds, in processor time: other programs may be at work."""
    speeds = []
    for _ in range(ROUNDS):
        count, began = 0, time.process_time()
        while time.process_time() - began < ROUND_SECONDS:
            for page in pages:
                split_page(page)
            count += len(pages)
        speeds.append(count / (time.process_time() - began))
    return max(speeds)


def _alone(page: Page) -> tuple[float, float]:
    """Return the seconds and the megabytes that a page takes, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (page,))


def _measured(page: Page) -> tuple[float, float]:
    split_page(_page([page.lines[0][:100]]))  # loads the table of words
    before, began = _peak(), time.process_time()
    split_page(page)
    return time.process_time() - began, _peak() - before


def _peak() -> float:
    """Return the most memory this process has had so far, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


def _one_line(pages: Sequence[Page]) -> Page:
    text = "".join(line for page in pages for line in page.lines)
    once = text.encode()
    return _page([(once * (LINE_BYTES // len(once) + 1))[:LINE_BYTES].decode("utf-8", "ignore")])


def _many_lines(pages: Sequence[Page]) -> Page:
    lines = [line for page in pages for line in page.lines]
    return _page((lines * (LINES // len(lines) + 1))[:LINES])


def _page(lines: Sequence[str]) -> Page:
    held = tuple(lines)
    return Page(page_id(held), "page.txt", None, None, None, held)


if __name__ == "__main__":
    main()
