"""Groups: the bot speaks when it is spoken to, and not otherwise."""

from __future__ import annotations

import pytest

from bot import phrases
from retrieval.model import Language
from tests.bot.handlers.running import Running
from tests.telegram import people
from tests.telegram.chats import Chat
from tests.telegram.people import Person, Said, replies
from tests.telegram.wire import JSON
from tests.telegram.world import OTHER_BOT, USERNAME

STATIONS = "哪些城市建了工人驿站？"


@pytest.fixture
def chat(bot: Running) -> Chat:
    """Return a group in which the bot reads everything."""
    made = people.group(bot.server)
    made.privacy = False
    return made


async def _only_last_is_answered(bot: Running, silent: list[JSON], last: JSON) -> None:
    """Check that of all messages the ``last`` alone got a reply, even after the bot has ended."""
    await people.reply(bot.server, last)
    bot.ending.stop()
    await bot.served
    assert not any(replies(bot.server, message) for message in silent)
    assert len(bot.server.log.of("sendMessage")) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"/ask {STATIONS}",
        f"/ask@{USERNAME} {STATIONS}",
        f"/ASK@{USERNAME.lower()}\n{STATIONS}",
        f"@{USERNAME} {STATIONS}",
        f"@{USERNAME.upper()}：{STATIONS}",
        f"😀 请问 @{USERNAME}，{STATIONS}",
    ],
)
async def test_it_answers_when_spoken_to(
    bot: Running, person: Person, chat: Chat, text: str
) -> None:
    """A command or a mention, in any case, wherever it stands, puts a question."""
    asked = await person.says(text, chat)

    reply = await people.reply(bot.server, asked)

    assert "青岛" in reply["text"]
    assert USERNAME.lower() not in bot.journal.latest(chat.id, 42, since=0).posed.question.lower()


async def test_it_is_silent_when_not_spoken_to(bot: Running, person: Person, chat: Chat) -> None:
    """Chatter, other bots' commands, names that only look alike, and machines get no reply."""
    post = Said(fields={"is_automatic_forward": True})
    machine = people.other_bot(bot.server)
    channel = people.channel_writer(bot.server)
    broadcast = bot.server.world.chats.add(Chat(-1_001_000_000_777, "channel", "日报"))
    first = await person.says("大家早上好，青岛的驿站开了", chat)
    silent = [
        first,
        await person.says(f"/ask@OtherTestBot {STATIONS}", chat),
        await person.says(f"/help@OtherTestBot {STATIONS}", chat),
        await person.says(f"/weather {STATIONS}", chat),
        await person.says(f"@{USERNAME}2 {STATIONS}", chat),
        await person.says(f"写信到 me@{USERNAME}.org：{STATIONS}", chat),
        await person.says(f"https://t.me/@{USERNAME} {STATIONS}", chat),
        await person.says(STATIONS, chat, Said(reply_to=first)),
        await machine.says(f"/ask@{USERNAME} {STATIONS}", chat),
        await person.says(f"@{USERNAME} {STATIONS}", chat, Said(fields={"via_bot": OTHER_BOT})),
        await channel.says(f"@{USERNAME} {STATIONS}", chat, post),
        await channel.says(f"/ask {STATIONS}", broadcast),
        await person.sends({"new_chat_title": "新群名"}, chat),
    ]
    await person.edits(first, f"@{USERNAME} {STATIONS}")

    await _only_last_is_answered(bot, silent, await person.says(f"/ask {STATIONS}", chat))


async def test_privacy_mode_is_enough_for_commands(bot: Running, person: Person) -> None:
    """In privacy mode, which every bot has at first, ``/ask`` works."""
    asked = await person.says(f"/ask {STATIONS}", people.group(bot.server, kind="group"))

    assert "青岛" in (await people.reply(bot.server, asked))["text"]


async def test_ask_in_reply_takes_the_words_replied_to(
    bot: Running, person: Person, other: Person, chat: Chat
) -> None:
    """``/ask`` or a bare mention in reply to a question asks that question, for who says it."""
    question = await person.says(STATIONS, chat)

    for text in ("/ask", f"@{USERNAME}"):
        asked = await other.says(text, chat, Said(reply_to=question))
        reply = await people.reply(bot.server, asked)
        assert "青岛" in reply["text"]

    assert bot.journal.latest(chat.id, 43, since=0).posed.question == STATIONS


async def test_ask_takes_the_part_that_is_quoted(bot: Running, person: Person, chat: Chat) -> None:
    """When a part of the words is quoted in the reply, that part is the question."""
    long = await person.says(f"昨天下雨。{STATIONS}后天呢？", chat)
    quote = {"text": STATIONS, "position": 5, "is_manual": True}

    asked = await person.says("/ask", chat, Said(reply_to=long, fields={"quote": quote}))

    await people.reply(bot.server, asked)
    assert bot.journal.latest(chat.id, 42, since=0).posed.question == STATIONS


async def test_a_bare_ask_is_told_how(bot: Running, person: Person, chat: Chat) -> None:
    """``/ask`` alone is told how to ask."""
    reply = await people.reply(bot.server, await person.says("/ask", chat))

    assert reply["text"] == phrases.BOT_USAGE[Language.ZH]


async def test_a_reply_to_the_bot_is_a_follow_up(
    bot: Running, person: Person, other: Person, chat: Chat
) -> None:
    """Whoever replies to an answer asks on from there."""
    first = await people.reply(bot.server, await person.says("/ask 青岛建了多少驿站？", chat))
    await people.reply(bot.server, await person.says("/ask 三亚的天气怎么样？", chat))

    asked = await other.says("那淮北呢？", chat, Said(reply_to=first))

    await people.reply(bot.server, asked)
    assert bot.journal.latest(chat.id, 43, since=0).context == ("青岛建了多少驿站？",)


async def test_a_new_question_in_a_group_stands_alone(
    bot: Running, person: Person, chat: Chat
) -> None:
    """In a group a question that replies to nothing follows nothing."""
    for question in ("青岛建了多少驿站？", "那淮北呢？"):
        await people.reply(bot.server, await person.says(f"/ask {question}", chat))

    assert bot.journal.latest(chat.id, 42, since=0).context == ()


async def test_answers_stay_in_their_topic(bot: Running, person: Person) -> None:
    """In a forum the answer comes in the topic of the question, in General without a number."""
    forum = people.forum(bot.server)
    topic = people.topic(bot.server, forum, person.wire)

    inside = await person.says(f"/ask {STATIONS}", forum, Said(topic=topic))
    general = await person.says(f"/ask {STATIONS}", forum)

    assert (await people.reply(bot.server, inside))["message_thread_id"] == topic
    assert "message_thread_id" not in await people.reply(bot.server, general)


async def test_the_notice_of_a_topic_is_no_word_of_the_bot(bot: Running, person: Person) -> None:
    """In a topic that the bot opened, messages that reply to nothing are none of its business."""
    forum = people.forum(bot.server)
    forum.privacy = False
    topic = people.topic(bot.server, forum, bot.server.world.bot)

    silent = [await person.says("大家好", forum, Said(topic=topic))]

    last = await person.says(f"/ask {STATIONS}", forum, Said(topic=topic))
    await _only_last_is_answered(bot, silent, last)


async def test_a_thread_of_replies_is_no_topic(bot: Running, person: Person, chat: Chat) -> None:
    """A reply in a plain group carries a thread number, which must not be sent back."""
    first = await person.says("大家早上好", chat)
    asked = await person.says(f"/ask {STATIONS}", chat, Said(reply_to=first))

    assert "青岛" in (await people.reply(bot.server, asked))["text"]


async def test_anonymous_admins_and_channels_are_served(bot: Running, chat: Chat) -> None:
    """Who writes in the name of the group or of a channel is answered like anybody."""
    for sender in (
        people.anonymous_admin(bot.server, chat),
        people.channel_writer(bot.server),
    ):
        asked = await sender.says(f"/ask {STATIONS}", chat)
        assert "青岛" in (await people.reply(bot.server, asked))["text"]


async def test_the_answer_comes_though_the_question_is_gone(
    bot: Running, person: Person, chat: Chat
) -> None:
    """A question deleted at once is answered without a reply, not lost."""
    asked = await person.says(f"/ask {STATIONS}", chat)
    del chat.messages[asked["message_id"]]

    (sent,) = await bot.server.log.wait(lambda one: one.call.method == "sendMessage")

    assert "reply_to_message" not in sent.made
