"""An answer to a planning question: checked before anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.snapshot import Snapshot
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
