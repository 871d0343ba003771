"""Who the bot is and what it shows of itself."""

from __future__ import annotations

from tests.telegram.wire import JSON, Call
from tests.telegram.world import World


async def get_me(world: World, call: Call) -> JSON:
    """Return the bot."""
    return world.me


async def set_my_commands(world: World, call: Call) -> bool:
    """Keep the menu of a scope and language."""
    return world.profile.set_commands(call)


async def get_my_commands(world: World, call: Call) -> list[JSON]:
    """Return the menu of exactly that scope and language."""
    return world.profile.get_commands(call)


async def delete_my_commands(world: World, call: Call) -> bool:
    """Forget the menu of that scope and language."""
    return world.profile.delete_commands(call)


async def set_my_name(world: World, call: Call) -> bool:
    """Keep the name."""
    return world.profile.set_text("name", call)


async def get_my_name(world: World, call: Call) -> JSON:
    """Return the name."""
    return world.profile.get_text("name", call)


async def set_my_description(world: World, call: Call) -> bool:
    """Keep the description shown in an empty chat."""
    return world.profile.set_text("description", call)


async def get_my_description(world: World, call: Call) -> JSON:
    """Return the description."""
    return world.profile.get_text("description", call)


async def set_my_short_description(world: World, call: Call) -> bool:
    """Keep the short description shown in the profile."""
    return world.profile.set_text("short_description", call)


async def get_my_short_description(world: World, call: Call) -> JSON:
    """Return the short description."""
    return world.profile.get_text("short_description", call)
