"""What every way in hands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Self

from loaders.fidelity import NOTHING, Fidelity
from ontology.dataset import Statement
from ontology.people import Learner
from ontology.violations import Violation


@dataclass(frozen=True, slots=True)
class Loaded:
    """The statements of some files, the learners beside them, and an account of the reading.

    Statements come in the order of the files and of the rows in them, repeats included: it is
    for the contracts to say that something is said twice. Whatever a violation speaks of is
    left out as a whole, never half read; its `focus` is the statement or term at fault where
    that much could be read.
    """

    statements: tuple[Statement, ...] = ()
    learners: tuple[Learner, ...] = ()
    fidelity: Fidelity = NOTHING
    violations: tuple[Violation, ...] = ()

    @classmethod
    def merged(cls, parts: Iterable[Loaded]) -> Self:
        """One load out of several, in their order."""
        parts = tuple(parts)
        return cls(
            tuple(chain.from_iterable(part.statements for part in parts)),
            tuple(chain.from_iterable(part.learners for part in parts)),
            Fidelity.merged(part.fidelity for part in parts),
            tuple(chain.from_iterable(part.violations for part in parts)),
        )
