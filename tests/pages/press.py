"""A press: sets stories as raw page text in many styles, with the split a careful reader makes.

Every style is a combination of habits (how heads are set, who signs, how lines are wrapped, what
stands in between), so that what is measured is a habit and not one page.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from opencc import OpenCC

from tests.pages.stories import BRIEFS, POEM, STORIES, TABLE, Story


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of a page; the names of the values are those of the ``_Press`` methods."""

    heads: str = "plain"  # plain, markdown, dash, subject, spaced, kicker, deck, marked_some
    signed: str = "none"  # none, paper, agency, byline, tail, lost, digest, broadcast
    wrap: str = "none"  # none, column, ragged, torn
    width: int = 22
    blank: str = "one"  # none, one, paragraph, many
    indent: bool = False
    sections: bool = False
    captions: bool = False
    quotes: bool = False
    columns: bool = False
    furniture: bool = False
    repeats: bool = False
    truncated: bool = False
    continued: bool = False
    traditional: bool = False
    half_width: bool = False
    stories: int = 5
    kind: str = "stories"  # stories, briefs, long, listing


STYLES: dict[str, Style] = {
    "plain": Style(),
    "plain-tight": Style(blank="none"),
    "paper": Style(signed="paper", heads="kicker"),
    "agency": Style(signed="agency"),
    "broadcast": Style(signed="broadcast", columns=True),
    "byline": Style(signed="byline", heads="deck", sections=True),
    "markdown": Style(heads="markdown", signed="paper", sections=True),
    "marked-some": Style(heads="marked_some", sections=True),
    "column-tight": Style(wrap="column", blank="none", signed="paper"),
    "column-bare": Style(wrap="column", blank="none", width=28),
    "column-blank": Style(wrap="column", blank="one", width=34, heads="kicker", signed="byline"),
    "column-blocks": Style(wrap="column", blank="paragraph", width=26, signed="agency"),
    "column-indent": Style(wrap="column", blank="none", indent=True, width=20, sections=True),
    "ragged": Style(wrap="ragged", blank="one", signed="paper"),
    "ragged-blocks": Style(wrap="ragged", blank="paragraph"),
    "torn": Style(wrap="torn", blank="one", signed="paper", heads="kicker", captions=True),
    "torn-quotes": Style(wrap="torn", signed="byline", quotes=True, sections=True, captions=True),
    "torn-many": Style(wrap="torn", blank="many", heads="deck", signed="paper"),
    "dash": Style(heads="dash", signed="byline"),
    "subject": Style(heads="subject", signed="paper"),
    "spaced": Style(heads="spaced", signed="byline"),
    "indent": Style(indent=True, blank="none", sections=True, signed="tail"),
    "tail": Style(signed="tail"),
    "lost": Style(signed="lost", columns=True),
    "digest": Style(signed="digest", columns=True, wrap="torn"),
    "continued": Style(continued=True, signed="byline", wrap="torn", sections=True),
    "furniture": Style(furniture=True, signed="paper"),
    "furniture-bare": Style(furniture=True, wrap="column", blank="none", width=30),
    "traditional": Style(traditional=True, signed="agency", heads="kicker", wrap="torn"),
    "half-width": Style(half_width=True, signed="paper", sections=True, heads="deck"),
    "briefs": Style(kind="briefs"),
    "briefs-tight": Style(kind="briefs", blank="none", signed="paper"),
    "long": Style(kind="long", sections=True, signed="byline"),
    "long-column": Style(kind="long", sections=True, wrap="column", width=32, blank="one"),
    "listing": Style(kind="listing", signed="paper"),
    "repeats": Style(repeats=True, wrap="torn", signed="paper"),
    "truncated": Style(truncated=True, signed="paper", heads="kicker"),
}

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page as set: its raw text, and the split it was set from (the scorer's gold form)."""

    name: str
    text: str
    gold: dict[str, Any]


@dataclass(slots=True)
class _Setting:
    """The page on the stone: (line, whether it opens a paragraph) and the gold so far."""

    lines: list[tuple[str, bool]] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    noise: list[dict[str, str]] = field(default_factory=list)


def set_page(style_name: str, seed: int) -> SetPage:
    """Set one page in the named style; the same seed gives the same page."""
    style = STYLES[style_name]
    press = _Press(style, random.Random(f"{style_name}/{seed}"))  # noqa: S311
    setting = press.run()
    name = f"{style_name}_{seed}.txt"
    text = press.text(setting)
    gold: dict[str, Any] = {
        "file": name, "style": style_name, "articles": setting.articles, "noise": setting.noise
    }  # fmt: skip
    if style.traditional:
        converter = OpenCC("s2t")
        text, gold = converter.convert(text), _converted(gold, converter.convert)
    return SetPage(name, text, gold)


def _converted(gold: dict[str, Any], convert: Callable[[str], str]) -> dict[str, Any]:
    converted: dict[str, Any] = json.loads(convert(json.dumps(gold, ensure_ascii=False)))
    return converted


def _both(story: Story) -> str:
    other = f" 通讯员{story.correspondent}" if story.correspondent else ""
    return f"记者{story.reporter}{other}"


class _Press:
    def __init__(self, style: Style, chance: random.Random) -> None:
        self.style = style
        self.chance = chance
        self.setting = _Setting()

    # ------------------------------------------------------------ the page
    def run(self) -> _Setting:
        if self.style.furniture:
            self._furniture_above()
        getattr(self, f"_{self.style.kind}")()
        if self.style.furniture:
            self._furniture_below()
        return self.setting

    def text(self, setting: _Setting) -> str:
        out: list[str] = []
        for line, opens in setting.lines:
            if out:
                out.extend([""] * self._blanks(opens))
            out.append(line)
        return "\n".join(out) + "\n"

    def _blanks(self, opens: bool) -> int:
        if self.style.blank == "none":
            return 0
        if self.style.blank == "one":
            return 1
        if self.style.blank == "paragraph":
            return int(opens)
        return self.chance.choice((1, 1, 1, 2, 3))

    def _stories(self) -> None:
        chosen = self.chance.sample(STORIES, self.style.stories)
        for position, story in enumerate(chosen):
            last = position == len(chosen) - 1
            if self.style.continued and position == 1:
                self._continuation(story)
            else:
                self._story(story, truncated=self.style.truncated and last)

    def _long(self) -> None:
        longest = [story for story in STORIES if len(story.sections) >= 2]
        self._story(self.chance.choice(longest), truncated=False)

    def _briefs(self) -> None:
        for headline, body in self.chance.sample(BRIEFS, 6):
            self._story(Story("", headline, (body,)), truncated=False)

    def _listing(self) -> None:
        first, second = self.chance.sample(STORIES, 2)
        self._story(first, truncated=False)
        title, lines, author = POEM
        self._lay(title)
        self._lay(author)
        for line in lines:
            self._lay(line)
        self._close(title, list(lines), byline=author)
        self._story(second, truncated=False)
        title, rows = TABLE
        self._lay(title)
        for row in rows:
            self._lay(row)
        self._close(title, list(rows))

    # ------------------------------------------------------------ one story
    def _story(self, story: Story, truncated: bool) -> None:
        story = replace(story, paragraphs=tuple(map(self._punctuate, story.paragraphs)))
        column = self._column(story)
        heads = self._heads(story)
        byline, lead, tail = self._byline(story), self._lead(story), self._tail(story)
        if byline:
            self._lay(byline)
        if self.style.captions and story.caption and self.chance.random() < 0.5:
            self._caption(story)
        paragraphs = list(story.paragraphs)
        paragraphs[0] = lead + paragraphs[0]
        if truncated:
            paragraphs[-1] = paragraphs[-1][: len(paragraphs[-1]) // 2 + 3]
        sections = dict(story.sections) if self.style.sections else {}
        torn = self.chance.randrange(len(paragraphs))
        for index, paragraph in enumerate(paragraphs):
            if index in sections:
                self._section(sections[index])
            self._paragraph(paragraph, self._inset(story, index == torn), index == torn)
        if tail:
            self._lay(tail)
        self._close(
            heads[0], paragraphs, kicker=heads[1], subheadline=heads[2], byline=byline or tail,
            column_tag=column, lead_byline=lead, headline_alt=heads[3],
            section_heads=[{"text": text} for text in sections.values()],
        )  # fmt: skip

    def _continuation(self, story: Story) -> None:
        """A story continued from another page, its headline inside the text."""
        self._lay(self.chance.choice(("（上接第1版）", "(上接1版)", "上接第一版")))
        paragraphs = list(story.paragraphs)
        middle = len(paragraphs) // 2
        for index, paragraph in enumerate(paragraphs):
            inset = [story.headline] if index == middle else []
            self._paragraph(paragraph, inset, bool(inset))
        self._close(story.headline, paragraphs, kind="continuation")

    def _column(self, story: Story) -> str:
        if not self.style.columns or self.chance.random() < 0.3:
            return ""
        self._lay(f"【{story.column}】")
        return story.column

    def _heads(self, story: Story) -> tuple[str, str, str, list[str]]:
        """Lay the heads; return headline, kicker, sub-headline, and equally good readings."""
        way = self.style.heads
        kicker, deck = story.kicker, story.subheadline
        if way == "dash" and kicker:
            self._lay(f"{kicker}——{story.headline}", head=True)
            return story.headline, kicker, "", [f"{kicker}——{story.headline}"]
        if way == "subject" and story.place:
            self._lay(f"{story.place}：", head=True)
            self._lay(story.headline, head=True)
            return story.headline, "", "", [f"{story.place}：{story.headline}"]
        if way in ("kicker", "deck", "markdown", "marked_some") and kicker:
            dash = "——" if self.chance.random() < 0.4 else ""
            self._lay(kicker + dash, head=True, role="kicker")
        else:
            kicker = ""
        text = " ".join(story.headline) if way == "spaced" else story.headline
        self._lay(text, head=True, role="headline")
        if way == "deck" and deck and (kicker or deck.startswith(("——", "同时"))):
            self._lay(deck, head=True, role="deck")
        else:
            deck = ""
        return story.headline, kicker, deck, []

    def _byline(self, story: Story) -> str:
        """Return the line that signs the story above its text."""
        name, other = story.reporter, story.correspondent
        ways = (
            f"本报记者 {name}" + (f" 通讯员 {other}" if other else ""),
            f"□ 本报记者 {name}",
            f"本报全媒体记者 {name}",
            f"记者 {name} 文/图",
        )
        return self.chance.choice(ways) if self.style.signed == "byline" else ""

    def _lead(self, story: Story) -> str:
        """Return what the first paragraph opens with."""
        both, name = _both(story), story.reporter
        day = self.chance.randint(1, 28)
        ways = {
            "paper": (f"本报讯（{both}）",),
            "agency": (
                f"新华社{story.place}3月{day}日电（记者{name}）",
                f"据新华社{story.place}3月{day}日电 ",
                f"本报{story.place}3月{day}日电 （{both}）",
                f"中新社{story.place}3月{day}日电 记者{name}报道：",
            ),
            "broadcast": ("央视网消息：", "本台消息：", ""),
        }
        return self.chance.choice(ways.get(self.style.signed, ("",)))

    def _tail(self, story: Story) -> str:
        """Return the signature or source below the text; brackets are lost in some styles."""
        both, name = _both(story), story.reporter
        paper = self.chance.choice(("海州日报", "北原晚报", "中州工人报"))
        ways = {
            "tail": (f"（{both}）", f"（{name}）", f"本报{both}"),
            "lost": (f"{both})", f"记者 {name})", f"{name}）"),
            "digest": (f"《{paper}》记者{name})", f"（《{paper}》）", f"《{paper}》{name}）"),
        }
        return self.chance.choice(ways.get(self.style.signed, ("",)))

    # ------------------------------------------------------------ lines
    def _paragraph(self, text: str, insets: Sequence[str], torn: bool) -> None:
        pieces = self._pieces(text, torn or bool(insets))
        if len(pieces) == 1:
            self.setting.lines.extend((inset, True) for inset in insets)
        indent = "　　" if self.style.indent else ""
        for index, piece in enumerate(pieces):
            if index == 1:
                for inset in insets:
                    self.setting.lines.append((inset, True))
            self.setting.lines.append((indent + piece if index == 0 else piece, index == 0))
        if self.style.repeats and torn and len(pieces[-1]) > 12:
            self.setting.lines.append((pieces[-1][-10:], True))

    def _pieces(self, text: str, torn: bool) -> list[str]:
        if self.style.wrap == "column":
            width = self.style.width - len("　　" if self.style.indent else "")
            first = text[:width]
            rest = text[width:]
            step = self.style.width
            return [first, *(rest[at : at + step] for at in range(0, len(rest), step))]
        if self.style.wrap == "ragged":
            pieces = []
            while text:
                size = self.chance.randint(20, 40)
                pieces.append(text[:size])
                text = text[size:]
            return pieces
        if self.style.wrap == "torn" and torn and len(text) > 50:
            at = self.chance.randint(14, len(text) - 10)
            while text[at - 1] in "。！？”" or text[at] in "，。、；：？！”）":
                at -= 1
            return [text[:at], text[at:]]
        return [text]

    def _inset(self, story: Story, torn: bool) -> list[str]:
        if not torn or not self.style.quotes or self.style.wrap != "torn":
            return []
        return [story.quote] if story.quote else []

    def _caption(self, story: Story) -> None:
        self._lay(story.caption)
        self.setting.articles.append(
            {"headline": "", "kind": "caption", "paragraphs": [story.caption]}
        )

    def _section(self, text: str) -> None:
        mark = self.style.heads in ("markdown", "marked_some") and self.chance.random() < 0.7
        self._lay(f"## {text}" if mark else text)

    def _lay(self, line: str, head: bool = False, role: str = "headline") -> None:
        if head and self.style.heads == "markdown":
            line = f"{'#' * (self.chance.choice((1, 2)) if role == 'headline' else 2)} {line}"
        elif head and self.style.heads == "marked_some" and role == "headline":
            line = f"# {line}" if self.chance.random() < 0.5 else line
        self.setting.lines.append((line, True))

    def _close(self, headline: str, paragraphs: list[str], **more: object) -> None:
        self.setting.articles.append(
            {"headline": headline, "paragraphs": paragraphs, "kind": "news", **more}
        )

    def _punctuate(self, text: str) -> str:
        """Mix in half-width punctuation, full-width digits and stray spaces around digits."""
        if not self.style.half_width:
            return text
        table = {ord("，"): ",", ord("（"): "(", ord("）"): ")", ord("；"): ";", ord("："): ":"}
        if self.chance.random() < 0.5:
            text = text.translate(table)
        if self.chance.random() < 0.3:
            text = text.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
        return text

    def _furniture_above(self) -> None:
        day = self.chance.randint(1, 28)
        weekday = self.chance.choice(WEEKDAYS)
        for line in self.chance.choice((
            ("海州日报", f"2024年3月{day}日 星期{weekday}", "第2版 要闻"),
            (f"02 要闻 2024年3月{day}日 星期{weekday} 海州日报",),
            (f"海州日报  2024.3.{day}  星期{weekday}  A2版", "责任编辑：方圆  美编：尺规"),
        )):  # fmt: skip
            self._noise(line)

    def _furniture_below(self) -> None:
        for line in self.chance.choice((
            ("责编：方圆 校对：曲直 版式：尺规",),
            ("新闻热线：0571-12345678  邮箱：news@example.com", "本版责编 方圆"),
            ("电话：(0571)12345678 邮编：310000", "— 2 —"),
        )):  # fmt: skip
            self._noise(line)

    def _noise(self, line: str) -> None:
        self._lay(line)
        self.setting.noise.append({"text": line})
