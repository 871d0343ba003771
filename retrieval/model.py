"""The values that travel from a page to an answer: frozen, typed, without behaviour of their own.

Build: ``Page -> Article -> Passage``.  Ask: ``Query -> Ranking -> Quote -> Answer``.
Text is kept as printed everywhere; folding is for comparison only (``retrieval.text``).
Line numbers are 1-based and count the lines of the decoded page file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


# ---------------------------------------------------------------- pages and articles
class Role(StrEnum):
    """What a printed line is to the article it stands in."""

    KICKER = "kicker"
    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    COLUMN = "column"
    BYLINE = "byline"
    DATELINE = "dateline"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    BOX = "box"
    CREDIT = "credit"
    MARKER = "marker"
    REPEAT = "repeat"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Page:
    """One newspaper page as read from its file.

    ``id`` is a hash of the content, ``name`` the file's name, ``lines`` the decoded text line by
    line (``lines[0]`` is line 1).  ``paper``, ``date`` (ISO 8601) and ``number`` are None when
    neither the file name nor the page tells them: nothing is made up.
    """

    id: str
    name: str
    paper: str | None
    date: str | None
    number: str | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A line, or a piece of one, that is not body text: its role and where it stands."""

    role: Role
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its hard wraps removed; ``lines`` are the raw lines it was joined from.

    ``role`` is PARAGRAPH, CAPTION or BOX.  ``section`` is the section head it stands under.
    ``open_end`` is true when the print breaks off before the sentence ends.  ``breaks`` are the
    offsets in ``text`` at which the second and each later line begins.
    """

    text: str
    lines: tuple[int, ...]
    section: str | None = None
    role: Role = Role.PARAGRAPH
    open_end: bool = False
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What a citation needs to know of a page."""

    name: str
    paper: str | None
    date: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class Sequel:
    """The other part of an article that is printed on two pages: where it goes on, or began."""

    article_id: str
    headline: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a page: its heads, its paragraphs, and every other line it owns.

    ``parts`` holds all lines that are not paragraphs (heads, bylines, credits, markers ...), so
    ``parts`` and ``paragraphs`` of all articles together hold every non-blank line of the page
    exactly once, but for the page's furniture.  ``places`` are full names, best first.
    ``continued_from`` is the page named by the print (``第1版``); ``began`` and ``goes_on`` are the
    parts on other pages of the archive, as far as they are known: the archive tells them, a page
    by itself cannot.
    """

    id: str
    page_id: str
    kind: str
    headline: str | None
    kicker: str | None
    subheadline: str | None
    byline: str | None
    column: str | None
    date: str | None
    continued_from: str | None
    truncated: bool
    parts: tuple[Part, ...]
    paragraphs: tuple[Paragraph, ...]
    places: tuple[str, ...] = ()
    began: Sequel | None = None
    goes_on: Sequel | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: a paragraph, or one piece of a long paragraph cut at a sentence end.

    ``position`` counts the passages of an article from 0; ``paragraph`` is the index into
    ``Article.paragraphs``.  Joining the texts of one paragraph's passages gives the paragraph.
    """

    id: str
    article_id: str
    position: int
    paragraph: int
    text: str
    lines: tuple[int, ...]
    section: str | None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division: ``name`` 青岛, ``full`` 山东省青岛市, ``english`` Qingdao.

    ``full`` is the key.  ``level`` is ``country``, ``province``, ``city`` or ``county``.
    """

    name: str
    full: str
    english: str
    level: str


# ---------------------------------------------------------------- questions
class Language(StrEnum):
    """The language a question is written in; answers are worded in it."""

    ZH = "zh"
    ZH_HANT = "zh-hant"
    EN = "en"


class Wants(StrEnum):
    """What the asker wants back."""

    PASSAGES = "passages"
    LIST = "list"
    COUNT = "count"


class AnswerType(StrEnum):
    """The kind of value that answers a factual question."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    AREA = "area"
    DEFINITION = "definition"
    MANNER = "manner"


class ConceptKind(StrEnum):
    """What sort of thing a concept names."""

    WORD = "word"
    PLACE = "place"
    NUMBER = "number"
    NAME = "name"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Term:
    """One way to write a concept.

    With empty ``grams`` the term is one token of the word index.  Otherwise it is a string to be
    found wherever all its ``grams`` stand (its frequency in a passage is the least of theirs).
    """

    text: str
    grams: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """A set of terms with one meaning, scored as one word (Pirkola 1998).

    ``surface`` is what stands in the question; ``repeats`` how often it stands there.
    """

    surface: str
    terms: tuple[Term, ...]
    kind: ConceptKind = ConceptKind.WORD
    repeats: int = 1


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood.

    ``grams`` are the character bigrams of the question's content (with repeats), the second part
    of the score.  ``phrases`` stood in quotation marks and must occur as written.  ``places`` are
    the places the question names; ``list_level`` is the sort of place a list question asks for
    (``city``, ``county``, ``province`` or ``place``).  ``unmapped`` are words of the question
    for which no word of the archive was found.  ``borrowed`` came from earlier questions.
    """

    question: str
    language: Language
    concepts: tuple[Concept, ...]
    grams: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    wants: Wants = Wants.PASSAGES
    list_level: str | None = None
    answer_type: AnswerType | None = None
    unmapped: tuple[str, ...] = ()
    borrowed: tuple[str, ...] = ()


class Vocabulary(Protocol):
    """What the reading of a question may ask of an archive."""

    def frequency(self, term: Term) -> int:
        """Return the number of passages that hold ``term``."""
        ...

    def translations(self, english: str) -> tuple[str, ...]:
        """Return the Chinese words of the archive that a dictionary gives for ``english``."""
        ...


# ---------------------------------------------------------------- rankings and answers
@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found.

    ``score`` is its BM25: the sum of ``parts``, one share for each concept of the query, and of
    ``grams``, the share of the question's bigrams.
    """

    passage_id: str
    score: float
    parts: tuple[float, ...]
    grams: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hits, best first, ties by passage id.

    ``weights`` tells how rare each concept is, never below zero; ``rarest`` is the weight of what
    no passage holds; ``ceiling`` is the most the concepts could score.  ``total`` counts all
    passages that match; ``missing`` are the indices of concepts that no passage holds.
    """

    hits: tuple[Hit, ...]
    weights: tuple[float, ...]
    total: int
    ceiling: float
    missing: tuple[int, ...]
    rarest: float


class Verdict(StrEnum):
    """How far the archive answers the question."""

    FOUND = "found"
    WEAK = "weak"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage word for word, with its source.

    ``highlights`` are ``[start, end)`` offsets in characters of ``passage.text``, in order and
    without overlap.  ``score`` lies between 0 and 1: the value the verdict was decided on.
    """

    passage: Passage
    article: Article
    source: Source
    highlights: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]
    score: float


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place that answers a list question, and the passages that name it, best first."""

    place: Place
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the archive says to a question.

    ``quotes`` are ranked, best first; several may come from one article.  ``total`` counts the
    matching passages of the whole archive.  ``missing`` names words and places of the question
    that the archive does not hold; ``searched`` the words that were looked for.
    """

    query: Query
    verdict: Verdict
    quotes: tuple[Quote, ...]
    places: tuple[PlaceEntry, ...]
    total: int
    missing: tuple[str, ...]
    searched: tuple[str, ...]
    seconds: float
