"""Question -> Query: the front door to the reading of questions.

The parts stand in ``retrieval.questions``: language, intent, Chinese words, English words,
follow-ups.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.errors import QuestionRefused
from retrieval.lexicon import Lexicon
from retrieval.model import Language, Query, Vocabulary
from retrieval.places import Gazetteer
from retrieval.questions.chinese import ChineseReader
from retrieval.questions.english import EnglishReader
from retrieval.questions.followup import completed
from retrieval.questions.intent import chinese_intent, english_intent
from retrieval.questions.language import han_runs, language_of, simplified
from retrieval.questions.pinyin import PinyinReader
from retrieval.questions.reading import joined
from retrieval.questions.repair import Repairer
from retrieval.text import has_han
from retrieval.tokens import Tokenizer

LONGEST_QUESTION = 1000
_MOST_CONTEXT = 3


class Reader:
    """Reads questions.  Made once; safe to use from several threads."""

    def __init__(self, tokenizer: Tokenizer, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        """Join the readers of both languages."""
        pinyin = PinyinReader(tokenizer)
        repairer = Repairer(lexicon, gazetteer, pinyin)
        self._english = EnglishReader(tokenizer, lexicon, gazetteer, pinyin)
        self._chinese = ChineseReader(tokenizer, lexicon, gazetteer, self._english, repairer)

    def read(self, question: str, vocabulary: Vocabulary, context: Sequence[str] = ()) -> Query:
        """Return the query of a question as the archive behind ``vocabulary`` understands it.

        ``context`` holds earlier questions, oldest first; what an elliptical question leaves
        unsaid is borrowed from the latest of them.  Raises QuestionRefused when there is nothing
        to read: no letter and no figure, or more than 1,000 characters.
        """
        _refuse_unreadable(question)
        query = self._alone(question, vocabulary)
        earlier = [asked for asked in context if _is_readable(asked)][-_MOST_CONTEXT:]
        if not earlier:
            return query
        before = self.read(earlier[-1], vocabulary, earlier[:-1])
        return completed(query, before, simplified(question, query.language), vocabulary)

    def _alone(self, question: str, vocabulary: Vocabulary) -> Query:
        language = language_of(question)
        text = simplified(question, language)
        if language is Language.EN:
            intent, reading = english_intent(question), self._english.read(question, vocabulary)
            if has_han(text):
                # Chinese names in an English question are read as Chinese.
                reading = joined(reading, self._chinese.read(han_runs(text), vocabulary))
        else:
            intent, reading = chinese_intent(text), self._chinese.read(text, vocabulary)
        return Query(
            question=question,
            language=language,
            concepts=reading.concepts,
            grams=reading.grams,
            phrases=reading.phrases,
            places=reading.places,
            wants=intent.wants,
            list_level=intent.level,
            answer_type=intent.answer_type,
            unmapped=reading.unmapped,
        )


def _is_readable(question: str) -> bool:
    return len(question) <= LONGEST_QUESTION and any(map(str.isalnum, question))


def _refuse_unreadable(question: str) -> None:
    if len(question) > LONGEST_QUESTION:
        what = f"the question has {len(question):,} characters, {LONGEST_QUESTION:,} at most"
        raise QuestionRefused(what, "ask for one thing in a sentence or two")
    if not question.strip():
        raise QuestionRefused("the question is empty", "type a question, or a word to look for")
    if not _is_readable(question):
        raise QuestionRefused("the question has no words", "type a question, or a word to look for")
