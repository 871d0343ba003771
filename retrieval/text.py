"""Folding for comparison only: width, case and script.  What is quoted is never folded.

Three spellings of one text occur: as printed, *narrow* (half-width, lower case, simplified, still
one character for one character) and *folded* (compatibility forms expanded, length may change).
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from functools import cache

from opencc import OpenCC

_HAN = re.compile(
    "[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\U00030000-\U000323af]"
)
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)》】\"]*|$)")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Folds(dict[int, str]):
    """NFKC and lower case of single characters, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        self[code] = folded
        return folded


class _Widths(dict[int, str]):
    """As _Folds, but a character whose fold is longer than one stays as it is."""

    def __missing__(self, code: int) -> str:
        folded = _FOLDS[code]
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_FOLDS = _Folds()
_WIDTHS = _Widths()


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def _convert(text: str, config: str) -> str:
    converted: str = _converter(config).convert(_SURROGATE.sub("\ufffd", text))
    return converted


def fold(text: str) -> str:
    """Return ``text`` in half width and lower case; the length may change (㎡ becomes m2)."""
    return text.translate(_FOLDS)


def simplify(text: str) -> str:
    """Return ``text`` in simplified characters, word by word the same (OpenCC ``t2s``).

    For pages and for everything compared with them.
    """
    return _convert(text, "t2s")


def simplify_taiwan(text: str) -> str:
    """Return ``text`` in simplified characters and mainland wording (OpenCC ``tw2sp``).

    For questions only: 軟體 becomes 软件, so the length may change.
    """
    return _convert(text, "tw2sp")


def narrow(text: str) -> str:
    """Return ``text`` folded in width, case and script, with exactly as many characters."""
    widths = text.translate(_WIDTHS)
    if widths.isascii():
        return widths
    plain = simplify(widths)
    if len(plain) == len(text):
        return plain
    return "".join(_same_length(char) for char in widths)


def _same_length(char: str) -> str:
    plain = simplify(char)
    return plain if len(plain) == 1 else char


def is_han(char: str) -> bool:
    """Tell whether ``char`` is a Chinese character."""
    return _HAN.match(char) is not None


def has_han(text: str) -> bool:
    """Tell whether ``text`` holds a Chinese character."""
    return _HAN.search(text) is not None


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the ``[start, end)`` offsets of the sentences of ``text``, in order, without gaps.

    A sentence ends after 。！？ and the quotation marks and brackets that close there.
    """
    spans = (match.span() for match in _SENTENCE.finditer(text))
    return [(start, end) for start, end in spans if end > start]


def short_hash(prefix: str, text: str) -> str:
    """Return ``prefix`` and the first 60 bits of the SHA-256 of ``text`` in base 32."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return prefix + base64.b32encode(digest)[:12].decode("ascii").lower()
