"""The rules of a proof, one function each; what they want is laid down at `reasoning.proof.Rule`.

A rule sees the facts that an inference cites and nothing else: whatever it needs to know of the
dataset has to be among them. Every function here returns nothing or raises `UnsoundProofError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ontology.condition import Attainment
from ontology.names import Iri
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Competency,
    CompetencyKind,
    Kind,
    Prerequisite,
    Relation,
    Resource,
    Scale,
    Strength,
    Teaching,
)
from reasoning.kernel.premises import Premises, meets, refuse
from reasoning.proof import (
    Achieves,
    Assumed,
    Course,
    Fact,
    Holds,
    Meets,
    Quoted,
    Ready,
    Rule,
    SelfStudy,
    Taking,
)


def check_inference(rule: Rule, conclusion: Fact, premises: Sequence[Fact]) -> None:
    """Check that the rule leads from these premises, in this order, to the conclusion."""
    cited = Premises(premises)
    _RULES[rule](conclusion, cited)
    cited.end()


def _lower_level(conclusion: Fact, premises: Premises) -> None:
    above, below = _carried(premises.any_fact(), conclusion)
    if above.competency != below.competency or not 1 <= below.level < above.level:
        refuse(f"{below} is no lower level of {above}")


def _equivalent(conclusion: Fact, premises: Premises) -> None:
    alignment = premises.quoted(Alignment)
    origin = premises.quoted(Competency, alignment.origin)
    target = premises.quoted(Competency, alignment.target)
    one, other = _carried(premises.any_fact(), conclusion)
    if not alignment.approved_by:
        refuse("nobody approved the alignment")
    if origin.scale != target.scale:
        refuse("the competencies have different scales")
    if one.level != other.level:
        refuse("the levels differ")
    along = (one.competency, other.competency) == (origin.id, target.id)
    against = (other.competency, one.competency) == (origin.id, target.id)
    match alignment.relation:
        case Relation.EXACT if along or against:
            return
        case Relation.REPLACED_BY if along:
            return
        case _:
            refuse(f"`{alignment.relation}` does not lead from {one} to {other}")


def _carried(premise: Fact, conclusion: Fact) -> tuple[Attainment, Attainment]:
    """Return the attainments of two facts that speak alike: held, or met by the same taking."""
    match premise, conclusion:
        case Holds(one), Holds(other):
            return one, other
        case Meets(Attainment() as one, by), Meets(Attainment() as other, helper) if (
            by is not None and by == helper
        ):
            return one, other
        case _:
            refuse("premise and conclusion do not speak alike of two attainments")


def _at_least(conclusion: Fact, premises: Premises) -> None:
    if not isinstance(conclusion, Meets):
        refuse("the conclusion is no condition")
    condition, by = conclusion.condition, conclusion.by
    if isinstance(condition, Attainment):
        _at_least_one(condition, by, premises)
        return
    following = iter(condition.members)
    for _ in range(condition.k):
        fact = premises.any_fact()
        if not any(meets(fact, member, by) for member in following):
            refuse("a premise meets no further member of the condition")


def _at_least_one(attainment: Attainment, by: Taking | None, premises: Premises) -> None:
    """Accept what is held, or what is gained."""
    match premises.next(), by:
        case Holds(held), _:
            premises.fact(Holds)
            if held != attainment:
                refuse(f"{held} is held and not {attainment}")
        case Quoted(), Course(resource):
            teaching = premises.quoted(Teaching)
            if teaching.resource != resource:
                refuse("the teaching is another resource's")
            _gained(attainment, Attainment(teaching.competency, teaching.level))
        case _, SelfStudy(taught):
            _gained(attainment, taught)
        case _:
            refuse(f"nothing says that {attainment} is held or gained")


def _gained(attainment: Attainment, taught: Attainment) -> None:
    if attainment.competency != taught.competency or not 1 <= attainment.level <= taught.level:
        refuse(f"{attainment} is not gained with {taught}")


def _ready(conclusion: Fact, premises: Premises) -> None:
    match conclusion:
        case Ready(Course(resource)):
            _ready_course(resource, premises)
        case Ready(SelfStudy(attainment)):
            _ready_self_study(attainment, premises)
        case _:
            refuse("the conclusion is no readiness")


def _ready_course(resource: Iri, premises: Premises) -> None:
    premises.quoted(Resource, resource)
    ids = premises.complete(Kind.TEACHING, resource)
    teachings = [premises.quoted(Teaching, name) for name in ids]
    if not teachings or any(teaching.resource != resource for teaching in teachings):
        refuse(f"`{resource}` teaches nothing, or another resource does")
    for name in premises.complete(Kind.PREREQUISITE, resource):
        needed = premises.quoted(Prerequisite, name)
        if needed.strength is Strength.REQUIRED:
            premises.that_meets(needed.condition, None)
    highest: dict[Iri, int] = {}
    for teaching in teachings:
        highest[teaching.competency] = max(teaching.level, highest.get(teaching.competency, 0))
    for competency in sorted(highest):
        _groundwork(Attainment(competency, highest[competency]), Course(resource), premises)
    taught = {Attainment(teaching.competency, teaching.level) for teaching in teachings}
    for teaching in teachings:
        start = Attainment(teaching.competency, _start(teaching, premises))
        if start.level > 0 and start not in taught:
            _held(start, premises)


def _start(teaching: Teaching, premises: Premises) -> int:
    """Return the level from which the teaching starts: stated, or as its scale has it."""
    if teaching.start is not None:
        return teaching.start
    if teaching.level <= 1:
        return 0
    return _start_on_scale(teaching.level, _scale(teaching.competency, premises)[1])


def _start_on_scale(level: int, scale: Scale | None) -> int:
    return level - 1 if scale is not None and scale.progressive else 0


def _scale(competency: Iri, premises: Premises) -> tuple[Competency, Scale | None]:
    """Take a competency and, where it has one, its scale."""
    record = premises.quoted(Competency, competency)
    return record, None if record.scale is None else premises.quoted(Scale, record.scale)


def _ready_self_study(attainment: Attainment, premises: Premises) -> None:
    record, scale = _scale(attainment.competency, premises)
    levels = 1 if scale is None else len(scale.levels)
    if record.kind is CompetencyKind.GROUP or not 1 <= attainment.level <= levels:
        refuse(f"{attainment} is nothing that could be held")
    _groundwork(attainment, SelfStudy(attainment), premises)
    start = _start_on_scale(attainment.level, scale)
    if start > 0:
        _held(Attainment(attainment.competency, start), premises)


def _groundwork(top: Attainment, by: Taking, premises: Premises) -> None:
    """Take what each level up to the top one wants, unless it is held already."""
    already = _already_held(top, premises)
    if already == top.level:
        return
    for name in premises.complete(Kind.PREREQUISITE, top.competency):
        needed = premises.quoted(Prerequisite, name)
        level = needed.level or 0
        if needed.strength is Strength.REQUIRED and already < level <= top.level:
            premises.that_meets(needed.condition, by)


def _already_held(top: Attainment, premises: Premises) -> int:
    found = premises.next()
    if not isinstance(found, Holds):
        return 0
    held = premises.fact(Holds).attainment
    if held.competency != top.competency or not 1 <= held.level <= top.level:
        refuse(f"{held} is none of the levels that are gained of {top}")
    return held.level


def _held(attainment: Attainment, premises: Premises) -> None:
    if premises.fact(Holds).attainment != attainment:
        refuse(f"{attainment} is not held to start from")


def _study(conclusion: Fact, premises: Premises) -> None:
    taking = premises.fact(Ready).taking
    if not isinstance(conclusion, Holds):
        refuse("the conclusion is nothing held")
    match taking:
        case Course(resource):
            teaching = premises.quoted(Teaching)
            taught = Attainment(teaching.competency, teaching.level)
            if teaching.resource != resource or conclusion.attainment != taught:
                refuse(f"the teaching does not say that `{resource}` teaches it")
        case SelfStudy(attainment):
            if conclusion.attainment != attainment:
                refuse(f"the study leads to {attainment}")
            _effort(attainment, premises)


def _effort(attainment: Attainment, premises: Premises) -> None:
    if isinstance(premises.next(), Assumed):
        if premises.fact(Assumed).taking != SelfStudy(attainment):
            refuse("the assumption speaks of another taking")
        return
    competency = premises.quoted(Competency, attainment.competency)
    if all(entry.level not in {EVERY_LEVEL, attainment.level} for entry in competency.effort):
        refuse(f"no effort is stated for {attainment}")


def _achieve(conclusion: Fact, premises: Premises) -> None:
    if not isinstance(conclusion, Achieves):
        refuse("the conclusion is no goal")
    for attainment in conclusion.goal:
        _held(attainment, premises)


_RULES: Mapping[Rule, Callable[[Fact, Premises], None]] = {
    Rule.LOWER_LEVEL: _lower_level,
    Rule.AT_LEAST: _at_least,
    Rule.READY: _ready,
    Rule.STUDY: _study,
    Rule.EQUIVALENT: _equivalent,
    Rule.ACHIEVE: _achieve,
}
