"""Bound certificates: why no path can cost less, in a form that plain counting re-checks.

A *cut* is a set of attainments none of which is held, among them a goal (or what a demanded
resource stands for). Whoever reaches the goal must enter the set, by some taking that gains
a member and needs none. Give each cut an amount such that no taking is charged more than it
costs over all cuts it crosses: the sum of the amounts is a lower bound (a dual solution of
the covering program; Wong, 1984). A *leaf* does so under the assumption that some takings
are in the path and others are not; the leaves together cover every case.
"""

from __future__ import annotations

from dataclasses import dataclass

from ontology.condition import Attainment
from reasoning.proof import Taking


@dataclass(frozen=True, slots=True)
class Cut:
    """Enter this set, and pay the amount (in the unit of the objective)."""

    members: frozenset[Attainment]
    amount: int


@dataclass(frozen=True, slots=True)
class CutLeaf:
    """Every path with all of `taken` and none of `avoided` costs at least what its cuts say.

    The cost of `taken` itself counts; a cut that one of `taken` crosses counts nothing.
    A leaf without any path is a leaf whose `impossible` cut nobody can cross.
    """

    taken: frozenset[Taking]
    avoided: frozenset[Taking]
    cuts: tuple[Cut, ...]
    impossible: Cut | None = None


@dataclass(frozen=True, slots=True)
class BoundCertificate:
    """Leaves that cover every path; the bound is the least over them."""

    leaves: tuple[CutLeaf, ...]
