"""The wire form of `waymark verify`."""

from __future__ import annotations

from api.application.explain.certify import Verdict
from api.wire.forms.model import Wire


class VerdictObject(Wire):
    """Whether a certificate holds; `reasons` say why it does not."""

    verified: bool
    outcome: str
    digest: str
    content: str
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
