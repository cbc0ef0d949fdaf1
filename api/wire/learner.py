"""The wire form of `waymark learner`."""

from __future__ import annotations

from api.application.people.learners import Roll
from api.wire.forms.model import Wire
from api.wire.naming import Naming
from ontology.people import Evidence, Learner


class EvidenceObject(Wire):
    """What a learner holds, and how that is known; dates are ISO 8601."""

    attainment: str
    label: str
    standing: str
    source: str | None
    issuer: str | None
    obtained: str | None
    expires: str | None


class LearnerObject(Wire):
    """A learner on record."""

    id: str
    labels: dict[str, str]
    holds: list[EvidenceObject]
    languages: list[str]
    hours_per_week: float | None


class LearnersObject(Wire):
    """The learners of a tenant, by identifier."""

    learners: list[LearnerObject]


class ErasedObject(Wire):
    """Whether a learner was erased, and who; what is erased is told nowhere else again."""

    erased: bool
    id: str


def learners_object(roll: Roll) -> LearnersObject:
    """Write several learners."""
    naming = Naming(roll.dataset)
    return LearnersObject(learners=[_learner_object(each, naming) for each in roll.learners])


def learner_object(roll: Roll) -> LearnerObject:
    """Write the one learner of a roll."""
    (learner,) = roll.learners
    return _learner_object(learner, Naming(roll.dataset))


def erased_object(roll: Roll, *, erased: bool) -> ErasedObject:
    """Write what became of the one learner of a roll."""
    (learner,) = roll.learners
    return ErasedObject(erased=erased, id=Naming(roll.dataset).name(learner.id))


def _learner_object(learner: Learner, naming: Naming) -> LearnerObject:
    return LearnerObject(
        id=naming.name(learner.id),
        labels={label.language: label.text for label in learner.labels},
        holds=[_evidence_object(each, naming) for each in learner.evidence],
        languages=list(learner.languages),
        hours_per_week=learner.hours_per_week,
    )


def _evidence_object(evidence: Evidence, naming: Naming) -> EvidenceObject:
    return EvidenceObject(
        attainment=naming.attainment(evidence.attainment),
        label=naming.attained(evidence.attainment),
        standing=evidence.standing.value,
        source=evidence.source,
        issuer=evidence.issuer,
        obtained=None if evidence.obtained is None else evidence.obtained.isoformat(),
        expires=None if evidence.expires is None else evidence.expires.isoformat(),
    )
