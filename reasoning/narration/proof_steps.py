"""Proofs in sentences: one for each step, its premises cited by number."""

from __future__ import annotations

from typing import assert_never

from ontology.condition import Attainment, Condition, Threshold
from ontology.terms import Kind, Resource
from reasoning.narration.labels import Labels
from reasoning.narration.phrases import cited, condition, counted, duration, listed, sentence
from reasoning.narration.statements import statement
from reasoning.proof import (
    Achieves,
    Assertion,
    Assumed,
    Fact,
    Holds,
    Inference,
    Meets,
    Only,
    Proof,
    Quoted,
    Ready,
    Rule,
    SelfStudy,
    Taking,
)


class ProofSentences:
    """The sentences of one proof."""

    def __init__(self, proof: Proof, labels: Labels) -> None:
        self._proof = proof
        self._labels = labels
        self._quoted = {
            step.conclusion.id: at
            for at, step in enumerate(proof.steps, start=1)
            if isinstance(step.conclusion, Quoted)
        }

    def all(self) -> tuple[str, ...]:
        """Return the sentence of every step, in their order."""
        return tuple(map(self.of, range(1, len(self._proof.steps) + 1)))

    def numbered(self) -> tuple[str, ...]:
        """Return the sentences with their numbers before them: `12. The goal is reached: …`."""
        return tuple(f"{at}. {said}" for at, said in enumerate(self.all(), start=1))

    def of(self, at: int) -> str:
        """Return the sentence of a step, counted from 1."""
        match self._proof.steps[at - 1]:
            case Assertion(conclusion):
                return self._asserted(conclusion)
            case Inference() as inference:
                return sentence(f"{self._inferred(inference)} {cited(inference.premises)}".strip())
            case never:
                assert_never(never)

    def _asserted(self, fact: Fact) -> str:
        match fact:
            case Quoted(content=content):
                return statement(content, self._labels)
            case Only():
                return sentence(self._complete(fact))
            case Holds(attainment):
                return sentence(f"{self._labels.attainment(attainment)} is held from the start")
            case Assumed(taking, minutes):
                named = self._labels.taking(taking)
                assumed = f"it is assumed to be {duration(minutes)}"
                return sentence(f"the effort of {named} is not stated; {assumed}")
            case Meets() | Ready() | Achieves():
                return sentence(f"it is taken as given that {self._concluded(fact)}")
            case never:
                assert_never(never)

    def _inferred(self, step: Inference) -> str:
        match step.rule:
            case Rule.LOWER_LEVEL:
                return self._lower_level(step)
            case Rule.AT_LEAST:
                return self._at_least(step)
            case Rule.READY:
                return self._ready(step)
            case Rule.STUDY:
                return self._study(step)
            case Rule.EQUIVALENT:
                return self._equivalent(step)
            case Rule.ACHIEVE:
                return f"the goal is reached: {self._concluded(step.conclusion)}"
            case never:
                assert_never(never)

    def _lower_level(self, step: Inference) -> str:
        higher = self._attainment(self._proof.conclusion(step.premises[0]))
        lower = self._attainment(step.conclusion)
        comes = f"{self._labels.attainment(higher)} includes {self._labels.level(lower)}"
        by = self._by(step.conclusion)
        return f"{comes}, so {self._labels.taking(by)} brings that too" if by else comes

    def _at_least(self, step: Inference) -> str:
        fact = step.conclusion
        if not isinstance(fact, Meets):
            return self._concluded(fact)
        if isinstance(fact.condition, Attainment):
            return self._one(fact.condition, fact.by)
        there = self._there(fact.condition, step)
        if fact.by is None:
            return there
        return f"{there}, counting what {self._labels.taking(fact.by)} brings along"

    def _there(self, needed: Threshold, step: Inference) -> str:
        """Say that a condition is met; where there is a choice, by what."""
        if needed.k == len(needed.members):
            return self._concluded(step.conclusion)
        facts = [self._proof.conclusion(premise) for premise in step.premises]
        chosen = [self._condition(_needed(fact)) for fact in facts]
        are = "is" if len(chosen) == 1 else "are"
        apart = any(isinstance(_needed(fact), Threshold) for fact in facts) and len(chosen) > 1
        there = f"{', and '.join(chosen)}," if apart else listed(chosen)
        return f"{there} {are} there, which is enough for {self._condition(needed)}"

    def _one(self, attainment: Attainment, by: Taking | None) -> str:
        named = self._labels.attainment(attainment)
        return (
            f"{named} is held" if by is None else f"{self._labels.taking(by)} brings {named} along"
        )

    def _ready(self, step: Inference) -> str:
        if not isinstance(step.conclusion, Ready):
            return self._concluded(step.conclusion)
        begins = f"{self._labels.taking(step.conclusion.taking)} can begin"
        asked = (self._proof.conclusion(premise) for premise in step.premises)
        if any(isinstance(fact, (Holds, Meets)) for fact in asked):
            return f"{begins}: all it asks for and builds on is there"
        return f"{begins} at once: nothing has to come first"

    def _study(self, step: Inference) -> str:
        ready = self._proof.conclusion(step.premises[0])
        after = self._labels.taking(ready.taking) if isinstance(ready, Ready) else "that"
        if isinstance(ready, Ready) and isinstance(ready.taking, SelfStudy):
            after = "self-study"
        return f"after {after}, {self._concluded(step.conclusion)}"

    def _equivalent(self, step: Inference) -> str:
        origin = self._attainment(self._proof.conclusion(step.premises[-1]))
        other = self._attainment(step.conclusion)
        stands = f"{self._labels.attainment(origin)} stands for {self._labels.attainment(other)}"
        by = self._by(step.conclusion)
        if by is None:
            return f"{stands}, so that is held too"
        return f"{stands}, so {self._labels.taking(by)} brings that along too"

    def _complete(self, only: Only) -> str:
        """Say that nothing is left out, and where what there is stands."""
        count, numbers = len(only.ids), [self._quoted[i] for i in only.ids if i in self._quoted]
        is_resource = isinstance(self._labels.content(only.about), Resource)
        about = self._labels.resource(only.about) if is_resource else self._labels.term(only.about)
        match only.kind:
            case Kind.TEACHING if is_resource:
                said = f"{about} teaches {_exactly(count, 'thing')}"
            case Kind.TEACHING:
                said = f"{about} is taught by {_exactly(count, 'resource')}"
            case Kind.PREREQUISITE if not count:
                said = f"{about} has no prerequisites"
            case _:
                said = f"{about} has {_exactly(count, only.kind.value)}"
        return f"{said} {cited(numbers)}".strip()

    def _concluded(self, fact: Fact) -> str:
        match fact:
            case Holds(attainment):
                return f"{self._labels.attainment(attainment)} is held"
            case Meets(needed):
                return f"{self._condition(needed)} {_are(needed)} there"
            case Ready(taking):
                return f"{self._labels.taking(taking)} can begin"
            case Achieves(goal):
                named = [self._labels.attainment(attainment) for attainment in goal]
                held = "is held" if len(goal) == 1 else "are held"
                return f"{listed(named)} {held}" if goal else "nothing is asked for"
            case Quoted() | Only() | Assumed():
                return self._asserted(fact).rstrip(".")
            case never:
                assert_never(never)

    def _condition(self, needed: Condition) -> str:
        return condition(needed, self._labels.attainment)

    def _attainment(self, fact: Fact) -> Attainment:
        """Return what a fact is about, for the rules that lead from one attainment to another."""
        needed = _needed(fact)
        if not isinstance(needed, Attainment):
            raise ValueError(f"not about one attainment: {fact}")
        return needed

    def _by(self, fact: Fact) -> Taking | None:
        return fact.by if isinstance(fact, Meets) else None


def _needed(fact: Fact) -> Condition:
    """Return the condition that a fact says is met."""
    match fact:
        case Holds(attainment):
            return attainment
        case Meets(needed):
            return needed
        case _:
            raise ValueError(f"no condition is met by {fact}")


def _are(needed: Condition) -> str:
    return "are" if isinstance(needed, Threshold) and needed.k > 1 else "is"


def _exactly(count: int, noun: str) -> str:
    return f"exactly {counted(count, noun)}" if count else f"no {noun}"
