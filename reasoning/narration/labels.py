"""Labels: what people call terms, in the first of their languages that has a word for it."""

from __future__ import annotations

from collections.abc import Sequence

from ontology.condition import Attainment
from ontology.labels import ENGLISH, best_text, labels_of
from ontology.names import NO_PREFIXES, Iri, Prefixes
from ontology.terms import (
    Competency,
    Content,
    Prerequisite,
    Resource,
    Scale,
    Texts,
)
from reasoning.narration.phrases import quoted
from reasoning.proof import Course, Taking
from reasoning.statements import Statements


class Labels:
    """The labels of one revision, for somebody who reads these languages; see `best_text`.

    A term without any label is called by its short name.
    """

    def __init__(
        self,
        statements: Statements,
        prefixes: Prefixes = NO_PREFIXES,
        languages: Sequence[str] = (ENGLISH,),
    ) -> None:
        self._statements = statements
        self._prefixes = prefixes
        self._languages = tuple(languages)

    def text(self, texts: Texts) -> str | None:
        """Return the best of several texts, None of none."""
        return best_text(texts, self._languages)

    def term(self, iri: Iri) -> str:
        """Say what a term is called: “SQL”."""
        label = self.text(labels_of(self.content(iri)))
        return quoted(label) if label else f"`{self._prefixes.compact(iri)}`"

    def attainment(self, attainment: Attainment) -> str:
        """Say what is held: “SQL”, or “SQL” at level 2 (practitioner) where there are levels."""
        levels = self.levels(attainment.competency)
        if levels < 2:
            return self.term(attainment.competency)
        return f"{self.term(attainment.competency)} at {self.level(attainment)}"

    def level(self, attainment: Attainment) -> str:
        """Say which level it is: level 2 (practitioner)."""
        scale = self._scale(attainment.competency)
        plain = f"level {attainment.level}"
        if scale is None or not 1 <= attainment.level <= len(scale.levels):
            return plain
        label = self.text(scale.levels[attainment.level - 1].labels)
        return plain if label is None or label == plain else f"{plain} ({label})"

    def levels(self, competency: Iri) -> int:
        """Return how many levels the competency has."""
        scale = self._scale(competency)
        return 1 if scale is None else len(scale.levels)

    def taking(self, taking: Taking) -> str:
        """Say what is done: the course “Sets”, or self-study of “SQL”."""
        if isinstance(taking, Course):
            return self.resource(taking.resource)
        return f"self-study of {self.attainment(taking.attainment)}"

    def resource(self, iri: Iri) -> str:
        """Say which resource it is, with its kind: the course “Sets”."""
        content = self.content(iri)
        kind = content.kind if isinstance(content, Resource) else None
        return f"the {kind or 'resource'} {self.term(iri)}"

    def target(self, prerequisite: Prerequisite) -> str:
        """Say what a prerequisite guards."""
        if prerequisite.level is None:
            return self.resource(prerequisite.target)
        return self.attainment(Attainment(prerequisite.target, prerequisite.level))

    def content(self, iri: Iri) -> Content | None:
        """Return what the statement says, if it is known."""
        statement = self._statements.get(iri)
        return None if statement is None else statement.content

    def name(self, iri: Iri) -> str:
        """Write the short name of a statement."""
        return self._prefixes.compact(iri)

    def source(self, iri: Iri) -> str:
        """Say where a statement comes from: an author, a file and its row; empty if unknown."""
        statement = self._statements.get(iri)
        if statement is None:
            return ""
        provenance = statement.provenance
        row = f", row {provenance.row}" if provenance.row is not None else ""
        place = f"{provenance.file}{row}" if provenance.file else ""
        author = f"by {provenance.author}" if provenance.author else ""
        return ", ".join(filter(None, (author, place)))

    def _scale(self, competency: Iri) -> Scale | None:
        record = self.content(competency)
        if not isinstance(record, Competency) or record.scale is None:
            return None
        scale = self.content(record.scale)
        return scale if isinstance(scale, Scale) else None
