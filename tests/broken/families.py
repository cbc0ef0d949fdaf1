"""What breaks each shape of a family: contents where one can say it, triples where none can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from builders import PROVENANCE, english, ex

from ontology.condition import Attainment, all_of
from ontology.dataset import Dataset, Provenance, Statement, identity, state
from ontology.names import Iri
from ontology.projection import triples_of
from ontology.rdf_form.vocabulary import term
from ontology.rdf_terms import Blank, Literal, Node, Triple
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Level,
    LevelEffort,
    Prefix,
    Prerequisite,
    Price,
    Relation,
    Requirement,
    Resource,
    Role,
    Scale,
    Support,
    Teaching,
    Text,
)

TWICE = (Text("en", "one"), Text("en", "two"))
BLANK = (Text("en", " "),)
MANY = 10_000_001

FRAMEWORK = Framework(ex("f"), english("F"))
SCALE = Scale(ex("s"), (Level(english("1")), Level(english("2"))), progressive=True)
COMPETENCY = Competency(ex("a"), ex("f"), english("a"), scale=ex("s"), effort=(LevelEffort(1, 60),))
ROLE = Role(ex("r"), ex("f"), english("r"))
REQUIREMENT = Requirement(ex("r"), ex("a"))
PREREQUISITE = Prerequisite(
    ex("a"), 2, all_of(Attainment(ex("a"), 1)), rationale=english("so it is")
)
RESOURCE = Resource(ex("x"), ex("f"), english("x"), effort=60, price=Price(1, "EUR"))
TEACHING = Teaching(ex("x"), ex("a"), 2, 1)
ASSESSING = Assessing(ex("x"), ex("a"), 2, 1)
ALIGNMENT = Alignment(ex("a"), Iri("urn:elsewhere"), Relation.EXACT, "board")
PREFIX = Prefix("ex", "https://example.org/")

SOUND: tuple[Content, ...] = (
    PREFIX,
    FRAMEWORK,
    SCALE,
    COMPETENCY,
    ROLE,
    REQUIREMENT,
    PREREQUISITE,
    RESOURCE,
    TEACHING,
    ASSESSING,
    ALIGNMENT,
)


def _leveled(**texts: tuple[Text, ...]) -> Scale:
    return replace(SCALE, levels=(Level(**texts), Level()))


def _from(provenance: Provenance) -> Statement:
    return state(ROLE, provenance)


# a content stands for itself, with the provenance of a file
BREAKING: Mapping[str, Content | Statement] = {
    "prefix-letters": Prefix("1", "https://example.org/"),
    "prefix-namespace": Prefix("ex", "no namespace"),
    "framework-label": Framework(ex("f")),
    "framework-label-language": replace(FRAMEWORK, labels=TWICE),
    "framework-label-text": replace(FRAMEWORK, labels=BLANK),
    "framework-definition-language": replace(FRAMEWORK, definition=TWICE),
    "framework-definition-text": replace(FRAMEWORK, definition=BLANK),
    "framework-version": replace(FRAMEWORK, version=""),
    "framework-licence": replace(FRAMEWORK, licence=" "),
    "framework-publisher": replace(FRAMEWORK, publisher=""),
    "framework-assumed-effort": replace(FRAMEWORK, assumed_effort=-1),
    "scale-levels": Scale(ex("s"), ()),
    "scale-label-language": replace(SCALE, labels=TWICE),
    "scale-label-text": replace(SCALE, labels=BLANK),
    "level-label-language": _leveled(labels=TWICE),
    "level-label-text": _leveled(labels=BLANK),
    "level-definition-language": _leveled(definition=TWICE),
    "level-definition-text": _leveled(definition=BLANK),
    "competency-label": replace(COMPETENCY, labels=()),
    "competency-label-language": replace(COMPETENCY, labels=TWICE),
    "competency-label-text": replace(COMPETENCY, labels=BLANK),
    "competency-alternative-label": replace(COMPETENCY, alternative_labels=BLANK),
    "competency-definition-language": replace(COMPETENCY, definition=TWICE),
    "competency-definition-text": replace(COMPETENCY, definition=BLANK),
    "competency-group-effort": replace(COMPETENCY, kind=CompetencyKind.GROUP),
    "effort-level": replace(COMPETENCY, effort=(LevelEffort(-1, 60),)),
    "effort-minutes": replace(COMPETENCY, effort=(LevelEffort(1, MANY),)),
    "role-label": replace(ROLE, labels=()),
    "role-label-language": replace(ROLE, labels=TWICE),
    "role-label-text": replace(ROLE, labels=BLANK),
    "role-alternative-label": replace(ROLE, alternative_labels=BLANK),
    "role-definition-language": replace(ROLE, definition=TWICE),
    "role-definition-text": replace(ROLE, definition=BLANK),
    "role-code": replace(ROLE, code=""),
    "requirement-level": replace(REQUIREMENT, level=0),
    "requirement-weight": replace(REQUIREMENT, weight=-0.5),
    "prerequisite-level": replace(PREREQUISITE, level=0),
    "prerequisite-rationale-language": replace(PREREQUISITE, rationale=TWICE),
    "prerequisite-rationale-text": replace(PREREQUISITE, rationale=BLANK),
    "prerequisite-observed": replace(PREREQUISITE, support=Support(0, 0)),
    "prerequisite-violated": replace(PREREQUISITE, support=Support(1, -1)),
    "prerequisite-violated-of-observed": replace(PREREQUISITE, support=Support(1, 2)),
    "mention-level": replace(PREREQUISITE, condition=Attainment(ex("a"), 0)),
    "resource-title": replace(RESOURCE, titles=()),
    "resource-title-language": replace(RESOURCE, titles=TWICE),
    "resource-title-text": replace(RESOURCE, titles=BLANK),
    "resource-definition-language": replace(RESOURCE, definition=TWICE),
    "resource-definition-text": replace(RESOURCE, definition=BLANK),
    "resource-kind": replace(RESOURCE, kind=""),
    "resource-provider": replace(RESOURCE, provider=""),
    "resource-language": replace(RESOURCE, languages=("plain English",)),
    "resource-modality": replace(RESOURCE, modality=""),
    "resource-effort": replace(RESOURCE, effort=-1),
    "resource-price": replace(RESOURCE, price=Price(-1, "EUR")),
    "resource-currency": replace(RESOURCE, price=Price(1, "euro")),
    "resource-available-in-order": replace(
        RESOURCE, available_from=date(2027, 2, 1), available_until=date(2027, 1, 31)
    ),
    "resource-region": replace(RESOURCE, regions=("",)),
    "resource-audience": replace(RESOURCE, audience=(" ",)),
    "resource-accessibility": replace(RESOURCE, accessibility=("",)),
    "resource-licence": replace(RESOURCE, licence=""),
    "resource-url": replace(RESOURCE, url="javascript:alert(1)"),
    "teaching-level": replace(TEACHING, level=0, start=None),
    "teaching-from": replace(TEACHING, start=-1),
    "teaching-from-below-level": replace(TEACHING, start=2),
    "assessing-level": replace(ASSESSING, level=0, start=None),
    "assessing-from": replace(ASSESSING, start=-1),
    "assessing-from-below-level": replace(ASSESSING, start=2),
    "alignment-of-two": replace(ALIGNMENT, target=ex("a")),
    "alignment-approval": replace(ALIGNMENT, approved_by=" "),
    "provenance-file": _from(replace(PROVENANCE, file="")),
    "provenance-row": _from(replace(PROVENANCE, row=0)),
    "provenance-column": _from(replace(PROVENANCE, column=0)),
    "provenance-author": _from(replace(PROVENANCE, author="")),
    "provenance-licence": _from(replace(PROVENANCE, licence="")),
    "provenance-method": _from(replace(PROVENANCE, method="")),
    "provenance-confidence": _from(replace(PROVENANCE, method="mined", confidence=1.5)),
    "provenance-stated": _from(Provenance(ex("f"))),
    "provenance-confidence-of-method": _from(replace(PROVENANCE, confidence=0.5)),
}

_STRING = term("xsd:string")

# what no statement can say: these values in place of those of one property of one content
BREAKING_TRIPLES: Mapping[str, tuple[Content, str, tuple[Node, ...]]] = {
    "scale-progressive": (SCALE, "wm:progressive", ()),
    "competency-framework": (COMPETENCY, "skos:inScheme", ()),
    "competency-kind": (COMPETENCY, "wm:kind", (term("wm:essential"),)),
    "competency-scale": (COMPETENCY, "wm:scale", (ex("s"), ex("t"))),
    "competency-broader": (COMPETENCY, "skos:broader", (Literal("b", _STRING),)),
    "competency-effort": (COMPETENCY, "wm:effort", (ex("b"),)),
    "competency-status": (COMPETENCY, "wm:status", ()),
    "role-framework": (ROLE, "skos:inScheme", (ex("f"), ex("g"))),
    "role-broader": (ROLE, "skos:broader", (Literal("b", _STRING),)),
    "role-status": (ROLE, "wm:status", (term("wm:skill"),)),
    "requirement-role": (REQUIREMENT, "wm:role", ()),
    "requirement-competency": (REQUIREMENT, "wm:competency", (ex("a"), ex("b"))),
    "requirement-importance": (REQUIREMENT, "wm:importance", (term("wm:required"),)),
    "prerequisite-target": (PREREQUISITE, "wm:target", ()),
    "prerequisite-strength": (PREREQUISITE, "wm:strength", ()),
    "prerequisite-condition": (PREREQUISITE, "wm:condition", (Literal("", _STRING),)),
    "prerequisite-mentions": (PREREQUISITE, "wm:mentions", (ex("a"),)),
    "resource-framework": (RESOURCE, "skos:inScheme", ()),
    "resource-available-from": (
        RESOURCE,
        "schema:availabilityStarts",
        (Literal("2027-02-30", term("xsd:date")),),
    ),
    "resource-available-until": (
        RESOURCE,
        "schema:availabilityEnds",
        (Literal("soon", term("xsd:date")),),
    ),
    "resource-price-in-currency": (RESOURCE, "schema:priceCurrency", ()),
    "resource-status": (RESOURCE, "wm:status", ()),
    "teaching-resource": (TEACHING, "wm:resource", ()),
    "teaching-competency": (TEACHING, "wm:competency", (Literal("a", _STRING),)),
    "assessing-resource": (ASSESSING, "wm:resource", ()),
    "assessing-competency": (ASSESSING, "wm:competency", (Literal("a", _STRING),)),
    "alignment-origin": (ALIGNMENT, "wm:origin", ()),
    "alignment-counterpart": (ALIGNMENT, "wm:counterpart", ()),
    "alignment-relation": (ALIGNMENT, "wm:relation", (term("skos:broader"),)),
    "provenance-source": (ROLE, "prov:hadPrimarySource", ()),
}

# the same for the parts of a statement, which have nodes of their own
BREAKING_PARTS: Mapping[str, tuple[str, str]] = {
    "level-number": ("wm:Level", "wm:level"),
    "mention-competency": ("wm:Mention", "wm:competency"),
}


def dataset_with(broken: Content | Statement) -> Dataset:
    """Return the sound dataset, what is broken in place of what it was made from."""
    statement = broken if isinstance(broken, Statement) else state(broken, PROVENANCE)
    sound = (state(content, PROVENANCE) for content in SOUND)
    of_kind = (each for each in sound if each.kind is not statement.kind)
    return Dataset.of((*of_kind, statement))


def triples_with(content: Content, property_name: str, values: tuple[Node, ...]) -> list[Triple]:
    """Return the triples of the sound dataset, other values in place of a property's."""
    return rewritten(sound_triples(), identity(content), term(property_name), values)


def triples_of_parts_without(kind: str, property_name: str) -> list[Triple]:
    """Return the triples of the sound dataset, one part of that class without a property."""
    triples = sound_triples()
    part = next(each.subject for each in triples if each.value == term(kind))
    return rewritten(triples, part, term(property_name), ())


def sound_triples() -> list[Triple]:
    """Return the triples of the sound dataset."""
    return [triple for content in SOUND for triple in triples_of(state(content, PROVENANCE))]


def rewritten(
    triples: list[Triple], subject: Iri | Blank, predicate: Iri, values: tuple[Node, ...]
) -> list[Triple]:
    """Return the triples with other values of one property of one subject."""
    kept = [each for each in triples if (each.subject, each.predicate) != (subject, predicate)]
    return [*kept, *(Triple(subject, predicate, value) for value in values)]
