"""What the question forbids (`model` §3, rule 4), taking by taking."""

from __future__ import annotations

from ontology.terms import Resource
from reasoning.kernel.reading import Reading
from reasoning.proof import SelfStudy, Taking
from reasoning.question import Question


def may_be_taken(taking: Taking, reading: Reading) -> bool:
    """Tell whether it leads somewhere, its effort is known, and no limit forbids it."""
    if not reading.entry(taking).gains or reading.effort(taking) is None:
        return False
    if isinstance(taking, SelfStudy):
        return reading.question.limits.self_study
    resource = reading.resource(taking.resource)
    return resource is not None and _is_permitted(resource, reading.question)


def _is_permitted(resource: Resource, question: Question) -> bool:
    limits = question.limits
    return (
        resource.id not in limits.without
        and _is_understood(resource.languages, limits.languages)
        and (None in {limits.modality, resource.modality} or limits.modality == resource.modality)
        and (limits.region is None or not resource.regions or limits.region in resource.regions)
        and (not limits.dates or _is_open(resource, question))
        and (not question.currency_matters or _is_priced(resource, limits.currency))
    )


def _is_understood(spoken: tuple[str, ...], ranges: tuple[str, ...]) -> bool:
    """Match language tags by ranges, subtag by subtag; nothing stated forbids nothing."""
    if not spoken or not ranges:
        return True
    tags = [tag.lower().split("-") for tag in spoken]
    wanted = [tag.lower().split("-") for tag in ranges]
    return any(tag[: len(begin)] == begin for tag in tags for begin in wanted)


def _is_open(resource: Resource, question: Question) -> bool:
    if resource.available_from is not None and question.start < resource.available_from:
        return False
    return resource.available_until is None or question.start <= resource.available_until


def _is_priced(resource: Resource, currency: str | None) -> bool:
    return resource.price is not None and resource.price.currency == currency
