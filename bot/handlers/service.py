"""From start to end: connect, take updates, finish what was taken.

It ends by a signal (SIGTERM, SIGINT), or by an error that it cannot go on after.  What is not
answered by then is open in the journal, and the next run answers it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import secrets
import time
from collections import deque
from http import HTTPStatus
from typing import Any, cast

import httpx
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ContextTypes, Updater
from telegram.request import HTTPXRequest

from bot.config import Config, Telegram
from bot.handlers import menu
from bot.journal import Journal, JournalBroken
from retrieval.errors import WenbaoError

BotApplication = Application[Any, ContextTypes.DEFAULT_TYPE, Any, Any, Any, Any]

_log = logging.getLogger(__name__)
_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]
_LONG_POLL = 30
_CONNECT_SECONDS = 10
_LONGEST_PAUSE = 30.0
_LAST_FETCH, _LAST_ANSWERS = 2.0, 6.5
"""Seconds the end may take: to take no more updates, and to finish what was taken."""
_A_DAY = 24 * 60 * 60


class TokenRefused(WenbaoError):
    """Telegram does not know the token."""


class AnotherBot(WenbaoError):
    """Another program takes the updates of the same token."""


class WebhookRefused(WenbaoError):
    """The webhook cannot be set, or its port cannot be listened on."""


class Ending:
    """The end of the service: asked for, or forced by an error."""

    def __init__(self) -> None:
        self._ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def stop(self, code: int = 0) -> None:
        """Ask for the end; ``code`` is the exit code it stands for."""
        if not self._ended.done():
            self._ended.set_result(code)

    def fail(self, error: WenbaoError) -> None:
        """Force the end."""
        if not self._ended.done():
            self._ended.set_exception(error)

    async def wait(self) -> int:
        """Wait for the end and return its exit code; raises the error that forced it."""
        return await asyncio.shield(self._ended)


class Rivals:
    """Notices another program that polls with the same token.

    Telegram ends the older of two polls with a conflict.  A poll of ours that lingers after a
    crash conflicts once or twice; another program does so again and again.
    """

    ENOUGH, WITHIN = 6, 60.0

    def __init__(self, ending: Ending) -> None:
        self._ending = ending
        self._seen: deque[float] = deque(maxlen=self.ENOUGH)

    def meet(self, error: TelegramError) -> None:
        """Take note of an error of a poll."""
        _log.warning("updates could not be fetched: %s", error)
        if not isinstance(error, Conflict):
            return
        self._seen.append(time.monotonic())
        if len(self._seen) == self.ENOUGH and self._seen[-1] - self._seen[0] < self.WITHIN:
            what = "another program fetches the updates of this token"
            self._ending.fail(AnotherBot(what, "stop it, or give this bot a token of its own"))


def polling_request(ending: Ending) -> HTTPXRequest:
    """Return what fetches updates; it ends the service when Telegram disowns the token.

    The library would stop fetching without a word.
    """

    async def hear(response: httpx.Response) -> None:
        if response.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            ending.fail(_token_refused())

    return HTTPXRequest(
        connect_timeout=_CONNECT_SECONDS, httpx_kwargs={"event_hooks": {"response": [hear]}}
    )


async def serve(
    application: BotApplication, journal: Journal, config: Config, ending: Ending
) -> int:
    """Serve until ``ending`` and return its exit code.

    Raises TokenRefused, AnotherBot, WebhookRefused, JournalBroken.
    """
    ended = asyncio.create_task(ending.wait())
    tasks = [
        asyncio.create_task(_begin(application, journal, config.telegram, ending)),
        asyncio.create_task(_expire_daily(journal, config.journal.days, ending)),
    ]
    try:
        await asyncio.wait({ended, tasks[0]}, return_when=asyncio.FIRST_COMPLETED)
        if tasks[0].done():
            tasks[0].result()
        return await ended
    finally:
        for task in (*tasks, ended):
            task.cancel()
        await _end(application)


async def _begin(
    application: BotApplication, journal: Journal, telegram: Telegram, ending: Ending
) -> None:
    await _connect(application)
    for asked in await asyncio.to_thread(journal.open):
        await application.update_queue.put(asked)
    await application.start()
    updater = cast("Updater", application.updater)
    if telegram.mode == "webhook":
        await _listen(updater, telegram)
    else:
        await updater.start_polling(
            timeout=_LONG_POLL,
            bootstrap_retries=-1,
            allowed_updates=_UPDATES,
            error_callback=Rivals(ending).meet,
        )
    _log.info("serving as @%s by %s", application.bot.username, telegram.mode)
    if not application.bot.can_read_all_group_messages:
        _log.info("privacy mode is on: in groups /ask and replies reach the bot, mentions do not")
    await menu.publish(application.bot)


async def _connect(application: BotApplication) -> None:
    """Make Telegram's acquaintance, however long it takes; raises TokenRefused."""
    pause = 1.0
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise _token_refused() from None
        except NetworkError as error:
            _log.warning("Telegram cannot be reached (%s); trying again", error)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            return


def _token_refused() -> TokenRefused:
    mend = "check telegram.token (WENBAO_TELEGRAM_TOKEN) and telegram.base_url"
    return TokenRefused("Telegram refuses the bot's token", mend)


async def _listen(updater: Updater, telegram: Telegram) -> None:
    """Set the webhook and listen for it; raises WebhookRefused."""
    path = telegram.webhook_path.strip("/") or secrets.token_urlsafe(24)
    try:
        await updater.start_webhook(
            listen=telegram.webhook_listen,
            port=telegram.webhook_port,
            url_path=re.escape(path),
            webhook_url=f"{telegram.webhook_url.rstrip('/')}/{path}",
            allowed_updates=_UPDATES,
            secret_token=telegram.webhook_secret or secrets.token_urlsafe(32),
        )
    except (TelegramError, OSError) as error:
        what = f"the webhook cannot be used ({error})"
        mend = "check telegram.webhook_url, webhook_listen and webhook_port"
        raise WebhookRefused(what, mend) from error


async def _end(application: BotApplication) -> None:
    """Take no more updates, finish those taken, close the connections; in ten seconds at most."""
    unfinished = contextlib.suppress(TimeoutError, TelegramError, JournalBroken)
    with unfinished:
        if application.updater and application.updater.running:
            async with asyncio.timeout(_LAST_FETCH):
                await application.updater.stop()
    with unfinished:
        if application.running:
            async with asyncio.timeout(_LAST_ANSWERS):
                await application.stop()
    with unfinished:
        async with asyncio.timeout(1):
            await application.shutdown()
            await application.bot.shutdown()


async def _expire_daily(journal: Journal, days: int, ending: Ending) -> None:
    """Delete what is older than ``days``, now and every day."""
    while True:
        try:
            gone = await asyncio.to_thread(journal.expire, int(time.time()) - days * _A_DAY)
        except JournalBroken as error:
            ending.fail(error)
            return
        if gone:
            _log.info("%s questions older than %s days deleted", gone, days)
        await asyncio.sleep(_A_DAY)
