"""Reading an ESCO folder (CSV, version 1.1 and 1.2) into statements.

Skills and skill groups become competencies, the groups of the kind `group`; occupations and
ISCO groups become roles; what an occupation asks for becomes requirements. ESCO has no
prerequisites: that one skill is essential for another is kept as an alignment `related` that
nobody approved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from loaders.esco.concepts import NO_PLACE, Concept, Sort, read_concepts
from loaders.esco.folder import Folder, open_folder
from loaders.esco.relations import add_broader, read_asked, read_related
from loaders.fidelity import Account, Place
from loaders.loaded import Loaded
from ontology.dataset import Provenance, Statement, state
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Competency,
    CompetencyKind,
    Framework,
    Prefix,
    Relation,
    Requirement,
    Role,
    Text,
    Texts,
)

PREFIX = "esco"
NAMESPACE = "http://data.europa.eu/esco/"
SKILLS = Iri(NAMESPACE + "concept-scheme/skills")
OCCUPATIONS = Iri(NAMESPACE + "concept-scheme/occupations")
LICENCE = "CC-BY-4.0"
PUBLISHER = "European Commission"
_CREDIT = (Text("en", "This service uses the ESCO classification of the European Commission."),)


def read_folders(paths: Sequence[Path]) -> Loaded:
    """Read ESCO folders as one load.

    Raises `SourceError` where a table cannot be read, or lacks a column that is needed.
    """
    return Loaded.merged(_read_folder(open_folder(path)) for path in paths)


def _read_folder(folder: Folder) -> Loaded:
    account = Account()
    concepts = read_concepts(folder, account)
    add_broader(folder, concepts, account)
    for file in folder.unread():
        account.dropped("file", "no table of that name is read", Place(file.as_posix()))
    statements = tuple(
        chain(
            _frameworks(folder),
            (_term(concept, account) for concept in concepts.values()),
            _requirements(folder, concepts, account),
            _alignments(folder, concepts, account),
        )
    )
    for kind, count in Counter(statement.kind for statement in statements).items():
        account.kept(kind, count)
    return Loaded(statements, fidelity=account.fidelity())


def _frameworks(folder: Folder) -> Iterator[Statement]:
    file = folder.path.as_posix()
    for framework, label in ((SKILLS, "ESCO skills"), (OCCUPATIONS, "ESCO occupations")):
        content = Framework(
            framework,
            (Text("en", label),),
            definition=_CREDIT,
            licence=LICENCE,
            publisher=PUBLISHER,
        )
        yield state(content, Provenance(framework, file, licence=LICENCE))
    yield state(Prefix(PREFIX, NAMESPACE), Provenance(SKILLS, file, licence=LICENCE))


def _term(concept: Concept, account: Account) -> Statement:
    if concept.sort in {Sort.SKILL, Sort.SKILL_GROUP}:
        return state(_competency(concept, account), _provenance(SKILLS, concept.place))
    return state(_role(concept, account), _provenance(OCCUPATIONS, concept.place))


def _competency(concept: Concept, account: Account) -> Competency:
    return Competency(
        id=concept.uri,
        framework=SKILLS,
        labels=_texts(concept.labels),
        kind=_kind(concept, account),
        alternative_labels=concept.alternative_labels(account),
        definition=_texts(concept.definitions),
        broader=tuple(sorted(concept.broader)),
        status=concept.status,
    )


def _kind(concept: Concept, account: Account) -> CompetencyKind:
    if concept.sort is Sort.SKILL_GROUP:
        if concept.code:
            account.dropped("code of a skill group", NO_PLACE, concept.place)
        return CompetencyKind.GROUP
    if concept.skill_type == "knowledge":
        return CompetencyKind.KNOWLEDGE
    if concept.skill_type != "skill/competence":
        said = f"skillType `{concept.skill_type[:40]}`" if concept.skill_type else "no skillType"
        account.changed("competency", f"{said}: taken as a skill", concept.place)
    return CompetencyKind.SKILL


def _role(concept: Concept, account: Account) -> Role:
    return Role(
        id=concept.uri,
        framework=OCCUPATIONS,
        labels=_texts(concept.labels),
        alternative_labels=concept.alternative_labels(account),
        definition=_texts(concept.definitions),
        code=concept.code,
        broader=tuple(sorted(concept.broader)),
        status=concept.status,
    )


def _texts(by_language: Mapping[str, str]) -> Texts:
    return tuple(sorted(Text(language, text) for language, text in by_language.items()))


def _requirements(
    folder: Folder, concepts: Mapping[Iri, Concept], account: Account
) -> Iterator[Statement]:
    for asked in read_asked(folder, concepts, account):
        content = Requirement(asked.occupation, asked.skill, importance=asked.importance)
        yield state(content, _provenance(OCCUPATIONS, asked.place))


def _alignments(
    folder: Folder, concepts: Mapping[Iri, Concept], account: Account
) -> Iterator[Statement]:
    for related in read_related(folder, concepts, account):
        content = Alignment(related.origin, related.target, Relation.RELATED)
        yield state(content, _provenance(SKILLS, related.place))


def _provenance(framework: Iri, place: Place) -> Provenance:
    return Provenance(framework, place.file, place.row, licence=LICENCE)
