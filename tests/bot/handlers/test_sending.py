"""Reply -> message: whatever a reply holds, Telegram takes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import MessageLimit

from bot.handlers.sending import ButtonTooLong, base36, entities, fit, keyboard
from bot.render import units
from bot.reply import Button, Reply, Span, Style

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Draw a reply, most often far too long, its spans anywhere in the text."""
    text = draw(TEXTS) * draw(st.integers(1, 60))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    borders = [tuple(sorted(pair)) for pair in draw(st.lists(ends, max_size=150))]
    styles = draw(st.lists(st.sampled_from(Style), min_size=150, max_size=150))
    spans = [Span(style, *border) for style, border in zip(styles, borders, strict=False)]
    return Reply(text, tuple(spans))


@given(replies())
def test_a_message_is_never_too_long(reply: Reply) -> None:
    """Text stays within 4096 UTF-16 units, entities within 100, each within the text."""
    fitting = fit(reply)

    assert reply.text.startswith(fitting.text)
    assert units(fitting.text) <= MessageLimit.MAX_TEXT_LENGTH
    made = entities(fitting)
    assert len(made) <= 100
    assert all(entity.length > 0 for entity in made)
    assert all(entity.offset + entity.length <= units(fitting.text) for entity in made)


@given(replies())
def test_entities_cover_what_spans_cover(reply: Reply) -> None:
    """In UTF-16 units an entity covers exactly the characters of its span."""
    fitting = fit(reply)
    raw = fitting.text.encode("utf-16-le")

    for entity, span in zip(entities(fitting), fitting.spans, strict=True):
        covered = raw[2 * entity.offset : 2 * (entity.offset + entity.length)]
        assert covered.decode("utf-16-le") == fitting.text[span.start : span.end]


def test_what_fits_is_left_alone() -> None:
    """A reply within the limits is sent as it is."""
    reply = Reply("字" * 4096, (Span(Style.BOLD, 0, 4096),))

    assert fit(reply) is not None
    assert fit(reply) == reply


def test_what_is_too_long_ends_at_the_end_of_a_line() -> None:
    """A reply that is too long loses whole lines, unless one line is all there is."""
    assert fit(Reply("甲" * 4000 + "\n" + "乙" * 200)).text == "甲" * 4000
    assert fit(Reply("甲\n" + "乙" * 5000)).text == "甲\n" + "乙" * 4094


def test_styles_are_entities_of_telegram() -> None:
    """Quotes are blockquotes, long ones can be opened; nothing is lost on the way."""
    spans = tuple(Span(style, number, number + 1) for number, style in enumerate(Style))

    made = entities(Reply("一二三四五", spans))

    assert {str(entity.type) for entity in made} == {
        "bold",
        "italic",
        "blockquote",
        "expandable_blockquote",
        "code",
    }


def test_a_button_carries_verb_number_and_argument() -> None:
    """A payload is ``verb:number:argument``, the number in base 36; empty rows are left out."""
    made = keyboard(Reply("字", (), ((Button("下一页", "page", "2"),), ())), 46655)

    assert made is not None
    assert [[b.callback_data for b in row] for row in made.inline_keyboard] == [["page:zzz:2"]]
    assert keyboard(Reply("字"), 1) is None


def test_a_button_that_says_too_much_is_an_error() -> None:
    """More than 64 bytes are not cut in silence: half an id opens the wrong article or none."""
    with pytest.raises(ButtonTooLong):
        keyboard(Reply("字", (), ((Button("全文", "article", "字" * 22),),)), 1)


@given(st.integers(0, 2**63))
def test_base_36_reads_back(number: int) -> None:
    """A number in base 36 is the same number, in at most thirteen characters."""
    assert int(base36(number), 36) == number
    assert len(base36(number)) <= 13
