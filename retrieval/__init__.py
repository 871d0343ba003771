"""Wenbao, the library: from page files to answers quoted word for word.

The values and the errors are offered here.  The two doors, ``retrieval.build.Builder`` (page files
in) and ``retrieval.answer.Answerer`` (questions in), are imported from their modules: they bring
dictionaries and numpy along, and whoever wants only a value should not wait for them.
"""

from retrieval.errors import (
    ArchiveError,
    NotInArchive,
    PageRefused,
    QuestionRefused,
    SearchFailed,
    WenbaoError,
)
from retrieval.model import (
    Answer,
    Article,
    Page,
    Passage,
    Place,
    Query,
    Quote,
    Ranking,
    Source,
    Verdict,
)

__all__ = [
    "Answer",
    "ArchiveError",
    "Article",
    "NotInArchive",
    "Page",
    "PageRefused",
    "Passage",
    "Place",
    "Query",
    "QuestionRefused",
    "Quote",
    "Ranking",
    "SearchFailed",
    "Source",
    "Verdict",
    "WenbaoError",
]
