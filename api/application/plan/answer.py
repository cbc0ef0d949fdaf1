"""An answer to a planning question: checked before anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from graph.snapshot import Snapshot
from reasoning.certificate.certificate import answer_digest
from reasoning.outcome import Found, Outcome
from reasoning.question import Question


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its outcome at one revision, and the digest that binds the two.

    `content` is the digest of what that revision holds.

    The kernel has accepted `outcome` and every alternative. `seconds` is how long it took.
    """

    snapshot: Snapshot
    content: str
    question: Question
    outcome: Outcome
    digest: str
    alternatives: tuple[Found, ...]
    asked_at: datetime
    seconds: float

    def alternative(self, other: Found) -> Answer:
        """Return another path to the same goal as an answer of its own, with its own digest."""
        digest = answer_digest(self.question, self.content, other)
        return replace(self, outcome=other, digest=digest, alternatives=())
