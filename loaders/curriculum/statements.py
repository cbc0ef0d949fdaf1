"""From the fields of a file to what it says: statements and learners."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from loaders.curriculum import format as keys
from loaders.forms.records import Fields
from ontology.names import Iri
from ontology.people import Evidence, Learner
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Importance,
    Level,
    Prefix,
    Prerequisite,
    Requirement,
    Resource,
    Role,
    Scale,
    Status,
    Strength,
    Support,
    Teaching,
)


class Said(NamedTuple):
    """A content, and the fields of the entry that says it."""

    content: Content
    entry: Fields


def contents(whole: Fields, framework: Iri) -> Iterator[Said]:
    """Yield what the sound entries of a file say, family by family."""
    for binding in whole.get(keys.PREFIXES) or ():
        yield Said(Prefix(binding.prefix, binding.namespace), Fields(binding.at, "", {}, {}))
    declared = whole.get(keys.FILE_FRAMEWORK)
    if declared is not None and declared.nodes and declared.sound:
        yield _framework(declared)
    yield from map(_framework, _sound(whole.get(keys.FRAMEWORKS)))
    yield from map(_scale, _sound(whole.get(keys.SCALES)))
    for entry in whole.get(keys.COMPETENCIES) or ():
        yield from _competency_and_needs(entry, framework)
    for entry in whole.get(keys.ROLES) or ():
        yield from _role_and_requirements(entry, framework)
    for entry in whole.get(keys.RESOURCES) or ():
        yield from _resource_and_parts(entry, framework)
    yield from map(_alignment, _sound(whole.get(keys.ALIGNMENTS)))
    yield from _said_by_name(whole)


def learners(whole: Fields) -> tuple[Learner, ...]:
    """Return the learners of a file."""
    return tuple(map(_learner, _sound(whole.get(keys.LEARNERS))))


def _sound(entries: tuple[Fields, ...] | None) -> Iterator[Fields]:
    return (entry for entry in entries or () if entry.sound)


def _framework(entry: Fields) -> Said:
    content = Framework(
        id=entry.require(keys.ID),
        labels=entry.get(keys.LABEL) or (),
        definition=entry.get(keys.DEFINITION) or (),
        version=entry.get(keys.VERSION_OF),
        licence=entry.get(keys.LICENCE),
        publisher=entry.get(keys.PUBLISHER),
        assumed_effort=entry.get(keys.ASSUMED_EFFORT),
    )
    return Said(content, entry)


def _scale(entry: Fields) -> Said:
    levels = tuple(
        Level(level.get(keys.LABEL) or (), level.get(keys.DEFINITION) or ())
        for level in entry.require(keys.LEVELS)
    )
    progressive = entry.get(keys.PROGRESSIVE) or False
    labels = entry.get(keys.LABEL) or ()
    return Said(Scale(entry.require(keys.ID), levels, progressive, labels), entry)


def _competency_and_needs(entry: Fields, framework: Iri) -> Iterator[Said]:
    own = entry.get(keys.ID)
    if own is None:
        return
    if entry.sound:
        yield Said(_competency(own, entry, framework), entry)
    for needed in _sound(entry.get(keys.PREREQUISITES)):
        yield Said(_prerequisite(own, needed.get(keys.LEVEL) or 1, needed), needed)


def _competency(own: Iri, entry: Fields, framework: Iri) -> Competency:
    return Competency(
        id=own,
        framework=entry.get(keys.FRAMEWORK_OF) or framework,
        labels=entry.get(keys.LABEL) or (),
        kind=entry.get(keys.COMPETENCY_KIND) or CompetencyKind.SKILL,
        alternative_labels=entry.get(keys.ALTERNATIVE_LABELS) or (),
        definition=entry.get(keys.DEFINITION) or (),
        scale=entry.get(keys.SCALE_NAME),
        broader=entry.get(keys.BROADER) or (),
        effort=entry.get(keys.EFFORTS) or (),
        status=entry.get(keys.STATUS) or Status.ACTIVE,
    )


def _prerequisite(target: Iri, level: int | None, entry: Fields) -> Prerequisite:
    cases = entry.get(keys.SUPPORT)
    return Prerequisite(
        target=target,
        level=level,
        condition=entry.require(keys.NEEDS),
        strength=entry.get(keys.STRENGTH) or Strength.REQUIRED,
        rationale=entry.get(keys.BECAUSE) or (),
        support=_support(cases) if cases else None,
        id=entry.get(keys.OWN_ID),
    )


def _support(cases: Fields) -> Support:
    return Support(cases.require(keys.CASES), cases.require(keys.VIOLATIONS))


def _role_and_requirements(entry: Fields, framework: Iri) -> Iterator[Said]:
    own = entry.get(keys.ID)
    if own is None:
        return
    if entry.sound:
        yield Said(_role(own, entry, framework), entry)
    for asked in _sound(entry.get(keys.REQUIRES)):
        yield Said(_requirement(own, asked), asked)


def _role(own: Iri, entry: Fields, framework: Iri) -> Role:
    return Role(
        id=own,
        framework=entry.get(keys.FRAMEWORK_OF) or framework,
        labels=entry.get(keys.LABEL) or (),
        alternative_labels=entry.get(keys.ALTERNATIVE_LABELS) or (),
        definition=entry.get(keys.DEFINITION) or (),
        code=entry.get(keys.CODE),
        broader=entry.get(keys.BROADER) or (),
        status=entry.get(keys.STATUS) or Status.ACTIVE,
    )


def _requirement(role: Iri, entry: Fields) -> Requirement:
    weight = entry.get(keys.WEIGHT)
    return Requirement(
        role=role,
        competency=entry.require(keys.COMPETENCY_NAME),
        level=entry.get(keys.LEVEL) or 1,
        importance=entry.get(keys.IMPORTANCE) or Importance.ESSENTIAL,
        weight=None if weight is None else float(weight),
    )


def _resource_and_parts(entry: Fields, framework: Iri) -> Iterator[Said]:
    own = entry.get(keys.ID)
    if own is None:
        return
    if entry.sound:
        yield Said(_resource(own, entry, framework), entry)
    for taught in _sound(entry.get(keys.TEACHES)):
        yield Said(_teaching(own, taught), taught)
    for assessed in _sound(entry.get(keys.ASSESSES)):
        yield Said(_assessing(own, assessed), assessed)
    for needed in _sound(entry.get(keys.RESOURCE_NEEDS)):
        yield Said(_prerequisite(own, None, needed), needed)


def _resource(own: Iri, entry: Fields, framework: Iri) -> Resource:
    available = entry.get(keys.AVAILABLE)
    return Resource(
        id=own,
        framework=entry.get(keys.FRAMEWORK_OF) or framework,
        titles=entry.get(keys.TITLE) or (),
        kind=entry.get(keys.SORT),
        definition=entry.get(keys.DEFINITION) or (),
        provider=entry.get(keys.PROVIDER),
        languages=entry.get(keys.LANGUAGES) or (),
        modality=entry.get(keys.MODALITY),
        effort=entry.get(keys.EFFORT),
        price=entry.get(keys.PRICE),
        available_from=available.get(keys.SINCE) if available else None,
        available_until=available.get(keys.UNTIL) if available else None,
        regions=entry.get(keys.REGIONS) or (),
        audience=entry.get(keys.AUDIENCE) or (),
        accessibility=entry.get(keys.ACCESSIBILITY) or (),
        licence=entry.get(keys.LICENCE_OF),
        url=entry.get(keys.URL),
        status=entry.get(keys.STATUS) or Status.ACTIVE,
    )


def _teaching(resource: Iri, entry: Fields) -> Teaching:
    competency, level = entry.require(keys.COMPETENCY_NAME), entry.get(keys.LEVEL) or 1
    return Teaching(resource, competency, level, entry.get(keys.START))


def _assessing(resource: Iri, entry: Fields) -> Assessing:
    competency, level = entry.require(keys.COMPETENCY_NAME), entry.get(keys.LEVEL) or 1
    return Assessing(resource, competency, level, entry.get(keys.START))


def _alignment(entry: Fields) -> Said:
    content = Alignment(
        origin=entry.require(keys.ORIGIN),
        target=entry.require(keys.TARGET),
        relation=entry.require(keys.RELATION),
        approved_by=entry.get(keys.APPROVED_BY),
    )
    return Said(content, entry)


def _said_by_name(whole: Fields) -> Iterator[Said]:
    for entry in _sound(whole.get(keys.LOOSE_PREREQUISITES)):
        yield Said(_prerequisite_by_name(entry), entry)
    for entry in _sound(whole.get(keys.REQUIREMENTS)):
        yield Said(_requirement(entry.require(keys.ROLE_NAME), entry), entry)
    for entry in _sound(whole.get(keys.TEACHINGS)):
        yield Said(_teaching(entry.require(keys.RESOURCE_NAME), entry), entry)
    for entry in _sound(whole.get(keys.ASSESSINGS)):
        yield Said(_assessing(entry.require(keys.RESOURCE_NAME), entry), entry)


def _prerequisite_by_name(entry: Fields) -> Prerequisite:
    competency = entry.get(keys.GUARDED_COMPETENCY)
    if competency is not None:
        return _prerequisite(competency, entry.get(keys.LEVEL) or 1, entry)
    return _prerequisite(entry.require(keys.GUARDED_RESOURCE), None, entry)


def _learner(entry: Fields) -> Learner:
    hours = entry.get(keys.HOURS)
    return Learner(
        id=entry.require(keys.ID),
        labels=entry.get(keys.LABEL) or (),
        evidence=tuple(Evidence(attainment) for attainment in entry.get(keys.HOLDS) or ()),
        languages=tuple(dict.fromkeys(entry.get(keys.SPEAKS) or ())),
        hours_per_week=None if hours is None else float(hours),
    )
