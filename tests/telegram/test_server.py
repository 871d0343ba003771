"""The test server itself: it speaks with python-telegram-bot, and it refuses what Telegram does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.telegram import people
from tests.telegram.faults import BadGateway, Broken, DropAfter, DropBefore, TooMany
from tests.telegram.people import Person, Said
from tests.telegram.server import TOKEN, BotServer
from tests.telegram.world import USERNAME

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")


@pytest.fixture
async def server() -> AsyncIterator[BotServer]:
    """Yield a server that listens."""
    started = BotServer()
    await started.start()
    yield started
    await started.stop()


@pytest.fixture
async def bot(server: BotServer) -> AsyncIterator[Bot]:
    """Yield a bot that talks to the server."""
    async with Bot(TOKEN, server.base_url, server.base_file_url) as talking:
        yield talking


@pytest.fixture
async def person(server: BotServer) -> Person:
    """Return somebody who has written to the bot."""
    made = Person(server, 42, "小文", "zh-hans")
    await made.says("/start", made.private)
    return made


async def test_the_token_is_checked(server: BotServer) -> None:
    """A wrong token is refused with 401, one that is none with 404."""
    for token in ("4200001:wrong", "nonsense"):
        stranger = Bot(token, server.base_url)
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        await stranger.shutdown()


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    """A method that does not exist is refused, so that a slip of the pen fails."""
    with pytest.raises(Exception, match="not found"):
        await bot.do_api_request("sendMesage")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("字" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("字" * 12_000, "text is too long"),
    ],
)
async def test_text_is_measured(bot: Bot, person: Person, text: str, reason: str) -> None:
    """Text is refused when it is empty, blank, or longer than 4096 UTF-16 units."""
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(42, text)


@pytest.mark.parametrize(
    ("offset", "length", "reason"),
    [
        (0, 6, "ends after the end of the text"),
        (2, 1, "begins in a middle of a UTF-16 symbol"),
        (0, 2, "ends in a middle of a UTF-16 symbol"),
        (-1, 2, "incorrect offset"),
        (0, 0, "incorrect length"),
    ],
)
async def test_entities_are_measured(
    bot: Bot, person: Person, offset: int, length: int, reason: str
) -> None:
    """An entity must lie within the text and split no character."""
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(42, "字😀字字", entities=[MessageEntity("bold", offset, length)])


async def test_what_telegram_drops_is_noted(bot: Bot, person: Person, server: BotServer) -> None:
    """Quotes within quotes and the 101st entity vanish without a word; here they are noted."""
    quotes = [MessageEntity("blockquote", 0, 4), MessageEntity("expandable_blockquote", 1, 2)]
    sent = await bot.send_message(42, "字字字字", entities=quotes)
    assert [entity.type for entity in sent.entities] == ["blockquote"]

    many = [MessageEntity("bold", place, 1) for place in range(101)]
    sent = await bot.send_message(42, "字" * 101, entities=many)

    assert len(sent.entities) == 100
    assert len(server.world.dropped) == 2


async def test_bold_may_stand_in_a_quote(bot: Bot, person: Person, server: BotServer) -> None:
    """Entities that may be nested are kept, and move along when outer space is trimmed."""
    nested = [MessageEntity("blockquote", 1, 4), MessageEntity("bold", 2, 2)]

    sent = await bot.send_message(42, "\n字字字字\n", entities=nested)

    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("blockquote", 0, 4),
        ("bold", 1, 2),
    ]
    assert server.world.dropped == []


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        (InlineKeyboardButton("甲", callback_data="字" * 22), "BUTTON_DATA_INVALID"),
        (InlineKeyboardButton(" ", callback_data="x"), "must be non-empty"),
        (InlineKeyboardButton("甲"), "text buttons are unallowed"),
    ],
)
async def test_buttons_are_checked(
    bot: Bot, person: Person, button: InlineKeyboardButton, reason: str
) -> None:
    """A button needs a label and one action, its data 1 to 64 bytes."""
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(42, "甲", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_edits_are_checked(bot: Bot, person: Person) -> None:
    """An edit must change something, and a message of the bot's own."""
    sent = await bot.send_message(42, "甲")
    await bot.edit_message_text("乙", 42, sent.message_id)

    for text, number, reason in (
        ("乙", sent.message_id, "message is not modified"),
        ("丙", 1, "message can't be edited"),
        ("丙", 999, "message to edit not found"),
    ):
        with pytest.raises(BadRequest, match=f"(?i){reason}"):
            await bot.edit_message_text(text, 42, number)


async def test_chats_are_checked(bot: Bot, person: Person) -> None:
    """The bot writes neither to strangers nor to those who blocked it."""
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(43, "甲")
    person.blocks_bot()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(42, "甲")


async def test_threads_are_checked(bot: Bot, server: BotServer, person: Person) -> None:
    """A thread number is taken in a forum topic only, not in a thread of replies."""
    forum, plain = people.forum(server), people.group(server)
    topic = people.topic(server, forum, person.wire)
    first = await person.says("甲", plain)
    second = await person.says("乙", plain, Said(reply_to=first))

    sent = await bot.send_message(forum.id, "丙", message_thread_id=topic)

    assert sent.is_topic_message
    assert second["message_thread_id"] == first["message_id"]
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(plain.id, "丁", message_thread_id=first["message_id"])


async def test_a_callback_is_answered_once(bot: Bot, person: Person, server: BotServer) -> None:
    """A pressed button may be answered once, and not when it is too old."""
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("翻页", callback_data="x")]])
    sent = await bot.send_message(42, "甲", reply_markup=rows)
    shown = server.world.chats[42].messages[sent.message_id]
    press, late = await person.presses(shown, "翻"), await person.presses(shown, "翻")
    late.expired = True

    await bot.answer_callback_query(press.id, "好")

    assert (await press.answered)["text"] == "好"
    for number in (press.id, late.id, "77"):
        with pytest.raises(BadRequest, match=r"(?i)query is too old"):
            await bot.answer_callback_query(number)


async def test_updates_wait_until_they_are_confirmed(bot: Bot, person: Person) -> None:
    """An update comes again and again until a higher offset confirms it."""
    first = await bot.get_updates(timeout=0)
    again = await bot.get_updates(timeout=0)
    after = await bot.get_updates(offset=first[-1].update_id + 1, timeout=0)

    assert [update.update_id for update in again] == [update.update_id for update in first]
    assert after == ()


async def test_a_poll_waits_for_news(bot: Bot, person: Person) -> None:
    """A long poll ends as soon as there is something to tell."""
    offset = (await bot.get_updates())[-1].update_id + 1
    poll = asyncio.create_task(bot.get_updates(offset=offset, timeout=30))
    await person.says("新闻", person.private)

    (update,) = await poll

    assert update.message is not None
    assert update.message.text == "新闻"


async def test_the_second_poll_ends_the_first(bot: Bot, server: BotServer) -> None:
    """Two programs cannot fetch the same updates: the older poll is told of the conflict."""
    async with Bot(TOKEN, server.base_url) as rival:
        first = asyncio.create_task(bot.get_updates(timeout=30))
        await server.log.wait(lambda one: one.call.method == "getMe", times=2)
        while server.paths.count(f"/bot{TOKEN}/getUpdates") == 0:
            await asyncio.sleep(0)
        await rival.get_updates(timeout=0)

        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await first


@pytest.mark.parametrize(
    ("privacy", "text", "reaches"),
    [
        (True, "大家好", False),
        (True, f"@{USERNAME} 青岛", False),
        (True, "/ask 青岛", True),
        (True, f"/ask@{USERNAME} 青岛", True),
        (True, "/ask@OtherTestBot 青岛", False),
        (False, "大家好", True),
        (False, "/ask@OtherTestBot 青岛", True),
    ],
)
async def test_privacy_mode(  # noqa: PLR0917
    bot: Bot, server: BotServer, person: Person, privacy: bool, text: str, reaches: bool
) -> None:
    """In privacy mode the bot gets commands only; a mention does not reach it."""
    chat = people.group(server)
    chat.privacy = privacy
    offset = (await bot.get_updates())[-1].update_id + 1

    await person.says(text, chat)

    assert bool(await bot.get_updates(offset=offset, timeout=0)) is reaches


async def test_replies_to_the_bot_reach_it(bot: Bot, server: BotServer, person: Person) -> None:
    """A reply to the bot's message reaches it in privacy mode too."""
    chat = people.group(server)
    sent = await bot.send_message(chat.id, "甲")
    offset = (await bot.get_updates())[-1].update_id + 1

    await person.says("那乙呢？", chat, Said(reply_to=chat.messages[sent.message_id]))

    assert len(await bot.get_updates(offset=offset, timeout=0)) == 1


async def test_twenty_messages_a_minute_in_a_group(bot: Bot, server: BotServer) -> None:
    """The twenty-first message of a minute in one group is refused with 429."""
    chat = people.group(server)
    for number in range(20):
        await bot.send_message(chat.id, str(number))

    with pytest.raises(RetryAfter):
        await bot.send_message(chat.id, "one too many")


async def test_faults_strike_once_each(bot: Bot, server: BotServer, person: Person) -> None:
    """Planned faults meet the next calls, one each; only a drop after the call carries it out."""
    planned = (TooMany(3), Broken(), BadGateway(), DropBefore(), DropAfter())
    server.faults.plan("sendMessage", *planned)

    with pytest.raises(RetryAfter):
        await bot.send_message(42, "0")
    for number in range(1, 5):
        with pytest.raises(NetworkError):
            await bot.send_message(42, str(number))
    await bot.send_message(42, "5")

    assert [message.get("text") for message in person.private.messages.values()] == [
        "/start",
        "4",
        "5",
    ]


async def test_menus_are_kept_by_scope_and_language(bot: Bot) -> None:
    """Commands are read back for exactly the scope and language they were set for."""
    await bot.set_my_commands([BotCommand("ask", "提问")], language_code="zh")

    assert await bot.get_my_commands() == ()
    assert await bot.get_my_commands(language_code="zh") == (BotCommand("ask", "提问"),)
    with pytest.raises(BadRequest, match=r"(?i)invalid language code"):
        await bot.set_my_commands([BotCommand("ask", "提问")], language_code="zh-hans")


async def test_a_document_comes_back(bot: Bot, person: Person) -> None:
    """A file sent can be fetched again."""
    sent = await bot.send_document(42, "全文".encode(), filename="全文.txt")
    assert sent.document is not None
    file = await bot.get_file(sent.document.file_id)

    assert bytes(await file.download_as_bytearray()) == "全文".encode()


async def test_a_webhook_must_be_https_on_a_known_port(bot: Bot) -> None:
    """A webhook is refused over http, on an odd port, and at a host that is not there."""
    for url, reason in (
        ("http://bot.example.org/x", "HTTPS"),
        ("https://bot.example.org:8080/x", "ports"),
        ("https://nowhere.example.org/x", "resolve"),
    ):
        with pytest.raises(BadRequest, match=f"(?i){reason}"):
            await bot.set_webhook(url)
