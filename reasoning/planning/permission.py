"""What a question permits: each taking with its effort and price, or the limits against it.

Rule 4 of `model` §3. What a resource does not state forbids nothing, except an unknown effort.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.snapshot import Snapshot
from graph.snapshot_offers import Offer
from ontology.terms import Resource
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Limit, Objective, Question


def barriers(snapshot: Snapshot, question: Question, taking: Taking) -> tuple[Limit, ...]:
    """Return the limits of the question that forbid the taking by itself, sorted.

    Side limits (budget as a sum, deadline, number of steps) forbid whole paths and are not
    among them; neither is an unknown effort, see `minutes`.
    """
    match taking:
        case SelfStudy():
            return () if question.limits.self_study else (Limit.NO_SELF_STUDY,)
        case Course(name):
            place = snapshot.offer_of.get(name)
            return () if place is None else against(snapshot.offers[place].resource, question)


def against(resource: Resource, question: Question) -> tuple[Limit, ...]:
    """Return the limits of the question that forbid the resource, sorted."""
    return tuple(sorted(_against(resource, question)))


def _against(resource: Resource, question: Question) -> Iterator[Limit]:
    limits = question.limits
    if resource.id in limits.without:
        yield Limit.WITHOUT
    if limits.languages and resource.languages and not _spoken(resource, limits.languages):
        yield Limit.LANGUAGE
    if limits.modality is not None and resource.modality not in {None, limits.modality}:
        yield Limit.MODALITY
    if limits.region is not None and resource.regions and limits.region not in resource.regions:
        yield Limit.REGION
    if limits.dates and not _open(resource, question):
        yield Limit.DATES
    if question.currency_matters and not _priced(resource, limits.currency):
        if limits.budget is not None:
            yield Limit.BUDGET
        if question.objective is Objective.PRICE:
            yield Limit.PRICED


def _spoken(resource: Resource, ranges: tuple[str, ...]) -> bool:
    """Tell whether a language of the resource lies in a range: `en` takes `en-gb`, not `enm`."""
    return any(
        tag == wanted or tag.startswith(f"{wanted}-")
        for tag in map(str.lower, resource.languages)
        for wanted in map(str.lower, ranges)
    )


def _open(resource: Resource, question: Question) -> bool:
    """Tell whether the start date lies within the availability, both days included."""
    opens, closes = resource.available_from, resource.available_until
    return (opens is None or opens <= question.start) and (
        closes is None or question.start <= closes
    )


def _priced(resource: Resource, currency: str | None) -> bool:
    return resource.price is not None and resource.price.currency == currency


def course_minutes(offer: Offer, question: Question) -> int | None:
    """Return the effort of a course: stated, assumed by its framework, or by the question."""
    return question.assumed_minutes if offer.minutes is None else offer.minutes


def study_minutes(snapshot: Snapshot, at: int, question: Question) -> int | None:
    """Return the effort of learning an attainment by oneself: stated, else assumed."""
    stated = snapshot.numbering.minutes[at]
    return question.assumed_minutes if stated is None else stated
