"""A neighbourhood, written as a `TermObject`."""

from __future__ import annotations

from collections.abc import Iterable

from api.application.curate.neighbourhood import Neighbourhood
from api.wire.forms.term import LevelObject, LinkObject, NeedObject, ProvenanceObject, TermObject
from api.wire.naming import Naming
from ontology.dataset import Statement
from ontology.labels import best_text, labels_of
from ontology.names import Iri
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Assessing,
    Competency,
    Content,
    Framework,
    Importance,
    Prerequisite,
    Requirement,
    Resource,
    Role,
    Teaching,
    Text,
)


def term_object(around: Neighbourhood, naming: Naming) -> TermObject:
    """Write a term with its neighbourhood."""
    content = around.term.content
    teaches = isinstance(content, Resource)
    return TermObject(
        id=naming.name(around.term.id),
        iri=around.term.id,
        kind=around.term.kind.value,
        revision=around.revision,
        labels=_by_language(labels_of(content)),
        definition=_by_language(_definition(content)),
        status=content.status if isinstance(content, Competency | Role | Resource) else None,
        levels=_levels(content, naming),
        needs=list(_needs(around.needs, naming)),
        taught_by=[] if teaches else _sorted(_taught_by(around.taught, naming)),
        assessed_by=[] if teaches else _sorted(_taught_by(around.assessed, naming)),
        teaches=_sorted(_teaches(around.taught, naming)) if teaches else [],
        assesses=_sorted(_teaches(around.assessed, naming)) if teaches else [],
        leads_to=_sorted(_leads_to(around.leads_to, naming)),
        asks_for=_by_importance(_asks_for(around.asks_for, naming)),
        asked_by=_by_importance(_asked_by(around.asked_by, naming)),
        broader=_sorted(_link(each, naming) for each in _broader(content)),
        narrower=_sorted(_link(each.id, naming) for each in around.narrower),
        alignments=_sorted(_alignments(around, naming)),
        provenance=provenance_object(around.term, naming),
    )


def _sorted(links: Iterable[LinkObject]) -> list[LinkObject]:
    """Return links by level, then by label."""
    return sorted(links, key=lambda link: (link.level or 0, link.label.casefold(), link.id))


def _by_importance(links: Iterable[LinkObject]) -> list[LinkObject]:
    """Return links with what is essential first, then by label."""
    order = [importance.value for importance in Importance]
    return sorted(
        links,
        key=lambda link: (order.index(link.note or ""), link.label.casefold(), link.level or 0),
    )


def provenance_object(statement: Statement, naming: Naming) -> ProvenanceObject:
    """Write where a statement comes from."""
    of = statement.provenance
    return ProvenanceObject(
        source=naming.name(of.source),
        file=of.file,
        row=of.row,
        column=of.column,
        author=of.author,
        licence=of.licence,
        method=of.method,
        confidence=of.confidence,
    )


def _definition(content: Content) -> Iterable[Text]:
    match content:
        case Competency() | Role() | Framework() | Resource():
            return content.definition
        case _:
            return ()


def _by_language(texts: Iterable[Text]) -> dict[str, str]:
    return {text.language: text.text for text in texts}


def _levels(content: Content, naming: Naming) -> list[LevelObject]:
    if not isinstance(content, Competency):
        return []
    efforts = {effort.level: effort.minutes for effort in content.effort}
    scale = naming.levels(content.id)
    found = []
    for level in range(1, (len(scale.levels) if scale else 1) + 1):
        minutes = efforts.get(level, efforts.get(EVERY_LEVEL))
        found.append(
            LevelObject(
                level=level,
                label=best_text(scale.levels[level - 1].labels if scale else (), naming.languages),
                hours=None if minutes is None else minutes / 60,
            )
        )
    return found


def _broader(content: Content) -> tuple[Iri, ...]:
    return content.broader if isinstance(content, Competency | Role) else ()


def _needs(statements: Iterable[Statement], naming: Naming) -> Iterable[NeedObject]:
    for each in statements:
        if isinstance(each.content, Prerequisite):
            yield NeedObject(
                level=each.content.level,
                condition=naming.condition(each.content.condition),
                strength=each.content.strength.value,
                because=best_text(each.content.rationale, naming.languages),
                provenance=provenance_object(each, naming),
            )


def _link(
    iri: Iri, naming: Naming, level: int | None = None, note: str | None = None
) -> LinkObject:
    return LinkObject(id=naming.name(iri), label=naming.label(iri), level=level, note=note)


def _taught_by(statements: Iterable[Statement], naming: Naming) -> Iterable[LinkObject]:
    for each in statements:
        if isinstance(each.content, Teaching | Assessing):
            yield _link(each.content.resource, naming, each.content.level)


def _teaches(statements: Iterable[Statement], naming: Naming) -> Iterable[LinkObject]:
    for each in statements:
        if isinstance(each.content, Teaching | Assessing):
            yield _link(each.content.competency, naming, each.content.level)


def _leads_to(statements: Iterable[Statement], naming: Naming) -> Iterable[LinkObject]:
    for each in statements:
        if isinstance(each.content, Prerequisite):
            note = best_text(each.content.rationale, naming.languages)
            yield _link(each.content.target, naming, each.content.level, note)


def _asks_for(statements: Iterable[Statement], naming: Naming) -> Iterable[LinkObject]:
    for each in statements:
        if isinstance(each.content, Requirement):
            asked = each.content
            yield _link(asked.competency, naming, asked.level, asked.importance.value)


def _asked_by(statements: Iterable[Statement], naming: Naming) -> Iterable[LinkObject]:
    for each in statements:
        if isinstance(each.content, Requirement):
            yield _link(
                each.content.role, naming, each.content.level, each.content.importance.value
            )


def _alignments(around: Neighbourhood, naming: Naming) -> Iterable[LinkObject]:
    for each in around.alignments:
        if isinstance(each.content, Alignment):
            outwards = each.content.origin == around.term.id
            other = each.content.target if outwards else each.content.origin
            approved = each.content.approved_by
            note = each.content.relation.value + (f", approved by {approved}" if approved else "")
            yield _link(other, naming, note=note if outwards else f"{note} (from there)")
