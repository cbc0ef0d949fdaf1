"""The wire form of `waymark verify`."""

from __future__ import annotations

from api.application.explain.certify import Verdict
from api.wire.forms.model import Wire


class VerdictObject(Wire):
    """Whether a certificate holds; `reasons` say why it does not.

    `outcome`, `digest` and `content` are null where it is too damaged to say them.
    """

    verified: bool
    outcome: str | None
    digest: str | None
    content: str | None
    steps: int
    statements: int
    reasons: list[str]


def verdict_object(verdict: Verdict) -> VerdictObject:
    """Write a verdict."""
    return VerdictObject(
        verified=verdict.holds,
        outcome=verdict.outcome,
        digest=verdict.digest,
        content=verdict.content,
        steps=verdict.steps,
        statements=verdict.statements,
        reasons=list(verdict.reasons),
    )
