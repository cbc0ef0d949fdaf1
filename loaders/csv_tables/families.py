"""Which tables there are: one for each family of statements, by the name of its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from loaders.curriculum import format as keys
from loaders.forms.records import Key, Record
from ontology.terms import Kind

SUFFIX = ".csv"
PREFIXES = "prefixes"
PREFIX, NAMESPACE = "prefix", "namespace"
SOURCE = f"{keys.PROVENANCE.name}.{keys.SOURCE.name}"


class Family(NamedTuple):
    """A family: the name of its table, the form of a row, and the key of the rows in a file."""

    table: str
    record: Record
    key: Key[object]


FAMILIES: Mapping[Kind, Family] = {
    Kind.FRAMEWORK: Family("frameworks", keys.FRAMEWORK, keys.FRAMEWORKS),
    Kind.SCALE: Family("scales", keys.SCALE, keys.SCALES),
    Kind.COMPETENCY: Family("competencies", keys.COMPETENCY, keys.COMPETENCIES),
    Kind.ROLE: Family("roles", keys.ROLE, keys.ROLES),
    Kind.REQUIREMENT: Family("requirements", keys.LOOSE_REQUIREMENT, keys.REQUIREMENTS),
    Kind.PREREQUISITE: Family("prerequisites", keys.LOOSE_PREREQUISITE, keys.LOOSE_PREREQUISITES),
    Kind.RESOURCE: Family("resources", keys.RESOURCE, keys.RESOURCES),
    Kind.TEACHING: Family("teachings", keys.LOOSE_TEACHING, keys.TEACHINGS),
    Kind.ASSESSING: Family("assessings", keys.LOOSE_TEACHING, keys.ASSESSINGS),
    Kind.ALIGNMENT: Family("alignments", keys.ALIGNMENT, keys.ALIGNMENTS),
}
