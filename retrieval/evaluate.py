"""Judged questions -> figures: how often the right passage comes first, and how honest we are.

A judged question names the passages that answer it by a quotation; a question of type
``unanswerable`` should find nothing.  Formulas: hit@k and MRR as in Voorhees (TREC-8, 1999).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from statistics import fmean

from retrieval.errors import QuestionRefused, WenbaoError
from retrieval.model import Answer, Quote, Verdict

DEPTH = 10
_FOLD = str.maketrans("“”„「」『』‘’《》〈〉。、—–―−~〜•・", '"""""""\'\'<><>.,------··')


class JudgedRefused(WenbaoError):
    """A line of a file of judged questions that cannot be read."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A passage that answers: a quotation, the file it stands in, and for lists its place."""

    quote: str
    file: str
    names: tuple[str, ...] = ()
    must: bool = True


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with what a reader judged to answer it."""

    id: str
    language: str
    type: str
    question: str
    context: tuple[str, ...]
    answers: tuple[str, ...]
    passages: tuple[Gold, ...]
    places: tuple[Gold, ...]

    @property
    def answerable(self) -> bool:
        """Whether the archive holds an answer."""
        return self.type != "unanswerable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one judged question went: the rank of the first right passage, 0 for none in ten."""

    question: JudgedQuestion
    verdict: Verdict
    rank: int
    named: float | None
    right: float | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a group of questions; shares lie between 0 and 1, None without questions.

    ``named`` and ``right`` are recall and precision of the places of list questions;
    ``wrong_answers`` counts unanswerable questions not answered with "nothing", ``claimed`` those
    answered as found, ``wrong_refusals`` answerable ones answered with "nothing".
    """

    questions: int
    hit1: float | None
    hit3: float | None
    hit5: float | None
    mrr: float | None
    named: float | None
    right: float | None
    wrong_answers: float | None
    claimed: float | None
    wrong_refusals: float | None
    seconds: float | None


def read_judged(lines: Iterable[str]) -> tuple[JudgedQuestion, ...]:
    """Read judged questions, a JSON object a line; raises JudgedRefused naming the line."""
    read = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                read.append(_judged(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise JudgedRefused(
                    f"line {number} is not a judged question ({error})",
                    "see tests/gold/qa/dev.jsonl for the form",
                ) from error
    return tuple(read)


def _judged(row: Mapping[str, object]) -> JudgedQuestion:
    def texts(key: str) -> tuple[str, ...]:
        values = row.get(key) or []
        if not isinstance(values, list):
            raise TypeError(f"{key} must be a list")
        return tuple(str(value) for value in values)

    return JudgedQuestion(
        id=str(row["id"]),
        language=str(row["lang"]),
        type=str(row["type"]),
        question=str(row["question"]),
        context=texts("context"),
        answers=texts("answers"),
        passages=_golds(row.get("passages")),
        places=_golds(row.get("places")),
    )


def _golds(rows: object) -> tuple[Gold, ...]:
    if not isinstance(rows, list):
        return ()
    return tuple(
        Gold(
            quote=row["quote"],
            file=row["file"],
            names=tuple(n for n in (row.get("place"), *row.get("aliases", ())) if n),
            must=bool(row.get("must", True)),
        )
        for row in rows
    )


def evaluate(
    judged: Sequence[JudgedQuestion], ask: Callable[[str, Sequence[str]], Answer]
) -> tuple[Outcome, ...]:
    """Ask every question, with its context, and judge the answers."""
    return tuple(_outcome(question, ask) for question in judged)


def _outcome(question: JudgedQuestion, ask: Callable[[str, Sequence[str]], Answer]) -> Outcome:
    try:
        answer = ask(question.question, question.context)
    except QuestionRefused:
        return Outcome(question, Verdict.NOTHING, 0, None, None, 0.0)
    rank = next(
        (at for at, quote in enumerate(answer.quotes[:DEPTH], 1) if _answers(quote, question)), 0
    )
    named, right = _lists(question, answer)
    return Outcome(question, answer.verdict, rank, named, right, answer.seconds)


def _answers(quote: Quote, question: JudgedQuestion) -> bool:
    """Tell whether a passage holds a judged quotation, or the answer in the right file."""
    text = _plain(quote.passage.text)
    if any(_plain(gold.quote) in text for gold in question.passages):
        return True
    files = {_stem(gold.file) for gold in question.passages}
    holds = any(_plain(answer) in text for answer in question.answers)
    return question.type != "list" and holds and _stem(quote.source.name) in files


def _lists(question: JudgedQuestion, answer: Answer) -> tuple[float | None, float | None]:
    """Return the recall and the precision of the places named; None where none are asked for.

    A place that is optional (``must`` false) is neither missed nor wrong.
    """
    if not question.places or not answer.quotes:
        return (0.0 if question.places else None), None
    named = [entry.place.name for entry in answer.places]
    wanted: dict[str, set[str]] = {}
    optional: set[str] = set()
    for gold in question.places:
        if gold.must:
            wanted.setdefault(gold.names[0], set()).update(gold.names)
        else:
            optional.update(gold.names)
    met = [any(_same(name, names) for name in named) for names in wanted.values()]
    right = [any(_same(name, names) for names in wanted.values()) for name in named]
    judged = [ok for ok, name in zip(right, named, strict=True) if ok or not _same(name, optional)]
    return fmean(met) if met else None, (fmean(judged) if judged else 0.0)


def _same(name: str, names: Iterable[str]) -> bool:
    return any(name == other or name in other or other in name for other in names)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Return the figures of a group of outcomes."""
    can = [o for o in outcomes if o.question.answerable]
    cannot = [o for o in outcomes if not o.question.answerable]
    return Figures(
        questions=len(outcomes),
        hit1=_share(0 < o.rank <= 1 for o in can),
        hit3=_share(0 < o.rank <= 3 for o in can),
        hit5=_share(0 < o.rank <= 5 for o in can),
        mrr=_share((1 / o.rank if o.rank else 0.0) for o in can),
        named=_share(o.named for o in can if o.named is not None),
        right=_share(o.right for o in can if o.right is not None),
        wrong_answers=_share(o.verdict is not Verdict.NOTHING for o in cannot),
        claimed=_share(o.verdict is Verdict.FOUND for o in cannot),
        wrong_refusals=_share(o.verdict is Verdict.NOTHING for o in can),
        seconds=_share(o.seconds for o in outcomes),
    )


def by(outcomes: Sequence[Outcome], key: Callable[[JudgedQuestion], str]) -> dict[str, Figures]:
    """Return the figures of each group of outcomes, the groups in order of their names."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome.question), []).append(outcome)
    return {name: figures(groups[name]) for name in sorted(groups)}


def _share(values: Iterable[float]) -> float | None:
    counted = list(values)
    return fmean(counted) if counted else None


def _plain(text: str) -> str:
    """Fold what printing may change: width, case, white space, quotation marks, dashes."""
    folded = unicodedata.normalize("NFKC", text.translate(_FOLD)).translate(_FOLD)
    return "".join(folded.split()).lower()


def _stem(name: str) -> str:
    return PurePath(name).stem.lower()
