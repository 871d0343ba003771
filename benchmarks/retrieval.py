"""Ranking quality on public paragraph-retrieval sets, through the program's own parts.

``python benchmarks/retrieval.py --corpus CORPUS.jsonl --queries QUERIES.jsonl [--run OUT.trec]``

Corpus rows are ``{"id", "title", "text"}``, question rows ``{"id", "question", "relevant"}``, the
last a list of ids.  The paragraphs become passages under their title as headline; questions go
through the same Reader, index and second look as in the program, without a model.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# Python looks for modules beside a script first, and there this file itself is called "retrieval".
sys.path[0] = str(Path(__file__).parents[1])

from retrieval.answer import DEPTH
from retrieval.build import tokens_of
from retrieval.errors import QuestionRefused
from retrieval.index import PARTS, Bm25
from retrieval.index.embedded import EmbeddedIndex, statistics
from retrieval.index.segment import from_passages
from retrieval.lexicon import Lexicon
from retrieval.model import Article, Passage, Term
from retrieval.places import Gazetteer
from retrieval.query import Reader
from retrieval.rerank import Candidate, rerank
from retrieval.tokens import Tokenizer

CUT = 100


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the paragraphs that answer it."""

    id: str
    question: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of the paragraphs: no English dictionary is made for them."""

    index: EmbeddedIndex

    def frequency(self, term: Term) -> int:
        """Return the number of paragraphs that hold ``term``."""
        return self.index.frequency(term)

    def translations(self, english: str) -> tuple[str, ...]:
        """Return nothing."""
        return ()


class Search:
    """The program's search over paragraphs held in memory."""

    def __init__(self, rows: Sequence[dict[str, str]], tokenizer: Tokenizer) -> None:
        self._held = {row["id"]: _paragraph(row) for row in rows}
        tokens = [tokens_of(tokenizer, article, p) for article, p in self._held.values()]
        segments = [from_passages(tokens)]
        parts = {part: statistics(segments, part) for part in PARTS}
        self._index = EmbeddedIndex(segments, parts, Bm25())
        self._reader = Reader(tokenizer, Lexicon(), Gazetteer())

    def ranked(self, question: str, second_look: bool) -> list[tuple[str, float]]:
        """Return the ids of the best paragraphs with their scores, best first."""
        try:
            query = self._reader.read(question, Words(self._index))
        except QuestionRefused:
            return []
        ranking = self._index.rank(query, DEPTH)
        if not second_look:
            return [(hit.passage_id, hit.score) for hit in ranking.hits]
        held = self._held
        found = [
            Candidate(hit, held[hit.passage_id][1], held[hit.passage_id][0]) for hit in ranking.hits
        ]
        judged = rerank(query, ranking, found)
        return [(one.candidate.passage.id, one.order) for one in judged]


def _paragraph(row: dict[str, str]) -> tuple[Article, Passage]:
    title = row.get("title") or None
    article = Article(
        row["id"], "g", "news", title, None, None, None, None, None, None, False, (), ()
    )
    return article, Passage(row["id"], row["id"], 0, 0, row["text"], (1,), None)


def measure(ranks: Sequence[int]) -> dict[str, float]:
    """Return recall, MRR and nDCG at 10 from the rank of the first right paragraph, 0 for none."""
    count = len(ranks)
    figures = {f"R@{k}": sum(0 < rank <= k for rank in ranks) / count for k in (1, 5, 10)}
    figures["MRR@10"] = sum(1 / rank for rank in ranks if 0 < rank <= 10) / count
    figures["nDCG@10"] = sum(1 / math.log2(1 + rank) for rank in ranks if 0 < rank <= 10) / count
    return figures


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _questions(path: Path) -> Iterator[Judged]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Judged(str(row["id"]), row["question"], frozenset(row["relevant"]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--run", type=Path, help="write a TREC run file, top 100")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Run the questions and print the figures of BM25 alone and with the second look."""
    arguments = _arguments()
    started = time.perf_counter()
    search = Search(list(_rows(arguments.corpus)), Tokenizer())
    built = time.perf_counter() - started
    questions = list(_questions(arguments.queries))
    figures: dict[str, dict[str, float]] = {}
    run: list[str] = []
    for name, second_look in (("bm25", False), ("wenbao", True)):
        ranks = []
        before = time.process_time()
        for one in questions:
            ranked = search.ranked(one.question, second_look)[:CUT]
            places = (n for n, (id_, _) in enumerate(ranked, 1) if id_ in one.relevant)
            ranks.append(next(places, 0))
            if second_look:
                run += [
                    f"{one.id} Q0 {id_} {n} {score:.6f} wenbao"
                    for n, (id_, score) in enumerate(ranked, 1)
                ]
        figures[name] = measure(ranks)
        figures[name]["ms"] = 1000 * (time.process_time() - before) / len(questions)
    if arguments.run:
        arguments.run.write_text("".join(f"{line}\n" for line in run), encoding="utf-8")
    if arguments.json:
        sys.stdout.write(json.dumps({"build_seconds": built, **figures}) + "\n")
        return 0
    sys.stdout.write(f"{len(questions)} questions; built in {built:.1f} s\n")
    for name, values in figures.items():
        cells = "  ".join(f"{key} {value:.3f}" for key, value in values.items())
        sys.stdout.write(f"{name:8}{cells}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
