"""How much a reply may hold, and how the room is shared among quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """The most a reply may hold: UTF-16 units and spans in all, and what one quote may take.

    Where there are no ``buttons``, ids are named that a command can be given.
    """

    units: int = 3500
    spans: int = 96
    quote: int = 700
    highlights: int = 6
    buttons: bool = True


CHAT = Budget()
"""Within Telegram's 4096 units and 100 spans, with room for what a chat adds."""
TERMINAL = Budget(units=10_000_000, spans=1_000_000, quote=2000, highlights=1000, buttons=False)


def shares(lengths: Sequence[int], room: int, most: int) -> tuple[int, ...]:
    """Share ``room`` among texts of ``lengths``: each gets what it needs, or an equal part.

    What short texts leave over goes to the long ones; none gets more than ``most``.
    """
    given = [0] * len(lengths)
    order = sorted(range(len(lengths)), key=lambda index: lengths[index])
    for left, index in zip(range(len(order), 0, -1), order, strict=True):
        given[index] = max(min(lengths[index], room // left, most), 0)
        room -= given[index]
    return tuple(given)
