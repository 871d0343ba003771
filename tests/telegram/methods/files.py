"""Files sent by the bot, and files it fetches."""

from __future__ import annotations

from tests.telegram.methods.messages import place
from tests.telegram.refusals import bad_request
from tests.telegram.texts import caption
from tests.telegram.wire import JSON, Call, Upload
from tests.telegram.world import World

SEND_BYTES = 50 * 1024 * 1024


async def send_document(world: World, call: Call) -> JSON:
    """Keep a message of the bot's with a file."""
    chat = world.chats[call.integer("chat_id")].open_for_bot()
    upload = _upload(world, call)
    formatted = caption(call)
    carried = place(chat, call)
    world.floods.count(chat)
    number = f"file{next(world.numbers)}"
    world.files[number] = upload
    document = {"file_id": number, "file_unique_id": f"unique{number}", "file_name": upload.name}
    content: JSON = {"document": document | {"file_size": len(upload.content)}}
    if formatted.text:
        content |= {"caption": formatted.text, "caption_entities": list(formatted.entities)}
    return world.keep_own(chat, carried | content)


def _upload(world: World, call: Call) -> Upload:
    said = call.text("document").removeprefix("attach://")
    if said in world.files:
        return world.files[said]
    found = call.uploads.get(said or "document")
    if found is None or not found.content:
        raise bad_request("file must be non-empty")
    if len(found.content) > SEND_BYTES:
        raise bad_request("Request Entity Too Large")
    return found


async def get_file(world: World, call: Call) -> JSON:
    """Return where a file can be fetched."""
    number = call.text("file_id")
    if number not in world.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    size = len(world.files[number].content)
    path = f"documents/{number}"
    return {
        "file_id": number,
        "file_unique_id": f"unique{number}",
        "file_size": size,
        "file_path": path,
    }
