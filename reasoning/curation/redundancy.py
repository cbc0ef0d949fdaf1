"""Redundant prerequisites: what is asked for directly and, by way of another, again.

Only what is asked for without alternative counts. Whether one attainment lies behind another
is answered for thousands at once: bit i of a mask stands for the i-th of a batch, and one
sweep over the condensed graph carries the masks from what is needed to what needs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.snapshot import Snapshot
from graph.snapshot_conditions import Need
from ontology.names import Iri
from reasoning.curation.components import condensed
from reasoning.curation.diagnosis import Redundant

BATCH = 4096


def redundant(snapshot: Snapshot) -> tuple[Redundant, ...]:
    """Return the required prerequisites of competencies that ask for what is implied anyway.

    They are sorted by target. What waits for one another implies nothing.
    """
    asked = _asked(snapshot)
    behind = _Behind(snapshot, asked)
    contested = {at for members in asked.values() for at in members}
    found: list[tuple[int, int, int]] = []
    for batch in behind.batches(sorted(contested)):
        masks = behind.masks(batch)
        for target, members in asked.items():
            for at in members:
                through = behind.through(snapshot, target, members, at, masks)
                if through is not None:
                    found.append((target, at, through))
    name = snapshot.numbering.attainments
    return tuple(
        Redundant(asked[target][at], name[target], name[at], name[through])
        for target, at, through in sorted(found)
    )


def _asked(snapshot: Snapshot) -> dict[int, dict[int, Iri]]:
    """Return what each attainment asks for without alternative, with the statement that does."""
    found: dict[int, dict[int, Iri]] = {}
    for target, guarding in sorted(snapshot.required.of_attainment.items()):
        members = {at: guard.id for guard in guarding for at in _certain(guard.need)}
        if members:
            found[target] = dict(sorted(members.items()))
    return found


def _certain(need: Need) -> Iterator[int]:
    if need.k == len(need.attainments) + len(need.conditions):
        yield from need.attainments
        for inner in need.conditions:
            yield from _certain(inner)


class _Behind:
    """What lies behind what: the condensed graph of certain needs, lower levels included."""

    def __init__(self, snapshot: Snapshot, asked: Mapping[int, Mapping[int, Iri]]) -> None:
        numbering = snapshot.numbering
        numbers = range(len(numbering.attainments))
        needs = [(target, at) for target, members in asked.items() for at in members]
        levels = [(at, at - 1) for at in numbers if at > numbering.lowest[at]]
        self._graph = condensed(numbers, (*needs, *levels))

    def batches(self, numbers: Sequence[int]) -> Iterator[dict[int, int]]:
        """Yield the components of these attainments, each with a bit of its own."""
        components = sorted({self._graph.component[at] for at in numbers})
        for start in range(0, len(components), BATCH):
            batch = components[start : start + BATCH]
            yield {component: 1 << place for place, component in enumerate(batch)}

    def masks(self, batch: Mapping[int, int]) -> tuple[Mapping[int, int], Mapping[int, int]]:
        """Return the batch, and for each component which of it lie behind it, itself included."""
        masks: dict[int, int] = {}
        for node in self._graph.last_first:
            mask = batch.get(node, 0)
            for following in self._graph.following[node]:
                mask |= masks[following]
            masks[node] = mask
        return batch, masks

    def through(
        self,
        snapshot: Snapshot,
        target: int,
        members: Mapping[int, Iri],
        at: int,
        masked: tuple[Mapping[int, int], Mapping[int, int]],
    ) -> int | None:
        """Return the first other need of the target behind which the attainment lies."""
        batch, masks = masked
        component = self._graph.component[at]
        bit = batch.get(component)
        if bit is None:
            return None
        below = [target - 1] if target > snapshot.numbering.lowest[target] else []
        for other in (*below, *members):
            over = self._graph.component[other]
            if over not in {component, self._graph.component[target]} and masks[over] & bit:
                return other
        return None
