"""Buttons: pages turn in place, for their owner, as long as the question is known."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot import phrases
from bot.handlers.buttons import NotAButton, Pressed, read
from retrieval.answer import Answerer
from retrieval.model import Language
from tests.bot.handlers.running import Running, configured, running
from tests.telegram import people
from tests.telegram.calls import PATIENCE
from tests.telegram.people import Person
from tests.telegram.server import BotServer
from tests.telegram.wire import JSON
from tests.telegram.world import Press

STATIONS = "哪些城市建了工人驿站？"
NEXT, PREVIOUS = phrases.NEXT[Language.ZH], phrases.PREVIOUS[Language.ZH]
FULL_TEXT = phrases.FULL_TEXT[Language.ZH].format(number=1)
BACK = phrases.BACK[Language.ZH]


async def answer_to(press: Press) -> JSON:
    """Return what the bot answers to ``press``."""
    return await asyncio.wait_for(press.answered, PATIENCE)


async def edited(server: BotServer, times: int = 1) -> None:
    """Wait until the bot has edited ``times`` messages."""
    await server.log.wait(lambda one: one.call.method == "editMessageText", times)


def texts_of(message: JSON) -> str:
    """Return the words of ``message`` as they are now."""
    return str(message["text"])


async def test_pages_turn_in_place(bot: Running, person: Person) -> None:
    """Next and previous edit the one message; going back shows what stood there before."""
    reply = await person.asks(STATIONS)
    first = texts_of(reply)

    await answer_to(await person.presses(reply, NEXT))
    await edited(bot.server)
    second = texts_of(reply)
    await answer_to(await person.presses(reply, PREVIOUS))
    await edited(bot.server, 2)

    assert second != first
    assert texts_of(reply) == first
    assert len(bot.server.log.of("sendMessage")) == 1


async def test_every_page_can_be_reached(bot: Running, person: Person) -> None:
    """Going on leads to the last page, whose cards are others than those before."""
    reply = await person.asks(STATIONS)
    pages = [texts_of(reply)]
    while NEXT in json.dumps(reply["reply_markup"], ensure_ascii=False):
        await answer_to(await person.presses(reply, NEXT))
        await edited(bot.server, len(pages))
        pages.append(texts_of(reply))

    assert len(set(pages)) == len(pages) >= 3


async def test_a_whole_article_and_back(bot: Running, person: Person) -> None:
    """The article opens in place of the answer, and the way back leads to the page left."""
    reply = await person.asks(STATIONS)
    await answer_to(await person.presses(reply, NEXT))
    await edited(bot.server)
    left = texts_of(reply)

    number = phrases.FULL_TEXT[Language.ZH].format(number=4)
    await answer_to(await person.presses(reply, number))
    await edited(bot.server, 2)
    article = texts_of(reply)
    await answer_to(await person.presses(reply, BACK))
    await edited(bot.server, 3)

    assert article != left
    assert texts_of(reply) == left


async def test_buttons_survive_a_restart(
    server: BotServer, answerer: Answerer, person: Person, tmp_path: Path
) -> None:
    """A button pressed while the bot was away works when it is back, even if its spinner ended."""
    config = configured(server, tmp_path)
    async with running(server, config, answerer):
        reply = await person.asks(STATIONS)
    before = texts_of(reply)
    press = await person.presses(reply, NEXT)
    press.expired = True

    async with running(server, config, answerer):
        await edited(server)

    assert texts_of(reply) != before


async def test_an_article_that_is_gone_gives_the_answer_again(bot: Running, person: Person) -> None:
    """When the archive no longer holds the article, the answer of today is shown."""
    reply = await person.asks(STATIONS)
    gone = reply["reply_markup"]["inline_keyboard"][0][-1]["callback_data"].split(":")[1]

    await answer_to(await person.sends_press(reply, f"article:{gone}:a0000.0.1"))
    await edited(bot.server)

    assert PREVIOUS in json.dumps(reply["reply_markup"], ensure_ascii=False)


async def test_others_do_not_turn_pages(bot: Running, person: Person, other: Person) -> None:
    """In a group only the asker turns pages; others are told, and nothing changes."""
    chat = people.group(bot.server)
    reply = await people.reply(bot.server, await person.says(f"/ask {STATIONS}", chat))
    before = texts_of(reply)

    toast = await answer_to(await other.presses(reply, NEXT))

    assert toast["text"] == phrases.BOT_NOT_YOURS[Language.EN]
    await answer_to(await person.presses(reply, NEXT))
    await edited(bot.server)
    assert texts_of(reply) != before
    assert len(bot.server.log.of("editMessageText")) == 1


async def test_what_an_anonymous_admin_asked_anybody_may_turn(bot: Running, person: Person) -> None:
    """A press never tells in whose name it is made, so such questions belong to the group."""
    chat = people.group(bot.server)
    admin = people.anonymous_admin(bot.server, chat)
    reply = await people.reply(bot.server, await admin.says(f"/ask {STATIONS}", chat))

    await answer_to(await person.presses(reply, NEXT))

    await edited(bot.server)


async def test_the_middle_button_tells_the_question(bot: Running, person: Person) -> None:
    """The page number shows the question, cut to what a toast holds."""
    question = STATIONS + "说说看" * 100
    reply = await person.asks(question)

    toast = await answer_to(await person.presses(reply, "1/"))

    assert toast["text"].startswith("问题：" + STATIONS)
    assert len(toast["text"]) <= 200


async def test_a_forgotten_answer_explains_itself(bot: Running, person: Person) -> None:
    """A button whose question is deleted says so."""
    reply = await person.asks(STATIONS)
    await person.asks("/forget")

    toast = await answer_to(await person.presses(reply, NEXT))

    assert toast["text"] == phrases.BOT_EXPIRED[Language.ZH]
    assert bot.server.log.of("editMessageText") == []


@pytest.mark.parametrize("payload", ["x", "page:zzzzzz:1", "page::1", "vote:1:1", ":::"])
async def test_forged_buttons_do_nothing(bot: Running, person: Person, payload: str) -> None:
    """A payload that no button of ours carries is answered and changes nothing."""
    reply = await person.asks(STATIONS)
    forged = await person.sends_press(reply, payload)
    assert (await answer_to(forged))["text"] == phrases.BOT_EXPIRED[Language.ZH]


async def test_a_question_is_not_shown_in_another_chat(
    bot: Running, person: Person, other: Person
) -> None:
    """A button forged with the number of somebody else's question opens nothing."""
    await person.asks("机密的问题：驿站")
    reply = await other.asks(STATIONS)

    toast = await answer_to(await other.sends_press(reply, "here:1:"))

    assert toast["text"] == phrases.BOT_EXPIRED[Language.EN]


async def test_impatient_presses_are_harmless(bot: Running, person: Person) -> None:
    """The same button pressed many times ends on that page, and every press is answered."""
    reply = await person.asks(STATIONS)
    payload = next(
        button["callback_data"]
        for row in reply["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == NEXT
    )

    presses = [await person.sends_press(reply, payload) for _ in range(6)]

    for press in presses:
        await answer_to(press)
    bot.ending.stop()
    await bot.served
    shown: list[Any] = [one for one in bot.server.log.of("editMessageText") if not one.refused]
    assert len(shown) == 1
    assert len(bot.server.log.of("sendMessage")) == 1
    bot.server.log.forgive("message is not modified")


async def test_a_message_out_of_reach_can_be_turned(bot: Running, person: Person) -> None:
    """Telegram may say no more of an old message than its number; that is enough."""
    reply = await person.asks(STATIONS)
    before = texts_of(reply)

    await answer_to(await person.presses(reply, NEXT, inaccessible=True))
    await edited(bot.server)

    assert texts_of(reply) != before


def test_a_payload_is_read() -> None:
    """A payload gives verb, number and argument back; the argument may hold colons."""
    assert read("article:2s:a1:2.0") == Pressed("article", 100, "a1:2.0")
    with pytest.raises(NotAButton):
        read("page:-1:0")
