"""Private chats: every text is a question."""

from __future__ import annotations

import pytest

from bot import phrases
from retrieval.model import Language
from tests.bot.handlers.running import Running
from tests.telegram import people
from tests.telegram.people import Person, Said, replies
from tests.telegram.world import OTHER_BOT

STATIONS = "哪些城市建了工人驿站？"


async def test_a_question_is_answered_with_quotes(bot: Running, person: Person) -> None:
    """A question gets one reply: to the question, with blockquotes and buttons."""
    asked = await person.says(STATIONS, person.private)

    reply = await people.reply(bot.server, asked)

    kinds = {entity["type"] for entity in reply["entities"]}
    assert "青岛" in reply["text"]
    assert kinds & {"blockquote", "expandable_blockquote"}
    assert reply["reply_markup"]["inline_keyboard"]
    assert len(replies(bot.server, asked)) == 1


async def test_an_english_question_gets_english_wording(bot: Running, other: Person) -> None:
    """An English question is answered in English around Chinese quotes."""
    reply = await other.asks("which cities build worker stations?")

    assert "passages" in reply["text"]
    assert "驿站" in reply["text"]


async def test_what_is_not_there_is_said_to_be_not_there(bot: Running, person: Person) -> None:
    """A question that the archive does not answer gets no quote."""
    reply = await person.asks("石家庄动物园的大熊猫叫什么？")

    assert phrases.NOTHING[Language.ZH] in reply["text"]
    assert not any("blockquote" in entity["type"] for entity in reply["entities"])


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>&lt;青岛</b> _*[驿站](tg://user?id=1)`",
        "' OR 1=1; DROP TABLE asked; -- 驿站",
        "驿站 \U0001f1e8\U0001f1f3😀👨‍👩‍👧 \u202e青岛\x00",
        "？！。……",
        "😀😀😀",
        '"驿站" AND NEAR(青岛*',
        "青" * 4096,
    ],
)
async def test_hostile_text_gets_one_reply(bot: Running, person: Person, hostile: str) -> None:
    """Markup, SQL, emoji, control characters, punctuation: each gets exactly one reply."""
    asked = await person.says(hostile, person.private)

    await people.reply(bot.server, asked)

    assert len(replies(bot.server, asked)) == 1


async def test_a_photo_is_asked_by_its_caption(bot: Running, person: Person) -> None:
    """The caption of a photo is the question."""
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]

    asked = await person.sends({"photo": photo, "caption": STATIONS}, person.private)

    assert "青岛" in (await people.reply(bot.server, asked))["text"]


async def test_a_sticker_gets_a_friendly_line(bot: Running, person: Person) -> None:
    """What has no words gets one line, in the language of the client."""
    sticker = {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9}
    sticker |= {"is_animated": False, "is_video": False}

    asked = await person.sends({"sticker": sticker}, person.private)

    reply = await people.reply(bot.server, asked)
    assert reply["text"] == phrases.BOT_WORDS_ONLY[Language.ZH]


async def test_an_album_gets_one_line(bot: Running, person: Person) -> None:
    """An album without a caption, which comes picture by picture, gets one line."""
    photo = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9}]
    album = {"photo": photo, "media_group_id": "77"}

    pictures = [await person.sends(album, person.private) for _ in range(3)]

    await person.asks(STATIONS)
    bot.ending.stop()
    await bot.served
    assert sum(len(replies(bot.server, picture)) for picture in pictures) == 1


async def test_silence_where_nobody_asks(bot: Running, person: Person) -> None:
    """Service messages, other bots and what was sent through a bot get no reply."""
    machine = people.other_bot(bot.server)
    silent = [
        await person.sends({"pinned_message": {"message_id": 1, "date": 0}}, person.private),
        await machine.says(STATIONS, person.private),
        await person.says(STATIONS, person.private, Said(fields={"via_bot": OTHER_BOT})),
    ]
    await person.edits(await person.says(STATIONS, person.private), "改过的问题")

    last = await person.asks("青岛有几个驿站？")

    bot.ending.stop()
    await bot.served
    assert last["text"]
    assert not any(replies(bot.server, message) for message in silent)
    assert len(bot.server.log.of("sendMessage")) == 2


async def test_a_follow_up_knows_the_question_before(bot: Running, person: Person) -> None:
    """In private a question follows the last one; what it takes over is said."""
    await person.asks("青岛建了多少驿站？")

    reply = await person.asks("那淮北呢？")

    assert "驿站" in reply["text"]
    assert bot.journal.latest(42, 42, since=0).context == ("青岛建了多少驿站？",)


async def test_a_reply_follows_the_answer_it_replies_to(bot: Running, person: Person) -> None:
    """A reply to an older answer follows that one, not the last."""
    first = await person.asks("青岛建了多少驿站？")
    await person.asks("三亚的天气怎么样？")

    await person.asks("那淮北呢？", Said(reply_to=first))

    assert bot.journal.latest(42, 42, since=0).context == ("青岛建了多少驿站？",)


async def test_many_at_once_lose_nothing(bot: Running) -> None:
    """Twenty people with two questions each get forty replies, each to their own."""
    crowd = [Person(bot.server, 1000 + n, f"人{n}", "zh-hans") for n in range(20)]

    asked = [await one.says(f"{STATIONS}{turn}", one.private) for turn in range(2) for one in crowd]

    for message in asked:
        await people.reply(bot.server, message)
    bot.ending.stop()
    await bot.served
    assert all(len(replies(bot.server, message)) == 1 for message in asked)
    assert bot.journal.open() == ()
