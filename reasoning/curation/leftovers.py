"""Leftovers: terms nothing connects, roles that ask for nothing, resources that teach nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.snapshot import Snapshot
from ontology.condition import attainments
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Importance,
    Kind,
    Prerequisite,
    Requirement,
    Status,
    Teaching,
)
from reasoning.curation.diagnosis import EmptyRoles, IdleResources, Orphans

MENTIONING = (
    Kind.REQUIREMENT,
    Kind.PREREQUISITE,
    Kind.TEACHING,
    Kind.ASSESSING,
    Kind.ALIGNMENT,
)


def orphans(snapshot: Snapshot) -> tuple[Orphans, ...]:
    """Return the competencies that no role asks for, nothing teaches and nothing mentions.

    Groups and deprecated terms are left out; so is what states an effort of its own.
    """
    mentioned = set(_mentioned(snapshot))
    lonely = (
        (content.framework, content.id)
        for content in _contents(snapshot, Kind.COMPETENCY)
        if isinstance(content, Competency)
        and content.kind is not CompetencyKind.GROUP
        and content.status is not Status.DEPRECATED
        and not content.effort
        and content.id not in mentioned
    )
    return tuple(Orphans(framework, terms) for framework, terms in _by_framework(lonely))


def empty_roles(snapshot: Snapshot) -> tuple[EmptyRoles, ...]:
    """Return the roles without an essential requirement.

    Deprecated ones are left out, and so are those that only classify narrower roles.
    """
    classifying = {broader for role in snapshot.roles for broader in role.broader}
    empty = (
        (role.framework, role.id)
        for role in snapshot.roles
        if role.status is not Status.DEPRECATED
        and role.id not in classifying
        and not snapshot.asked(role.id, Importance.ESSENTIAL)
    )
    return tuple(EmptyRoles(framework, terms) for framework, terms in _by_framework(empty))


def idle_resources(snapshot: Snapshot) -> tuple[IdleResources, ...]:
    """Return the resources that neither teach nor assess anything, deprecated ones left out."""
    used = {
        content.resource
        for kind in (Kind.TEACHING, Kind.ASSESSING)
        for content in _contents(snapshot, kind)
        if isinstance(content, (Teaching, Assessing))
    }
    idle = (
        (offer.resource.framework, offer.resource.id)
        for offer in snapshot.offers
        if offer.resource.status is not Status.DEPRECATED and offer.resource.id not in used
    )
    return tuple(IdleResources(framework, terms) for framework, terms in _by_framework(idle))


def _mentioned(snapshot: Snapshot) -> Iterator[Iri]:
    """Yield every competency that some statement but its own speaks of, repeats included."""
    for kind in MENTIONING:
        for content in _contents(snapshot, kind):
            match content:
                case Requirement() | Teaching() | Assessing():
                    yield content.competency
                case Prerequisite(target=target, condition=condition):
                    yield target
                    yield from (mentioned.competency for mentioned in attainments(condition))
                case Alignment(origin=origin, target=target):
                    yield from (origin, target)
                case _:
                    pass


def _contents(snapshot: Snapshot, kind: Kind) -> Iterator[Content]:
    return (statement.content for statement in snapshot.dataset.by_kind[kind])


def _by_framework(terms: Iterable[tuple[Iri, Iri]]) -> Iterator[tuple[Iri, tuple[Iri, ...]]]:
    found: dict[Iri, list[Iri]] = {}
    for framework, term in sorted(terms):
        found.setdefault(framework, []).append(term)
    return ((framework, tuple(named)) for framework, named in found.items())
