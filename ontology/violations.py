"""What is wrong with an input: where, and how to mend it.

Loaders find what a file cannot say, contracts find what may not be stored; both speak in
violations, so that a person reads one list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ontology.names import Iri


class Severity(StrEnum):
    """Whether it stops the input or only deserves a look."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Violation:
    """One finding.

    `shape` names the contract (`file` for what a loader found), `focus` the statement or
    term, `path` the property (an IRI, or a key path such as ``competencies[3].effort``),
    `component` the SHACL constraint component where there is one. `row` and `column` count
    from 1.
    """

    shape: str
    message: str
    focus: Iri | None = None
    path: str | None = None
    value: str | None = None
    component: str | None = None
    fix: str | None = None
    file: str | None = None
    row: int | None = None
    column: int | None = None
    severity: Severity = Severity.VIOLATION
