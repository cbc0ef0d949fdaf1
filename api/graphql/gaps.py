"""Gaps and frontiers."""

from __future__ import annotations

from collections.abc import Iterable

import strawberry

from api.application.plan.frontier import FrontierAnswer
from api.application.plan.gap import GapAnswer
from api.graphql.statements import Amount
from api.graphql.terms import Attainment, Resource, Role, attainment, term
from api.wire.amounts import price
from api.wire.naming import Naming
from graph.snapshot import Snapshot
from ontology.condition import Attainment as HeldLevel
from ontology.terms import Importance
from reasoning.gaps.frontier import FrontierItem as Takeable
from reasoning.gaps.gap import Asked
from reasoning.proof import Course, SelfStudy


@strawberry.type(description="An attainment that a role asks for, or a lower level of one.")
class AskedAttainment:
    """What is asked for, and whether it is held."""

    attainment: Attainment = strawberry.field(description="What is asked for.")
    importance: Importance = strawberry.field(description="Whether the role cannot do without.")
    weight: float | None = strawberry.field(
        description="How much it matters, where that is stated."
    )
    held: bool = strawberry.field(description="Whether the learner holds it.")


@strawberry.type(description="What no role asks for, yet every path gains.")
class HiddenAttainment:
    """A hidden prerequisite, on the way to these requirements."""

    attainment: Attainment = strawberry.field(description="What every path gains.")
    towards: list[Attainment] = strawberry.field(
        description="The requirements on whose way it lies."
    )


@strawberry.type(description="What lies between what is held and a role.")
class Gap:
    """`missing` is required and not held; `unreachable` is what of it no path gains."""

    role: Role | None = strawberry.field(description="The role.")
    missing: list[AskedAttainment] = strawberry.field(description="Essential and not held.")
    hidden: list[HiddenAttainment] = strawberry.field(
        description="Not asked for and not held, yet every path gains it."
    )
    held: list[AskedAttainment] = strawberry.field(description="Essential and held.")
    optional: list[AskedAttainment] = strawberry.field(
        description="What the role would like to see, held or not."
    )
    unreachable: list[Attainment] = strawberry.field(
        description="What of the missing no path gains."
    )


@strawberry.type(description="Something that can be taken now.")
class FrontierItem:
    """Exactly one of resource and self-study is there."""

    title: str = strawberry.field(description="What it is called.")
    resource: Resource | None = strawberry.field(description="The resource; null for self-study.")
    self_study: Attainment | None = strawberry.field(
        description="What is learnt without a resource; null where one is taken."
    )
    hours: float = strawberry.field(description="The hours it takes.")
    price: Amount | None = strawberry.field(
        description="What it costs; null where that is unknown."
    )
    gains: list[Attainment] = strawberry.field(description="What it brings that is not held.")
    opens_up: list[Attainment] = strawberry.field(
        description="What can be learnt thereafter, and could not before."
    )
    leads_to: list[Attainment] = strawberry.field(description="The goals on whose way it lies.")


def gap_object(answer: GapAnswer) -> Gap:
    """Write a gap."""
    snapshot, gap = answer.snapshot, answer.gap
    role = term(snapshot, gap.role)
    return Gap(
        role=role if isinstance(role, Role) else None,
        missing=_asked(snapshot, gap.missing),
        hidden=[
            HiddenAttainment(
                attainment=attainment(snapshot, each.attainment),
                towards=_attainments(snapshot, each.towards),
            )
            for each in gap.hidden
        ],
        held=_asked(snapshot, gap.held),
        optional=_asked(snapshot, gap.optional),
        unreachable=_attainments(snapshot, gap.beyond_reach),
    )


def frontier_items(answer: FrontierAnswer) -> list[FrontierItem]:
    """Write a frontier in its order."""
    naming = Naming(answer.snapshot.dataset)
    return [_item(answer.snapshot, naming, item) for item in answer.items]


def _item(snapshot: Snapshot, naming: Naming, item: Takeable) -> FrontierItem:
    taking = item.taking
    resource = term(snapshot, taking.resource) if isinstance(taking, Course) else None
    studied = taking.attainment if isinstance(taking, SelfStudy) else None
    currency = naming.currency(taking)
    amount = price(item.price, currency)
    priced = None if amount is None else Amount(amount=amount, currency=currency)
    return FrontierItem(
        title=naming.taking(taking),
        resource=resource if isinstance(resource, Resource) else None,
        self_study=None if studied is None else attainment(snapshot, studied),
        hours=item.minutes / 60,
        price=priced,
        gains=_attainments(snapshot, item.gains),
        opens_up=_attainments(snapshot, item.opens_up),
        leads_to=_attainments(snapshot, item.leads_to),
    )


def _asked(snapshot: Snapshot, asked: Iterable[Asked]) -> list[AskedAttainment]:
    return [
        AskedAttainment(
            attainment=attainment(snapshot, each.attainment),
            importance=each.importance,
            weight=each.weight,
            held=each.held,
        )
        for each in asked
    ]


def _attainments(snapshot: Snapshot, found: Iterable[HeldLevel]) -> list[Attainment]:
    return [attainment(snapshot, each) for each in found]
