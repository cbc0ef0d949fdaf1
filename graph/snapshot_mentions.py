"""What lies behind an attainment, and what it is needed by: as a whole, and after a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from graph.snapshot_conditions import Guards, mentioned
from graph.snapshot_numbering import Numbering
from graph.snapshot_regarding import Reguarded
from graph.snapshot_renumbering import Renumbering

Numbers: TypeAlias = Mapping[int, tuple[int, ...]]


def mentions(required: Guards, numbering: Numbering) -> Numbers:
    """Return what lies one step behind each attainment, sorted; absent where nothing does."""
    targets = set(required.of_attainment)
    targets.update(at for at, lowest in enumerate(numbering.lowest) if at > lowest)
    behind = {target: _behind(target, required, numbering) for target in targets}
    return {target: found for target, found in behind.items() if found}


def mentions_after(before: Numbers, required: Reguarded, new: Renumbering) -> Numbers:
    """Return the same after a change, from what it was before."""
    if new.moved is None and not required.targets:
        return before
    moved = new.moved
    found = (
        dict(before)
        if moved is None
        else {
            moved[target]: tuple([moved[at] for at in behind])
            for target, behind in before.items()
            if moved[target] >= 0
        }
    )
    for target in required.targets.union(new.fresh):
        found[target] = _behind(target, required.guards, new.numbering)
        if not found[target]:
            del found[target]
    return found


def needed_by(required: Guards) -> Numbers:
    """Return the attainments whose prerequisites mention each one, sorted."""
    found: dict[int, set[int]] = {}
    for target in required.of_attainment:
        for at in _needs(target, required):
            found.setdefault(at, set()).add(target)
    return {at: tuple(sorted(targets)) for at, targets in found.items()}


class Needed(NamedTuple):
    """What attainments were needed by before a change, and what that followed from."""

    by: Numbers
    required: Guards
    numbering: Numbering


def needed_by_after(before: Needed, required: Reguarded, new: Renumbering) -> Numbers:
    """Return the same after a change, from what it was before."""
    if new.moved is None and not required.targets:
        return before.by
    found = dict(before.by) if new.moved is None else _renumbered(before.by, new.moved)
    for target in required.targets:
        then = before.numbering.number_of.get(new.numbering.attainments[target])
        needs = set() if then is None else _needs(then, before.required)
        if new.moved is not None:
            needs = {new.moved[at] for at in needs} - {-1}
        now = _needs(target, required.guards)
        for at in needs - now:
            found[at] = tuple([each for each in found[at] if each != target])
            if not found[at]:
                del found[at]
        for at in now - needs:
            found[at] = tuple(sorted((*found.get(at, ()), target)))
    return found


def _renumbered(before: Numbers, moved: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Return the sets with new numbers, without what is gone."""
    found = {
        moved[at]: tuple([moved[target] for target in targets if moved[target] >= 0])
        for at, targets in before.items()
        if moved[at] >= 0
    }
    return {at: targets for at, targets in found.items() if targets}


def _behind(target: int, required: Guards, numbering: Numbering) -> tuple[int, ...]:
    """Return what the prerequisites of an attainment mention, and the level below; sorted."""
    behind = _needs(target, required)
    if target > numbering.lowest[target]:
        behind.add(target - 1)
    return tuple(sorted(behind))


def _needs(target: int, required: Guards) -> set[int]:
    guarding = required.of_attainment.get(target, ())
    return {at for guard in guarding for at in mentioned(guard.need)}
