"""What each statement looks like in the projection: the nodes and relationships that it draws.

A figure speaks of its own statement alone. Two things need the others: the name of a
prerequisite, made of the names of what it mentions, and the nodes of terms that are mentioned
but stated nowhere. `projection_picture` and `projection` add them, each in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from graph.neo4j.projection_words import (
    by_language,
    lists_by_language,
    mentions,
    preferred,
    preferred_first,
    tail,
)
from ontology.condition import print_condition
from ontology.dataset import Statement
from ontology.names import Iri
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Assessing,
    Competency,
    Framework,
    LevelEffort,
    Prefix,
    Prerequisite,
    Requirement,
    Resource,
    Role,
    Scale,
    Teaching,
    Texts,
)

Value: TypeAlias = str | int | float | bool | date | list[str]
Properties: TypeAlias = Mapping[str, Value]

TERM, PREREQUISITE, LEVEL, PREFIX = "Term", "Prerequisite", "Level", "Prefix"
ELSEWHERE = "Elsewhere"
STATED = ("Framework", "Scale", "Competency", "Role", "Resource")
"""The labels that stated terms have beside `Term`; `Elsewhere` is on those only mentioned."""


class Place(NamedTuple):
    """Which node: its main label, and the name that is unique there within a tenant."""

    label: str
    name: str


class Node(NamedTuple):
    """A node; `dress` is the label it has beside its main one, if it has one."""

    place: Place
    dress: str | None
    properties: Properties


class Link(NamedTuple):
    """A relationship."""

    type: str
    start: Place
    end: Place
    properties: Properties


class Figure(NamedTuple):
    """Everything that one statement draws."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def figure(statement: Statement) -> Figure:
    """Return what the statement draws; a prerequisite has no name yet."""
    match statement.content:
        case Prefix() as prefix:
            return Figure((_prefix(statement.id, prefix),), ())
        case Framework() | Role() | Resource() | Competency() as term:
            return _term(term)
        case Scale() as scale:
            return _scale(scale)
        case Prerequisite() as prerequisite:
            return _prerequisite(statement.id, prerequisite)
        case Requirement() as requirement:
            return Figure((), (_requirement(statement.id, requirement),))
        case Teaching() | Assessing() as imparting:
            return Figure((), (_imparting(statement.id, imparting),))
        case Alignment() as alignment:
            return Figure((), (_alignment(statement.id, alignment),))


def mentioned(links: Iterable[Link]) -> Iterator[Iri]:
    """Yield the term at each end of the relationships, repeats included."""
    for link in links:
        for place in (link.start, link.end):
            if place.label == TERM:
                yield Iri(place.name)


def elsewhere(iri: Iri) -> Node:
    """Return the node of a term that is mentioned but not stated."""
    return Node(Place(TERM, iri), ELSEWHERE, {"iri": iri, "name": tail(iri)})


def level_name(scale: Iri, number: int) -> str:
    """Return the name of a level within its tenant."""
    return f"{scale}@{number}"


def _term(term: Framework | Role | Resource | Competency) -> Figure:
    texts = term.titles if isinstance(term, Resource) else term.labels
    properties = {**_named(term.id, texts, term.definition), **_particulars(term)}
    node = Node(Place(TERM, term.id), type(term).__name__, _said(properties))
    return Figure((node,), tuple(_owned(term)))


def _owned(term: Framework | Role | Resource | Competency) -> Iterator[Link]:
    """Yield the relationships that belong to a term and leave with it."""
    here = Place(TERM, term.id)
    if not isinstance(term, Framework):
        yield Link("IN_FRAMEWORK", here, Place(TERM, term.framework), {})
    if isinstance(term, Competency | Role):
        for broader in term.broader:
            yield Link("BROADER", here, Place(TERM, broader), {})
    if isinstance(term, Competency) and term.scale is not None:
        yield Link("ON_SCALE", here, Place(TERM, term.scale), {})


def _particulars(term: Framework | Role | Resource | Competency) -> dict[str, Value | None]:
    match term:
        case Framework():
            return {
                "version": term.version,
                "licence": term.licence,
                "publisher": term.publisher,
                "assumed_minutes": term.assumed_effort,
            }
        case Role():
            return {**_labelled(term), "code": term.code}
        case Competency():
            return {**_labelled(term), "kind": term.kind.value, **_efforts(term.effort)}
        case Resource():
            return _offer(term)


def _labelled(term: Role | Competency) -> dict[str, Value | None]:
    return {
        **lists_by_language("alternative_label", term.alternative_labels),
        "labels": _all(term.labels, term.alternative_labels),
        "status": term.status.value,
    }


def _offer(resource: Resource) -> dict[str, Value | None]:
    return {
        "labels": _all(resource.titles),
        "kind": resource.kind,
        "provider": resource.provider,
        "languages": list(resource.languages),
        "modality": resource.modality,
        "minutes": resource.effort,
        "price_minor": resource.price.minor if resource.price else None,
        "currency": resource.price.currency if resource.price else None,
        "available_from": resource.available_from,
        "available_until": resource.available_until,
        "regions": list(resource.regions),
        "audience": list(resource.audience),
        "accessibility": list(resource.accessibility),
        "licence": resource.licence,
        "url": resource.url,
        "status": resource.status.value,
    }


def _efforts(effort: tuple[LevelEffort, ...]) -> dict[str, Value | None]:
    """Return ``minutes`` for each level alike, ``minutes_2`` for the second one."""
    return {
        "minutes" if of.level == EVERY_LEVEL else f"minutes_{of.level}": of.minutes for of in effort
    }


def _scale(scale: Scale) -> Figure:
    here = Place(TERM, scale.id)
    properties = {
        **_named(scale.id, scale.labels, ()),
        "labels": _all(scale.labels),
        "progressive": scale.progressive,
        "height": len(scale.levels),
    }
    nodes = [Node(here, "Scale", _said(properties))]
    links = []
    for number, level in enumerate(scale.levels, start=1):
        place = Place(LEVEL, level_name(scale.id, number))
        rung: dict[str, Value | None] = {
            "scale": scale.id,
            "number": number,
            "name": " ".join(filter(None, (str(number), preferred(level.labels)))),
            **by_language("label", level.labels),
            **preferred_first("definition", level.definition),
        }
        nodes.append(Node(place, None, _said(rung)))
        links.append(Link("HAS_LEVEL", here, place, {}))
    return Figure(tuple(nodes), tuple(links))


def _prefix(identifier: Iri, prefix: Prefix) -> Node:
    properties = {
        "iri": identifier,
        "name": f"{prefix.prefix}:",
        "prefix": prefix.prefix,
        "namespace": prefix.namespace,
    }
    return Node(Place(PREFIX, identifier), None, properties)


def _prerequisite(identifier: Iri, prerequisite: Prerequisite) -> Figure:
    here = Place(PREREQUISITE, identifier)
    support = prerequisite.support
    properties: dict[str, Value | None] = {
        "iri": identifier,
        "condition": print_condition(prerequisite.condition),
        "strength": prerequisite.strength.value,
        **preferred_first("rationale", prerequisite.rationale),
        "cases": support.n if support else None,
        "violations": support.violations if support else None,
    }
    guards = _said({"level": prerequisite.level, "caption": _level(prerequisite.level)})
    links = [Link("OF", here, Place(TERM, prerequisite.target), guards)]
    for found in mentions(prerequisite.condition):
        level = found.attainment.level
        asked: Properties = {
            "level": level,
            "group": found.group,
            "place": found.place,
            "k": found.k,
            "n": found.n,
            "caption": f"level {level}, {found.group}",
        }
        links.append(Link("NEEDS", here, Place(TERM, found.attainment.competency), asked))
    return Figure((Node(here, None, _said(properties)),), tuple(links))


def _requirement(identifier: Iri, requirement: Requirement) -> Link:
    properties: dict[str, Value | None] = {
        "iri": identifier,
        "level": requirement.level,
        "importance": requirement.importance.value,
        "weight": requirement.weight,
        "caption": f"{requirement.importance.value}, level {requirement.level}",
    }
    role, competency = Place(TERM, requirement.role), Place(TERM, requirement.competency)
    return Link("REQUIRES", role, competency, _said(properties))


def _imparting(identifier: Iri, imparting: Teaching | Assessing) -> Link:
    start = "" if imparting.start is None else f" from {imparting.start}"
    properties: dict[str, Value | None] = {
        "iri": identifier,
        "level": imparting.level,
        "start": imparting.start,
        "caption": f"level {imparting.level}{start}",
    }
    resource, competency = Place(TERM, imparting.resource), Place(TERM, imparting.competency)
    made = "TEACHES" if isinstance(imparting, Teaching) else "ASSESSES"
    return Link(made, resource, competency, _said(properties))


def _alignment(identifier: Iri, alignment: Alignment) -> Link:
    approval = "not approved" if alignment.approved_by is None else "approved"
    properties: dict[str, Value | None] = {
        "iri": identifier,
        "relation": alignment.relation.value,
        "approved_by": alignment.approved_by,
        "caption": f"{alignment.relation.value}, {approval}",
    }
    origin, target = Place(TERM, alignment.origin), Place(TERM, alignment.target)
    return Link("ALIGNED_WITH", origin, target, _said(properties))


def _named(iri: Iri, texts: Texts, definition: Texts) -> dict[str, Value | None]:
    return {
        "iri": iri,
        "name": preferred(texts) or tail(iri),
        **by_language("label", texts),
        **preferred_first("definition", definition),
    }


def _all(*several: Texts) -> list[str]:
    return [text.text for texts in several for text in texts]


def _level(level: int | None) -> str | None:
    return None if level is None else f"level {level}"


def _said(properties: Mapping[str, Value | None]) -> Properties:
    """Return what is stated: neither nothing nor an empty list."""
    return {key: value for key, value in properties.items() if value is not None and value != []}
