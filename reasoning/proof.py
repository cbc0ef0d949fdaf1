"""Facts, steps and proofs: what an answer says about itself.

A proof is flat and chronological: premises come before conclusions and are cited by number
(from 1), the goal comes last. It is built beside the answer, never reconstructed after it.
Finding lives in `reasoning.planning`, checking in `reasoning.kernel`, and wording in
`reasoning.narration`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from ontology.condition import Attainment, Condition
from ontology.names import Iri
from ontology.terms import Content, Kind


@dataclass(frozen=True, slots=True, order=True)
class Course:
    """Taking a resource of the catalogue."""

    resource: Iri


@dataclass(frozen=True, slots=True, order=True)
class SelfStudy:
    """Learning a competency up to a level by oneself."""

    attainment: Attainment


Taking: TypeAlias = Course | SelfStudy


@dataclass(frozen=True, slots=True)
class Holds:
    """The learner holds the attainment, now or once the earlier steps are done."""

    attainment: Attainment


@dataclass(frozen=True, slots=True)
class Meets:
    """The condition is met by what is held or, with `by`, together with what that gains."""

    condition: Condition
    by: Taking | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """All that has to hold before this taking does hold."""

    taking: Taking


@dataclass(frozen=True, slots=True)
class Achieves:
    """Every attainment of the goal is held."""

    goal: tuple[Attainment, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement of the dataset, as it stands."""

    id: Iri
    content: Content


@dataclass(frozen=True, slots=True)
class Only:
    """These are all the live statements of that kind about that term; ids are sorted."""

    kind: Kind
    about: Iri
    ids: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class Assumed:
    """The question assumes these minutes for a taking that states no effort."""

    taking: Taking
    minutes: int


Fact: TypeAlias = Holds | Meets | Ready | Achieves | Quoted | Only | Assumed


class Rule(StrEnum):
    """The closed set of inference rules; their names are part of the API."""

    LOWER_LEVEL = "lower-level"
    AT_LEAST = "at-least"
    READY = "ready"
    STUDY = "study"
    EQUIVALENT = "equivalent"
    ACHIEVE = "achieve"


@dataclass(frozen=True, slots=True)
class Assertion:
    """A fact that is not derived: a statement or an `Only` of the dataset, evidence of the
    learner record (a `Holds`), or an assumption of the question."""

    conclusion: Fact


@dataclass(frozen=True, slots=True)
class Inference:
    """One application of a rule to the conclusions of earlier steps, cited by number from 1."""

    conclusion: Fact
    rule: Rule
    premises: tuple[int, ...]


Step: TypeAlias = Assertion | Inference


@dataclass(frozen=True, slots=True)
class Proof:
    """A chronological proof; its last conclusion is what it proves."""

    steps: tuple[Step, ...]

    def conclusion(self, number: int) -> Fact:
        """Return what step `number` (from 1) concludes."""
        return self.steps[number - 1].conclusion

    @property
    def path(self) -> tuple[Taking, ...]:
        """The learning path: the takings of the `study` inferences in order, each once."""
        taken: dict[Taking, None] = {}
        for step in self.steps:
            if isinstance(step, Inference) and step.rule is Rule.STUDY:
                for premise in step.premises:
                    fact = self.conclusion(premise)
                    if isinstance(fact, Ready):
                        taken.setdefault(fact.taking)
        return tuple(taken)
