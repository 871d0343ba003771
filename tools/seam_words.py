"""Derive the word table of the page splitter from jieba's dictionary (MIT licence).

Run ``python tools/seam_words.py``: writes ``retrieval/articles/data/words.txt``.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

HAN_WORD = re.compile(r"[\u4e00-\u9fff]{1,4}")
RARE = 20
TARGET = Path(__file__).parent.parent / "retrieval" / "articles" / "data" / "words.txt"


def main() -> None:
    """Group the words of one to four characters by their rounded log probability."""
    rows = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    counts = {word: int(count) for word, count, _ in (row.split(" ") for row in rows)}
    total = sum(counts.values())
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if HAN_WORD.fullmatch(word) and count >= RARE:
            groups[round(10 * math.log(count / total))].append(word)
    lines = (f"{level}\t{' '.join(sorted(groups[level]))}\n" for level in sorted(groups))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
