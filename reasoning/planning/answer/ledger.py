"""The steps of a proof as they are written down: each fact once, cited by number."""

from __future__ import annotations

from collections.abc import Iterable

from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.terms import Alignment, Kind
from reasoning.proof import Assertion, Fact, Inference, Only, Proof, Quoted, Rule, Step


class Ledger:
    """Writes a proof; whatever was concluded before is not concluded again."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._steps: list[Step] = []
        self._numbers: dict[Fact, int] = {}
        self._quoted: dict[Iri, int] = {}

    def proof(self) -> Proof:
        """Return what has been written."""
        return Proof(tuple(self._steps))

    def number_of(self, fact: Fact) -> int | None:
        """Return the number of the step that concludes the fact, if one does."""
        return self._numbers.get(fact)

    def asserted(self, fact: Fact) -> int:
        """State a fact that is not derived, unless it was concluded before."""
        known = self._numbers.get(fact)
        return self._write(Assertion(fact)) if known is None else known

    def inferred(self, fact: Fact, rule: Rule, premises: Iterable[int]) -> int:
        """Derive a fact from earlier steps."""
        known = self._numbers.get(fact)
        return self._write(Inference(fact, rule, tuple(premises))) if known is None else known

    def inferred_again(self, fact: Fact, rule: Rule, premises: Iterable[int]) -> int:
        """Derive a fact from earlier steps, even where it was concluded before."""
        known = self._numbers.get(fact)
        number = self._write(Inference(fact, rule, tuple(premises)))
        if known is not None:
            self._numbers[fact] = known
        return number

    def quoted(self, identifier: Iri) -> int:
        """Quote a statement of the dataset."""
        known = self._quoted.get(identifier)
        if known is None:
            statement = self._dataset.statements[identifier]
            known = self._write(Assertion(Quoted(identifier, statement.content)))
            self._quoted[identifier] = known
        return known

    def only(self, kind: Kind, about: Iri) -> int:
        """Say which are all the statements of a kind about a term."""
        found = self._dataset.about(kind, about)
        return self.asserted(Only(kind, about, tuple(statement.id for statement in found)))

    def ends(self, alignment: Iri) -> tuple[int, int]:
        """Quote the two competencies of an alignment."""
        content = self._dataset.statements[alignment].content
        if not isinstance(content, Alignment):
            raise TypeError(f"`{alignment}` is no alignment")
        return self.quoted(content.origin), self.quoted(content.target)

    def _write(self, step: Step) -> int:
        self._steps.append(step)
        if not isinstance(step.conclusion, Quoted):
            self._numbers[step.conclusion] = len(self._steps)
        return len(self._steps)
