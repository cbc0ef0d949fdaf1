"""Records about people. They are not statements: they live apart, so that they can be erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ontology.condition import Attainment
from ontology.names import Iri
from ontology.terms import Texts


class Standing(StrEnum):
    """How it is known that somebody holds an attainment."""

    SELF_DECLARED = "self-declared"
    ASSESSED = "assessed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A learner holds an attainment, somebody says; the day of `expires` still counts."""

    attainment: Attainment
    standing: Standing = Standing.SELF_DECLARED
    source: str | None = None
    issuer: str | None = None
    obtained: date | None = None
    expires: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the evidence is in force on that day."""
        return self.expires is None or day <= self.expires


@dataclass(frozen=True, slots=True)
class Learner:
    """A person who learns: what they hold and how they like to learn."""

    id: Iri
    labels: Texts = ()
    evidence: tuple[Evidence, ...] = ()
    languages: tuple[str, ...] = ()
    hours_per_week: float | None = None

    def held_on(self, day: date) -> frozenset[Attainment]:
        """Return what the learner holds on that day, by evidence in force."""
        return frozenset(e.attainment for e in self.evidence if e.holds_on(day))
