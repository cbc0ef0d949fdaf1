"""Bound certificates: why no path can cost less, in a form that plain counting re-checks.

A *cut* is a set of attainments none of which is held at the start, and that has to be entered:
a goal is a member, or something that has to be taken cannot be taken by who holds everything
outside the set (`model` §3). Whoever enters the set does so by a first taking that gains a
member, and that somebody who holds everything outside the set could take. Such takings *cross*
the cut. Give each cut an amount such that no taking is charged more than it costs over all
the cuts it crosses: the sum of the amounts is a lower bound (a dual solution of the covering
program; Wong, 1984).

A *leaf* does so for the paths with some takings and without others. The leaves together cover
every path: whatever a path takes, some leaf has nothing in `taken` that it does not take, and
nothing in `avoided` that it takes.
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

    The cost of `taken` itself counts, and a cut that one of `taken` crosses counts nothing;
    the cuts may use that they have to be taken. What is `avoided`, or forbidden by the
    question, crosses nothing. The unit is that of the objective. A leaf without any path says
    why, or it takes what is forbidden, or avoids what is demanded:

    - an `impossible` cut that nothing crosses, or
    - `exceeded`: the limit (budget, deadline or max-steps) that `taken` and the cuts, counted
      in the unit of that limit, are more than.
    """

    taken: frozenset[Taking]
    avoided: frozenset[Taking]
    cuts: tuple[Cut, ...]
    impossible: Cut | None = None
    exceeded: Limit | None = None


@dataclass(frozen=True, slots=True)
class BoundCertificate:
    """Leaves that cover every path; the bound is the least over those that have paths.

    Paths that take all that the question demands are covered, others need not be.
    """

    leaves: tuple[CutLeaf, ...]
