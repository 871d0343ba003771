"""The methods of the Bot API that the server knows; any other is 404."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.telegram.methods import callbacks, files, messages, profile, rooms, updates
from tests.telegram.wire import JSON, Call
from tests.telegram.world import World

Method = Callable[[World, Call], Awaitable[bool | JSON | list[JSON]]]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "sendChatAction": messages.send_chat_action,
    "answerCallbackQuery": callbacks.answer_callback_query,
    "sendDocument": files.send_document,
    "getFile": files.get_file,
    "getChat": rooms.get_chat,
    "leaveChat": rooms.leave_chat,
}
