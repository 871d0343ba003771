"""Inline keyboards as the server takes them."""

from __future__ import annotations

from typing import Any

from tests.telegram.refusals import Refused, bad_request
from tests.telegram.wire import JSON, Call

BUTTONS = 100
DATA_BYTES = 64
ACTIONS = (
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "copy_text",
)


def inline_keyboard(call: Call) -> JSON | None:
    """Return the ``reply_markup`` of ``call``; None when it has none or an empty one."""
    markup = call.mapping("reply_markup")
    if not markup:
        return None
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("object expected as reply markup: inline_keyboard must be rows")
    kept = [[_checked(button) for button in row] for row in rows if row]
    if sum(len(row) for row in kept) > BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _checked(button: Any) -> JSON:  # noqa: ANN401 - whatever JSON the caller sent
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: expected an Object")
    if not str(button.get("text", "")).strip():
        raise _unparsable('field "text" must be non-empty')
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unparsable("only one action is allowed")
    if "callback_data" in button and not _data_fits(button["callback_data"]):
        raise bad_request("BUTTON_DATA_INVALID")
    return button


def _data_fits(data: object) -> bool:
    return isinstance(data, str) and 1 <= len(data.encode()) <= DATA_BYTES


def _unparsable(reason: str) -> Refused:
    return bad_request(f"can't parse inline keyboard button: {reason}")
