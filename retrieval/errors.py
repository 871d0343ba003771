"""The errors of the library.  Each names its cause and the way to mend it.

::

    WenbaoError
    ├── PageRefused        a page file that cannot be read as text
    ├── ArchiveError
    │   ├── ArchiveMissing     no archive at that place
    │   ├── ArchiveBroken      it is there, and it is not one of ours or it is damaged
    │   ├── ArchiveStale       made by other rules than this program's
    │   └── ArchiveBusy        another process is writing
    ├── LexiconRefused     a table of words that cannot be read
    ├── QuestionRefused    a question that is empty or far too long
    ├── NotInArchive       an id that names no passage and no article
    └── SearchFailed       the search could not be carried out: not the same as finding nothing
"""


class WenbaoError(Exception):
    """An error a person can do something about: ``what`` went wrong and how to ``mend`` it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}: {mend}")
        self.what = what
        self.mend = mend


class PageRefused(WenbaoError):
    """A page file that cannot be read as text (empty, binary, unreadable, no known encoding)."""


class ArchiveError(WenbaoError):
    """Something about the archive on disk."""


class ArchiveMissing(ArchiveError):
    """There is no archive at that place."""


class ArchiveBroken(ArchiveError):
    """The archive is damaged, or the file is not one of ours."""


class ArchiveStale(ArchiveError):
    """The archive was made by other rules (tokens, splitting) than this program's."""


class ArchiveBusy(ArchiveError):
    """Another process is writing to the archive."""


class LexiconRefused(WenbaoError):
    """A librarian's own table of words that cannot be read."""


class QuestionRefused(WenbaoError):
    """A question that is empty or far too long."""


class SearchFailed(WenbaoError):
    """The search could not be carried out; this says nothing about what the archive holds."""


class NotInArchive(WenbaoError):
    """An id that names no passage and no article of the archive."""
