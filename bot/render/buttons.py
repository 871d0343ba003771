"""The buttons under a reply, and what their arguments mean.

===========  ========================================  ==========================
verb         argument                                  pressing it shows
===========  ========================================  ==========================
``page``     page of the answer, from 0                that page
``article``  article id ``.`` its page ``.`` the       that page of the article;
             answer's page (for the way back)          shorter forms mean page 0
``here``     nothing                                   a notice, no new page
===========  ========================================  ==========================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import phrases
from bot.render.source import page_named
from bot.reply import Button
from retrieval.model import Article, Language


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What an ``article`` button asks for; ``back`` is the answer's page to return to."""

    article_id: str
    page: int = 0
    back: int = 0

    @property
    def argument(self) -> str:
        """The button's argument: :func:`article_page` reads it back."""
        return f"{self.article_id}.{self.page}.{self.back}"


def article_page(argument: str) -> ArticlePage:
    """Read the argument of an ``article`` button; a part that is no number counts as page 0."""
    article_id, page, back = (*argument.split("."), "", "")[:3]
    return ArticlePage(article_id, _number(page), _number(back))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def answer_turns(page: int, pages: int, language: Language) -> tuple[Button, ...]:
    """Return the row that turns an answer's pages; empty when there is one page only."""
    arguments = [str(number) for number in range(pages)]
    return _turns("page", arguments, page, language)


def article_turns(
    article_id: str, page: int, pages: int, back: int, language: Language
) -> tuple[Button, ...]:
    """Return the row that turns an article's pages; empty when there is one page only."""
    arguments = [ArticlePage(article_id, number, back).argument for number in range(pages)]
    return _turns("article", arguments, page, language)


def _turns(
    verb: str, arguments: Sequence[str], page: int, language: Language
) -> tuple[Button, ...]:
    """Return previous, ``2/4``, next; an end that leads nowhere is left out."""
    if len(arguments) < 2:
        return ()
    row = [Button(f"{page + 1}/{len(arguments)}", "here")]
    if page > 0:
        row.insert(0, Button(phrases.PREVIOUS[language], verb, arguments[page - 1]))
    if page + 1 < len(arguments):
        row.append(Button(phrases.NEXT[language], verb, arguments[page + 1]))
    return tuple(row)


def full_text(number: int, article_id: str, back: int, language: Language) -> Button:
    """Return the button that opens the article of card ``number``."""
    label = phrases.FULL_TEXT[language].format(number=number)
    return Button(label, "article", ArticlePage(article_id, 0, back).argument)


def sequel_turns(article: Article, back: int, language: Language) -> tuple[Button, ...]:
    """Return the row that leads to the other parts of an article; empty when it is whole."""
    ways = ((phrases.TO_BEGINNING, article.began), (phrases.TO_SEQUEL, article.goes_on))
    return tuple(
        Button(
            phrase[language].format(where=page_named(sequel, language)),
            "article",
            ArticlePage(sequel.article_id, 0, back).argument,
        )
        for phrase, sequel in ways
        if sequel is not None
    )


def back_to_answer(page: int, language: Language) -> Button:
    """Return the button that leads from an article back to the answer."""
    return Button(phrases.BACK[language], "page", str(page))
