"""From labelled lines to articles: where one ends and the next begins, and who owns each line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, zip_longest

from retrieval.articles import signs
from retrieval.articles.cues import Label
from retrieval.articles.heads import headline_text, read_heads
from retrieval.articles.lines import Line
from retrieval.articles.reading import Sheet
from retrieval.articles.roles import NONE, Step
from retrieval.model import Article, Page, Paragraph, Part, Role
from retrieval.text import has_han, narrow, short_hash

_PART_ROLES = {
    Label.BYLINE: Role.BYLINE,
    Label.DATE: Role.DATELINE,
    Label.CREDIT: Role.CREDIT,
    Label.MARKER: Role.MARKER,
    Label.COLUMN: Role.COLUMN,
}
_BODY_ROLES = {
    Label.START: Role.PARAGRAPH,
    Label.ROW: Role.PARAGRAPH,
    Label.BOX: Role.BOX,
    Label.CAPTION: Role.CAPTION,
}
LEAST_HEADLINE_LIKE = 9
LEAD_LENGTH = 100
# What narrow makes a bracket of; narrowing costs more than this look.
_BRACKET = re.compile(r"[()\[\]（）［］︵︶﹇﹈﹙﹚]")
_CREDIT_END = re.compile("[摄攝道图圖]$")
_PAGE_NUMBER = re.compile(r"[a-d]?\d{1,3}|[一二三四五六七八九十]{1,3}")


@dataclass(slots=True)
class _Piece:
    """A paragraph under construction: its lines, its role, the section it stands in."""

    lines: list[Line]
    role: Role
    section: str | None
    row: bool = False


@dataclass(slots=True)
class _Draft:
    """An article under construction."""

    heads: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    sections: list[Line] = field(default_factory=list)
    section: str | None = None
    continued: str | None = None
    goes_on: bool = False
    photo: bool = False
    has_body: bool = False


def draft_articles(
    page: Page, sheet: Sheet, steps: Sequence[Step], repeats: Sequence[tuple[int, Line]]
) -> tuple[Article, ...]:
    """Cut a read page into articles.  ``repeats`` are (index of the line before, line)."""
    desk = _Desk(sheet, steps)
    repeated: defaultdict[int, list[Line]] = defaultdict(list)
    for after, line in repeats:
        repeated[after].append(line)
    for index, step in enumerate(steps):
        desk.take(index, step)
        for line in repeated.get(index, ()):
            desk.draft.parts.append(Part(Role.REPEAT, line.text, (line.number,)))
    return tuple(_article(page, draft, sheet) for draft in desk.drafts)


class _Desk:
    """Takes the lines of a page in order and lays each with its article."""

    def __init__(self, sheet: Sheet, steps: Sequence[Step]) -> None:
        self.sheet = sheet
        self.steps = steps
        self.drafts: list[_Draft] = []
        self.piece_of: dict[int, _Piece] = {}
        self.bridged = {
            between
            for index, step in enumerate(steps)
            if step.joins != NONE
            for between in range(step.joins + 1, index)
        }

    @property
    def draft(self) -> _Draft:
        """The article the last line belongs to."""
        if not self.drafts:
            self.drafts.append(_Draft())
        return self.drafts[-1]

    def take(self, index: int, step: Step) -> None:
        """Lay the next line with its article, opening a new one where it begins."""
        if index not in self.bridged and self._opens(index, step.label):
            self.drafts.append(_Draft())
        line, draft = self.sheet.lines[index], self.draft
        if step.label is Label.GOING_ON and step.joins in self.piece_of:
            piece = self.piece_of[index] = self.piece_of[step.joins]
            piece.lines.append(line)
        elif self._is_head(index, step.label):
            draft.heads.append(line)
        elif step.label is Label.SECTION and index not in self.bridged:
            draft.section = line.text
            draft.sections.append(line)
            draft.parts.append(Part(Role.SECTION, line.text, (line.number,)))
        elif step.label in _PART_ROLES:
            self._take_part(index, _PART_ROLES[step.label])
        else:
            role = _BODY_ROLES.get(step.label, Role.BOX)
            role = Role.PARAGRAPH if step.label is Label.GOING_ON else role
            piece = _Piece([line], role, draft.section, step.label is Label.ROW)
            draft.pieces.append(piece)
            draft.has_body = draft.has_body or role is Role.PARAGRAPH
            self.piece_of[index] = piece

    def _is_head(self, index: int, label: Label) -> bool:
        """Tell whether a line is a head of its article.

        A head in the gap of a broken paragraph is the headline only if there is none yet.
        """
        if index in self.bridged:
            return label in (Label.HEAD, Label.SECTION) and not self.draft.heads
        return label is Label.HEAD

    def _opens(self, index: int, label: Label) -> bool:
        """Tell whether a new article begins with this line."""
        if not self.drafts:
            return True
        draft = self.drafts[-1]
        if label is Label.HEAD:
            return draft.has_body and not self._is_late_head(index, draft)
        if label is Label.COLUMN:
            return draft.has_body or bool(draft.heads)
        if label is Label.MARKER:
            return self._is_continuation(index) and draft.has_body
        if label is Label.START and "lead" in self.sheet.cues[index]:
            return draft.has_body
        return False

    def _is_late_head(self, index: int, draft: _Draft) -> bool:
        """Tell whether a head inside a continued article is the headline it lacks so far."""
        if draft.continued is None or draft.heads:
            return False
        following = next(
            (i for i in range(index + 1, len(self.steps)) if self.steps[i].label != Label.HEAD),
            index,
        )
        signed = self.steps[following].label in (Label.BYLINE, Label.DATE, Label.COLUMN)
        return not (signed or "lead" in self.sheet.cues[following])

    def _is_continuation(self, index: int) -> bool:
        return signs.MARKER.match(self.sheet.lines[index].plain) is not None

    def _take_part(self, index: int, role: Role) -> None:
        line, draft = self.sheet.lines[index], self.draft
        if role is Role.BYLINE and draft.has_body:
            role = Role.CREDIT
        if role is Role.MARKER:
            if self._is_continuation(index):
                draft.continued = _page_named(line) or line.text
            else:
                draft.goes_on = True
        if role is Role.CREDIT and signs.PHOTO_CREDIT.search(line.plain):
            draft.photo = True
        draft.parts.append(Part(role, line.text, (line.number,)))


def _page_named(line: Line) -> str | None:
    match = _PAGE_NUMBER.search(line.plain)
    return f"第{match.group().upper()}版" if match else None


def _promote(draft: _Draft) -> None:
    """Give a continued article without a head the most headline-like of its section heads.

    A continuation carries its headline (often cut short) somewhere in its text; a head of two
    clauses, or one longer than the others, is it.
    """
    best = max(draft.sections, key=_headline_like, default=None)
    if best is None or _headline_like(best) < LEAST_HEADLINE_LIKE:
        return
    draft.heads.append(best)
    draft.parts = [part for part in draft.parts if part.lines != (best.number,)]
    for piece in draft.pieces:
        if piece.section == best.text:
            piece.section = None


def _headline_like(line: Line) -> int:
    spaced = signs.SPACED_CLAUSES.search(line.plain) is not None
    return line.size + 10 * spaced + 10 * bool(line.level)


def _article(page: Page, draft: _Draft, sheet: Sheet) -> Article:
    """Freeze a draft."""
    if draft.continued is not None and not draft.heads:
        _promote(draft)
    column, lines = _tag_of(draft.heads)
    heads = read_heads(lines, sheet.seams) if lines else ()
    parts = sorted([*column, *heads, *draft.parts], key=lambda part: part.lines)
    paragraphs = tuple(_paragraph(piece) for piece in draft.pieces)
    numbers = [number for part in parts for number in part.lines]
    numbers += [number for paragraph in paragraphs for number in paragraph.lines]
    body = [paragraph for paragraph in paragraphs if paragraph.role is Role.PARAGRAPH]
    return Article(
        id=short_hash("a", f"{page.id}\n{min(numbers)}"),
        page_id=page.id,
        kind=_kind(draft, body),
        headline=_text_of(parts, Role.HEADLINE, ""),
        kicker=_text_of(parts, Role.KICKER, " "),
        subheadline=_text_of(parts, Role.SUBHEADLINE, " "),
        byline=_byline(parts, body),
        column=_text_of(parts, Role.COLUMN, " "),
        date=_date(parts) or page.date,
        continued_from=draft.continued,
        truncated=draft.goes_on or bool(body and _breaks_off(body[-1])),
        parts=tuple(parts),
        paragraphs=paragraphs,
    )


def _breaks_off(paragraph: Paragraph) -> bool:
    if paragraph.open_end or _BRACKET.match(paragraph.text[-1:]) is None:
        return paragraph.open_end
    return signs.END_TAIL_MARKER.search(narrow(paragraph.text[-30:])) is not None


def _tag_of(heads: Sequence[Line]) -> tuple[list[Part], list[Line]]:
    """Take the column tag off a first head line that carries one (``【特写】标题``)."""
    lines = list(heads)
    match = signs.COLUMN_TAG.match(lines[0].plain) if lines else None
    if match is None or not match.group("rest").strip():
        return [], lines
    first, cut = lines[0], match.start("rest")
    text = first.text[cut:].lstrip()
    shift = len(first.text) - len(text)
    lines[0] = Line(
        first.number, text, first.plain[shift:], first.gap, first.level, first.bold,
        first.indented, first.size - cut, first.width, first.closed,
    )  # fmt: skip
    return [Part(Role.COLUMN, first.text[:cut], (first.number,))], lines


def _text_of(parts: Iterable[Part], role: Role, glue: str) -> str | None:
    texts = [headline_text(part.text) for part in parts if part.role is role]
    return glue.join(texts) or None


def _byline(parts: Sequence[Part], body: Sequence[Paragraph]) -> str | None:
    own = [part.text for part in parts if part.role is Role.BYLINE]
    if own:
        return " ".join(own)
    for paragraph in body[:1]:
        if _BRACKET.search(paragraph.text[:LEAD_LENGTH]) is None:
            break
        match = signs.LEAD_BYLINE.match(narrow(paragraph.text[:LEAD_LENGTH]))
        if match:
            start, end = match.span("byline" if match.group("byline") else "signed")
            return paragraph.text[start:end]
    if body and _CREDIT_END.search(body[-1].text):
        told = signs.inline_credit(narrow(body[-1].text[-60:]))
        if told:
            return body[-1].text[-len(told) :]
    signed = [part.text for part in parts if part.role is Role.CREDIT]
    return " ".join(signed) or None


def _date(parts: Sequence[Part]) -> str | None:
    for part in parts:
        match = signs.FULL_DATE_LINE.search(part.text) if part.role is Role.DATELINE else None
        if match:
            year, month, day = match.groups()
            return f"{year}-{int(month):02d}-{int(day):02d}"
    return None


def _kind(draft: _Draft, body: Sequence[Paragraph]) -> str:
    """Name the kind: continuation, photo, diary, feature, news, or text without a headline."""
    roles = {part.role for part in draft.parts}
    if draft.continued is not None:
        return "continuation"
    told = body[-1].text[-30:] if body else ""
    if len(body) <= 2 and (draft.photo or signs.PHOTO.search(told)):
        return "photo"
    if Role.DATELINE in roles:
        return "diary"
    if not draft.heads:
        return "untitled"
    return "feature" if roles & {Role.BYLINE, Role.SECTION} else "news"


def _paragraph(piece: _Piece) -> Paragraph:
    last = piece.lines[-1]
    texts = list(_pieces(piece.lines))
    return Paragraph(
        text="".join(texts),
        lines=tuple(line.number for line in piece.lines),
        section=piece.section if piece.role is Role.PARAGRAPH else None,
        role=piece.role,
        open_end=not (last.closed or piece.row or last.plain.endswith((":", ";"))),
        breaks=tuple(accumulate(map(len, texts[:-1]))),
    )


def _pieces(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the texts of lines; only between two Latin words does a hard wrap stand for a space."""
    for line, following in zip_longest(lines, lines[1:]):
        yield (
            f"{line.text} " if following and _parts_words(line.text, following.text) else line.text
        )


def _parts_words(upper: str, lower: str) -> bool:
    tail, head = upper[-12:], lower[:12]
    latin = (
        tail[-1:].isascii() and tail[-1:].isalpha() and head[:1].isascii() and head[:1].isalpha()
    )
    return latin and not has_han(tail) and not has_han(head)
