"""A frontier, written as a `FrontierObject`."""

from __future__ import annotations

from api.application.plan.frontier import FrontierAnswer
from api.wire.amounts import hours, price
from api.wire.forms.frontier import FrontierItemObject, FrontierObject
from api.wire.naming import Naming
from reasoning.gaps.frontier import FrontierItem
from reasoning.proof import Course, SelfStudy


def frontier_object(answer: FrontierAnswer) -> FrontierObject:
    """Write a frontier in its order."""
    naming = Naming(answer.snapshot.dataset)
    named = {each for item in answer.items for each in (*item.gains, *item.opens_up)}
    return FrontierObject(
        revision=answer.snapshot.revision,
        towards=naming.attainments(answer.towards),
        holds=naming.attainments(answer.held),
        items=[_item(item, naming) for item in answer.items],
        labels={naming.attainment(each): naming.attained(each) for each in sorted(named)},
    )


def _item(item: FrontierItem, naming: Naming) -> FrontierItemObject:
    taking = item.taking
    currency = naming.currency(taking)
    return FrontierItemObject(
        resource=naming.name(taking.resource) if isinstance(taking, Course) else None,
        self_study=naming.attainment(taking.attainment) if isinstance(taking, SelfStudy) else None,
        title=naming.taking(taking),
        gains=naming.attainments(item.gains),
        opens=naming.attainments(item.opens_up),
        hours=hours(item.minutes),
        price=price(item.price, currency),
        currency=currency,
    )
