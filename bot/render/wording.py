"""The lines above and below the cards: verdict, counts, places, what was searched and missed."""

from __future__ import annotations

from collections.abc import Sequence

from bot import phrases
from bot.phrases import Phrase
from bot.render.cards import listed_places
from bot.render.draft import Draft
from bot.render.units import clip
from bot.reply import Style
from retrieval.model import Answer, Language, Place, Verdict

_MOST_PLACES = 30
_MOST_WORDS = 12
_MOST_WORD = 24


def place_name(place: Place, language: Language) -> str:
    """Return ``青岛``, or ``Qingdao 青岛`` in an English answer."""
    named = language is Language.EN and place.english
    return clip(f"{place.english} {place.name}" if named else place.name, 2 * _MOST_WORD)


def write_top(draft: Draft, answer: Answer, page: int, pages: int) -> None:
    """Write what the answer comes to: places, counts, or that nothing or nothing sure was found."""
    language = answer.query.language
    if answer.verdict is Verdict.NOTHING:
        draft.line(phrases.NOTHING[language], Style.BOLD)
        _write_words(draft, phrases.MISSING, answer.missing, language)
        _write_words(draft, phrases.BORROWED, answer.query.borrowed, language)
        draft.line(phrases.REPHRASE[language])
        return
    where = phrases.ON_PAGE[language].format(page=page + 1, pages=pages) if pages > 1 else ""
    if answer.verdict is Verdict.WEAK:
        draft.line(phrases.WEAK[language] + where, Style.BOLD)
        _write_words(draft, phrases.MISSING, answer.missing, language)
    else:
        _write_places(draft, answer)
        draft.line(_counts(answer) + where)
    _write_words(draft, phrases.BORROWED, answer.query.borrowed, language)


def write_bottom(draft: Draft, answer: Answer, cut: bool) -> None:
    """Write what was searched for, what was not found, and how to read the quotes."""
    language = answer.query.language
    if language is Language.EN:
        _write_words(draft, phrases.SEARCHED, answer.searched, language)
    _write_words(draft, phrases.UNMAPPED, answer.query.unmapped, language)
    if answer.verdict is Verdict.FOUND:
        _write_words(draft, phrases.MISSING, answer.missing, language)
    if cut:
        draft.line(phrases.AS_PRINTED[language], Style.ITALIC)


def _write_places(draft: Draft, answer: Answer) -> None:
    places, language = listed_places(answer), answer.query.language
    if not places:
        return
    names = phrases.COMMA[language].join(place_name(p, language) for p in places[:_MOST_PLACES])
    more = phrases.AND_MORE[language].format(n=len(places)) if len(places) > _MOST_PLACES else ""
    draft.line(names + more, Style.BOLD)


def _counts(answer: Answer) -> str:
    """Return how many passages and articles are shown, and how many match when those are more."""
    language = answer.query.language
    shown = len(answer.quotes)
    articles = phrases.ARTICLES.count(language, len({q.article.id for q in answer.quotes}))
    places = listed_places(answer)
    if places:
        naming = {id_ for entry in answer.places for id_ in entry.passage_ids}
        named = sum(quote.passage.id in naming for quote in answer.quotes)
        counted = phrases.PLACES.count(language, len(places))
        passages = phrases.PASSAGES.count(language, named)
        return phrases.FOUND_PLACES[language].format(places=counted, passages=passages)
    if answer.total > shown:
        total = phrases.PASSAGES.count(language, answer.total)
        return phrases.FOUND_BEST[language].format(total=total, shown=shown, articles=articles)
    passages = phrases.PASSAGES.count(language, shown)
    return phrases.FOUND[language].format(passages=passages, articles=articles)


def _write_words(draft: Draft, phrase: Phrase, words: Sequence[str], language: Language) -> None:
    """Write a line that names ``words``; none at all without words."""
    named = [short for word in words if (short := clip(word, _MOST_WORD))]
    if not named:
        return
    more = phrases.AND_MORE[language].format(n=len(named)) if len(named) > _MOST_WORDS else ""
    said = phrases.COMMA[language].join(named[:_MOST_WORDS]) + more
    draft.line(phrase[language].format(words=said))
