"""``wenbao bot``: the Telegram bot."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from bot import app
from bot.building import open_or_build
from bot.config import Config, ConfigRefused


def run(arguments: Namespace, config: Config) -> int:
    """Run until stopped; raises ConfigRefused without a token, before anything is opened."""
    if not config.telegram.token:
        raise ConfigRefused(
            "there is no bot token",
            "get one from @BotFather and set telegram.token or WENBAO_TELEGRAM_TOKEN",
        )
    with closing(open_or_build(config)) as answerer:
        return app.run(config, answerer)
