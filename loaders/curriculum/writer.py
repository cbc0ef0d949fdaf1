"""Writing a dataset as one curriculum file, from which the same contents are read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from loaders.curriculum import format as keys
from loaders.curriculum.entries import Entry, Scribe
from loaders.curriculum.layout import Bare, Value, document
from loaders.forms.records import Key
from ontology.dataset import Dataset, Statement
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    Framework,
    Kind,
    Prerequisite,
    Requirement,
    Resource,
    Role,
    Scale,
    Teaching,
)


def write(dataset: Dataset) -> bytes:
    """Return the dataset as a curriculum in YAML; equal datasets give equal bytes.

    It reads back to the same contents. The file is of the framework that most statements
    belong to; a statement of another one says so.
    """
    whole = Entry()
    whole.put(keys.WAYMARK, Bare(keys.VERSION))
    if len(dataset):
        _Pages(dataset).fill(whole)
    return document(whole)


class _Pages:
    """Arranges the entries of a dataset: parts stand inside of their owners."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        licences = {
            statement.id: statement.content.licence
            for statement in dataset.by_kind[Kind.FRAMEWORK]
            if isinstance(statement.content, Framework) and statement.content.licence
        }
        self._home = _home(dataset)
        self._scribe = Scribe(dataset.prefixes, self._home, licences)

    def fill(self, whole: Entry) -> None:
        """Put every family under its key."""
        whole.put(keys.PREFIXES, dict(self._dataset.prefixes.bindings))
        frameworks = {iri: entry for iri, entry in self._frameworks()}
        declared = frameworks.pop(self._home, None)
        whole.put(keys.FILE_FRAMEWORK, declared or self._scribe.name(self._home))
        whole.put(keys.FRAMEWORKS, list(frameworks.values()))
        whole.put(keys.SCALES, list(self._scales()))
        whole.put(keys.COMPETENCIES, list(self._competencies()))
        whole.put(keys.ROLES, list(self._roles()))
        whole.put(keys.RESOURCES, list(self._resources()))
        whole.put(keys.ALIGNMENTS, list(self._alignments()))
        whole.put(keys.LOOSE_PREREQUISITES, list(self._loose_prerequisites()))
        whole.put(keys.REQUIREMENTS, list(self._loose_requirements()))
        whole.put(keys.TEACHINGS, list(self._loose_teachings(Kind.TEACHING)))
        whole.put(keys.ASSESSINGS, list(self._loose_teachings(Kind.ASSESSING)))

    def _frameworks(self) -> Iterator[tuple[Iri, Entry]]:
        for statement in self._of(Kind.FRAMEWORK):
            if isinstance(statement.content, Framework):
                written = self._scribe.framework_entry(statement.content)
                yield statement.id, self._signed(written, statement)

    def _scales(self) -> Iterator[Entry]:
        for statement in self._of(Kind.SCALE):
            if isinstance(statement.content, Scale):
                yield self._signed(self._scribe.scale(statement.content), statement)

    def _competencies(self) -> Iterator[Entry]:
        for statement in self._of(Kind.COMPETENCY):
            if isinstance(statement.content, Competency):
                entry = self._signed(self._scribe.competency(statement.content), statement)
                entry.put(keys.PREREQUISITES, self._prerequisites(statement.id))
                yield entry

    def _prerequisites(self, target: Iri) -> list[Value]:
        about = self._dataset.about(Kind.PREREQUISITE, target)
        return [
            self._signed(self._scribe.prerequisite(statement.content), statement)
            for statement in about
            if isinstance(statement.content, Prerequisite) and self._is_nested(statement.content)
        ]

    def _roles(self) -> Iterator[Entry]:
        for statement in self._of(Kind.ROLE):
            if isinstance(statement.content, Role):
                entry = self._signed(self._scribe.role(statement.content), statement)
                about = self._dataset.about(Kind.REQUIREMENT, statement.id)
                entry.put(keys.REQUIRES, [self._requirement(each) for each in about])
                yield entry

    def _requirement(self, statement: Statement) -> Value:
        if not isinstance(statement.content, Requirement):
            raise TypeError(type(statement.content).__name__)
        return _shortest(self._signed(self._scribe.requirement(statement.content), statement))

    def _resources(self) -> Iterator[Entry]:
        for statement in self._of(Kind.RESOURCE):
            if isinstance(statement.content, Resource):
                entry = self._signed(self._scribe.resource(statement.content), statement)
                entry.put(keys.TEACHES, self._taught(Kind.TEACHING, statement.id))
                entry.put(keys.ASSESSES, self._taught(Kind.ASSESSING, statement.id))
                entry.put(keys.RESOURCE_NEEDS, self._prerequisites(statement.id))
                yield entry

    def _taught(self, kind: Kind, resource: Iri) -> list[Value]:
        return [
            _shortest(self._signed(self._scribe.teaching(statement.content), statement))
            for statement in self._dataset.about(kind, resource)
            if isinstance(statement.content, Teaching | Assessing)
            and statement.content.resource == resource
        ]

    def _alignments(self) -> Iterator[Entry]:
        for statement in self._of(Kind.ALIGNMENT):
            if isinstance(statement.content, Alignment):
                yield self._signed(self._scribe.alignment(statement.content), statement)

    def _loose_prerequisites(self) -> Iterator[Entry]:
        for statement in self._of(Kind.PREREQUISITE):
            content = statement.content
            if isinstance(content, Prerequisite) and not self._is_nested(content):
                at_resource = content.level is None
                key = keys.GUARDED_RESOURCE if at_resource else keys.GUARDED_COMPETENCY
                yield self._headed(
                    key, content.target, self._scribe.prerequisite(content), statement
                )

    def _loose_requirements(self) -> Iterator[Entry]:
        for statement in self._of(Kind.REQUIREMENT):
            content = statement.content
            if isinstance(content, Requirement) and not self._is(content.role, Role):
                written = self._scribe.requirement(content)
                yield self._headed(keys.ROLE_NAME, content.role, written, statement)

    def _loose_teachings(self, kind: Kind) -> Iterator[Entry]:
        for statement in self._of(kind):
            content = statement.content
            if isinstance(content, Teaching | Assessing) and not self._is(
                content.resource, Resource
            ):
                written = self._scribe.teaching(content)
                yield self._headed(keys.RESOURCE_NAME, content.resource, written, statement)

    def _is_nested(self, content: Prerequisite) -> bool:
        return self._is(content.target, Resource if content.level is None else Competency)

    def _is(self, term: Iri, sort: type[Role | Resource | Competency]) -> bool:
        statement = self._dataset.get(term)
        return statement is not None and isinstance(statement.content, sort)

    def _of(self, kind: Kind) -> list[Statement]:
        return sorted(self._dataset.by_kind[kind], key=lambda statement: statement.id)

    def _signed(self, entry: Entry, statement: Statement) -> Entry:
        entry.put(keys.PROVENANCE, self._scribe.provenance(statement))
        return entry

    def _headed(self, key: Key[object], term: Iri, written: Entry, statement: Statement) -> Entry:
        entry = Entry()
        entry.put(key, self._scribe.name(term))
        entry.update(written)
        return self._signed(entry, statement)


def _shortest(entry: Entry) -> Value:
    """Write an entry that names a competency and no more as that name."""
    return entry[keys.COMPETENCY_NAME.name] if len(entry) == 1 else entry


def _home(dataset: Dataset) -> Iri:
    """Return the framework that most statements belong to; of several, the first by name."""
    counted = Counter(statement.provenance.source for statement in dataset)
    return min(counted, key=lambda source: (-counted[source], source))
