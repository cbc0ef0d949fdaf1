"""What a statement refers to: which terms must be there, and of which sort, for it to stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ontology.condition import attainments
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    Content,
    Framework,
    Prerequisite,
    Requirement,
    Resource,
    Role,
    Scale,
    Teaching,
)


class Reference(NamedTuple):
    """A term that must be there; `contract` names the contract that a missing one breaks."""

    contract: str
    term: Iri
    wanted: type[Content]


def references(content: Content) -> Iterator[Reference]:
    """Yield the references of a statement, the ends of an alignment excepted.

    One end of an alignment may lie outside of the dataset: see `alignment_ends`.
    """
    match content:
        case Competency():
            yield Reference("framework-exists", content.framework, Framework)
            if content.scale is not None:
                yield Reference("scale-exists", content.scale, Scale)
            for term in content.broader:
                yield Reference("broader-competency-exists", term, Competency)
        case Role():
            yield Reference("framework-exists", content.framework, Framework)
            for term in content.broader:
                yield Reference("broader-role-exists", term, Role)
        case Resource():
            yield Reference("framework-exists", content.framework, Framework)
        case Requirement():
            yield Reference("role-exists", content.role, Role)
            yield Reference("required-competency-exists", content.competency, Competency)
        case Prerequisite():
            yield from _of_prerequisite(content)
        case Teaching() | Assessing():
            yield Reference("resource-exists", content.resource, Resource)
            yield Reference("taught-competency-exists", content.competency, Competency)
        case _:
            return


def _of_prerequisite(content: Prerequisite) -> Iterator[Reference]:
    wanted = Resource if content.level is None else Competency
    yield Reference("target-exists", content.target, wanted)
    for term in dict.fromkeys(each.competency for each in attainments(content.condition)):
        yield Reference("mentioned-competency-exists", term, Competency)


def rests_on(content: Content) -> Iterator[Iri]:
    """Yield the terms that a statement speaks of and is judged by, repeats included."""
    for reference in references(content):
        yield reference.term
    yield from alignment_ends(content)


def alignment_ends(content: Content) -> tuple[Iri, ...]:
    """Return both ends of an alignment, of which one must be there; else nothing."""
    return (content.origin, content.target) if isinstance(content, Alignment) else ()
