"""The terms of the RDF form: public vocabularies where they mean the same, `wm:` for the rest.

`ontology/waymark.ttl` defines every `wm:` term, `docs/reference/rdf-form.md` says where each
term is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ontology.names import Iri
from ontology.terms import CompetencyKind, Importance, Relation, Status, Strength

NAMESPACES: Final[Mapping[str, str]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "esco": "http://data.europa.eu/esco/model#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wm": "https://w3id.org/waymark/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def term(curie: str) -> Iri:
    """Return the IRI of a term of one of these vocabularies.

    >>> term("skos:prefLabel")
    'http://www.w3.org/2004/02/skos/core#prefLabel'
    """
    prefix, _, local = curie.partition(":")
    return Iri(NAMESPACES[prefix] + local)


class Rdf:
    """RDF itself."""

    TYPE: Final = term("rdf:type")
    LANG_STRING: Final = term("rdf:langString")


class Xsd:
    """Datatypes."""

    ANY_URI: Final = term("xsd:anyURI")
    BOOLEAN: Final = term("xsd:boolean")
    DATE: Final = term("xsd:date")
    DECIMAL: Final = term("xsd:decimal")
    DOUBLE: Final = term("xsd:double")
    INTEGER: Final = term("xsd:integer")
    STRING: Final = term("xsd:string")


class Skos:
    """Concepts and their labels."""

    CONCEPT: Final = term("skos:Concept")
    CONCEPT_SCHEME: Final = term("skos:ConceptScheme")
    ALT_LABEL: Final = term("skos:altLabel")
    BROADER: Final = term("skos:broader")
    DEFINITION: Final = term("skos:definition")
    IN_SCHEME: Final = term("skos:inScheme")
    NOTATION: Final = term("skos:notation")
    PREF_LABEL: Final = term("skos:prefLabel")


class Esco:
    """Classes of the European classification of skills and occupations."""

    OCCUPATION: Final = term("esco:Occupation")
    SKILL: Final = term("esco:Skill")


class Schema:
    """What is said about things on the web, learning resources among them."""

    LEARNING_RESOURCE: Final = term("schema:LearningResource")
    ACCESSIBILITY_FEATURE: Final = term("schema:accessibilityFeature")
    AVAILABILITY_ENDS: Final = term("schema:availabilityEnds")
    AVAILABILITY_STARTS: Final = term("schema:availabilityStarts")
    DESCRIPTION: Final = term("schema:description")
    ELIGIBLE_REGION: Final = term("schema:eligibleRegion")
    IN_LANGUAGE: Final = term("schema:inLanguage")
    LEARNING_RESOURCE_TYPE: Final = term("schema:learningResourceType")
    LICENSE: Final = term("schema:license")
    NAME: Final = term("schema:name")
    PRICE_CURRENCY: Final = term("schema:priceCurrency")
    PROVIDER: Final = term("schema:provider")
    PUBLISHER: Final = term("schema:publisher")
    URL: Final = term("schema:url")
    VERSION: Final = term("schema:version")


class Prov:
    """Where things come from."""

    HAD_PRIMARY_SOURCE: Final = term("prov:hadPrimarySource")


class Wm:
    """Our own terms, where no public vocabulary has one that means the same."""

    ALIGNMENT: Final = term("wm:Alignment")
    ASSESSING: Final = term("wm:Assessing")
    COMPETENCY_CLASS: Final = term("wm:Competency")
    EFFORT_CLASS: Final = term("wm:Effort")
    FRAMEWORK: Final = term("wm:Framework")
    LEVEL_CLASS: Final = term("wm:Level")
    MENTION: Final = term("wm:Mention")
    PREFIX_CLASS: Final = term("wm:Prefix")
    PREREQUISITE: Final = term("wm:Prerequisite")
    REQUIREMENT: Final = term("wm:Requirement")
    RESOURCE_CLASS: Final = term("wm:Resource")
    ROLE_CLASS: Final = term("wm:Role")
    SCALE_CLASS: Final = term("wm:Scale")
    TEACHING: Final = term("wm:Teaching")

    APPROVED_BY: Final = term("wm:approvedBy")
    ASSUMED_MINUTES: Final = term("wm:assumedMinutes")
    AUDIENCE: Final = term("wm:audience")
    AUTHOR: Final = term("wm:author")
    COLUMN: Final = term("wm:column")
    COMPETENCY: Final = term("wm:competency")
    CONDITION: Final = term("wm:condition")
    CONFIDENCE: Final = term("wm:confidence")
    COUNTERPART: Final = term("wm:counterpart")
    EFFORT: Final = term("wm:effort")
    FILE: Final = term("wm:file")
    FROM: Final = term("wm:from")
    IMPORTANCE: Final = term("wm:importance")
    KIND: Final = term("wm:kind")
    LEVEL: Final = term("wm:level")
    MENTIONS: Final = term("wm:mentions")
    METHOD: Final = term("wm:method")
    MINUTES: Final = term("wm:minutes")
    MODALITY: Final = term("wm:modality")
    NAMESPACE: Final = term("wm:namespace")
    OBSERVED: Final = term("wm:observed")
    ORIGIN: Final = term("wm:origin")
    PREFIX: Final = term("wm:prefix")
    PRICE: Final = term("wm:priceInMinorUnits")
    PROGRESSIVE: Final = term("wm:progressive")
    RATIONALE: Final = term("wm:rationale")
    RELATION: Final = term("wm:relation")
    RESOURCE: Final = term("wm:resource")
    ROLE: Final = term("wm:role")
    ROW: Final = term("wm:row")
    RUNG: Final = term("wm:rung")
    SCALE: Final = term("wm:scale")
    STATEMENT_LICENCE: Final = term("wm:statementLicence")
    STATUS: Final = term("wm:status")
    STRENGTH: Final = term("wm:strength")
    TARGET: Final = term("wm:target")
    VIOLATED: Final = term("wm:violated")
    WEIGHT: Final = term("wm:weight")


RELATIONS: Final[Mapping[StrEnum, Iri]] = {
    Relation.EXACT: term("skos:exactMatch"),
    Relation.CLOSE: term("skos:closeMatch"),
    Relation.BROAD: term("skos:broadMatch"),
    Relation.NARROW: term("skos:narrowMatch"),
    Relation.RELATED: term("skos:relatedMatch"),
    Relation.REPLACED_BY: term("dcterms:isReplacedBy"),
}

VALUES: Final[Mapping[StrEnum, Iri]] = {
    each: term(f"wm:{each}")
    for choices in (CompetencyKind, Importance, Status, Strength)
    for each in choices
}
