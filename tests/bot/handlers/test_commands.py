"""Commands, the menu that lists them, and the profile."""

from __future__ import annotations

import pytest

from bot import phrases
from bot.phrases import Phrase
from retrieval.answer import Answerer
from retrieval.model import Language
from tests.bot.handlers.running import Running, running
from tests.telegram import people
from tests.telegram.people import Person, Said, replies
from tests.telegram.server import BotServer
from tests.telegram.world import USERNAME


@pytest.mark.parametrize(
    ("command", "phrase"),
    [
        ("/start", phrases.BOT_START),
        ("/start q_unknown", phrases.BOT_START),
        ("/help", phrases.BOT_HELP),
        ("/HELP", phrases.BOT_HELP),
        ("/privacy", phrases.BOT_PRIVACY),
        ("/ask", phrases.BOT_USAGE),
        ("/nonsense", phrases.BOT_UNKNOWN_COMMAND),
    ],
)
async def test_commands_speak_the_language_of_the_client(
    bot: Running, person: Person, other: Person, command: str, phrase: Phrase
) -> None:
    """A command is answered in Chinese to a Chinese client, in English to an English one."""
    fields = {"username": USERNAME, "days": bot.config.journal.days}

    assert (await person.asks(command))["text"] == phrase[Language.ZH].format(**fields)
    assert (await other.asks(command))["text"] == phrase[Language.EN].format(**fields)


@pytest.mark.parametrize(
    ("code", "language"),
    [(None, Language.ZH), ("zh-hant", Language.ZH_HANT), ("fr", Language.EN)],
)
async def test_clients_that_say_little(
    bot: Running, server: BotServer, code: str | None, language: Language
) -> None:
    """A client that does not tell its language gets Chinese, one in a third language English."""
    reply = await Person(server, 44, "某", code).asks("/start")

    assert reply["text"] == phrases.BOT_START[language]


async def test_about_tells_what_the_archive_holds(
    bot: Running, other: Person, answerer: Answerer
) -> None:
    """``/about`` counts pages and articles."""
    text = (await other.asks("/about"))["text"]

    assert "5 newspaper pages" in text
    assert f"{answerer.about().articles} articles" in text


async def test_forget_deletes_at_once(bot: Running, person: Person, other: Person) -> None:
    """``/forget`` deletes the asker's questions, counts them, and leaves those of others."""
    for question in ("青岛有驿站吗？", "淮北有驿站吗？"):
        await person.asks(question)
    kept = await other.asks("驿站？")

    reply = await person.asks("/forget")

    assert reply["text"] == phrases.BOT_FORGOTTEN[Language.ZH].format(count=2)
    assert bot.journal.answered_by(43, kept["message_id"]).posed.asker == 43
    on_disk = b"".join(f.read_bytes() for f in bot.config.journal.path.parent.glob("journal.db*"))
    assert "青岛有驿站吗".encode() not in on_disk


async def test_commands_in_groups(bot: Running, person: Person) -> None:
    """In a group the bot's commands are answered, unknown ones and other bots' are not."""
    chat = people.group(bot.server)
    chat.privacy = False
    silent = [await person.says(t, chat) for t in ("/nonsense", "/help@OtherTestBot")]
    asked = await person.says(f"/help@{USERNAME}", chat)

    assert (await people.reply(bot.server, asked))["text"].startswith("怎么问")
    bot.ending.stop()
    await bot.served
    assert not any(replies(bot.server, message) for message in silent)


async def test_other_bots_get_no_help(bot: Running, person: Person) -> None:
    """A command that another bot sends is not answered: two bots could talk for ever."""
    machine = people.other_bot(bot.server)
    chat = people.group(bot.server)
    silent = await machine.says(f"/help@{USERNAME}", chat, Said())
    await person.asks("/help")

    bot.ending.stop()
    await bot.served
    assert replies(bot.server, silent) == []


async def test_the_menu_is_set_in_both_languages(bot: Running, server: BotServer) -> None:
    """Private chats and groups get their own menu, in English and in Chinese."""
    await server.log.wait(lambda one: one.call.method == "setMyShortDescription", times=2)

    commands = server.world.profile.commands
    names = {key: [one["command"] for one in menu] for key, menu in commands.items()}
    assert names["all_private_chats", ""] == ["start", "help", "about", "privacy", "forget"]
    assert names["all_group_chats", "zh"] == ["ask", "help"]
    assert commands["all_private_chats", "zh"][1]["description"] == "怎么问"
    assert commands["all_private_chats", ""][1]["description"] == "How to ask"
    texts = server.world.profile.texts
    assert texts["description", "zh"] == phrases.BOT_DESCRIPTION[Language.ZH]
    assert texts["short_description", ""] == phrases.BOT_SHORT_DESCRIPTION[Language.EN]


async def test_the_menu_is_set_only_when_it_differs(
    bot: Running, server: BotServer, answerer: Answerer
) -> None:
    """A second start sets nothing: Telegram limits how often menus are set."""

    def settings() -> int:
        return len([one for one in server.log.of() if one.call.method.startswith("setMy")])

    last = "getMyShortDescription"
    await server.log.wait(lambda one: one.call.method == "setMyShortDescription", times=2)
    bot.ending.stop()
    await bot.served
    before = settings()
    asked = len(server.log.of(last))

    async with running(server, bot.config, answerer):
        await server.log.wait(lambda one: one.call.method == last, times=asked + 2)

    assert settings() == before == 8
