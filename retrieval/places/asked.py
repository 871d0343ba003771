"""Place names in a question: no context to lean on but what the archive holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval.model import Place
from retrieval.places.recognise import Candidate, Form, Names
from retrieval.places.table import Division

Holds = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """A place name at ``[start, end)`` of a question and every place it may mean.

    One place: it is resolved.  Several: it stays open.
    """

    start: int
    end: int
    places: tuple[Place, ...]


def asked_places(names: Names, text: str, holds: Holds) -> list[Asked]:
    """Return the place names of a question (simplified, folded), in order.

    ``holds`` tells whether the archive writes a name.  The short name of a county counts when the
    archive writes it; one that is also an ordinary word, when it writes the full name.
    """
    found: list[Asked] = []
    before: Candidate | None = None
    for held in names.candidates(text):
        parents = found[-1].places if before and before.end == held.start and found else ()
        divisions = _below(held, parents) or _meant(names, text, held, holds)
        if divisions:
            found.append(Asked(held.start, held.end, tuple(one.place for one in divisions)))
            before = held
    return found


def narrowed(names: Names, places: tuple[Place, ...], holds: Holds) -> tuple[Place, ...]:
    """Return those of ``places`` the archive can mean, the largest of them first.

    Places whose full name it writes, then those that lie in a place it names; all when none.
    """
    divisions = tuple(names.division(place.full) for place in places)
    return tuple(one.place for one in _narrowed(names, divisions, holds))


def _below(held: Candidate, parents: tuple[Place, ...]) -> tuple[Division, ...]:
    fulls = {place.full for place in parents}
    return tuple(one for one in held.divisions if fulls.intersection(one.above))


def _meant(names: Names, text: str, held: Candidate, holds: Holds) -> tuple[Division, ...]:
    name = text[held.start : held.end]
    if held.form is Form.DOUBTFUL:
        if names.is_ordinary(name) and not names.has_cue(text, held):
            known = tuple(one for one in held.divisions if holds(one.own))
            return _narrowed(names, known, holds) if known else ()
        if not holds(name):
            # Left to be read as a word: it may be a misspelt piece of a longer name.
            return ()
    return _narrowed(names, held.divisions, holds)


def _narrowed(names: Names, divisions: tuple[Division, ...], holds: Holds) -> tuple[Division, ...]:
    if len(divisions) > 1:
        divisions = tuple(one for one in divisions if holds(one.own)) or divisions
    if len(divisions) > 1:
        level = divisions[0].place.level
        divisions = tuple(one for one in divisions if one.place.level == level)
    if len(divisions) > 1:
        divisions = (
            tuple(one for one in divisions if _parent_is_held(names, one, holds)) or divisions
        )
    return divisions


def _parent_is_held(names: Names, division: Division, holds: Holds) -> bool:
    return any(holds(names.place(full).name) for full in division.above[:1])
