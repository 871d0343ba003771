"""The command menu and the profile's descriptions, in English and in Chinese.

Telegram limits how often they are set, so only what differs is.
"""

from __future__ import annotations

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError

from bot import phrases
from bot.phrases import Phrase
from retrieval.model import Language

_log = logging.getLogger(__name__)
_LANGUAGES = {"": Language.EN, "zh": Language.ZH}
"""What clients in any language see, and what those in Chinese see."""
_PRIVATE = {
    "start": phrases.MENU_START,
    "help": phrases.MENU_HELP,
    "about": phrases.MENU_ABOUT,
    "privacy": phrases.MENU_PRIVACY,
    "forget": phrases.MENU_FORGET,
}
_GROUP = {"ask": phrases.MENU_ASK, "help": phrases.MENU_HELP}
_MENUS: tuple[tuple[BotCommandScope, dict[str, Phrase]], ...] = (
    (BotCommandScopeAllPrivateChats(), _PRIVATE),
    (BotCommandScopeAllGroupChats(), _GROUP),
)


async def publish(bot: Bot) -> None:
    """Set menus and descriptions where they differ; a failure is logged, the bot works without."""
    try:
        for code, language in _LANGUAGES.items():
            for scope, menu in _MENUS:
                await _set_menu(bot, scope, code, _commands(menu, language))
            await _describe(bot, code, language)
    except TelegramError as error:
        _log.warning("the command menu could not be set: %s", error)


def _commands(menu: dict[str, Phrase], language: Language) -> tuple[BotCommand, ...]:
    return tuple(BotCommand(name, phrase[language]) for name, phrase in menu.items())


async def _set_menu(
    bot: Bot, scope: BotCommandScope, code: str, commands: tuple[BotCommand, ...]
) -> None:
    if await bot.get_my_commands(scope, code or None) != commands:
        await bot.set_my_commands(commands, scope, code or None)


async def _describe(bot: Bot, code: str, language: Language) -> None:
    described = phrases.BOT_DESCRIPTION[language]
    if (await bot.get_my_description(code or None)).description != described:
        await bot.set_my_description(described, code or None)
    short = phrases.BOT_SHORT_DESCRIPTION[language]
    if (await bot.get_my_short_description(code or None)).short_description != short:
        await bot.set_my_short_description(short, code or None)
