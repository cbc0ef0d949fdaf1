"""What a statement says, as one sentence each."""

from __future__ import annotations

from typing import assert_never

from ontology.condition import Attainment
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Importance,
    Prefix,
    Prerequisite,
    Relation,
    Requirement,
    Resource,
    Role,
    Scale,
    Strength,
    Teaching,
)
from reasoning.narration.labels import Labels
from reasoning.narration.phrases import condition, counted, duration, listed, price, sentence

_RELATIONS = {
    Relation.EXACT: "means exactly the same as",
    Relation.CLOSE: "means nearly the same as",
    Relation.BROAD: "is narrower than",
    Relation.NARROW: "is broader than",
    Relation.RELATED: "is related to",
    Relation.REPLACED_BY: "has been replaced by",
}
_KINDS = {
    CompetencyKind.SKILL: "a skill",
    CompetencyKind.KNOWLEDGE: "knowledge",
    CompetencyKind.ATTITUDE: "an attitude",
    CompetencyKind.GROUP: "a group, which only classifies",
}


def statement(content: Content, labels: Labels) -> str:
    """Say what a statement says."""
    return sentence(_clause(content, labels))


def _clause(content: Content, labels: Labels) -> str:
    match content:
        case Prerequisite():
            return prerequisite(content, labels)
        case Teaching():
            return teaching(content, labels)
        case Resource():
            return _resource(content, labels)
        case Competency():
            return _competency(content, labels)
        case Scale():
            return _scale(content, labels)
        case Alignment():
            return alignment(content, labels)
        case _:
            return _rarely_read(content, labels)


def _rarely_read(
    content: Prefix | Framework | Role | Requirement | Assessing, labels: Labels
) -> str:
    """Say what no proof needs, but a reader may look up."""
    match content:
        case Prefix():
            return f"the prefix `{content.prefix}:` stands for `{content.namespace}`"
        case Framework():
            return _framework(content, labels)
        case Role():
            return f"{labels.term(content.id)} is a role"
        case Requirement():
            asks = "requires" if content.importance is Importance.ESSENTIAL else "would like"
            wanted = Attainment(content.competency, content.level)
            return f"the role {labels.term(content.role)} {asks} {labels.attainment(wanted)}"
        case Assessing():
            proved = Attainment(content.competency, content.level)
            return f"{labels.resource(content.resource)} can prove {labels.attainment(proved)}"
        case never:
            assert_never(never)


def prerequisite(content: Prerequisite, labels: Labels) -> str:
    """Say what is needed before what, and why, without a full stop."""
    said = needs(content, labels)
    reason = labels.text(content.rationale)
    return f"{said}: {reason.rstrip('. ')}" if reason else said


def needs(content: Prerequisite, labels: Labels) -> str:
    """Say what is needed before what, without the reason and a full stop."""
    target, needed = labels.target(content), condition(content.condition, labels.attainment)
    if content.strength is Strength.RECOMMENDED:
        return f"before {target} it is good, though not necessary, to have {needed}"
    return f"{target} needs {needed}"


def teaching(content: Teaching, labels: Labels) -> str:
    """Say what a resource teaches, and from where, without a full stop."""
    taught = Attainment(content.competency, content.level)
    said = f"{labels.resource(content.resource)} teaches {labels.attainment(taught)}"
    if content.start is None or content.level == 1:
        return said
    return f"{said}, starting from {'nothing' if content.start == 0 else f'level {content.start}'}"


def alignment(content: Alignment, labels: Labels) -> str:
    """Say how two terms correspond and who approved it, without a full stop."""
    origin, target = labels.term(content.origin), labels.term(content.target)
    approved = f", as approved by {content.approved_by}" if content.approved_by else ""
    return f"{origin} {_RELATIONS[content.relation]} {target}{approved}"


def _resource(content: Resource, labels: Labels) -> str:
    provider = f" by {content.provider}" if content.provider else ""
    takes = "states no effort" if content.effort is None else f"takes {duration(content.effort)}"
    if content.price is None:
        costs = ""
    else:
        costs = f" and {price(content.price.minor, content.price.currency)}"
    return f"{labels.resource(content.id)}{provider} {takes}{costs}"


def _competency(content: Competency, labels: Labels) -> str:
    levels = labels.levels(content.id)
    has = f" with {counted(levels, 'level')}" if levels > 1 else ""
    said = f"{labels.term(content.id)} is {_KINDS[content.kind]}{has}"
    if not content.effort:
        return said
    efforts = listed([_effort(each.level, each.minutes, levels) for each in content.effort])
    return f"{said}; learning it by oneself takes {efforts}"


def _effort(level: int, minutes: int, levels: int) -> str:
    if levels < 2:
        return duration(minutes)
    which = "each level" if level == EVERY_LEVEL else f"level {level}"
    return f"{duration(minutes)} for {which}"


def _scale(content: Scale, labels: Labels) -> str:
    climbs = ", each reached from the one below it" if content.progressive else ""
    return (
        f"the scale {labels.term(content.id)} has {counted(len(content.levels), 'level')}{climbs}"
    )


def _framework(content: Framework, labels: Labels) -> str:
    published = f", published by {content.publisher}" if content.publisher else ""
    said = f"{labels.term(content.id)} is a framework{published}"
    if content.assumed_effort is None:
        return said
    return f"{said}, which assumes {duration(content.assumed_effort)} for what states no effort"
