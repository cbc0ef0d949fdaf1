"""Certificates: an answer that can be taken away and checked by anybody."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from api.application.files import keep
from api.application.plan.answer import Answer
from ontology.errors import InputError, SourceError
from reasoning.certificate.certificate import (
    Certificate,
    Refused,
    certify,
    claimed,
    read_claim,
    verify,
    write_certificate,
)
from reasoning.outcome import Found, OverConstrained, Unreachable


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a certificate holds; `reasons` say why it does not.

    `steps` counts the proof steps that were re-checked, `statements` what they rest on.
    `outcome`, `digest` and `content` are what the certificate says of itself; None where it is
    too damaged to say anything.
    """

    holds: bool
    outcome: str | None = None
    digest: str | None = None
    content: str | None = None
    steps: int = 0
    statements: int = 0
    reasons: tuple[str, ...] = ()


def certificate_of(answer: Answer) -> bytes | None:
    """Return the certificate of an answer; equal answers have equal bytes.

    None where the search gave up or policy forbids the question: that proves nothing.
    """
    outcome = answer.outcome
    if not isinstance(outcome, Found | Unreachable | OverConstrained):
        return None
    return write_certificate(certify(outcome, answer.question, answer.snapshot.dataset))


def keep_certificate(answer: Answer, path: Path) -> None:
    """Write the certificate of an answer to a file, whole or not at all.

    Raises `InputError` where the file cannot be written, or there is nothing to certify.
    """
    certificate = certificate_of(answer)
    if certificate is None:
        raise InputError(
            f"there is nothing to certify: the outcome is {type(answer.outcome).__name__}"
        )
    keep(certificate, path)


def verify_file(path: Path) -> Verdict:
    """Check a certificate file with the kernel, from what it carries alone.

    Raises `SourceError` where the file cannot be read, or does not claim to be a certificate.
    """
    try:
        text = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "cannot be read"
        raise SourceError(reason.lower(), path.as_posix()) from error
    try:
        return verify_text(text)
    except InputError as error:
        raise SourceError(error.message, path.as_posix()) from error


def verify_text(text: bytes) -> Verdict:
    """Check a certificate with the kernel, from what it carries alone.

    What claims to be one and cannot be read as one is a certificate that does not hold. Raises
    `InputError` where the text does not even claim it.
    """
    claim = claimed(text)
    try:
        certificate = read_claim(claim)
    except InputError as error:
        return Verdict(holds=False, reasons=(f"it is damaged at {error.message}",))
    verdict = verify(certificate)
    return Verdict(
        holds=not isinstance(verdict, Refused),
        outcome=type(certificate.outcome).__name__,
        digest=certificate.answer,
        content=certificate.content,
        steps=_steps(certificate),
        statements=len(certificate.excerpt.contents),
        reasons=verdict.reasons if isinstance(verdict, Refused) else (),
    )


def _steps(certificate: Certificate) -> int:
    outcome = certificate.outcome
    return len(outcome.proof.steps) if isinstance(outcome, Found) else 0
