"""Numbers of a question and the ways a newspaper may write them."""

from __future__ import annotations

import re

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7,
           "八": 8, "九": 9}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
_CHARACTERS = "零一二三四五六七八九十"
_CHINESE = re.compile(
    r"第?(?:百分之(?P<percent>[零〇一二两三四五六七八九十百]{1,20}(?:点[零〇一二三四五六七八九]+)?)"
    r"|(?P<numeral>[零〇一二两三四五六七八九十百千万亿]{1,20}(?:点[零〇一二三四五六七八九]+)?)多?"
    r"(?P<unit>[个名家位次件项条种类处届所座场批支户人篇台辆套份册门节起间期年月日号天岁元亩倍组层级艘棵吨])?)"
)
_ARABIC = re.compile(r"(\d+(?:[.,]\d+)*)%?")
_MOST_FIGURES = 15
_ARTICLES = frozenset("一两")


def variants(text: str) -> tuple[str, ...]:
    """Return the ways to write ``text``, a number with or without its measure word.

    Nothing when it is no number; 一个 is an article, and a Chinese numeral without a measure word
    is a number only from two characters on.
    """
    if arabic := _ARABIC.fullmatch(text):
        return _of_arabic(arabic[1].replace(",", ""))
    chinese = _CHINESE.fullmatch(text)
    if chinese is None:
        return ()
    numeral = chinese["percent"] or chinese["numeral"]
    if chinese["percent"]:
        return (_written(value_of(numeral)), text)
    if len(numeral) == 1 and (not chinese["unit"] or numeral in _ARTICLES):
        return ()
    return tuple(dict.fromkeys((*_figures(value_of(numeral)), text)))


def value_of(numeral: str) -> float:
    """Return the value of a Chinese numeral: 二百三十五 -> 235, 二〇二五 -> 2025, 三点五 -> 3.5."""
    whole, _, part = numeral.partition("点")
    fraction = float("0." + "".join(str(_DIGITS[char]) for char in part)) if part else 0.0
    if len(whole) > 1 and all(char in _DIGITS for char in whole):
        return int("".join(str(_DIGITS[char]) for char in whole)) + fraction
    return _grouped(whole) + fraction


def _grouped(whole: str) -> int:
    total = section = digit = 0
    for char in whole:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total = (total + section + digit or 1) * _BIG[char]
            section = digit = 0
    return total + section + digit


def _of_arabic(figures: str) -> tuple[str, ...]:
    if not figures.isdecimal() or len(figures) > _MOST_FIGURES:
        return (figures,)
    value = int(figures)
    chinese = _CHARACTERS[value] if value <= 10 else ""
    return tuple(form for form in dict.fromkeys((figures, *_figures(value), chinese)) if form)


def _figures(value: float) -> tuple[str, ...]:
    """Return a value in figures, and in units of ten thousand: 20000 is also 2 (万)."""
    if value >= 10_000 and value % 1000 == 0:
        return (_written(value), _written(value / 10_000))
    return (_written(value),)


def _written(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
