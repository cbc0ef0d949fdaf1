"""The wire form of `waymark verify`."""

from __future__ import annotations

from api.application.explain.certify import Verdict
from api.wire.model import Wire


class VerdictObject(Wire):
    """Whether a certificate holds; `reason` says where it does not."""

    verified: bool
    outcome: str | None
    digest: str | None
    content: str | None
    steps: int
    reason: str | None


def verdict_object(verdict: Verdict) -> VerdictObject:
    """Write a verdict."""
    return VerdictObject(
        verified=verdict.holds,
        outcome=verdict.outcome,
        digest=verdict.digest,
        content=verdict.content,
        steps=verdict.steps,
        reason=verdict.reason,
    )
