"""The relations of ESCO: broader terms, what occupations ask for, how skills are related."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from loaders.esco.concepts import Concept, Sort
from loaders.esco.folder import Folder
from loaders.fidelity import Account, Place
from loaders.tables import Table
from ontology.names import Iri
from ontology.terms import Importance

UNKNOWN = "it names a concept that the folder does not have"
ISCO = "http://data.europa.eu/esco/isco/C"
_BROADER = ("broaderRelationsSkillPillar", "broaderRelationsOccPillar")
_IMPORTANCE = {str(importance): importance for importance in Importance}
_COMPETENCIES = (Sort.SKILL, Sort.SKILL_GROUP)


class Asked(NamedTuple):
    """An occupation asks for a skill."""

    occupation: Iri
    skill: Iri
    importance: Importance
    place: Place


class Related(NamedTuple):
    """ESCO calls one skill essential or optional for another."""

    origin: Iri
    target: Iri
    place: Place


def add_broader(folder: Folder, concepts: Mapping[Iri, Concept], account: Account) -> None:
    """Let every concept know its broader ones, by the relations and the hierarchy of a folder."""
    for name in _BROADER:
        table = folder.once(name, ("conceptUri", "broaderUri"))
        for record in table or ():
            narrow, broad = Iri(record.cell("conceptUri")), Iri(record.cell("broaderUri"))
            _add(narrow, broad, concepts, account, record.place)
    hierarchy = folder.once("skillsHierarchy", ("Level 0 URI",))
    for record in hierarchy or ():
        line = [Iri(record.cell(f"Level {level} URI")) for level in range(4)]
        named = [uri for uri in line if uri]
        for broad, narrow in pairwise(named):
            _add(narrow, broad, concepts, account, record.place)
    _add_isco_groups(concepts)


def _add(
    narrow: Iri, broad: Iri, concepts: Mapping[Iri, Concept], account: Account, place: Place
) -> None:
    ends = (concepts.get(narrow), concepts.get(broad))
    if ends[0] is None or ends[1] is None:
        account.quarantined("broader", UNKNOWN, place)
    elif (ends[0].sort in _COMPETENCIES) is not (ends[1].sort in _COMPETENCIES):
        account.quarantined("broader", "it leads from one pillar into the other", place)
    else:
        ends[0].broader.add(broad)


def _add_isco_groups(concepts: Mapping[Iri, Concept]) -> None:
    """Classify occupations by the group they name, where no relation does."""
    for concept in concepts.values():
        group = Iri(ISCO + concept.isco_group)
        if not concept.broader and concept.isco_group and group in concepts:
            concept.broader.add(group)


def read_asked(folder: Folder, concepts: Mapping[Iri, Concept], account: Account) -> list[Asked]:
    """Read what occupations ask for; of essential and optional, essential stands."""
    needed = ("occupationUri", "relationType", "skillUri")
    table = folder.once("occupationSkillRelations", needed)
    if table is None:
        return []
    found: dict[tuple[Iri, Iri], Asked] = {}
    occupations = {uri: uri for uri, each in concepts.items() if each.sort is Sort.OCCUPATION}
    skills = {uri: uri for uri, each in concepts.items() if each.sort is Sort.SKILL}
    for row, occupation, relation, skill in _cells(table, needed):
        place = Place(table.file, row)
        ends = (occupations.get(Iri(occupation)), skills.get(Iri(skill)))
        if ends[0] is None or ends[1] is None:
            account.quarantined("requirement", UNKNOWN, place)
        elif relation not in _IMPORTANCE:
            problem = f"`{relation[:40]}` is neither essential nor optional"
            account.quarantined("requirement", problem, place)
        else:
            _keep(found, Asked(ends[0], ends[1], _IMPORTANCE[relation], place), account)
    table.drop_others({*needed}, account, "the skill itself says it")
    return sorted(found.values(), key=lambda each: each.place.row or 0)


def _keep(found: dict[tuple[Iri, Iri], Asked], asked: Asked, account: Account) -> None:
    key = (asked.occupation, asked.skill)
    known = found.setdefault(key, asked)
    if known is asked:
        return
    if known.importance is asked.importance:
        account.dropped("requirement", "said twice", asked.place)
    else:
        reason = "both essential and optional: essential stands"
        account.changed("requirement", reason, asked.place)
        if asked.importance is Importance.ESSENTIAL:
            found[key] = asked


def read_related(
    folder: Folder, concepts: Mapping[Iri, Concept], account: Account
) -> list[Related]:
    """Read which skills are related; essential or optional, none of it is a prerequisite."""
    needed = ("originalSkillUri", "relationType", "relatedSkillUri")
    table = folder.once("skillSkillRelations", needed)
    if table is None:
        return []
    found: dict[tuple[Iri, Iri], Related] = {}
    for row, origin, relation, target in _cells(table, needed):
        place = Place(table.file, row)
        if not all(Iri(end) in concepts for end in (origin, target)):
            account.quarantined("relation of skills", UNKNOWN, place)
        elif origin == target:
            account.dropped("relation of skills", "it relates a skill to itself", place)
        elif (Iri(origin), Iri(target)) in found:
            account.dropped("relation of skills", "said twice", place)
        else:
            found[Iri(origin), Iri(target)] = Related(Iri(origin), Iri(target), place)
            reason = f"{relation[:40]} for another skill: kept as related, not as a prerequisite"
            account.changed("relation of skills", reason, place)
    table.drop_others({*needed}, account, "the skill itself says it")
    return list(found.values())


def _cells(table: Table, columns: tuple[str, str, str]) -> list[tuple[int, str, str, str]]:
    """Return three columns of a large table, with the rows."""
    a, b, c = (table.columns.index(column) for column in columns)
    least = max(a, b, c)
    return [
        (row, cells[a].strip(), cells[b].strip(), cells[c].strip())
        for row, cells in zip(table.rows, table.records, strict=True)
        if len(cells) > least
    ]
