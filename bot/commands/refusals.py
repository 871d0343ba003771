"""Telling which page files were not taken in, and why."""

from __future__ import annotations

from collections.abc import Iterable

from bot import phrases, streams
from retrieval.build import Refusal


def tell(refusals: Iterable[Refusal]) -> None:
    """Write a line to standard error for each refused file."""
    language = streams.interface_language()
    for refusal in refusals:
        # Some reasons begin with the file's name; it is not said twice.
        reason = refusal.reason.removeprefix(refusal.name).lstrip(" :")
        streams.tell(phrases.REFUSED_FILE[language].format(name=refusal.name, reason=reason))
