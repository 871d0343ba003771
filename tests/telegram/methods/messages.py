"""Sending, editing and deleting messages."""

from __future__ import annotations

from tests.telegram.chats import Chat, bare
from tests.telegram.keyboards import inline_keyboard
from tests.telegram.refusals import bad_request
from tests.telegram.texts import Formatted, message_text
from tests.telegram.wire import JSON, Call
from tests.telegram.world import BOT_ID, World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
ACTIONS = ("typing", "upload_photo", "upload_document", "find_location", "choose_sticker")


async def send_message(world: World, call: Call) -> JSON:
    """Keep a message of the bot's."""
    chat = world.chats[call.integer("chat_id")].open_for_bot()
    formatted = message_text(call)
    carried = place(chat, call)
    markup = inline_keyboard(call)
    world.floods.count(chat)
    return world.keep_own(chat, carried | _content(world, formatted, markup))


def place(chat: Chat, call: Call) -> JSON:
    """Return the topic and the reply that a message of the bot's carries."""
    return chat.thread(call.integer("message_thread_id", 0)) | _reply(chat, call)


def _reply(chat: Chat, call: Call) -> JSON:
    said = call.mapping("reply_parameters")
    if not said:
        return {}
    replied = chat.messages.get(int(said.get("message_id", 0)))
    if replied is None:
        if said.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    quote = said.get("quote")
    if quote is not None and quote not in replied.get("text", ""):
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"reply_to_message": bare(replied)}


def _content(world: World, formatted: Formatted, markup: JSON | None) -> JSON:
    world.dropped.extend(formatted.dropped)
    content: JSON = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = list(formatted.entities)
    if markup:
        content["reply_markup"] = markup
    return content


async def edit_message_text(world: World, call: Call) -> JSON:
    """Give a message of the bot's other words."""
    chat, message = _own(world, call)
    formatted = message_text(call)
    content = _content(world, formatted, inline_keyboard(call))
    _replace(message, content, ("text", "entities", "reply_markup"))
    world.floods.count(chat)
    message["edit_date"] = world.clock.tick()
    return message


async def edit_message_reply_markup(world: World, call: Call) -> JSON:
    """Give a message of the bot's other buttons."""
    _, message = _own(world, call)
    markup = inline_keyboard(call)
    _replace(message, {"reply_markup": markup} if markup else {}, ("reply_markup",))
    return message


def _own(world: World, call: Call) -> tuple[Chat, JSON]:
    chat = world.chats[call.integer("chat_id")].open_for_bot()
    message = chat.messages.get(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.get("from", {}).get("id") != BOT_ID:
        raise bad_request("message can't be edited")
    return chat, message


def _replace(message: JSON, content: JSON, names: tuple[str, ...]) -> None:
    if {name: message[name] for name in names if name in message} == content:
        raise bad_request(NOT_MODIFIED)
    for name in names:
        message.pop(name, None)
    message.update(content)


async def delete_message(world: World, call: Call) -> bool:
    """Delete a message."""
    chat = world.chats[call.integer("chat_id")].open_for_bot()
    if chat.messages.pop(call.integer("message_id"), None) is None:
        raise bad_request("message to delete not found")
    return True


async def send_chat_action(world: World, call: Call) -> bool:
    """Show that the bot is at work."""
    chat = world.chats[call.integer("chat_id")].open_for_bot()
    chat.thread(call.integer("message_thread_id", 0))
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.actions.append(dict(call.said))
    return True
