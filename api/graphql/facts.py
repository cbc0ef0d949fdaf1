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

    resource: Resource | None
    self_study: Attainment | None


@strawberry.type(
    description="The learner holds the attainment, now or once earlier steps are done."
)
class HoldsFact:
    """Holding."""

    attainment: Attainment


@strawberry.type(
    description="A condition is met by what is held, or together with what `by` gains."
)
class MeetsFact:
    """A condition, in its normal form."""

    condition: str
    by: TakingOfStep | None


@strawberry.type(description="All that has to hold before this does hold.")
class ReadyFact:
    """Readiness."""

    taking: TakingOfStep


@strawberry.type(description="Every attainment of the goal is held.")
class AchievesFact:
    """The goal."""

    goal: list[Attainment]


@strawberry.type(description="A statement of this revision, as it stands.")
class StatementFact:
    """A statement; `kind` is its family."""

    iri: str
    kind: str


@strawberry.type(description="These are all the statements of that kind about that term.")
class OnlyFact:
    """Nothing was left out."""

    kind: str
    about: str
    iris: list[str]


@strawberry.type(description="The question assumes an effort that nobody states.")
class AssumedFact:
    """An assumption."""

    taking: TakingOfStep
    hours: float


Fact: TypeAlias = Annotated[
    HoldsFact | MeetsFact | ReadyFact | AchievesFact | StatementFact | OnlyFact | AssumedFact,
    strawberry.union("Fact", description="What a proof step concludes."),
]


@strawberry.type(description="One step of a proof; premises come before conclusions.")
class ProofStep:
    """A step, numbered from 1; the rule is null for what is asserted and not inferred."""

    number: int
    rule: Rule | None
    premises: list[int]
    conclusion: Fact
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
