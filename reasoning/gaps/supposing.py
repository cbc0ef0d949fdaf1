"""Supposing that whatever nobody teaches can be learnt: what lies behind what is out of reach."""

from __future__ import annotations

from dataclasses import replace

from reasoning.gaps.behind import leading_to
from reasoning.planning.problem import Problem


class Supposing(Problem):
    """A problem with self-study of every attainment that no permitted taking leads to.

    All else is as the given problem has it: what can be learnt from somebody is learnt from
    them, and needs what they ask for. How long anything takes means nothing here.
    """

    def __init__(self, given: Problem) -> None:
        assumed = given.question.assumed_minutes or 0
        super().__init__(given.snapshot, replace(given.question, assumed_minutes=assumed))
        self._given = given

    def entrances(self, at: int) -> tuple[int, ...]:
        """Return the takings that teach exactly this attainment, sorted."""
        if leading_to(self._given, at):
            return self._given.entrances(at)
        return (self.courses + at,)
