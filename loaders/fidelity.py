"""The fidelity report: what a load kept, changed, dropped and quarantined, and why.

Nothing is lost silently: whatever a source says and the dataset does not, or says otherwise,
is counted here under a reason, with the first places where it happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

PLACES = 5


class Fate(StrEnum):
    """What became of something that a source says."""

    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"
    QUARANTINED = "quarantined"


class Place(NamedTuple):
    """Where something stands; row and column count from 1."""

    file: str
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """So many of one kind met one fate for one reason; `places` are the first few of them.

    `kind` is a kind of statement, ``learner``, or what the source calls it; what is simply
    kept has an empty reason.
    """

    fate: Fate
    kind: str
    reason: str
    count: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Fidelity:
    """All tallies of a load, by fate, kind and reason."""

    tallies: tuple[Tally, ...] = ()

    def of(self, fate: Fate) -> tuple[Tally, ...]:
        """Return the tallies of one fate."""
        return tuple(tally for tally in self.tallies if tally.fate is fate)

    def count(self, fate: Fate, kind: str | None = None) -> int:
        """How many met that fate, of one kind or of all."""
        return sum(t.count for t in self.of(fate) if kind is None or t.kind == kind)

    @classmethod
    def merged(cls, reports: Iterable[Fidelity]) -> Self:
        """One report for several loads: counts added, places of the earlier ones first."""
        account = Account()
        for report in reports:
            for tally in report.tallies:
                account.add(tally)
        return cls(account.fidelity().tallies)


NOTHING = Fidelity()


class Account:
    """Counts while a source is read; `fidelity` closes it."""

    def __init__(self) -> None:
        self._counts: dict[tuple[Fate, str, str], int] = {}
        self._places: dict[tuple[Fate, str, str], list[Place]] = {}

    def kept(self, kind: str, count: int = 1) -> None:
        """Count what came through as it was."""
        self.add(Tally(Fate.KEPT, kind, "", count))

    def changed(self, kind: str, reason: str, place: Place | None = None) -> None:
        """Count one thing that the dataset says in other words."""
        self._one(Fate.CHANGED, kind, reason, place)

    def dropped(self, kind: str, reason: str, place: Place | None = None) -> None:
        """Count one thing that the dataset does not say."""
        self._one(Fate.DROPPED, kind, reason, place)

    def drop_many(self, kind: str, reason: str, file: str, rows: Sequence[int]) -> None:
        """Count one thing in each of these rows that the dataset does not say."""
        places = tuple(Place(file, row) for row in rows[:PLACES])
        self.add(Tally(Fate.DROPPED, kind, reason, len(rows), places))

    def quarantined(self, kind: str, reason: str, place: Place | None = None) -> None:
        """Count one thing that waits for somebody to mend it."""
        self._one(Fate.QUARANTINED, kind, reason, place)

    def add(self, tally: Tally) -> None:
        """Count several at once."""
        if tally.count:
            key = (tally.fate, tally.kind, tally.reason)
            self._counts[key] = self._counts.get(key, 0) + tally.count
            places = self._places.setdefault(key, [])
            places.extend(tally.places[: PLACES - len(places)])

    def fidelity(self) -> Fidelity:
        """Return the report of all that was counted, in a settled order."""
        order = list(Fate)
        keys = sorted(self._counts, key=lambda key: (order.index(key[0]), key[1], key[2]))
        return Fidelity(
            tuple(Tally(*key, self._counts[key], tuple(self._places[key])) for key in keys)
        )

    def _one(self, fate: Fate, kind: str, reason: str, place: Place | None) -> None:
        self.add(Tally(fate, kind, reason, 1, () if place is None else (place,)))
