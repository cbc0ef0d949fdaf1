"""Prerequisites after a change: those that it touches compiled, the others taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from graph.snapshot_conditions import Guard, Guards, Need, Placed, placed
from graph.snapshot_renumbering import Renumbering
from ontology.dataset import Dataset, Statement, Turnover
from ontology.names import Iri
from ontology.terms import Kind, Prerequisite, Strength

Target = TypeVar("Target")


class Reguarded(NamedTuple):
    """The prerequisites after a change, and the attainments that may be guarded anew."""

    guards: Guards
    targets: frozenset[int]


def reguarded(
    before: Guards, strength: Strength, dataset: Dataset, turned: Turnover, new: Renumbering
) -> Reguarded:
    """Return the prerequisites of one strength in the dataset that the turnover led to."""
    gone, come = (_of_strength(each, strength) for each in turned.of(Kind.PREREQUISITE))
    kept, lost = _moved(before, new.moved) if new.moved is not None else (before, set[Iri]())
    again = (lost | before.unknown if new.fresh else lost) - gone.keys()
    anew = come | _of_strength((dataset.statements[name] for name in again), strength)
    if not gone and not anew:
        return Reguarded(kept, frozenset())
    stale = [placed(name, each, new.numbering) for name, each in (gone | anew).items()]
    stale += [placed(name, each, new.numbering) for name, each in gone.items()]
    fresh = [placed(name, each, new.numbering) for name, each in anew.items()]
    touched = frozenset(each.guard.id for each in stale)
    return Reguarded(
        Guards(
            _replaced(kept.of_attainment, _by_attainment(stale, fresh), touched),
            _replaced(kept.of_resource, _by_resource(stale, fresh), touched),
            kept.unknown - touched | {each.guard.id for each in fresh if not each.knows},
        ),
        frozenset(_by_attainment(stale, fresh)),
    )


def _of_strength(statements: Iterable[Statement], strength: Strength) -> dict[Iri, Prerequisite]:
    return {
        statement.id: statement.content
        for statement in statements
        if isinstance(statement.content, Prerequisite) and statement.content.strength is strength
    }


def _moved(before: Guards, moved: Sequence[int]) -> tuple[Guards, set[Iri]]:
    """Return the prerequisites with their new numbers, and which of them lost something."""
    lost: set[Iri] = set()
    of_attainment: dict[int, tuple[Guard, ...]] = {}
    for target, guarding in before.of_attainment.items():
        if moved[target] < 0:
            lost.update(guard.id for guard in guarding)
        else:
            of_attainment[moved[target]] = _moved_guards(guarding, moved, lost)
    of_resource = {
        target: _moved_guards(guarding, moved, lost)
        for target, guarding in before.of_resource.items()
    }
    return Guards(of_attainment, of_resource, before.unknown), lost


def _moved_guards(
    guarding: tuple[Guard, ...], moved: Sequence[int], lost: set[Iri]
) -> tuple[Guard, ...]:
    """Return the guards with new numbers, the very same where nothing that they mention moved."""
    made = []
    for guard in guarding:
        identifier, (k, attainments, conditions) = guard
        numbers = tuple([moved[at] for at in attainments])
        # nearly every condition is a plain one, and all of them are walked
        if -1 not in numbers and not conditions:
            made.append(guard if numbers == attainments else Guard(identifier, Need(k, numbers)))
            continue
        need = _moved_need(guard.need, moved)
        if need is None:
            lost.add(identifier)
        made.append(guard if need is None else Guard(identifier, need))
    return tuple(made)


def _moved_need(need: Need, moved: Sequence[int]) -> Need | None:
    """Return the need with new numbers, None where one is gone."""
    numbers = tuple([moved[at] for at in need.attainments])
    conditions: list[Need] = []
    for condition in need.conditions:
        inner = _moved_need(condition, moved)
        if inner is None:
            return None
        conditions.append(inner)
    return None if -1 in numbers else Need(need.k, numbers, tuple(conditions))


def _by_attainment(stale: Iterable[Placed], fresh: Iterable[Placed]) -> dict[int, list[Guard]]:
    """Return what guards anew each attainment that something guarded or guards."""
    found: dict[int, list[Guard]] = {each.at: [] for each in stale if isinstance(each.at, int)}
    for each in fresh:
        if isinstance(each.at, int):
            found.setdefault(each.at, []).append(each.guard)
    return found


def _by_resource(stale: Iterable[Placed], fresh: Iterable[Placed]) -> dict[Iri, list[Guard]]:
    found: dict[Iri, list[Guard]] = {each.at: [] for each in stale if isinstance(each.at, str)}
    for each in fresh:
        if isinstance(each.at, str):
            found.setdefault(each.at, []).append(each.guard)
    return found


def _replaced(
    kept: Mapping[Target, tuple[Guard, ...]],
    places: Mapping[Target, Sequence[Guard]],
    touched: frozenset[Iri],
) -> Mapping[Target, tuple[Guard, ...]]:
    if not places:
        return kept
    made = dict(kept)
    for target, come in places.items():
        others = [guard for guard in made.get(target, ()) if guard.id not in touched]
        made[target] = tuple(sorted([*others, *come]))
        if not made[target]:
            del made[target]
    return made
