"""From bare findings to sentences: names as people write them, and the place in the file."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.condition import Attainment
from ontology.dataset import Statement
from ontology.names import Iri, Prefixes
from ontology.rdf_form.vocabulary import NAMESPACES
from ontology.rdf_terms import Blank, Literal, Node
from ontology.violations import Severity, Violation
from shapes.catalogue import graph_wide_sentences, short_name
from shapes.graph_wide import Breach
from shapes.naming import attainment_name, phrase
from shapes.shacl.compiled import Result
from shapes.shacl.paths import Path, path_text
from shapes.shacl.shape import SH
from shapes.spelling import Misspelling


@dataclass(frozen=True, slots=True)
class Wording:
    """Words findings with the short names of one dataset."""

    prefixes: Prefixes

    def of_result(self, result: Result, statement: Statement) -> Violation:
        """Say what a shape found wrong with a statement's own triples."""
        shape = result.shape
        return self._violation(
            statement,
            shape=short_name(shape.id),
            path=_path(result.path),
            value=None if result.value is None else self._name(result.value),
            message=shape.message,
            fix=shape.fix,
            severity=shape.severity,
            component=result.component.removeprefix(SH),
        )

    def of_misspelling(self, found: Misspelling, statement: Statement) -> Violation:
        """Say what of a statement cannot be written down."""
        return self._violation(
            statement,
            shape=found.contract,
            path=found.path,
            value=found.value,
            message=found.problem,
            fix=found.fix,
            severity=Iri(SH + "Violation"),
            component=None,
        )

    def of_breach(self, breach: Breach, statement: Statement) -> Violation:
        """Say which graph-wide contract a statement breaks."""
        sentence = graph_wide_sentences()[breach.contract]
        return self._violation(
            statement,
            shape=sentence.name,
            path=_path(sentence.path),
            value=self._name(breach.value),
            message=sentence.message,
            fix=sentence.fix,
            severity=sentence.severity,
            component="SPARQLConstraintComponent",
        )

    def _violation(
        self,
        statement: Statement,
        *,
        shape: str,
        path: str | None,
        value: str | None,
        message: str,
        fix: str,
        severity: Iri,
        component: str | None,
    ) -> Violation:
        place = statement.provenance
        return Violation(
            shape=shape,
            message=self._filled(message, statement, value),
            focus=statement.id,
            path=path,
            value=value,
            component=component,
            fix=fix or None,
            file=place.file,
            row=place.row,
            column=place.column,
            severity=Severity.VIOLATION if severity == SH + "Violation" else Severity.WARNING,
        )

    def _filled(self, sentence: str, statement: Statement, value: str | None) -> str:
        """Name the statement where the sentence says ``{$this}``, or begins with its kind."""
        named = phrase(statement, self.prefixes)
        for general in (f"the {statement.kind} ", "the statement "):
            if sentence.startswith(general):
                return f"{named} {sentence.removeprefix(general)}"
        return sentence.replace("{$this}", named).replace("{?value}", value or "nothing")

    def _name(self, value: Node | Attainment | int) -> str:
        match value:
            case Attainment():
                return attainment_name(value, self.prefixes)
            case Literal():
                return value.lexical
            case Blank() | int():
                return str(value)
            case _:
                return self.prefixes.compact(value)


def _path(path: Path | None) -> str | None:
    if path is None:
        return None
    if isinstance(path, str):
        return _NAMES.compact(path)
    return path_text(path)


_NAMES = Prefixes.of(NAMESPACES)
