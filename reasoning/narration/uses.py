"""Who gains what for whom, read from a proof.

What a step of the path is good for are the readiness of later ones and the goal, as far as
they rest on what it gains; what it builds on is what its own readiness rests on.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from ontology.condition import Attainment
from reasoning.proof import (
    Achieves,
    Assertion,
    Holds,
    Inference,
    Proof,
    Ready,
    Rule,
)

START = 0
GOAL = 0


class Source(NamedTuple):
    """Something held, and the step of the path that gained it; `START` where none did."""

    step: int
    attainment: Attainment


Sources: TypeAlias = frozenset[Source]


class Uses:
    """What the steps of one path build on, and what is built on them; steps count from 1."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self._place = {taking: at for at, taking in enumerate(proof.path, start=1)}
        self._sources: list[Sources] = []
        self._built_on: dict[int, Sources] = {}
        self._used_by: dict[Source, set[int]] = {}
        for step in proof.steps:
            self._read(step)

    def builds_on(self, step: int) -> tuple[Source, ...]:
        """Return what a step of the path needs, sorted."""
        return tuple(sorted(self._built_on.get(step, frozenset())))

    def good_for(self, step: int) -> dict[Attainment, tuple[int, ...]]:
        """Return what a step gains for later ones, each with those, `GOAL` first."""
        return {
            source.attainment: tuple(sorted(users))
            for source, users in sorted(self._used_by.items())
            if source.step == step
        }

    def _read(self, step: Assertion | Inference) -> None:
        match step:
            case Assertion(Holds(attainment)):
                self._sources.append(frozenset({Source(START, attainment)}))
            case Inference(Holds(attainment), Rule.STUDY, premises):
                ready = self._proof.conclusion(premises[0])
                place = self._place[ready.taking] if isinstance(ready, Ready) else START
                self._sources.append(frozenset({Source(place, attainment)}))
            case Inference(conclusion, _, premises):
                found = [self._sources[premise - 1] for premise in premises]
                self._sources.append(frozenset().union(*found))
                self._record(conclusion, self._sources[-1])
            case _:
                self._sources.append(frozenset())

    def _record(self, conclusion: object, sources: Sources) -> None:
        match conclusion:
            case Ready(taking):
                user = self._place[taking]
                self._built_on[user] = sources
            case Achieves():
                user = GOAL
            case _:
                return
        for source in sources:
            self._used_by.setdefault(source, set()).add(user)
