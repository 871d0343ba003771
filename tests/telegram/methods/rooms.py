"""What the bot may ask about a chat, and leaving it."""

from __future__ import annotations

from tests.telegram.refusals import bad_request
from tests.telegram.wire import JSON, Call
from tests.telegram.world import World

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
NOT_A_MEMBER = "bot is not a member of the {kind} chat"


async def get_chat(world: World, call: Call) -> JSON:
    """Return a chat in full."""
    chat = world.chats[call.integer("chat_id")]
    needed = {"accent_color_id": 0, "max_reaction_count": 11}
    return chat.wire | needed | {"accepted_gift_types": dict.fromkeys(GIFTS, False)}


async def leave_chat(world: World, call: Call) -> bool:
    """Leave a group."""
    chat = world.chats[call.integer("chat_id")].open_for_bot()
    if chat.kind == "private":
        raise bad_request("chat is not a group")
    chat.closed = NOT_A_MEMBER.format(kind=chat.kind)
    return True
