"""When needs are met, when a cut keeps them from being met, and what would make it do so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from graph.snapshot_conditions import Need

Numbers: TypeAlias = set[int] | frozenset[int]


def all_met(needs: Iterable[Need], reached: Numbers) -> bool:
    """Tell whether every need is met by what is reached."""
    for need in needs:
        k, attainments, conditions = need
        if k == 1 and not conditions:
            if reached.isdisjoint(attainments):
                return False
        elif not _met(need, reached):
            return False
    return True


def _met(need: Need, reached: Numbers) -> bool:
    k, attainments, conditions = need
    if k == 1 and not conditions:
        return not reached.isdisjoint(attainments)
    found = sum(at in reached for at in attainments)
    return found >= k or found + sum(_met(inner, reached) for inner in conditions) >= k


def blocked(needs: Iterable[Need], cut: Numbers) -> bool:
    """Tell whether some need stays open for who holds everything outside the cut."""
    for need in needs:
        k, attainments, conditions = need
        if k == 1 and not conditions:
            if cut.issuperset(attainments):
                return True
        elif _barred(need, cut):
            return True
    return False


def _barred(need: Need, cut: Numbers) -> bool:
    k, attainments, conditions = need
    if k == 1 and not conditions:
        return cut.issuperset(attainments)
    found = sum(at not in cut for at in attainments)
    if found >= k:
        return False
    return found + sum(not _barred(inner, cut) for inner in conditions) < k


def extensions(needs: Iterable[Need], cut: Numbers, reached: Numbers) -> list[tuple[int, ...]]:
    """Return, for each need that is not met, attainments that bar it once the cut has them.

    Nothing of them is reached, and they are fewest, greedily so inside nested conditions.
    """
    found = (_extension(need, cut, reached) for need in needs)
    return [members for members in found if members is not None]


def _extension(need: Need, cut: Numbers, reached: Numbers) -> tuple[int, ...] | None:
    k, attainments, conditions = need
    if k == 1 and not conditions:
        if not reached.isdisjoint(attainments):
            return None
        return tuple([at for at in attainments if at not in cut])
    options: list[tuple[int, ...]] = [
        () if at in cut else (at,) for at in attainments if at not in reached
    ]
    for inner in conditions:
        found = _extension(inner, cut, reached)
        if found is not None:
            options.append(found)
    to_bar = len(attainments) + len(conditions) - k + 1
    if len(options) < to_bar:
        return None
    options.sort(key=len)
    return tuple(dict.fromkeys(at for option in options[:to_bar] for at in option))
