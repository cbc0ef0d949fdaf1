"""From what a subject says to a content, one function a family: the way back of `writing`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ontology.condition import (
    FALSE,
    Attainment,
    Condition,
    attainments,
    parse_condition,
    print_condition,
)
from ontology.dataset import Provenance
from ontology.errors import MalformedConditionError
from ontology.names import Iri
from ontology.rdf_form.said import Said, named
from ontology.rdf_form.vocabulary import RELATIONS, VALUES, Esco, Prov, Schema, Skos, Wm
from ontology.rdf_terms import Blank
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Importance,
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
    Status,
    Strength,
    Support,
    Teaching,
)

Reader: TypeAlias = Callable[[Said], Content]

_KINDS = {VALUES[each]: each for each in CompetencyKind}
_IMPORTANCES = {VALUES[each]: each for each in Importance}
_STATUSES = {VALUES[each]: each for each in Status}
_STRENGTHS = {VALUES[each]: each for each in Strength}
_RELATIONS = {RELATIONS[each]: each for each in Relation}


def read_provenance(said: Said, otherwise: Provenance | None) -> Provenance:
    """Read where a statement comes from; where it says nothing about that, `otherwise` holds."""
    if otherwise is not None and said.unread.isdisjoint(PROVENANCE):
        return otherwise
    return Provenance(
        source=said.iri(Prov.HAD_PRIMARY_SOURCE),
        file=said.perhaps_string(Wm.FILE),
        row=said.perhaps_integer(Wm.ROW),
        column=said.perhaps_integer(Wm.COLUMN),
        author=said.perhaps_string(Wm.AUTHOR),
        licence=said.perhaps_string(Wm.STATEMENT_LICENCE),
        method=said.perhaps_string(Wm.METHOD),
        confidence=said.perhaps_double(Wm.CONFIDENCE),
    )


def _own(said: Said) -> Iri:
    """Return the IRI of a term; a blank node names nothing."""
    if isinstance(said.subject, Blank):
        said.wrong("a term must have an IRI", Skos.PREF_LABEL, said.subject, "give it an IRI")
        return Iri("")
    return said.subject


def _prefix(said: Said) -> Prefix:
    said.typed(Wm.PREFIX_CLASS)
    return Prefix(said.string(Wm.PREFIX), said.address(Wm.NAMESPACE))


def _framework(said: Said) -> Framework:
    said.typed(Wm.FRAMEWORK, Skos.CONCEPT_SCHEME)
    return Framework(
        id=_own(said),
        labels=said.texts(Skos.PREF_LABEL),
        definition=said.texts(Skos.DEFINITION),
        version=said.perhaps_string(Schema.VERSION),
        licence=said.perhaps_string(Schema.LICENSE),
        publisher=said.perhaps_string(Schema.PUBLISHER),
        assumed_effort=said.perhaps_integer(Wm.ASSUMED_MINUTES),
    )


def _scale(said: Said) -> Scale:
    said.typed(Wm.SCALE_CLASS)
    levels = [_level(rung) for rung in said.parts(Wm.RUNG)]
    levels.sort(key=lambda numbered: numbered[0])
    numbers = [number for number, _ in levels]
    if numbers != list(range(1, len(levels) + 1)):
        listed = ", ".join(map(str, numbers))
        said.wrong(f"the levels of a scale are 1 to n, not {listed}", Wm.RUNG)
    return Scale(
        id=_own(said),
        levels=tuple(level for _, level in levels),
        progressive=said.boolean(Wm.PROGRESSIVE),
        labels=said.texts(Skos.PREF_LABEL),
    )


def _level(said: Said) -> tuple[int, Level]:
    said.typed(Wm.LEVEL_CLASS)
    number = said.integer(Wm.LEVEL)
    level = Level(said.texts(Skos.PREF_LABEL), said.texts(Skos.DEFINITION))
    said.finish()
    return number, level


def _competency(said: Said) -> Competency:
    said.typed(Wm.COMPETENCY_CLASS, Skos.CONCEPT, Esco.SKILL)
    return Competency(
        id=_own(said),
        framework=said.iri(Skos.IN_SCHEME),
        labels=said.texts(Skos.PREF_LABEL),
        kind=said.one_of(Wm.KIND, _KINDS),
        alternative_labels=said.texts(Skos.ALT_LABEL),
        definition=said.texts(Skos.DEFINITION),
        scale=said.perhaps_iri(Wm.SCALE),
        broader=said.iris(Skos.BROADER),
        effort=tuple([_effort(part) for part in said.parts(Wm.EFFORT)]),
        status=said.one_of(Wm.STATUS, _STATUSES),
    )


def _effort(said: Said) -> LevelEffort:
    said.typed(Wm.EFFORT_CLASS)
    effort = LevelEffort(said.integer(Wm.LEVEL), said.integer(Wm.MINUTES))
    said.finish()
    return effort


def _role(said: Said) -> Role:
    said.typed(Wm.ROLE_CLASS, Skos.CONCEPT, Esco.OCCUPATION)
    return Role(
        id=_own(said),
        framework=said.iri(Skos.IN_SCHEME),
        labels=said.texts(Skos.PREF_LABEL),
        alternative_labels=said.texts(Skos.ALT_LABEL),
        definition=said.texts(Skos.DEFINITION),
        code=said.perhaps_string(Skos.NOTATION),
        broader=said.iris(Skos.BROADER),
        status=said.one_of(Wm.STATUS, _STATUSES),
    )


def _requirement(said: Said) -> Requirement:
    said.typed(Wm.REQUIREMENT)
    return Requirement(
        role=said.iri(Wm.ROLE),
        competency=said.iri(Wm.COMPETENCY),
        level=said.integer(Wm.LEVEL),
        importance=said.one_of(Wm.IMPORTANCE, _IMPORTANCES),
        weight=said.perhaps_double(Wm.WEIGHT),
    )


def _prerequisite(said: Said) -> Prerequisite:
    said.typed(Wm.PREREQUISITE)
    return Prerequisite(
        target=said.iri(Wm.TARGET),
        level=said.perhaps_integer(Wm.LEVEL),
        condition=_condition(said),
        strength=said.one_of(Wm.STRENGTH, _STRENGTHS),
        rationale=said.texts(Wm.RATIONALE),
        support=_support(said),
        # `state` drops it where it is the one that follows from the key
        id=None if isinstance(said.subject, Blank) else said.subject,
    )


def _condition(said: Said) -> Condition:
    mentioned = {_mention(part) for part in said.parts(Wm.MENTIONS)}
    text = said.string(Wm.CONDITION)
    if Wm.CONDITION not in said.properties:
        return FALSE
    try:
        condition = parse_condition(text)
    except MalformedConditionError as error:
        said.wrong(error.message, Wm.CONDITION)
        return FALSE
    normal = print_condition(condition)
    if normal != text:
        said.wrong("the condition is not in normal form", Wm.CONDITION, fix=f"write `{normal}`")
    _agree(said, set(attainments(condition)), mentioned)
    return condition


def _mention(said: Said) -> Attainment:
    said.typed(Wm.MENTION)
    attainment = Attainment(said.iri(Wm.COMPETENCY), said.integer(Wm.LEVEL))
    said.finish()
    return attainment


def _agree(said: Said, written: set[Attainment], mentioned: set[Attainment]) -> None:
    for only, one, other in (
        (written - mentioned, Wm.CONDITION, Wm.MENTIONS),
        (mentioned - written, Wm.MENTIONS, Wm.CONDITION),
    ):
        for attainment in sorted(only):
            said.wrong(f"`{attainment}` is in `{named(one)}` and not in `{named(other)}`", other)


def _support(said: Said) -> Support | None:
    observed = said.perhaps_integer(Wm.OBSERVED)
    violated = said.perhaps_integer(Wm.VIOLATED)
    if said.both(Wm.OBSERVED, observed, Wm.VIOLATED, violated):
        return Support(observed or 0, violated or 0)
    return None


def _resource(said: Said) -> Resource:
    said.typed(Wm.RESOURCE_CLASS, Schema.LEARNING_RESOURCE)
    return Resource(
        id=_own(said),
        framework=said.iri(Skos.IN_SCHEME),
        titles=said.texts(Schema.NAME),
        kind=said.perhaps_string(Schema.LEARNING_RESOURCE_TYPE),
        definition=said.texts(Schema.DESCRIPTION),
        provider=said.perhaps_string(Schema.PROVIDER),
        languages=said.strings(Schema.IN_LANGUAGE),
        modality=said.perhaps_string(Wm.MODALITY),
        effort=said.perhaps_integer(Wm.MINUTES),
        price=_price(said),
        available_from=said.perhaps_day(Schema.AVAILABILITY_STARTS),
        available_until=said.perhaps_day(Schema.AVAILABILITY_ENDS),
        regions=said.strings(Schema.ELIGIBLE_REGION),
        audience=said.strings(Wm.AUDIENCE),
        accessibility=said.strings(Schema.ACCESSIBILITY_FEATURE),
        licence=said.perhaps_string(Schema.LICENSE),
        url=said.perhaps_address(Schema.URL),
        status=said.one_of(Wm.STATUS, _STATUSES),
    )


def _price(said: Said) -> Price | None:
    minor = said.perhaps_integer(Wm.PRICE)
    currency = said.perhaps_string(Schema.PRICE_CURRENCY)
    if said.both(Wm.PRICE, minor, Schema.PRICE_CURRENCY, currency):
        return Price(minor or 0, currency or "")
    return None


def _teaching(said: Said) -> Teaching:
    said.typed(Wm.TEACHING)
    return Teaching(
        resource=said.iri(Wm.RESOURCE),
        competency=said.iri(Wm.COMPETENCY),
        level=said.integer(Wm.LEVEL),
        start=said.perhaps_integer(Wm.FROM),
    )


def _assessing(said: Said) -> Assessing:
    said.typed(Wm.ASSESSING)
    return Assessing(
        resource=said.iri(Wm.RESOURCE),
        competency=said.iri(Wm.COMPETENCY),
        level=said.integer(Wm.LEVEL),
        start=said.perhaps_integer(Wm.FROM),
    )


def _alignment(said: Said) -> Alignment:
    said.typed(Wm.ALIGNMENT)
    return Alignment(
        origin=said.iri(Wm.ORIGIN),
        target=said.iri(Wm.COUNTERPART),
        relation=said.one_of(Wm.RELATION, _RELATIONS),
        approved_by=said.perhaps_string(Wm.APPROVED_BY),
    )


PROVENANCE = frozenset(
    {
        Prov.HAD_PRIMARY_SOURCE,
        Wm.FILE,
        Wm.ROW,
        Wm.COLUMN,
        Wm.AUTHOR,
        Wm.STATEMENT_LICENCE,
        Wm.METHOD,
        Wm.CONFIDENCE,
    }
)

READERS: Mapping[Iri, Reader] = {
    Wm.PREFIX_CLASS: _prefix,
    Wm.FRAMEWORK: _framework,
    Wm.SCALE_CLASS: _scale,
    Wm.COMPETENCY_CLASS: _competency,
    Wm.ROLE_CLASS: _role,
    Wm.REQUIREMENT: _requirement,
    Wm.PREREQUISITE: _prerequisite,
    Wm.RESOURCE_CLASS: _resource,
    Wm.TEACHING: _teaching,
    Wm.ASSESSING: _assessing,
    Wm.ALIGNMENT: _alignment,
}
