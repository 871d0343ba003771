"""Answers to pressed buttons: each once, and soon."""

from __future__ import annotations

from tests.telegram.refusals import bad_request
from tests.telegram.wire import Call
from tests.telegram.world import World

TOAST_CHARACTERS = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def answer_callback_query(world: World, call: Call) -> bool:
    """Show the presser a toast, or only end the spinner."""
    press = world.presses.get(call.text("callback_query_id"))
    if press is None or press.expired or press.answered.done():
        raise bad_request(TOO_OLD)
    if len(call.text("text")) > TOAST_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered.set_result(dict(call.said))
    return True
