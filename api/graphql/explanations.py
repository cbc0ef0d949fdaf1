"""Explanations: the numbered proof of an answer, in facts and in sentences."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import strawberry
from strawberry.scalars import JSON

from api.application.explain.certify import certificate_of
from api.application.plan.answer import Answer
from api.graphql.facts import ProofStep, proof_step
from api.graphql.statements import Language
from api.wire.telling import Telling
from reasoning.outcome import Found, OverConstrained, Unreachable


@strawberry.type(description="Why an answer is what it is.")
class Explanation:
    """The proof of an answer; one that has no path has no steps but sentences."""

    answer: strawberry.Private[Answer]
    revision: int = strawberry.field(description="The revision that was asked.")
    content: str = strawberry.field(description="The digest of what that revision holds.")
    digest: str = strawberry.field(description="The digest of the answer that is explained.")
    asked_at: datetime = strawberry.field(description="When it was asked, in UTC.")

    @strawberry.field(description="Every step: facts, rules, premises, sentences, sources.")
    def steps(self, language: Language = "en") -> list[ProofStep]:
        found = self.answer.outcome
        if not isinstance(found, Found):
            return []
        sentences = Telling(self.answer, (language,)).proof(found)
        numbered = enumerate(zip(found.proof.steps, sentences, strict=True), start=1)
        return [
            proof_step(number, step, sentence, self.answer.snapshot)
            for number, (step, sentence) in numbered
        ]

    @strawberry.field(description="The explanation in sentences; labels in that language.")
    def sentences(self, language: Language = "en") -> list[str]:
        telling = Telling(self.answer, (language,))
        match self.answer.outcome:
            case Found() as found:
                return telling.proof(found)
            case Unreachable() as unreachable:
                return telling.unreachable(unreachable)
            case OverConstrained() as clashing:
                return telling.over_constrained(clashing)
            case _:
                return []

    @strawberry.field(description="What `waymark verify` checks, with nothing but itself.")
    def certificate(self) -> JSON | None:
        certificate = certificate_of(self.answer)
        return None if certificate is None else JSON(json.loads(certificate))


def explanation(answer: Answer) -> Explanation:
    """Explain an answer."""
    return Explanation(
        answer=answer,
        revision=answer.snapshot.revision,
        content=answer.content,
        digest=answer.digest,
        asked_at=answer.asked_at.astimezone(UTC),
    )
