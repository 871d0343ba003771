"""Questions in three languages become queries."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import QuestionRefused
from retrieval.lexicon import Lexicon
from retrieval.model import AnswerType, ConceptKind, Language, Query, Wants
from retrieval.places import Gazetteer
from retrieval.query import LONGEST_QUESTION, Reader
from retrieval.tokens import Tokenizer
from tests.retrieval.vocabulary import SmallVocabulary

PASSAGES = (
    "福建省福州市鼓楼区总工会在检察院门口建成工会驿站,面积不到5平方米。",
    "日照市总工会帮助劳动者追回欠薪80余万元。",
    "浙江省平湖市总工会为货车司机建起共享“司机之家”,外卖骑手陈杰为新驿站揭牌。",
    "全国总工会蹲点组走进湖南长沙经济技术开发区,“中国工人大思政课”开讲。",
    "第三届职业技能大赛设5大领域7类项目,汉滨区建成9个省级标准职工之家。",
    "快递员、外卖配送员等新就业形态劳动者参加交通安全培训。",
    "山东省青岛市推出“友爱型商圈”,花饽饽是省级非物质文化遗产。",
    "广西贵港的网格员宣传政策,托管班里孩子们学书法。",
    "全市产业工人队伍建设改革深入推进,2000多名职工领取补贴。",
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The program's tokenizer."""
    return Tokenizer()


@pytest.fixture(scope="module")
def reader(tokenizer: Tokenizer) -> Reader:
    """The program's reader."""
    return Reader(tokenizer, Lexicon(), Gazetteer())


@pytest.fixture(scope="module")
def vocabulary(tokenizer: Tokenizer) -> SmallVocabulary:
    """What an archive of PASSAGES holds."""
    return SmallVocabulary(tokenizer, PASSAGES)


def words(query: Query, surface: str) -> set[str]:
    """Return the texts of the terms of the concept with that surface."""
    concept = next(one for one in query.concepts if one.surface == surface)
    return {term.text for term in concept.terms}


def surfaces(query: Query) -> list[str]:
    """Return the surfaces of all concepts."""
    return [concept.surface for concept in query.concepts]


# ---------------------------------------------------------------- language
@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("工会驿站在哪里", Language.ZH),
        ("工會驛站在哪裡", Language.ZH_HANT),
        ("Where are the worker stations?", Language.EN),
        ("python怎么读csv文件", Language.ZH),
        ("what is 连心舱 in Pinghu", Language.EN),
        ("AI培训有吗", Language.ZH),
    ],
)
def test_language(
    reader: Reader, vocabulary: SmallVocabulary, question: str, language: Language
) -> None:
    """The answer is worded in the language most of the question is written in."""
    assert reader.read(question, vocabulary).language is language


# ---------------------------------------------------------------- refusals
@pytest.mark.parametrize("question", ["", "   \n", "???。!", "😀🎉", "x" * (LONGEST_QUESTION + 1)])
def test_unreadable_questions_are_refused(
    reader: Reader, vocabulary: SmallVocabulary, question: str
) -> None:
    """A question without words, or far too long, is refused with a way to mend it."""
    with pytest.raises(QuestionRefused) as refused:
        reader.read(question, vocabulary)
    assert refused.value.mend


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=200)
    | st.text("的哪些城市工会驿站区总二十百万亿点第%“”「」《》()a b1,。?呢那", max_size=80)
)
def test_any_string_is_read_or_refused(question: str) -> None:
    """Whatever is typed gives a query, or a refusal: never another error."""
    try:
        query = READER.read(question, VOCABULARY, ("福州有多少工会驿站",))
    except QuestionRefused:
        return
    assert query.question == question
    assert all(concept.surface for concept in query.concepts)


@pytest.mark.parametrize(
    "piece", ["工会译站", "上海长宁区", "gong hui ", "千", "“", "chen", "Chen Jie ", "a", "哪些"]
)
def test_long_questions_are_read_in_bounded_time(
    reader: Reader, vocabulary: SmallVocabulary, piece: str
) -> None:
    """A thousand characters of any kind are read within a second."""
    question = (piece * LONGEST_QUESTION)[: LONGEST_QUESTION - 1] + "会"
    started = time.process_time()
    reader.read(question, vocabulary)
    assert time.process_time() - started < 1


# ---------------------------------------------------------------- Chinese
def test_question_words_are_no_content(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """What asks is dropped, in the concepts and in the bigrams."""
    query = reader.read("请问职业技能大赛是怎么回事?", vocabulary)
    assert surfaces(query) == ["职业技能大赛"]
    assert "怎么" not in query.grams
    assert "技能" in query.grams


def test_synonyms_join_one_concept(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """A reader's word finds the newspaper's: 卡车司机 is 货车司机."""
    assert "货车司机" in words(reader.read("卡车司机去哪休息", vocabulary), "卡车司机")


def test_wider_words_lead_one_way(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """小哥 may be a courier; a courier is no delivery rider."""
    assert {"快递员", "外卖配送员"} <= words(reader.read("小哥有什么培训", vocabulary), "小哥")
    assert "外卖配送员" not in words(reader.read("快递员培训", vocabulary), "快递员")


def test_abbreviations(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """Press abbreviations and full names find each other."""
    assert "产业工人队伍建设改革" in words(reader.read("产改进展", vocabulary), "产改")
    assert "全国总工会" in words(reader.read("全总去了哪", vocabulary), "全总")


def test_synonyms_the_archive_lacks_are_left_out(
    reader: Reader, vocabulary: SmallVocabulary
) -> None:
    """Only words with a passage are added; the asked word stays, so that it can be missed."""
    found = words(reader.read("保姆培训", vocabulary), "保姆")
    assert found == {"保姆"}


def test_quoted_phrases(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """A phrase in quotation marks must occur as written, when the archive writes it at all."""
    held = reader.read("什么是“友爱型商圈”", vocabulary)
    assert held.phrases == ("友爱型商圈",)
    assert held.concepts[0].kind is ConceptKind.PHRASE
    assert reader.read("什么是“仇恨型商圈”", vocabulary).phrases == ()
    assert reader.read("什麼是「友愛型商圈」", vocabulary).phrases == ("友爱型商圈",)


@pytest.mark.parametrize(
    ("question", "surface", "variant"),
    [
        ("九个省级标准职工之家", "九个", "9"),
        ("两千多名职工领取补贴", "两千多名", "2000"),
        ("第三届大赛", "第三届", "3"),
        ("百分之八十的企业", "百分之八十", "80"),
    ],
)
def test_numbers_are_found_as_printed(
    reader: Reader, vocabulary: SmallVocabulary, question: str, surface: str, variant: str
) -> None:
    """A number is looked for in words and in figures."""
    query = reader.read(question, vocabulary)
    assert variant in words(query, surface)
    assert next(c for c in query.concepts if c.surface == surface).kind is ConceptKind.NUMBER


def test_names_are_kept_whole(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """A name that is no word of the dictionary is one concept, not single characters."""
    assert surfaces(reader.read("陈杰是谁", vocabulary)) == ["陈杰"]
    assert surfaces(reader.read("王蕴琦是谁", vocabulary)) == ["王蕴琦"]


@pytest.mark.parametrize(
    ("question", "meant"),
    [("工会译站", "驿站"), ("花勃勃", "花饽饽"), ("平胡的工会", "平湖"), ("日罩追回欠薪", "日照")],
)
def test_misspelt_words_are_repaired_by_sound(
    reader: Reader, vocabulary: SmallVocabulary, question: str, meant: str
) -> None:
    """What no page holds is read as what sounds the same."""
    query = reader.read(question, vocabulary)
    assert meant in {term.text for concept in query.concepts for term in concept.terms}


def test_what_is_written_right_is_not_repaired(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """A word of the dictionary that the archive lacks stays what it is."""
    assert words(reader.read("道理", vocabulary), "道理") == {"道理"}


def test_traditional_questions_ask_the_same(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """Script and Taiwan wording make no difference to what is looked for."""
    plain = reader.read("外卖员在福州的工会驿站", vocabulary)
    traditional = reader.read("外送員在福州的工會驛站", vocabulary)
    assert words(traditional, "外送员") >= {"外卖配送员"}
    assert words(plain, "工会驿站") == words(traditional, "工会驿站")
    assert [place.full for place in traditional.places] == ["福建省福州市"]


# ---------------------------------------------------------------- places
@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("鼓楼区有驿站吗", "福建省福州市鼓楼区"),
        ("平湖的工会", "浙江省嘉兴市平湖市"),
        ("汉滨职工之家", "陕西省安康市汉滨区"),
        ("青岛友爱商圈", "山东省青岛市"),
        ("成都有多少驿站", "四川省成都市"),
        ("法国的工会", "法国"),
        ("worker stations in Fuzhou", "福建省福州市"),
        ("What is new in Gulou District?", "福建省福州市鼓楼区"),
        ("back pay in rizhao", "山东省日照市"),
    ],
)
def test_places_named_in_the_question(
    reader: Reader, vocabulary: SmallVocabulary, question: str, full: str
) -> None:
    """Places are recognised in both languages; an ambiguous one is settled by the archive."""
    query = reader.read(question, vocabulary)
    assert [place.full for place in query.places] == [full]
    assert any(concept.kind is ConceptKind.PLACE for concept in query.concepts)


def test_a_place_that_stays_ambiguous_is_left_open(
    reader: Reader, vocabulary: SmallVocabulary
) -> None:
    """和平区 in an archive that knows none of them is looked for, but nothing is claimed."""
    query = reader.read("和平区的工会", vocabulary)
    assert query.places == ()
    assert next(c for c in query.concepts if c.surface == "和平区").kind is ConceptKind.PLACE


def test_ordinary_words_are_no_places(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """合作 is a city in Gansu and nearly always means working together."""
    assert reader.read("校企合作的做法", vocabulary).places == ()


# ---------------------------------------------------------------- English
def test_glossary_phrases_come_first(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """The longest phrase of the glossary is one concept."""
    query = reader.read("food delivery riders and truck drivers", vocabulary)
    assert words(query, "food delivery riders") >= {"外卖配送员"}
    assert words(query, "truck drivers") >= {"货车司机"}
    assert surfaces(query) == ["food delivery riders", "truck drivers"]


def test_the_glossary_replaces_the_dictionary(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """``union`` is 工会 in these pages, not any alliance."""
    assert words(reader.read("union", vocabulary), "union") == {"工会", "总工会"}


def test_the_dictionary_fills_in(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """A word the glossary lacks is looked up in CC-CEDICT, irregular forms undone."""
    assert "宣传" in words(reader.read("who disseminated policies", vocabulary), "disseminated")


def test_words_without_chinese_are_named(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """What cannot be mapped is said, and counts as a concept that nothing holds."""
    query = reader.read("zebra training", vocabulary)
    assert query.unmapped == ("zebra",)
    assert query.concepts[0].terms == ()


def test_names_in_pinyin(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """A person's name in Latin letters finds the characters the archive writes."""
    assert words(reader.read("Who is Chen Jie?", vocabulary), "chen jie") == {"陈杰"}


def test_pinyin_typed_for_words(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """A question typed in pinyin alone is understood word by word."""
    query = reader.read("rizhao qianxin", vocabulary)
    assert words(query, "rizhao") == {"日照"}
    assert words(query, "qianxin") == {"欠薪"}


def test_chinese_in_an_english_question(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """Chinese names in an English question are read as Chinese."""
    query = reader.read("what exactly is 花饽饽 for people in Qingdao", vocabulary)
    assert {"花饽饽", "qingdao"} <= set(surfaces(query))


# ---------------------------------------------------------------- what is wanted
@pytest.mark.parametrize(
    ("question", "wants", "level"),
    [
        ("哪些城市建了工会驿站", Wants.LIST, "city"),
        ("都有哪些地方建了职工之家?", Wants.LIST, "place"),
        ("报纸提到上海哪几个区?", Wants.LIST, "county"),
        ("哪些省份追回了欠薪", Wants.LIST, "province"),
        ("大思政课都开到哪些地方去了", Wants.LIST, "place"),
        ("哪些城市建了工會驛站", Wants.LIST, "city"),
        ("有多少个城市建了驿站", Wants.COUNT, "city"),
        ("有多少篇报道写了外卖员", Wants.COUNT, None),
        ("福州建了几个驿站", Wants.PASSAGES, None),
        ("司机之家在哪里", Wants.PASSAGES, None),
        ("which cities build worker stations?", Wants.LIST, "city"),
        ("Where have night schools been set up?", Wants.LIST, "place"),
        ("In which places do unions help?", Wants.LIST, "place"),
        ("How many cities built stations?", Wants.COUNT, "city"),
        ("How many articles mention riders?", Wants.COUNT, None),
        ("Where is the drivers' home?", Wants.PASSAGES, None),
        ("How many worker stations has Fuzhou built?", Wants.PASSAGES, None),
    ],
)
def test_wants(
    reader: Reader, vocabulary: SmallVocabulary, question: str, wants: Wants, level: str | None
) -> None:
    """Lists and counts are told from single facts, with the sort of place asked for."""
    query = reader.read(question, vocabulary)
    assert (query.wants, query.list_level) == (wants, level)


@pytest.mark.parametrize("question", ["哪些城市建了驿站", "which cities build worker stations"])
def test_the_noun_of_a_list_is_no_content(
    reader: Reader, vocabulary: SmallVocabulary, question: str
) -> None:
    """The cities asked for are a type: the word is not looked for."""
    assert not {"城市", "cities", "city"} & set(surfaces(reader.read(question, vocabulary)))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("那位司机是谁", AnswerType.PERSON),
        ("驿站在哪里", AnswerType.PLACE),
        ("驿站什么时候建成的", AnswerType.DATE),
        ("追回多少钱", AnswerType.MONEY),
        ("有多少名快递员", AnswerType.NUMBER),
        ("党员占多大比例", AnswerType.PERCENT),
        ("驿站面积多大", AnswerType.AREA),
        ("办了几年了", AnswerType.DURATION),
        ("是哪家公司", AnswerType.ORGANISATION),
        ("产改是什么意思", AnswerType.DEFINITION),
        ("怎么报名", AnswerType.MANNER),
        ("驛站什麼時候建成的", AnswerType.DATE),
        ("工会驿站", None),
        ("Who opened the station?", AnswerType.PERSON),
        ("Where is the station?", AnswerType.PLACE),
        ("When was it built?", AnswerType.DATE),
        ("How much money was recovered?", AnswerType.MONEY),
        ("How many couriers are there?", AnswerType.NUMBER),
        ("What percentage of firms have unions?", AnswerType.PERCENT),
        ("How large is the workers' home?", AnswerType.AREA),
        ("How long does training last?", AnswerType.DURATION),
        ("Which company won?", AnswerType.ORGANISATION),
        ("What does chanye gaige mean?", AnswerType.DEFINITION),
        ("How do workers sign up?", AnswerType.MANNER),
    ],
)
def test_answer_types(
    reader: Reader, vocabulary: SmallVocabulary, question: str, kind: AnswerType | None
) -> None:
    """The kind of value asked for is read from the question."""
    assert reader.read(question, vocabulary).answer_type is kind


# ---------------------------------------------------------------- follow-ups
def test_a_swapped_place_keeps_the_rest(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """那青岛呢 asks the earlier question of another place."""
    query = reader.read("那青岛呢?", vocabulary, ("福州有多少工会驿站",))
    assert [place.full for place in query.places] == ["山东省青岛市"]
    assert query.borrowed == ("工会驿站",)
    assert query.answer_type is AnswerType.NUMBER


def test_a_swapped_place_in_english(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """``and in Fuzhou?`` asks the earlier question of Fuzhou."""
    query = reader.read("and in Fuzhou?", vocabulary, ("How many worker stations has Qingdao?",))
    assert [place.full for place in query.places] == ["福建省福州市"]
    assert query.borrowed == ("worker stations",)


def test_a_swapped_thing_keeps_the_rest(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """``and training?`` asks for training where stations were asked for, still as a list."""
    query = reader.read("and training?", vocabulary, ("which cities build worker stations?",))
    assert (query.wants, query.list_level) == (Wants.LIST, "city")
    assert query.borrowed == ("build",)
    chinese = reader.read("托管班呢", vocabulary, ("福州有哪些工会驿站",))
    assert chinese.borrowed == ("福州",)


def test_a_list_of_places_borrows_no_place(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """还有哪些地方有 asks for other places than the one talked about."""
    query = reader.read("还有哪些地方有?", vocabulary, ("平湖的司机之家在哪",))
    assert query.borrowed == ("司机之家",)
    assert query.places == ()


def test_a_bare_question_borrows_all(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """什么时候建成的 says nothing of what was built: the earlier question does."""
    query = reader.read("什么时候建成的?", vocabulary, ("福州检察院门口的工会驿站有多大",))
    assert {"福州", "检察院", "工会驿站"} <= set(query.borrowed)
    assert [place.full for place in query.places] == ["福建省福州市"]
    assert query.answer_type is AnswerType.DATE


def test_pronouns_borrow_what_is_named(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """那里 stands for the place asked about before."""
    query = reader.read("那里的快递员参加培训吗", vocabulary, ("平湖司机之家在哪",))
    assert "平湖" in query.borrowed
    english = reader.read("Who unveiled it?", vocabulary, ("Where is Pinghu's drivers' home?",))
    assert {"pinghu", "drivers home"} <= set(english.borrowed)
    suggested = reader.read("What did he suggest?", vocabulary, ("Who is Chen Jie?",))
    assert suggested.borrowed == ("chen jie",)


def test_follow_ups_of_follow_ups(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """What an earlier follow-up borrowed can be borrowed on."""
    query = reader.read("那平湖呢", vocabulary, ("福州有多少工会驿站", "那青岛呢"))
    assert query.borrowed == ("工会驿站",)
    assert [place.full for place in query.places] == ["浙江省嘉兴市平湖市"]


@pytest.mark.parametrize(
    "question",
    [
        "日照追回多少欠薪",
        "陈杰",
        "职业技能大赛设了几类项目",
        "“友爱型商圈”是什么",
        "How many couriers took part in training?",
        "工会驿站",
    ],
)
def test_a_fresh_question_borrows_nothing(
    reader: Reader, vocabulary: SmallVocabulary, question: str
) -> None:
    """A question that can stand alone does."""
    query = reader.read(question, vocabulary, ("福州检察院门口的工会驿站有多大",))
    assert query.borrowed == ()
    assert query == reader.read(question, vocabulary)


def test_unreadable_context_is_passed_over(reader: Reader, vocabulary: SmallVocabulary) -> None:
    """An earlier message without words lends nothing and breaks nothing."""
    query = reader.read("那青岛呢?", vocabulary, ("福州有多少工会驿站", "😀", "x" * 5000))
    assert query.borrowed == ("工会驿站",)


READER = Reader(Tokenizer(), Lexicon(), Gazetteer())
VOCABULARY = SmallVocabulary(Tokenizer(), PASSAGES)
