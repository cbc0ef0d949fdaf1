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
    """The closed set of inference rules; their names are part of the API.

    The premises of an inference stand in the order given here, none more and none less. *r*
    is a taking; a condition is **met by** a fact that is ``Meets(condition)`` or, where *r*
    may help, ``Meets(condition, r)``; an attainment is also met by its ``Holds`` itself, so
    that ``Meets`` of an attainment is wanted only for what *r* gains.

    ``lower-level``
        ``Holds(c@l)`` gives ``Holds(c@m)``, and ``Meets(c@l, r)`` gives ``Meets(c@m, r)``, for
        1 ≤ m < l.

    ``at-least``
        ``Meets(K of members, r or nothing)`` from K facts that meet K different members, in
        the order of the members. ``Meets(t, r or nothing)`` of an attainment from ``Holds(t)``;
        ``Meets(c@m, r)`` also from ``Quoted(Teaching(r, c, l))`` with l ≥ m, and for self-study
        of c@l with l ≥ m from nothing.

    ``equivalent``
        1. ``Quoted(Alignment)``: approved, and exact or replaced-by;
        2. ``Quoted`` of its origin, 3. ``Quoted`` of its target: competencies with the same
           scale, or both without;
        4. ``Holds(t)``, giving ``Holds(t′)`` at the same level, or ``Meets(t, r)``, giving
           ``Meets(t′, r)``. Exact leads both ways, replaced-by from origin to target.

    ``ready``, a course r
        1. ``Quoted(Resource r)``;
        2. ``Only(teaching, r)``, then ``Quoted`` of each id in order: what r gains is every
           level of each competency c up to the highest one taught, L(c);
        3. ``Only(prerequisite, r)``, then for each id in order ``Quoted``, followed, where it is
           required, by a fact that meets its condition without the help of r;
        4. for each competency c taught, sorted, its groundwork up to L(c), see below;
        5. for each ``Teaching(r, c, l)`` in the order of 2 with l > 1 or a start above 0: where
           it states no start, ``Quoted(Competency c)`` and, where that has a scale,
           ``Quoted(Scale)``; then, where the start that follows is above 0 and r has no
           Teaching of exactly that level, ``Holds(c@start)``.

    ``ready``, self-study of c@l
        1. ``Quoted(Competency c)``, followed by ``Quoted(Scale)`` where it has one;
        2. the groundwork of c up to l;
        3. where the scale is progressive and l > 1, ``Holds(c@(l-1))``.

    *groundwork of c up to L*
        1. perhaps ``Holds(c@h)`` with 1 ≤ h ≤ L: up to h all is held already, and no more is
           asked of these levels;
        2. unless h = L: ``Only(prerequisite, c)``, then for each id in order ``Quoted``, followed,
           where it is required and its level is above h and not above L, by a fact that meets
           its condition, with the help of r.

    ``study``
        ``Ready(r)``, then ``Quoted(Teaching(r, c, l))``, giving ``Holds(c@l)``. For self-study of
        c@l: ``Ready``, then ``Quoted(Competency c)`` which states an effort for that level, or
        ``Assumed(r, minutes)``.

    ``achieve``
        ``Holds`` of every attainment of the goal, in its order, giving ``Achieves(goal)``.
    """

    LOWER_LEVEL = "lower-level"
    AT_LEAST = "at-least"
    READY = "ready"
    STUDY = "study"
    EQUIVALENT = "equivalent"
    ACHIEVE = "achieve"


@dataclass(frozen=True, slots=True)
class Assertion:
    """A fact that is not derived.

    A statement (`Quoted`) or an `Only` of the dataset; a `Holds` of an attainment that the
    question lists as held, as it is listed; or `Assumed`, where neither the thing itself nor,
    for a course, its framework states an effort and the question assumes these minutes.
    """

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
