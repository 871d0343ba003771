"""Replies in a terminal: 80 columns, double width, with and without colour."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bot.render import TERMINAL, render, render_article
from bot.reply import Reply, Span, Style
from bot.terminal import console_on, show
from bot.wrap import wrapped
from retrieval.model import Language
from tests.bot.answers import SOURCE, answer, quote, whole_article

LONG = "外卖配送员说:“驿站里有热水、微波炉,还能充电。”2025年全市新建工人驿站508座(含室外12座)。" * 4


def printed(reply: Reply, columns: int | None, colour: str | None = None) -> str:
    """Return what a terminal of ``columns`` shows, or what a pipe gets."""
    out = StringIO()
    console = console_on(out)
    if columns is not None:
        console = Console(
            file=out,
            width=columns,
            force_terminal=True,
            color_system="standard" if colour else None,
            no_color=not colour,
            highlight=False,
        )
    show(console, reply)
    return out.getvalue()


@pytest.mark.parametrize("columns", [20, 40, 79, 80, 200])
def test_no_line_is_too_wide(columns: int) -> None:
    """Lines fill the terminal, at most 80 columns of it, and never more."""
    lines = printed(render(answer(quote(LONG)), budget=TERMINAL), columns).splitlines()
    widths = [cell_len(line) for line in lines]

    assert max(widths) <= min(columns, 80)
    assert max(widths) >= min(columns, 80) - 6


def test_quotes_stand_behind_a_bar() -> None:
    """A quote is indented under its number, each of its lines behind a bar, none of it lost."""
    lines = printed(render(answer(quote(LONG)), budget=TERMINAL), 80).splitlines()
    bars = [line for line in lines if line.startswith("   │ ")]

    assert "".join(line.removeprefix("   │ ") for line in bars) == LONG
    assert "1. 青岛工会打造服务新模式" in lines
    assert "   “友爱型商圈”链起暖“新”资源" in lines


def test_two_quotes_are_told_apart() -> None:
    """Between two quotes of one card the bar is interrupted."""
    two = answer(quote("第一句。"), quote("第二句。", position=1))

    assert "   │ 第一句。\n\n   │ 第二句。\n" in printed(render(two), 80)


def test_a_pipe_gets_whole_lines() -> None:
    """Into a pipe a quote goes in one line, without any escape sequence."""
    out = printed(render(answer(quote(LONG, highlights=((0, 5),))), budget=TERMINAL), None)

    assert f"   │ {LONG}\n" in out
    assert "\x1b" not in out


def test_colour() -> None:
    """With colour, headlines and matched words are bold, sources dim, bars coloured."""
    reply = render(answer(quote("青岛建成驿站。", highlights=((4, 6),))))
    shown = printed(reply, 80, "standard")

    assert "\x1b[1m“友爱型商圈”链起暖“新”资源\x1b[0m" in shown
    assert "\x1b[1;31m驿站\x1b[0m" in shown
    assert "\x1b[2m工人日报" in shown
    assert "\x1b[36m│ \x1b[0m" in shown
    assert "\x1b[3" not in printed(reply, 80)


def test_highlight_across_a_wrap() -> None:
    """A matched word that is wrapped is marked on both lines."""
    reply = Reply("驿站" * 10, (Span(Style.QUOTE, 0, 20), Span(Style.BOLD, 0, 20)))
    lines = printed(reply, 22, "standard").splitlines()

    assert len(lines) == 2
    assert all("\x1b[1;31m驿站" in line for line in lines)


def test_article_has_a_gutter() -> None:
    """Line numbers stand in a gutter of their own; wrapped lines leave it empty."""
    reply = render_article(whole_article(2, LONG), SOURCE, 0, Language.ZH, budget=TERMINAL)
    lines = printed(reply, 80).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("  11 第0段。"))

    assert lines[first + 1].startswith("     ")
    assert lines[first + 1][5] != " "
    assert "小标题0" in lines


# ---------------------------------------------------------------- wrapping
def set_at(text: str, width: int) -> list[str]:
    """Return the lines of ``text`` at ``width`` cells."""
    return [text[start:end] for start, end in wrapped(text, width)]


def test_chinese_breaks_anywhere() -> None:
    """Chinese fills the line, two cells a character."""
    assert set_at("工人驿站建成了", 6) == ["工人驿", "站建成", "了"]


def test_punctuation_never_begins_a_line() -> None:
    """Closing punctuation takes the character before it along; opening ones go to the next line."""
    assert set_at("工人驿站。建成了", 8) == ["工人驿", "站。建成", "了"]
    assert set_at("他说“驿站”好", 6) == ["他说", "“驿站”", "好"]
    assert set_at("省略……了吗", 4) == ["省", "略……", "了吗"]


def test_words_and_numbers_stay_whole() -> None:
    """A Latin word or a number is not broken while it fits a line; spaces at the break are gone."""
    assert set_at("建成508座station in all", 8) == ["建成508", "座", "station", "in all"]
    assert set_at("abcdefghij", 4) == ["abcd", "efgh", "ij"]


@pytest.mark.parametrize("text", ["", "字"])
def test_shortest(text: str) -> None:
    """Nothing is one empty line; a character too wide for the terminal still has its line."""
    assert set_at(text, 1) == [text]


@settings(deadline=None)
@given(
    st.text(
        st.characters(exclude_characters="\n", codec="utf-8") | st.sampled_from("，。“”a1 😀工")
    ),
    st.integers(2, 30),
)
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    """Lines fit, are in order, and leave out nothing but spaces at their ends."""
    lines = wrapped(text, width)
    ends = [0, *(end for _, end in lines)]

    assert all(start <= end for start, end in lines)
    assert all(not text[a:b].strip() for a, (b, _) in zip(ends, lines, strict=False))
    assert not text[ends[-1] :].strip()
    for start, end in lines:
        assert cell_len(text[start:end]) <= width
