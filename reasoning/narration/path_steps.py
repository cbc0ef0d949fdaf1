"""Why a step is on the path, and why it stands where it stands, in two sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ontology.condition import Attainment
from reasoning.narration.labels import Labels
from reasoning.narration.phrases import listed, sentence, shortened
from reasoning.narration.uses import GOAL, START, Source, Uses
from reasoning.outcome import Found
from reasoning.proof import Course, Taking
from reasoning.question import Question

NAMED = 4


def because(found: Found, question: Question, labels: Labels) -> tuple[tuple[str, ...], ...]:
    """Return for each step of the path why it is there and why it comes when it comes.

    What it is good for and what it builds on are those that the proof rests on.
    """
    reasons = _Reasons(found, question, labels)
    return tuple(
        (reasons.why_there(at), reasons.why_now(at)) for at in range(1, len(found.steps) + 1)
    )


class _Reasons:
    def __init__(self, found: Found, question: Question, labels: Labels) -> None:
        self._takings = [step.taking for step in found.steps]
        self._question = question
        self._labels = labels
        self._uses = Uses(found.proof)

    def why_there(self, at: int) -> str:
        """Say what the step gains, and who needs that."""
        groups: dict[tuple[int, ...], list[Attainment]] = {}
        for attainment, users in self._uses.good_for(at).items():
            groups.setdefault(users, []).append(attainment)
        if not groups:
            return self._good_for_nothing_later(self._takings[at - 1])
        gains = [
            f"{self._named(attainments)}, which {self._needed_by(users)}"
            for users, attainments in sorted(groups.items())
        ]
        return sentence(f"it brings {_spoken(gains)}")

    def why_now(self, at: int) -> str:
        """Say what the step builds on, and since when that is held."""
        sources = self._uses.builds_on(at)
        start = [source.attainment for source in sources if source.step == START]
        earlier = list(self._earlier(sources))
        if not sources:
            return "It builds on nothing, so it could come at any time."
        if not earlier:
            return sentence(f"it builds on {self._named(start)}, held from the start")
        after = self._together(sources) if len(earlier) > NAMED else _spoken(earlier)
        follows = f"it follows {after}"
        if not start:
            return sentence(follows)
        are = "is" if len(start) == 1 else "are"
        return sentence(f"{follows}; {self._named(start)} {are} held from the start")

    def _earlier(self, sources: Sequence[Source]) -> Iterator[str]:
        for step in sorted({source.step for source in sources} - {START}):
            brought = [source.attainment for source in sources if source.step == step]
            yield f"step {step}, which brings {self._named(brought)}"

    def _together(self, sources: Sequence[Source]) -> str:
        """Say many steps and what they bring in one breath."""
        steps = sorted({source.step for source in sources} - {START})
        brought = [source.attainment for source in sources if source.step != START]
        return f"steps {listed(list(map(str, steps)))}, which bring {self._named(brought)}"

    def _needed_by(self, users: Sequence[int]) -> str:
        steps = [user for user in users if user != GOAL]
        parts = ["the goal asks for"] if GOAL in users else []
        if len(steps) == 1:
            parts.append(f"step {steps[0]}, {self._title(self._takings[steps[0] - 1])}, needs")
        elif steps:
            parts.append(f"steps {listed([str(step) for step in steps])} need")
        return listed(parts)

    def _title(self, taking: Taking) -> str:
        if isinstance(taking, Course):
            return self._labels.term(taking.resource)
        return self._labels.taking(taking)

    def _named(self, attainments: Sequence[Attainment]) -> str:
        return shortened([self._labels.attainment(each) for each in attainments], NAMED)

    def _good_for_nothing_later(self, taking: Taking) -> str:
        if isinstance(taking, Course) and taking.resource in self._question.limits.demanded:
            return "It is there because the question demands it."
        return "It is there for what is recommended, though not required, before a later step."


def _spoken(parts: Sequence[str]) -> str:
    """Join parts that have commas of their own."""
    if len(parts) < 3:
        return ", and ".join(parts)
    return f"{'; '.join(parts[:-1])}; and {parts[-1]}"
