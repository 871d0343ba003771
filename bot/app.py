"""The Telegram bot as a whole: which handler serves what."""

from __future__ import annotations

import asyncio
import signal

from telegram import Message
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot import logs
from bot.config import Config, Telegram
from bot.handlers.addressing import is_served
from bot.handlers.answering import Answering
from bot.handlers.buttons import Buttons
from bot.handlers.commands import Commands
from bot.handlers.errors import Errors
from bot.handlers.inbox import Inbox
from bot.handlers.retrying import Patience
from bot.handlers.service import BotApplication, Ending, polling_request, serve
from bot.journal import Asked, Journal
from retrieval.answer import Answerer

_CONNECTIONS = 64
_CONNECT_SECONDS, _READ_SECONDS, _POOL_SECONDS = 10, 20, 60


def run(config: Config, answerer: Answerer) -> int:
    """Serve until SIGTERM or SIGINT, finish what is in flight, and return the exit code.

    It is 0 after SIGTERM and 130 after SIGINT (Ctrl-C).  Raises TokenRefused, AnotherBot,
    WebhookRefused, JournalBroken.
    """
    logs.set_up(config.telegram.token, config.telegram.webhook_secret)
    return asyncio.run(_run(config, answerer))


async def _run(config: Config, answerer: Answerer) -> int:
    journal = Journal(config.journal.path)
    try:
        ending = Ending()
        for stop, code in ((signal.SIGTERM, 0), (signal.SIGINT, 130)):
            asyncio.get_running_loop().add_signal_handler(stop, ending.stop, code)
        application = build(config, answerer, journal, ending)
        return await serve(application, journal, config, ending)
    finally:
        journal.close()


def build(config: Config, answerer: Answerer, journal: Journal, ending: Ending) -> BotApplication:
    """Return the application; what it cannot go on after it tells ``ending``."""
    answering = Answering(answerer, journal, config.answers.cards)
    buttons = Buttons(answering, answerer, journal)
    commands = Commands(answerer, journal, config.journal.days)
    application = _application(config.telegram, Inbox(journal, ending.fail), ending)
    served = filters.UpdateType.MESSAGE & _Served()
    application.add_handlers(
        [
            TypeHandler(Asked, answering.answer),
            CallbackQueryHandler(buttons.press),
            CommandHandler("start", commands.start, served),
            CommandHandler("help", commands.help, served),
            CommandHandler("about", commands.about, served),
            CommandHandler("privacy", commands.privacy, served),
            CommandHandler("forget", commands.forget, served),
            MessageHandler(served, commands.other),
        ]
    )
    application.add_error_handler(Errors(journal).report)
    return application


class _Served(filters.MessageFilter):
    """Messages that a person wrote for this chat."""

    def filter(self, message: Message) -> bool:
        return is_served(message)


def _application(telegram: Telegram, inbox: Inbox, ending: Ending) -> BotApplication:
    return (
        ApplicationBuilder()
        .token(telegram.token)
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .update_queue(inbox)
        .rate_limiter(Patience())
        .concurrent_updates(True)
        .connection_pool_size(_CONNECTIONS)
        .connect_timeout(_CONNECT_SECONDS)
        .read_timeout(_READ_SECONDS)
        .pool_timeout(_POOL_SECONDS)
        .get_updates_request(polling_request(ending))
        .build()
    )
