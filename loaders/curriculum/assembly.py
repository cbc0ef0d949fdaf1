"""From the fields of files to one load: statements with provenance, and an account of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from loaders.curriculum import format as keys
from loaders.curriculum.statements import Said, contents, learners
from loaders.fidelity import Account, Place
from loaders.forms.reading import Reading
from loaders.forms.records import Fields
from loaders.loaded import Loaded
from ontology.dataset import Provenance, Statement, state
from ontology.names import Iri
from ontology.people import Learner
from ontology.terms import Framework, Resource
from ontology.violations import Violation

UNREADABLE = "it cannot be read as it stands"
"""Each violation says why; all of them together are one line of the report."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file said, before the licences of other files are known."""

    statements: tuple[Statement, ...]
    learners: tuple[Learner, ...]
    violations: tuple[Violation, ...]


def said_in(whole: Fields | None, framework: Iri | None, reading: Reading) -> FileRead:
    """Return what a file says in the order of its rows; no statements without a framework."""
    violations = sorted(reading.violations, key=lambda each: (each.row or 0, each.column or 0))
    if whole is None:
        return FileRead((), (), tuple(violations))
    statements = _statements(whole, framework, reading.file) if framework is not None else ()
    return FileRead(statements, learners(whole), tuple(violations))


def _statements(whole: Fields, framework: Iri, file: str) -> tuple[Statement, ...]:
    said = sorted(contents(whole, framework), key=lambda each: each.entry.at[:2])
    return tuple(state(each.content, _provenance(each, framework, file)) for each in said)


def _provenance(said: Said, framework: Iri, file: str) -> Provenance:
    entry, own = said.entry, said.entry.get(keys.PROVENANCE)
    row, column = entry.at.row, entry.at.column
    licence = None if isinstance(said.content, Resource) else entry.get(keys.LICENCE)
    if own is None:
        return Provenance(framework, file, row, column, licence=licence)
    confidence = own.get(keys.CONFIDENCE)
    return Provenance(
        own.get(keys.SOURCE) or framework,
        file,
        row,
        column,
        author=own.get(keys.AUTHOR),
        licence=own.get(keys.LICENCE) or licence,
        method=own.get(keys.METHOD),
        confidence=None if confidence is None else float(confidence),
    )


def loaded(found: Sequence[FileRead], account: Account) -> Loaded:
    """Put files together; a statement without a licence has that of its framework."""
    licences = _licences(chain.from_iterable(each.statements for each in found))
    statements = tuple(
        _licensed(statement, licences) for each in found for statement in each.statements
    )
    people = tuple(chain.from_iterable(each.learners for each in found))
    violations = tuple(chain.from_iterable(each.violations for each in found))
    for kind, count in Counter(statement.kind for statement in statements).items():
        account.kept(kind, count)
    account.kept("learner", len(people))
    for violation in violations:
        place = Place(violation.file or "", violation.row, violation.column)
        account.quarantined("entry", UNREADABLE, place)
    return Loaded(statements, people, account.fidelity(), violations)


def _licences(statements: Iterable[Statement]) -> Mapping[Iri, str]:
    return {
        statement.id: statement.content.licence
        for statement in statements
        if isinstance(statement.content, Framework) and statement.content.licence
    }


def _licensed(statement: Statement, licences: Mapping[Iri, str]) -> Statement:
    provenance = statement.provenance
    licence = licences.get(provenance.source)
    if provenance.licence is not None or licence is None:
        return statement
    return statement._replace(provenance=replace(provenance, licence=licence))
