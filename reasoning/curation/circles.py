"""Circles of prerequisites that harm nobody, because some resource gains several at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator

from graph.snapshot import Snapshot
from reasoning.curation.causes import links
from reasoning.curation.diagnosis import BrokenCircle
from reasoning.curation.knots import Knot, knots, usable
from reasoning.curation.ways import EdgeWays, Ways
from reasoning.proof import Taking


def broken_circles(snapshot: Snapshot, reached: Collection[int]) -> Iterator[BrokenCircle]:
    """Yield the circles among what is reached, each with what breaks it."""
    leads = EdgeWays(snapshot)
    alone = _reached_by_edges(snapshot, leads)
    ways = Ways(snapshot)
    for knot in knots(leads, frozenset(reached) - alone):
        if knot.round:
            yield BrokenCircle(
                links(snapshot, knot.round),
                snapshot.attainments(knot.members),
                _breaking(ways, knot),
            )


def _breaking(ways: Ways, knot: Knot) -> tuple[Taking, ...]:
    """Return the takings that gain several of the members at once, in the order of the ways."""
    inside = frozenset(knot.members)
    found = {
        way.taking: None
        for at in knot.members
        for way in usable(ways, at)
        if len(inside & way.gains) > 1
    }
    return tuple(found)


def _reached_by_edges(snapshot: Snapshot, leads: EdgeWays) -> frozenset[int]:
    """Return what can be learnt one level after the other, by prerequisites alone."""
    reached: set[int] = set()
    waiting = deque(range(len(snapshot.numbering.attainments)))
    while waiting:
        at = waiting.popleft()
        way = leads.own(at)
        if at not in reached and not way.hindrances(reached):
            fresh = [each for each in way.gains if each not in reached]
            reached.update(fresh)
            for each in fresh:
                waiting.extend(snapshot.needed_by.get(each, ()))
                waiting.append(min(each + 1, snapshot.numbering.highest[each]))
    return frozenset(reached)
