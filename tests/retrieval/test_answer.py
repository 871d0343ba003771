"""Questions in, answers quoted from the seed pages out."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.compose import open_answerer
from bot.config import Archive as ArchiveConfig
from bot.config import Config
from retrieval.answer import Answerer
from retrieval.build import Builder
from retrieval.errors import ArchiveMissing, NotInArchive, QuestionRefused, SearchFailed
from retrieval.model import Answer, Verdict, Wants
from retrieval.pages import read_page
from retrieval.places import Gazetteer
from retrieval.tokens import Tokenizer
from tests.conftest import SEEDS
from tests.retrieval.crash import Silent

STATIONS = "which cities build worker stations?"


def places(answer: Answer) -> set[str]:
    """Return the names of the places of a list answer."""
    return {entry.place.name for entry in answer.places}


def test_the_owners_question_names_the_cities(seed_answerer: Answerer) -> None:
    """An English list question over Chinese pages names the cities, each with its quote."""
    answer = seed_answerer.answer(STATIONS)

    wanted = {"青岛", "宁波", "淮北", "北京", "福州", "平湖", "蠡县", "三原", "三亚"}
    assert answer.verdict is Verdict.FOUND
    assert answer.query.wants is Wants.LIST
    assert len(places(answer) & wanted) >= 7
    quoted = {quote.passage.id: quote for quote in answer.quotes}
    for entry in answer.places:
        assert entry.place.english.isascii()
        assert quoted[entry.passage_ids[0]].article.headline
    assert "驿站" in "".join(answer.searched)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("检察院门口的工会驿站有多大？", "5平方米"),
        ("林瑞雨是谁", "林瑞雨"),
        ("西南電力聯盟最近三年培訓過多少人?", "4万人"),
        ("How many people work in the car industry in Jiading?", "20万名"),
        ("“一体六翼”都包括哪六个", "母婴室"),
    ],
)
def test_facts_are_quoted_first(seed_answerer: Answerer, question: str, value: str) -> None:
    """Simplified, traditional and English questions find the passage that says it."""
    answer = seed_answerer.answer(question)

    assert answer.verdict is Verdict.FOUND
    assert any(value in quote.passage.text for quote in answer.quotes[:3])


def test_quotes_are_slices_of_the_page(seed_answerer: Answerer) -> None:
    """Every quoted character stands in the lines cited, in that order."""
    for question in (STATIONS, "职工之家", "工匠学院"):
        for quote in seed_answerer.answer(question).quotes:
            page = read_page(SEEDS / quote.source.name, quote.source.name)
            lines = [page.lines[number - 1] for number in quote.passage.lines]
            assert quote.passage.text in "".join(line.strip() for line in lines)


def test_highlights_are_words_of_the_question(seed_answerer: Answerer) -> None:
    """What is marked was searched for; marks are in order and do not overlap."""
    quote = seed_answerer.answer("工会驿站建在检察院门口").quotes[0]
    marked = [quote.passage.text[start:end] for start, end in quote.highlights]

    assert "检察院" in "".join(marked)
    ends = [0]
    for start, end in quote.highlights:
        assert ends[-1] <= start < end <= len(quote.passage.text)
        ends.append(end)


@pytest.mark.parametrize(
    "question",
    ["讲个笑话呗", "python怎么读csv文件", "高雄捷運怎麼搭?", "Who won the World Cup final?"],
)
def test_what_the_archive_lacks_is_said(seed_answerer: Answerer, question: str) -> None:
    """A question about other things gets no passages, and the missing words are named."""
    answer = seed_answerer.answer(question)

    assert answer.verdict is Verdict.NOTHING
    assert answer.quotes == ()
    assert answer.missing


def test_a_place_the_archive_does_not_know_is_named(seed_answerer: Answerer) -> None:
    """Stations elsewhere do not answer a question about stations in 石家庄."""
    answer = seed_answerer.answer("石家庄建了多少个工会驿站？")

    assert answer.verdict is Verdict.NOTHING
    assert any("石家庄" in word for word in answer.missing)


def test_follow_ups_borrow_and_fresh_questions_do_not(seed_answerer: Answerer) -> None:
    """「那宁波呢」 asks the earlier question about another place and says what it borrowed."""
    context = ["福州有工会驿站吗？"]

    followed = seed_answerer.answer("那平湖呢？", context)
    fresh = seed_answerer.answer("花饽饽怎么做？", context)

    assert followed.query.borrowed
    assert "平湖" in followed.quotes[0].passage.text + (followed.quotes[0].article.headline or "")
    assert fresh.query.borrowed == ()


@pytest.mark.parametrize("question", ["", "  \n ", "？！……", "😀😀", "问" * 5000])
def test_what_is_no_question_is_refused(seed_answerer: Answerer, question: str) -> None:
    """Nothing to search for, or far too much, is said to be so."""
    with pytest.raises(QuestionRefused):
        seed_answerer.answer(question)


@pytest.mark.parametrize(
    "question",
    [
        "工会'; DROP TABLE passages; --",
        '工会" OR "1"="1',
        "工会 NEAR/3 驿站 AND NOT (青岛 OR *)",
        "<b>工会</b>&lt;驿站",
        "\x00工会\x1b[31m驿站\x7f",
        "où sont les syndicats ?",
        "где профсоюз",
        "工会\ud800驿站",
        "%s %d {0} 工会",
    ],
)
def test_operators_and_markup_are_only_characters(seed_answerer: Answerer, question: str) -> None:
    """Whatever is typed is searched for, or refused, and harms nothing."""
    before = seed_answerer.about()

    seed_answerer.answer(question)

    assert seed_answerer.about() == before


def test_answers_are_the_same_every_time(seed_answerer: Answerer) -> None:
    """The same question gets the same quotes in the same order."""
    one, other = seed_answerer.answer(STATIONS), seed_answerer.answer(STATIONS)

    assert (one.quotes, one.places, one.total) == (other.quotes, other.places, other.total)


def test_whole_articles_are_read_by_id(seed_answerer: Answerer) -> None:
    """From a quote one gets to its article, all its passages and its page."""
    quote = seed_answerer.answer("林瑞雨").quotes[0]

    passages = seed_answerer.passages(quote.article.id)
    article = seed_answerer.article(quote.article.id)

    assert quote.passage in passages
    assert [p.position for p in passages] == list(range(len(passages)))
    assert "".join(p.text for p in article.paragraphs) == "".join(p.text for p in passages)
    assert seed_answerer.source(article.page_id).name == quote.source.name
    assert seed_answerer.passage(quote.passage.id) == quote.passage
    with pytest.raises(NotInArchive):
        seed_answerer.passages("a-none")


def test_no_archive_says_how_to_make_one(tmp_path: Path) -> None:
    """Opening nothing names the command that makes an archive."""
    with pytest.raises(ArchiveMissing, match="wenbao index"):
        open_answerer(Config(archive=ArchiveConfig(path=tmp_path / "none")))


def test_a_failed_search_is_not_an_empty_one(seed_config: Config, tmp_path: Path) -> None:
    """With the index gone the search fails loudly."""
    copy = tmp_path / "archive"
    shutil.copytree(seed_config.archive.path, copy)
    answerer = open_answerer(Config(archive=ArchiveConfig(path=copy)))
    shutil.rmtree(copy / "index")

    with pytest.raises(SearchFailed, match="could not be carried out"):
        answerer.answer(STATIONS)
    answerer.close()


def test_readers_go_on_while_a_writer_works(tmp_path: Path) -> None:
    """Threads ask without a break while pages come in, and then see the new pages."""
    config = Config(archive=ArchiveConfig(path=tmp_path / "archive"))
    seeds = sorted(SEEDS.glob("*.txt"))
    builder = Builder(config.archive.path, Tokenizer(), Gazetteer())
    builder.build(seeds[:1], Silent())
    answerer = open_answerer(config)
    done = threading.Event()

    def ask() -> int:
        asked = 0
        while not done.is_set() or asked == 0:
            assert answerer.answer("长宁区的三站一点").verdict is Verdict.FOUND
            asked += 1
        return asked

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
        builder.build(seeds[4:], Silent())
        builder.build([seeds[0], *seeds[4:]], Silent(), rebuild=True)
        done.set()
        assert all(future.result(timeout=30) > 0 for future in asking)

    assert answerer.answer("文登花饽饽").verdict is Verdict.FOUND
    answerer.close()
