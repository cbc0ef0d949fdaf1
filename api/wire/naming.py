"""How things are called in answers: CURIEs where a prefix is bound, labels for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.condition import Attainment, Condition, print_condition
from ontology.dataset import Dataset
from ontology.labels import best_text, labels_of
from ontology.names import Iri
from ontology.terms import Competency, Resource, Scale
from reasoning.proof import Course, Taking


@dataclass(frozen=True, slots=True)
class Naming:
    """Names the terms of one dataset, for somebody who reads these languages; see `best_text`."""

    dataset: Dataset
    languages: tuple[str, ...] = ("en",)

    def name(self, iri: Iri) -> str:
        """Write ``ex:sql``, or the IRI in angle brackets."""
        return self.dataset.prefixes.compact(iri)

    def attainment(self, attainment: Attainment) -> str:
        """Write ``ex:sql@2``."""
        return f"{self.name(attainment.competency)}@{attainment.level}"

    def attainments(self, found: Iterable[Attainment]) -> list[str]:
        """Write attainments, sorted by name and level."""
        return [self.attainment(each) for each in sorted(found)]

    def condition(self, condition: Condition) -> str:
        """Write a condition in its normal form."""
        return print_condition(condition, self.dataset.prefixes)

    def label(self, iri: Iri) -> str:
        """Say what people call the term; its name where it has no label."""
        statement = self.dataset.get(iri)
        labels = labels_of(None if statement is None else statement.content)
        return best_text(labels, self.languages) or self.name(iri)

    def attained(self, attainment: Attainment) -> str:
        """Say what is held: the competency, and its level where it has several."""
        levels = self.levels(attainment.competency)
        label = self.label(attainment.competency)
        if levels is None or len(levels.levels) < 2 or attainment.level > len(levels.levels):
            return label
        of_level = best_text(levels.levels[attainment.level - 1].labels, self.languages)
        return f"{label} ({of_level or f'level {attainment.level}'})"

    def taking(self, taking: Taking) -> str:
        """Say what is done: the title of a resource, or self-study of an attainment."""
        if isinstance(taking, Course):
            return self.label(taking.resource)
        return f"self-study of {self.attained(taking.attainment)}"

    def currency(self, taking: Taking) -> str | None:
        """Return the currency in which a resource is priced, if it is."""
        statement = self.dataset.get(taking.resource) if isinstance(taking, Course) else None
        if statement is None or not isinstance(statement.content, Resource):
            return None
        return None if statement.content.price is None else statement.content.price.currency

    def levels(self, competency: Iri) -> Scale | None:
        """Return the scale of a competency, if it has one."""
        statement = self.dataset.get(competency)
        if statement is None or not isinstance(statement.content, Competency):
            return None
        scale = (
            None if statement.content.scale is None else self.dataset.get(statement.content.scale)
        )
        return scale.content if scale is not None and isinstance(scale.content, Scale) else None
