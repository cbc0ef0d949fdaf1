"""Learners on record: who they are, what they hold, and how they are forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from api.application.application import Application, Asked
from api.application.principal import Right
from ontology.dataset import Dataset
from ontology.errors import ForbiddenError, UnknownTermError
from ontology.names import Iri, Prefixes
from ontology.people import Learner


@dataclass(frozen=True, slots=True)
class Roll:
    """Learners, and the statements that name what they hold."""

    dataset: Dataset
    learners: tuple[Learner, ...]


def list_learners(application: Application, asked: Asked) -> Roll:
    """Return every learner of the tenant, by identifier.

    Raises `ForbiddenError` where records of people are not open to who asks.
    """
    _refuse_strangers(asked)
    learners = application.records.learners.list(asked.tenant)
    return Roll(application.store.dataset(asked.tenant), learners)


def show_learner(application: Application, asked: Asked, name: str) -> Roll:
    """Return one learner; raises as `learner_on_record`."""
    dataset = application.store.dataset(asked.tenant)
    return Roll(dataset, (learner_on_record(application, asked, dataset.prefixes, name),))


def erase_learner(application: Application, asked: Asked, learner: Learner) -> None:
    """Forget a learner, what they hold, and the answers that were given for nobody else.

    Raises `ForbiddenError` where records of people are not open to who asks.
    """
    _refuse_strangers(asked)
    application.records.learners.erase(asked.tenant, learner.id)


def learner_on_record(
    application: Application, asked: Asked, prefixes: Prefixes, name: str
) -> Learner:
    """Return the learner of that name, a CURIE or an IRI.

    Raises `ForbiddenError` where records of people are not open to who asks,
    `MalformedNameError`, and `UnknownTermError` where there is no such learner.
    """
    _refuse_strangers(asked)
    found = application.records.learners.get(asked.tenant, learner_named(prefixes, name))
    if found is None:
        everybody = application.records.learners.list(asked.tenant)
        some = ", ".join(f"`{prefixes.compact(each.id)}`" for each in everybody[:10])
        raise UnknownTermError(f"unknown learner `{name}`: known are {some or 'none'}")
    return found


def learner_named(prefixes: Prefixes, name: str) -> Iri:
    """Return the IRI of a learner by CURIE or IRI, in angle brackets or not.

    Raises `MalformedNameError` where the name is neither.
    """
    return Iri(name) if "://" in name and not name.startswith("<") else prefixes.expand(name)


def _refuse_strangers(asked: Asked) -> None:
    if not asked.principal.may(Right.PEOPLE):
        raise ForbiddenError(
            "records of people are not open to this key: it wants the role `people`"
        )
