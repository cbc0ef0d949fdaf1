"""All statements there are, for looking up what surrounds one of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ontology.condition import Attainment, attainments
from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.terms import (
    Competency,
    CompetencyKind,
    Content,
    Kind,
    Prerequisite,
    Role,
    Scale,
    Strength,
)
from shapes.circles import edges_on_circles


@dataclass(frozen=True)
class Surroundings:
    """All statements there are, for looking things up."""

    dataset: Dataset

    def content(self, term: Iri) -> Content | None:
        """Return what is said of a term."""
        statement = self.dataset.statements.get(term)
        return None if statement is None else statement.content

    def height(self, term: Iri) -> int | None:
        """Return the number of levels a competency has; None where that cannot be known."""
        competency = self.content(term)
        if not isinstance(competency, Competency):
            return None
        if competency.scale is None:
            return 1
        scale = self.content(competency.scale)
        return len(scale.levels) if isinstance(scale, Scale) else None

    def is_progressive(self, term: Iri) -> bool | None:
        """Tell whether a competency's levels build on one another; None where unknown."""
        competency = self.content(term)
        if not isinstance(competency, Competency):
            return None
        if competency.scale is None:
            return False
        scale = self.content(competency.scale)
        return scale.progressive if isinstance(scale, Scale) else None

    def is_group(self, term: Iri) -> bool:
        """Tell whether a term is known as a competency that only classifies."""
        competency = self.content(term)
        return isinstance(competency, Competency) and competency.kind is CompetencyKind.GROUP

    @cached_property
    def circles_of_broader(self) -> frozenset[tuple[Iri, Iri]]:
        """The steps to a broader term from which one comes back."""
        of_kinds = (*self.dataset.by_kind[Kind.COMPETENCY], *self.dataset.by_kind[Kind.ROLE])
        return edges_on_circles(
            {
                statement.id: content.broader
                for statement in of_kinds
                if isinstance(content := statement.content, Competency | Role) and content.broader
            }
        )

    @cached_property
    def circles_of_prerequisites(self) -> frozenset[tuple[Attainment, Attainment]]:
        """The steps from an attainment to one it requires, from which one comes back."""
        steps: dict[Attainment, list[Attainment]] = {}
        for statement in self.dataset.by_kind[Kind.PREREQUISITE]:
            guarded = guarded_by(statement.content)
            if guarded is not None:
                steps.setdefault(guarded[0], []).extend(guarded[1])
        return edges_on_circles(steps)


def guarded_by(content: Content) -> tuple[Attainment, list[Attainment]] | None:
    """Return the attainment that the prerequisite forbids without others, and those."""
    if not isinstance(content, Prerequisite) or content.level is None:
        return None
    if content.strength is not Strength.REQUIRED:
        return None
    return Attainment(content.target, content.level), list(attainments(content.condition))
