"""Cutting: which prerequisites to give up so that a knot comes undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.snapshot import Snapshot
from ontology.names import Iri
from ontology.terms import Prerequisite
from reasoning.curation.knots import Leads, edges, shortest_round, stuck

TRIED_ALONE = 60
TOO_MANY = 500


def cheapest_cut(snapshot: Snapshot, leads: Leads, members: Sequence[int]) -> tuple[Iri, ...]:
    """Return prerequisites whose retraction frees all members, as few and as doubtful as found.

    Each set is tried before it is offered. One is looked for first; where no single one will do,
    rounds are cut one after the other at their most doubtful edge, and what turns out needless
    is put back. Empty where a round has no prerequisite to give up, or members are too many.
    """
    if len(members) > TOO_MANY:
        return ()
    candidates = _candidates(snapshot, leads, members)
    if len(candidates) <= TRIED_ALONE:
        for candidate in candidates:
            if not stuck(leads, members, {candidate}):
                return (candidate,)
    cut: list[Iri] = []
    left: Sequence[int] = members
    while left:
        on_round = {edge.statement for edge in shortest_round(leads, left, cut)}
        doubtful = [candidate for candidate in candidates if candidate in on_round]
        if not doubtful:
            return ()
        cut.append(doubtful[0])
        left = stuck(leads, members, cut)
    return tuple(sorted(_needed(leads, members, cut)))


def _needed(leads: Leads, members: Sequence[int], cut: list[Iri]) -> list[Iri]:
    kept = list(cut)
    for candidate in cut:
        others = [other for other in kept if other != candidate]
        if others and not stuck(leads, members, others):
            kept = others
    return kept


def _candidates(snapshot: Snapshot, leads: Leads, members: Sequence[int]) -> list[Iri]:
    """Return the prerequisites between members, the most doubtful first."""
    inside = frozenset(members)
    found = {
        edge.statement
        for at in members
        for edge in edges(leads, at, inside)
        if edge.needed in inside
    }
    return [identifier for _, identifier in sorted(_doubts(snapshot, found))]


def _doubts(snapshot: Snapshot, found: set[Iri]) -> Iterator[tuple[tuple[float, float, bool], Iri]]:
    """Yield prerequisites with what speaks for each: support, confidence, a rationale."""
    for identifier in found:
        statement = snapshot.dataset.get(identifier)
        if statement is None or not isinstance(statement.content, Prerequisite):
            continue
        support, confidence = statement.content.support, statement.provenance.confidence
        against = support.violations / support.n if support is not None and support.n else 0.0
        trust = 1.0 if confidence is None else confidence
        yield (-against, trust, bool(statement.content.rationale)), identifier
