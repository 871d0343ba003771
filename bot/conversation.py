"""A conversation in a terminal, without the terminal: lines go in, replies come out.

Keeps what a chat's journal keeps: the last answer, the page that is shown, the questions before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from bot import phrases
from bot.phrases import Phrase
from bot.render import (
    TERMINAL,
    render,
    render_around,
    render_article,
    render_explanation,
    render_holdings,
)
from bot.render.cards import Card, cards_of
from bot.reply import Reply
from retrieval.answer import Answerer, Explanation
from retrieval.errors import QuestionRefused, WenbaoError
from retrieval.model import Language

_ARTICLE_ID = re.compile(r"a[a-z2-7]{12}")
_REMEMBERED = 5
"""Earlier questions handed on as context."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The reader wants to go."""


class Conversation:
    """Answers lines: questions, and commands that begin with a slash."""

    def __init__(self, answerer: Answerer, cards: int, language: Language) -> None:
        """Begin; ``cards`` articles to the page, ``language`` until a question shows another."""
        self._answerer = answerer
        self._cards = cards
        self._language = language
        self._context: list[str] = []
        self._explanation: Explanation | None = None
        self._page = 0

    @property
    def language(self) -> Language:
        """The language of the last question."""
        return self._language

    @property
    def has_more(self) -> bool:
        """Whether the answer has a page after the one shown."""
        return self._page + 1 < self._pages()

    def respond(self, line: str) -> Reply | Leave:
        """Return what ``line`` brings about; an empty line turns the page.

        What goes wrong comes back as a reply: a conversation does not end for it.
        """
        line = line.strip()
        try:
            if line and not line.startswith("/"):
                return self._ask(line)
            name, _, argument = (line or "/next").partition(" ")
            return self._commanded(name.lower(), argument.strip())
        except QuestionRefused:
            return self._say(phrases.REPL_REFUSED)
        except WenbaoError as error:
            said = phrases.REPL_FAILED[self._language].format(what=error.what, mend=error.mend)
            return Reply(said)

    def _commanded(self, name: str, argument: str) -> Reply | Leave:
        command = _COMMANDS.get(name)
        if command:
            return command(self, argument)
        near = get_close_matches(name, _COMMANDS, n=1)
        advice = phrases.REPL_DID_YOU_MEAN if near else phrases.REPL_SEE_HELP
        said = phrases.REPL_NO_COMMAND[self._language].format(name=name[:20])
        return Reply(f"{said}{advice[self._language].format(name=near[0] if near else '')}")

    def _ask(self, question: str) -> Reply:
        explanation = self._answerer.explain(question, tuple(self._context))
        self._explanation, self._page = explanation, 0
        self._language = explanation.answer.query.language
        self._context = [*self._context, question][-_REMEMBERED:]
        return self._shown()

    def _shown(self) -> Reply:
        if self._explanation is None:
            return self._say(phrases.REPL_NO_ANSWER)
        return render(self._explanation.answer, self._page, self._cards, TERMINAL)

    def _pages(self) -> int:
        return -(-len(self._all_cards()) // self._cards)

    def _all_cards(self) -> tuple[Card, ...]:
        return cards_of(self._explanation.answer) if self._explanation else ()

    def _say(self, phrase: Phrase) -> Reply:
        return Reply(phrase[self._language])

    def _turn(self, step: int, at_the_end: Phrase) -> Reply:
        if self._explanation is None:
            return self._say(phrases.REPL_NO_ANSWER)
        if not 0 <= self._page + step < self._pages():
            return self._say(at_the_end)
        self._page += step
        return self._shown()

    def next(self, _: str) -> Reply:
        """Show the next page."""
        return self._turn(+1, phrases.REPL_LAST_PAGE)

    def previous(self, _: str) -> Reply:
        """Show the page before."""
        return self._turn(-1, phrases.REPL_FIRST_PAGE)

    def article(self, argument: str) -> Reply:
        """Show the whole article of a card, or the one of the id that another part names."""
        id_ = argument
        if not _ARTICLE_ID.fullmatch(argument):
            card = self._card("/article", argument)
            if isinstance(card, Reply):
                return card
            id_ = card.quotes[0].article.id
        article = self._answerer.article(id_)
        source = self._answerer.source(article.page_id)
        return render_article(article, source, 0, self._language, budget=TERMINAL)

    def around(self, argument: str) -> Reply:
        """Show a card's passage between its neighbours."""
        card = self._card("/around", argument)
        if isinstance(card, Reply):
            return card
        best = max(card.quotes, key=lambda quote: quote.score)
        passages = self._answerer.passages(best.article.id)
        return render_around(best, passages, self._language, TERMINAL)

    def _card(self, name: str, argument: str) -> Card | Reply:
        """Return the card a command names (the only one if there is one), or what is amiss."""
        if self._explanation is None:
            return self._say(phrases.REPL_NO_ANSWER)
        cards = {str(card.number): card for card in self._all_cards()}
        if not cards:
            return self._say(phrases.REPL_NO_CARDS)
        if not argument and len(cards) == 1:
            return cards["1"]
        which = phrases.REPL_WHICH_CARD[self._language].format(last=len(cards), name=name)
        return cards.get(argument) or Reply(which)

    def explain(self, _: str) -> Reply:
        """Say why the answer is what it is."""
        if self._explanation is None:
            return self._say(phrases.REPL_NO_ANSWER)
        return render_explanation(self._explanation)

    def fresh(self, _: str) -> Reply:
        """Forget the questions before."""
        self._context, self._explanation, self._page = [], None, 0
        return self._say(phrases.REPL_FRESH)

    def about(self, _: str) -> Reply:
        """Say what the archive holds."""
        return render_holdings(self._answerer.about(), self._language)

    def help(self, _: str) -> Reply:
        """List the commands."""
        return self._say(phrases.REPL_HELP)

    def leave(self, _: str) -> Leave:
        """Go."""
        return Leave()


_COMMANDS: dict[str, Callable[[Conversation, str], Reply | Leave]] = {
    "/next": Conversation.next,
    "/prev": Conversation.previous,
    "/article": Conversation.article,
    "/around": Conversation.around,
    "/explain": Conversation.explain,
    "/new": Conversation.fresh,
    "/about": Conversation.about,
    "/help": Conversation.help,
    "/quit": Conversation.leave,
}
NAMES = tuple(_COMMANDS)
