"""The concepts of ESCO: skills, skill groups, occupations and ISCO groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from loaders.esco.folder import Folder
from loaders.fidelity import Account, Place
from loaders.tables import Record, Table
from loaders.texts import composed
from ontology.names import Iri, is_iri
from ontology.terms import Status, Text, Texts


class Sort(StrEnum):
    """What a concept is, by the table that lists it."""

    SKILL = "skills"
    SKILL_GROUP = "skillGroups"
    OCCUPATION = "occupations"
    ISCO_GROUP = "ISCOGroups"


NO_PLACE = "the model has no place for it"
_USED = (
    "conceptUri",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "description",
    "definition",
    "skillType",
    "status",
    "code",
    "iscoGroup",
    "conceptType",
    "inScheme",
)
_NEEDED = ("conceptUri", "preferredLabel")
_STATUS = {"released": Status.ACTIVE, "": Status.ACTIVE, "obsolete": Status.DEPRECATED}
_SEPARATOR = re.compile(r"\s*\n\s*|\s+\|\s+")


@dataclass(slots=True)
class Concept:
    """One concept while it is read: texts are added by every table that knows it."""

    uri: Iri
    sort: Sort
    place: Place
    labels: dict[str, str] = field(default_factory=dict)
    alternatives: set[Text] = field(default_factory=set)
    definitions: dict[str, str] = field(default_factory=dict)
    skill_type: str = ""
    status: Status = Status.ACTIVE
    code: str | None = None
    isco_group: str = ""
    broader: set[Iri] = field(default_factory=set)

    def alternative_labels(self, account: Account) -> Texts:
        """Return the other names, sorted; one that repeats the label is left out and counted."""
        repeats = {Text(language, label) for language, label in self.labels.items()}
        for _ in self.alternatives & repeats:
            account.dropped("alternative label", "it repeats the label", self.place)
        return tuple(sorted(self.alternatives - repeats))


def read_concepts(folder: Folder, account: Account) -> dict[Iri, Concept]:
    """Read the concepts of a folder, in the order of its files."""
    found: dict[Iri, Concept] = {}
    for sort in Sort:
        for language, table in folder.in_each_language(sort, _NEEDED):
            for record in table:
                _read_concept(record, sort, language, found, account)
            table.drop_others(_USED, account, NO_PLACE)
    for collection in folder.collections():
        for language, table in folder.in_each_language(collection, _NEEDED):
            _read_collection(table, language, found, account)
    return found


def _read_concept(
    record: Record, sort: Sort, language: str, found: dict[Iri, Concept], account: Account
) -> None:
    uri, label = Iri(record.cell("conceptUri")), record.cell("preferredLabel")
    if not is_iri(uri) or not label:
        problem = "it has no preferred label" if is_iri(uri) else f"`{uri[:80]}` is no IRI"
        account.quarantined(sort, problem, record.place)
        return
    known = found.setdefault(uri, Concept(uri, sort, record.place))
    if known.sort is not sort or language in known.labels:
        account.quarantined(sort, "its IRI is already that of another row", record.place)
        return
    known.labels[language] = composed(label, account, record.place)
    known.code = record.cell("code") or known.code
    known.isco_group = record.cell("iscoGroup")
    known.skill_type = record.cell("skillType") or known.skill_type
    status = record.cell("status")
    if status not in _STATUS:
        account.changed(sort, f"of status `{status[:40]}`: loaded as a draft", record.place)
    known.status = _STATUS.get(status, Status.DRAFT)
    _add_texts(known, record, language, account)


def _add_texts(concept: Concept, record: Record, language: str, account: Account) -> None:
    for text in _names(record, "altLabels", account):
        concept.alternatives.add(Text(language, text))
    for text in _names(record, "hiddenLabels", account):
        concept.alternatives.add(Text(language, text))
        account.changed("hidden label", "kept as an alternative label", record.place)
    description, definition = record.cell("description"), record.cell("definition")
    if description and definition:
        account.dropped("column `definition`", "the description is kept", record.place)
    meant = description or definition
    if meant and language not in concept.definitions:
        concept.definitions[language] = composed(meant, account, record.place)


def _read_collection(
    table: Table, language: str, found: dict[Iri, Concept], account: Account
) -> None:
    """Add what a collection says of concepts that the pillars know."""
    for record in table:
        concept = found.get(Iri(record.cell("conceptUri")))
        if concept is None:
            account.quarantined("member of a collection", "no pillar knows it", record.place)
            continue
        account.dropped("member of a collection", NO_PLACE, record.place)
        label = composed(record.cell("preferredLabel"), account, record.place)
        if label != concept.labels.get(language):
            account.dropped("label", "a collection labels it otherwise", record.place)
        concept.skill_type = concept.skill_type or record.cell("skillType")
        _add_texts(concept, record, language, account)
    used = (*_USED, "broaderConceptUri", "broaderConceptPT")
    table.drop_others(used, account, NO_PLACE)
    repeated = {column for column in table.columns if not column.startswith("broaderConcept")}
    table.drop_others(repeated, account, "the broader relations of the pillars say it")


def _names(record: Record, column: str, account: Account) -> list[str]:
    """Return the names in a cell: one a line, or between bars in the tables of collections."""
    names = _SEPARATOR.split(record.cell(column))
    return [composed(name, account, record.place) for name in names if name]
