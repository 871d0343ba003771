"""Paragraphs as passages; giants cut between sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Article, Paragraph, Role
from retrieval.passages import LONGEST, cut, spans

SENTENCE = "全县二十七个镇街的职工之家全部建成，“暖心小家”成了常去的地方。"


def _article(*paragraphs: Paragraph) -> Article:
    return Article(
        id="a1", page_id="g1", kind="news", headline="标题", kicker=None, subheadline=None,
        byline=None, column=None, date=None, continued_from=None, truncated=False, parts=(),
        paragraphs=paragraphs,
    )  # fmt: skip


def test_a_paragraph_is_one_passage() -> None:
    """Paragraphs of newspaper length stay whole, captions and boxes included."""
    article = _article(
        Paragraph(SENTENCE * 14, (3, 5), "小标题"),
        Paragraph("图为现场。", (7,), None, Role.CAPTION),
    )
    passages = cut(article)
    assert [passage.text for passage in passages] == [SENTENCE * 14, "图为现场。"]
    assert [passage.lines for passage in passages] == [(3, 5), (7,)]
    assert [passage.position for passage in passages] == [0, 1]
    assert passages[0].section == "小标题"


def test_a_giant_is_cut_between_sentences() -> None:
    """A long paragraph is cut into even pieces, each of whole sentences."""
    passages = cut(_article(Paragraph(SENTENCE * 60, (1,))))
    assert "".join(passage.text for passage in passages) == SENTENCE * 60
    assert all(passage.text.endswith("。") for passage in passages)
    lengths = [len(passage.text) for passage in passages]
    assert max(lengths) <= LONGEST
    assert min(lengths) > max(lengths) / 2


def test_a_quotation_is_not_cut_where_it_can_be_helped() -> None:
    """A cut does not fall between the sentences of one quotation."""
    speech = "“" + "我们继续完善服务。" * 12 + "”他说。"
    text = (SENTENCE * 3 + speech) * 5
    for start, end in spans(text):
        piece = text[start:end]
        assert piece.count("“") == piece.count("”")


def test_a_lost_quotation_mark_does_not_forbid_cutting() -> None:
    """A mark that never closes does not turn the rest of the paragraph into a quotation."""
    text = "“" + SENTENCE.replace("“", "").replace("”", "") * 60
    assert all(text[start:end].endswith("。") for start, end in spans(text))


def test_pieces_know_their_own_lines() -> None:
    """A piece of a joined paragraph names only the raw lines it was printed on."""
    first, second = SENTENCE * 12, SENTENCE * 12
    paragraph = Paragraph(first + second, (10, 12), breaks=(len(first),))
    passages = cut(_article(paragraph))
    assert [passage.lines for passage in passages] == [(10,), (12,)]


@given(
    st.text(alphabet="字词句。，“”（）！ ", max_size=3000),
    st.lists(st.integers(0, 3000), max_size=5),
)
def test_any_paragraph_is_the_sum_of_its_pieces(text: str, breaks: list[int]) -> None:
    """Pieces joined are the paragraph, none is too long, and every line is touched in order."""
    inner = tuple(sorted({each for each in breaks if 0 < each < len(text)}))
    lines = tuple(range(1, len(inner) + 2))
    passages = cut(_article(Paragraph(text, lines, breaks=inner)))
    assert "".join(passage.text for passage in passages) == text
    assert max(len(passage.text) for passage in passages) <= LONGEST
    touched = [line for passage in passages for line in passage.lines]
    assert touched == sorted(touched)
    assert set(touched) == set(lines)
    assert len({passage.id for passage in passages}) == len(passages)


def test_a_monster_without_punctuation_is_cut_at_the_bound() -> None:
    """A text without any place to cut is cut all the same, in linear time."""
    text = "工" * 200_000
    pieces = spans(text)
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(text)
    assert max(end - start for start, end in pieces) <= LONGEST
