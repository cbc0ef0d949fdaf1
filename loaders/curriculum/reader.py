"""Reading curriculum files: YAML or JSON, one document or a folder of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from loaders.curriculum import format as keys
from loaders.curriculum.reading import Reading
from loaders.curriculum.records import Fields
from loaders.curriculum.statements import Said, contents, learners
from loaders.documents.json_nodes import read_json
from loaders.documents.nodes import Document, Faulty
from loaders.documents.yaml_nodes import read_yaml
from loaders.fidelity import Account, Place
from loaders.files import decoded, read_bytes
from loaders.loaded import Loaded
from ontology.dataset import Provenance, Statement, state
from ontology.errors import SourceError
from ontology.names import Iri
from ontology.people import Learner
from ontology.terms import Framework, Resource
from ontology.violations import Violation

SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class _Read:
    """What one file said, before the licences of other files are known."""

    statements: tuple[Statement, ...]
    learners: tuple[Learner, ...]
    violations: tuple[Violation, ...]


def read_files(paths: Sequence[Path]) -> Loaded:
    """Read files, in that order, as one load.

    Raises `SourceError` where files cannot be read as YAML or JSON: all of them are named.
    """
    account = Account()
    found: list[_Read] = []
    broken: list[SourceError] = []
    for path in paths:
        try:
            found.append(_read(path.as_posix(), read_bytes(path), account))
        except SourceError as error:
            broken.append(error)
    if broken:
        raise _all_of(broken)
    return _loaded(found, account)


def read_text(text: str, file: str) -> Loaded:
    """Read one document that is already text; the name's suffix says whether it is JSON.

    Raises `SourceError` where it is no YAML or JSON.
    """
    account = Account()
    return _loaded([_read_text(text, file, account)], account)


def _all_of(broken: list[SourceError]) -> SourceError:
    first, *others = broken
    if not others:
        return first
    also = "; ".join(str(error) for error in others)
    return SourceError(f"{first.problem}; also {also}", first.file, first.row, first.column)


def _read(file: str, found: bytes, account: Account) -> _Read:
    return _read_text(decoded(found, file), file, account)


def _read_text(text: str, file: str, account: Account) -> _Read:
    document = read_json(text, file) if file.lower().endswith(".json") else read_yaml(text, file)
    reading = Reading(file, document, account)
    for fault in document.faults:
        reading.fault(Faulty(fault.row, fault.column), "", fault.message, fault.fix)
    whole = _whole(document, reading)
    if whole is None:
        return _Read((), (), _sorted(reading.violations))
    framework = _framework_of(whole, reading)
    statements = _statements(whole, framework, file) if framework else ()
    return _Read(statements, learners(whole), _sorted(reading.violations))


def _whole(document: Document, reading: Reading) -> Fields | None:
    if document.root is None:
        fix = f"begin with `waymark: {keys.VERSION}`"
        reading.fault(Faulty(1, 1), "", "the file says nothing", fix)
        return None
    return keys.CURRICULUM.read(document.root, reading, "")


def _framework_of(whole: Fields, reading: Reading) -> Iri | None:
    """Return the framework whose statements these are; report a file that needs one."""
    declared = whole.get(keys.FILE_FRAMEWORK)
    if declared is not None:
        return declared.get(keys.ID)
    name = keys.FILE_FRAMEWORK.name
    if name not in whole.nodes and set(whole.nodes) - {keys.WAYMARK.name, keys.LEARNERS.name}:
        fix = "add `framework: {id: …, label: …, licence: …}`, or the name of a declared one"
        reading.fault(whole.at, "", f"the key `{name}` is missing", fix)
    return None


def _statements(whole: Fields, framework: Iri, file: str) -> tuple[Statement, ...]:
    """Return what a file says, in the order of its rows."""
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


def _loaded(found: Sequence[_Read], account: Account) -> Loaded:
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
        account.quarantined("entry", violation.message, place)
    return Loaded(statements, people, account.fidelity(), violations)


def _licences(statements: Iterable[Statement]) -> Mapping[Iri, str]:
    """Return the licence of each framework that is declared here and has one."""
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


def _sorted(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    return tuple(sorted(violations, key=lambda each: (each.row or 0, each.column or 0)))
