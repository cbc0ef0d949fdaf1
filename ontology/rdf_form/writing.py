"""From contents to triples, one function a family.

Nothing is left out but what is not stated. There are no blank nodes: what needs a node of its
own (a level, an effort, a mention) has an IRI minted from the statement's, so that every
subject belongs to one statement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ontology.condition import attainments, print_condition
from ontology.dataset import MINTED, Provenance
from ontology.names import Iri
from ontology.rdf_form.literals import address, boolean, day, double, integer, said, string
from ontology.rdf_form.vocabulary import (
    RELATIONS,
    VALUES,
    Esco,
    Prov,
    Rdf,
    Schema,
    Skos,
    Wm,
)
from ontology.rdf_terms import Triple
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Prefix,
    Prerequisite,
    Requirement,
    Resource,
    Role,
    Scale,
    Teaching,
    Texts,
)


def content_triples(subject: Iri, content: Content) -> Iterator[Triple]:
    """Yield what a statement says."""
    return WRITERS[type(content)](subject, content)


def provenance_triples(subject: Iri, provenance: Provenance) -> Iterator[Triple]:
    """Yield where a statement comes from."""
    yield Triple(subject, Prov.HAD_PRIMARY_SOURCE, provenance.source)
    yield from _strings(subject, Wm.FILE, provenance.file)
    yield from _integers(subject, Wm.ROW, provenance.row)
    yield from _integers(subject, Wm.COLUMN, provenance.column)
    yield from _strings(subject, Wm.AUTHOR, provenance.author)
    yield from _strings(subject, Wm.STATEMENT_LICENCE, provenance.licence)
    yield from _strings(subject, Wm.METHOD, provenance.method)
    if provenance.confidence is not None:
        yield Triple(subject, Wm.CONFIDENCE, double(provenance.confidence))


def part_of(owner: Iri, part: str, *key: object) -> Iri:
    """Mint the IRI of a part of a statement."""
    text = "\n".join((owner, *map(str, key)))
    return Iri(f"{MINTED}{part}/{hashlib.sha256(text.encode()).hexdigest()[:32]}")


def _prefix(subject: Iri, content: Prefix) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.PREFIX_CLASS)
    yield Triple(subject, Wm.PREFIX, string(content.prefix))
    yield Triple(subject, Wm.NAMESPACE, address(content.namespace))


def _framework(subject: Iri, content: Framework) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.FRAMEWORK)
    yield Triple(subject, Rdf.TYPE, Skos.CONCEPT_SCHEME)
    yield from _texts(subject, Skos.PREF_LABEL, content.labels)
    yield from _texts(subject, Skos.DEFINITION, content.definition)
    yield from _strings(subject, Schema.VERSION, content.version)
    yield from _strings(subject, Schema.LICENSE, content.licence)
    yield from _strings(subject, Schema.PUBLISHER, content.publisher)
    yield from _integers(subject, Wm.ASSUMED_MINUTES, content.assumed_effort)


def _scale(subject: Iri, content: Scale) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.SCALE_CLASS)
    yield from _texts(subject, Skos.PREF_LABEL, content.labels)
    yield Triple(subject, Wm.PROGRESSIVE, boolean(content.progressive))
    for number, level in enumerate(content.levels, 1):
        rung = part_of(subject, "level", number)
        yield Triple(subject, Wm.RUNG, rung)
        yield Triple(rung, Rdf.TYPE, Wm.LEVEL_CLASS)
        yield Triple(rung, Wm.LEVEL, integer(number))
        yield from _texts(rung, Skos.PREF_LABEL, level.labels)
        yield from _texts(rung, Skos.DEFINITION, level.definition)


def _competency(subject: Iri, content: Competency) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.COMPETENCY_CLASS)
    yield Triple(subject, Rdf.TYPE, Skos.CONCEPT)
    if content.kind is not CompetencyKind.GROUP:
        yield Triple(subject, Rdf.TYPE, Esco.SKILL)
    yield Triple(subject, Wm.KIND, VALUES[content.kind])
    yield from _classified(subject, content)
    if content.scale is not None:
        yield Triple(subject, Wm.SCALE, content.scale)
    for effort in content.effort:
        part = part_of(subject, "effort", effort.level, effort.minutes)
        yield Triple(subject, Wm.EFFORT, part)
        yield Triple(part, Rdf.TYPE, Wm.EFFORT_CLASS)
        yield Triple(part, Wm.LEVEL, integer(effort.level))
        yield Triple(part, Wm.MINUTES, integer(effort.minutes))


def _role(subject: Iri, content: Role) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.ROLE_CLASS)
    yield Triple(subject, Rdf.TYPE, Skos.CONCEPT)
    yield Triple(subject, Rdf.TYPE, Esco.OCCUPATION)
    yield from _classified(subject, content)
    yield from _strings(subject, Skos.NOTATION, content.code)


def _classified(subject: Iri, content: Competency | Role) -> Iterator[Triple]:
    yield Triple(subject, Skos.IN_SCHEME, content.framework)
    yield from _texts(subject, Skos.PREF_LABEL, content.labels)
    yield from _texts(subject, Skos.ALT_LABEL, content.alternative_labels)
    yield from _texts(subject, Skos.DEFINITION, content.definition)
    for term in content.broader:
        yield Triple(subject, Skos.BROADER, term)
    yield Triple(subject, Wm.STATUS, VALUES[content.status])


def _requirement(subject: Iri, content: Requirement) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.REQUIREMENT)
    yield Triple(subject, Wm.ROLE, content.role)
    yield Triple(subject, Wm.COMPETENCY, content.competency)
    yield Triple(subject, Wm.LEVEL, integer(content.level))
    yield Triple(subject, Wm.IMPORTANCE, VALUES[content.importance])
    if content.weight is not None:
        yield Triple(subject, Wm.WEIGHT, double(content.weight))


def _prerequisite(subject: Iri, content: Prerequisite) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.PREREQUISITE)
    yield Triple(subject, Wm.TARGET, content.target)
    yield from _integers(subject, Wm.LEVEL, content.level)
    yield Triple(subject, Wm.STRENGTH, VALUES[content.strength])
    yield Triple(subject, Wm.CONDITION, string(print_condition(content.condition)))
    for needed in dict.fromkeys(attainments(content.condition)):
        mention = part_of(subject, "mention", needed)
        yield Triple(subject, Wm.MENTIONS, mention)
        yield Triple(mention, Rdf.TYPE, Wm.MENTION)
        yield Triple(mention, Wm.COMPETENCY, needed.competency)
        yield Triple(mention, Wm.LEVEL, integer(needed.level))
    yield from _texts(subject, Wm.RATIONALE, content.rationale)
    if content.support is not None:
        yield Triple(subject, Wm.OBSERVED, integer(content.support.n))
        yield Triple(subject, Wm.VIOLATED, integer(content.support.violations))


def _resource(subject: Iri, content: Resource) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.RESOURCE_CLASS)
    yield Triple(subject, Rdf.TYPE, Schema.LEARNING_RESOURCE)
    yield Triple(subject, Skos.IN_SCHEME, content.framework)
    yield from _texts(subject, Schema.NAME, content.titles)
    yield from _texts(subject, Schema.DESCRIPTION, content.definition)
    yield from _strings(subject, Schema.LEARNING_RESOURCE_TYPE, content.kind)
    yield from _strings(subject, Schema.PROVIDER, content.provider)
    yield from _strings(subject, Schema.IN_LANGUAGE, *content.languages)
    yield from _strings(subject, Wm.MODALITY, content.modality)
    yield from _integers(subject, Wm.MINUTES, content.effort)
    yield from _terms_of_use(subject, content)
    yield from _strings(subject, Schema.ELIGIBLE_REGION, *content.regions)
    yield from _strings(subject, Wm.AUDIENCE, *content.audience)
    yield from _strings(subject, Schema.ACCESSIBILITY_FEATURE, *content.accessibility)
    if content.url is not None:
        yield Triple(subject, Schema.URL, address(content.url))
    yield Triple(subject, Wm.STATUS, VALUES[content.status])


def _terms_of_use(subject: Iri, content: Resource) -> Iterator[Triple]:
    if content.price is not None:
        yield Triple(subject, Wm.PRICE, integer(content.price.minor))
        yield Triple(subject, Schema.PRICE_CURRENCY, string(content.price.currency))
    if content.available_from is not None:
        yield Triple(subject, Schema.AVAILABILITY_STARTS, day(content.available_from))
    if content.available_until is not None:
        yield Triple(subject, Schema.AVAILABILITY_ENDS, day(content.available_until))
    yield from _strings(subject, Schema.LICENSE, content.licence)


def _teaching(subject: Iri, content: Teaching) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.TEACHING)
    yield from _imparted(subject, content)


def _assessing(subject: Iri, content: Assessing) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.ASSESSING)
    yield from _imparted(subject, content)


def _imparted(subject: Iri, content: Teaching | Assessing) -> Iterator[Triple]:
    yield Triple(subject, Wm.RESOURCE, content.resource)
    yield Triple(subject, Wm.COMPETENCY, content.competency)
    yield Triple(subject, Wm.LEVEL, integer(content.level))
    yield from _integers(subject, Wm.FROM, content.start)


def _alignment(subject: Iri, content: Alignment) -> Iterator[Triple]:
    yield Triple(subject, Rdf.TYPE, Wm.ALIGNMENT)
    yield Triple(subject, Wm.ORIGIN, content.origin)
    yield Triple(subject, Wm.COUNTERPART, content.target)
    yield Triple(subject, Wm.RELATION, RELATIONS[content.relation])
    yield from _strings(subject, Wm.APPROVED_BY, content.approved_by)


def _texts(subject: Iri, predicate: Iri, texts: Texts) -> Iterator[Triple]:
    return (Triple(subject, predicate, said(text)) for text in texts)


def _strings(subject: Iri, predicate: Iri, *texts: str | None) -> Iterator[Triple]:
    return (Triple(subject, predicate, string(text)) for text in texts if text is not None)


def _integers(subject: Iri, predicate: Iri, number: int | None) -> Iterator[Triple]:
    if number is not None:
        yield Triple(subject, predicate, integer(number))


# each writer takes the contents of its own type alone
WRITERS: Mapping[type[Content], Callable[[Iri, Any], Iterator[Triple]]] = {
    Prefix: _prefix,
    Framework: _framework,
    Scale: _scale,
    Competency: _competency,
    Role: _role,
    Requirement: _requirement,
    Prerequisite: _prerequisite,
    Resource: _resource,
    Teaching: _teaching,
    Assessing: _assessing,
    Alignment: _alignment,
}
