"""Proof steps: facts, the rules that lead to them, and what they rest on."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry

from api.graphql.statements import Provenance, provenance
from api.graphql.terms import Attainment, Resource, attainment, term
from api.wire.naming import Naming
from graph.snapshot import Snapshot
from reasoning.proof import (
    Achieves,
    Assumed,
    Holds,
    Inference,
    Meets,
    Only,
    Quoted,
    Ready,
    Rule,
    SelfStudy,
    Step,
    Taking,
)
from reasoning.proof import Fact as ProvedFact

strawberry.enum(Rule, name="RuleName", description="The closed set of inference rules.")


@strawberry.type(description="Taking a resource, or learning a competency by oneself.")
class TakingOfStep:
    """Exactly one of the two is there."""

    resource: Resource | None = strawberry.field(description="The resource; null for self-study.")
    self_study: Attainment | None = strawberry.field(
        description="What is learnt without a resource; null where one is taken."
    )


@strawberry.type(
    description="The learner holds the attainment, now or once earlier steps are done."
)
class HoldsFact:
    """Holding."""

    attainment: Attainment = strawberry.field(description="What is held.")


@strawberry.type(
    description="A condition is met by what is held, or together with what `by` gains."
)
class MeetsFact:
    """A condition, in its normal form."""

    condition: str = strawberry.field(description="The condition, in its normal form.")
    by: TakingOfStep | None = strawberry.field(
        description="What gains what was still lacking; null where nothing was."
    )


@strawberry.type(description="All that has to hold before this does hold.")
class ReadyFact:
    """Readiness."""

    taking: TakingOfStep = strawberry.field(description="What may be taken.")


@strawberry.type(description="Every attainment of the goal is held.")
class AchievesFact:
    """The goal."""

    goal: list[Attainment] = strawberry.field(description="The attainments of the goal.")


@strawberry.type(description="A statement of this revision, as it stands.")
class StatementFact:
    """A statement; `kind` is its family."""

    iri: str = strawberry.field(description="The statement.")
    kind: str = strawberry.field(description="Its family, such as `prerequisite` or `teaching`.")


@strawberry.type(description="These are all the statements of that kind about that term.")
class OnlyFact:
    """Nothing was left out."""

    kind: str = strawberry.field(description="The family of the statements.")
    about: str = strawberry.field(description="The term that they are about.")
    iris: list[str] = strawberry.field(description="The statements, all of them.")


@strawberry.type(description="The question assumes an effort that nobody states.")
class AssumedFact:
    """An assumption."""

    taking: TakingOfStep = strawberry.field(description="What states no effort.")
    hours: float = strawberry.field(description="The hours that the question assumes for it.")


Fact: TypeAlias = Annotated[
    HoldsFact | MeetsFact | ReadyFact | AchievesFact | StatementFact | OnlyFact | AssumedFact,
    strawberry.union("Fact", description="What a proof step concludes."),
]


@strawberry.type(description="One step of a proof; premises come before conclusions.")
class ProofStep:
    """A step, numbered from 1; the rule is null for what is asserted and not inferred."""

    number: int = strawberry.field(description="The number of the step, from 1.")
    rule: Rule | None = strawberry.field(
        description="The rule that leads to the conclusion; null for what is asserted."
    )
    premises: list[int] = strawberry.field(
        description="The numbers of the steps it rests on, all of them smaller."
    )
    conclusion: Fact = strawberry.field(description="What the step concludes.")
    sentence: str = strawberry.field(description="The step in English, premises cited by number.")
    source: Provenance | None = strawberry.field(
        description="Where the statement comes from, if the step quotes one."
    )


def proof_step(number: int, step: Step, sentence: str, snapshot: Snapshot) -> ProofStep:
    """Write one step."""
    return ProofStep(
        number=number,
        rule=step.rule if isinstance(step, Inference) else None,
        premises=list(step.premises) if isinstance(step, Inference) else [],
        conclusion=_fact(step.conclusion, snapshot),
        sentence=sentence,
        source=_source(step.conclusion, snapshot),
    )


def _fact(fact: ProvedFact, snapshot: Snapshot) -> Fact:
    naming = Naming(snapshot.dataset)
    match fact:
        case Holds(attainment=held):
            return HoldsFact(attainment=attainment(snapshot, held))
        case Meets(condition=condition, by=by):
            met_by = None if by is None else _taking(by, snapshot)
            return MeetsFact(condition=naming.condition(condition), by=met_by)
        case Ready(taking=taking):
            return ReadyFact(taking=_taking(taking, snapshot))
        case Achieves(goal=goal):
            return AchievesFact(goal=[attainment(snapshot, each) for each in goal])
        case Quoted(id=iri):
            statement = snapshot.dataset.get(iri)
            kind = statement.kind.value if statement is not None else "statement"
            return StatementFact(iri=iri, kind=kind)
        case Only(kind=kind, about=about, ids=ids):
            return OnlyFact(kind=kind.value, about=naming.name(about), iris=list(ids))
        case Assumed(taking=taking, minutes=minutes):
            return AssumedFact(taking=_taking(taking, snapshot), hours=minutes / 60)


def _taking(taking: Taking, snapshot: Snapshot) -> TakingOfStep:
    if isinstance(taking, SelfStudy):
        return TakingOfStep(resource=None, self_study=attainment(snapshot, taking.attainment))
    found = term(snapshot, taking.resource)
    resource = found if isinstance(found, Resource) else None
    return TakingOfStep(resource=resource, self_study=None)


def _source(fact: ProvedFact, snapshot: Snapshot) -> Provenance | None:
    statement = snapshot.dataset.get(fact.id) if isinstance(fact, Quoted) else None
    return None if statement is None else provenance(statement, Naming(snapshot.dataset))
