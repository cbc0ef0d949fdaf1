"""Bound certificates: why no path can cost less, in a form that plain counting re-checks.

A *cut* is a set of attainments none of which is held at the start, among them one that has
to be held in the end. Whoever gets there must enter the set: some taking is the first to gain
a member, so it can be taken by somebody who holds everything outside the set (`model` §3).
Such takings *cross* the cut. Give each cut an amount such that no taking is charged more than
it costs over all the cuts it crosses: the sum of the amounts is a lower bound (a dual
solution of the covering program; Wong, 1984).

A *leaf* does so for the paths with some takings and without others. What has to be held in
the end is then the goal and all that its `taken` gain. The leaves together cover every path:
whatever a path takes, some leaf has only takings of it in `taken`, none of it in `avoided`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ontology.condition import Attainment
from reasoning.proof import Taking
from reasoning.question import Limit


@dataclass(frozen=True, slots=True)
class Cut:
    """Enter this set, and pay the amount (in the unit of the leaf)."""

    members: frozenset[Attainment]
    amount: int


@dataclass(frozen=True, slots=True)
class CutLeaf:
    """Every path with all of `taken` and none of `avoided` costs at least what its cuts say.

    The cost of `taken` itself counts; a cut that one of `taken` crosses counts nothing; what
    is `avoided`, or forbidden by the question, crosses nothing. The unit is that of the
    objective. A leaf without any path says why:

    - an `impossible` cut that nothing crosses, or
    - `exceeded`: the limit (budget, deadline or max-steps) that its cuts, counted in the unit
      of that limit, are more than.

    Every demanded resource is in `taken`, or the leaf avoids one and has no path either.
    """

    taken: frozenset[Taking]
    avoided: frozenset[Taking]
    cuts: tuple[Cut, ...]
    impossible: Cut | None = None
    exceeded: Limit | None = None


@dataclass(frozen=True, slots=True)
class BoundCertificate:
    """Leaves that cover every path; the bound is the least over those that have paths."""

    leaves: tuple[CutLeaf, ...]
