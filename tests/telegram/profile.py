"""What the bot shows of itself: commands by scope and language, names, descriptions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from tests.telegram.refusals import bad_request
from tests.telegram.wire import JSON, Call

COMMANDS = 100
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
LIMITS = {"name": 64, "description": 512, "short_description": 120}


@dataclass(slots=True)
class Profile:
    """Commands by scope and language; texts by kind and language."""

    commands: dict[tuple[str, str], list[JSON]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def set_text(self, kind: str, call: Call) -> bool:
        """Keep the name, description or short description of ``call``."""
        text = call.text(kind)
        if len(text) > LIMITS[kind]:
            raise bad_request(f"{kind.upper()}_TOO_LONG")
        self.texts[kind, language(call)] = text
        return True

    def get_text(self, kind: str, call: Call) -> JSON:
        """Return the text of that language, or that of no language."""
        default = self.texts.get((kind, ""), "")
        return {kind: self.texts.get((kind, language(call))) or default}

    def set_commands(self, call: Call) -> bool:
        """Keep the commands of ``call`` for its scope and language."""
        commands = call.array("commands")
        if len(commands) > COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands[scope(call), language(call)] = [_checked(one) for one in commands]
        return True

    def get_commands(self, call: Call) -> list[JSON]:
        """Return the commands of exactly that scope and language."""
        return self.commands.get((scope(call), language(call)), [])

    def delete_commands(self, call: Call) -> bool:
        """Forget the commands of that scope and language."""
        self.commands.pop((scope(call), language(call)), None)
        return True


def language(call: Call) -> str:
    """Return the language code of ``call``: two letters, or empty for every other language."""
    code = call.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def scope(call: Call) -> str:
    """Return the scope of ``call`` as a key, its type first: ``default`` or ``chat -1001``."""
    said = call.mapping("scope") or {"type": "default"}
    kind = str(said.get("type"))
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    needed = SCOPES[kind]
    if set(said) - {"type"} != set(needed):
        raise bad_request(f"can't parse BotCommandScope: {json.dumps(said)}")
    return " ".join([kind, *(str(said[name]) for name in needed)])


def _checked(command: JSON) -> JSON:
    if not re.fullmatch("[a-z0-9_]{1,32}", str(command.get("command"))):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command["command"], "description": command["description"]}
