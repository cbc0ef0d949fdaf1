"""Certificates: made of an answer, written, read, and verified without any store.

A certificate carries a question, its outcome with proof and bound, and every statement that the
kernel reads to check them, opened against the content digest; and nothing that it does not
prove. To verify it is to run the same kernel over what it carries. What it cannot show is
that the content digest is the one of a revision that somebody stands behind: compare it with
the store's, or with a published one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypeAlias

import orjson

from ontology.dataset import Dataset
from ontology.errors import InputError, UnsoundProofError
from reasoning.certificate.carrying import excerpt_json, read_excerpt
from reasoning.certificate.excerpt import Excerpt, Recorder
from reasoning.certificate.node import Node
from reasoning.certificate.reading import Proved, read_outcome, read_question
from reasoning.certificate.writing import (
    Json,
    outcome_json,
    proof_json,
    question_json,
    to_bytes,
)
from reasoning.kernel.check import check
from reasoning.outcome import Found, Outcome
from reasoning.question import Question

VERSION = 1
MARK = "waymark_certificate"


@dataclass(frozen=True, eq=False)
class Certificate:
    """An answer that proves itself; `content` and `answer` are digests, ``sha256:…``."""

    question: Question
    outcome: Proved
    content: str
    answer: str
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome is what it says, for the dataset with this content digest."""

    content: str
    answer: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The certificate does not prove its outcome, and why."""

    reasons: tuple[str, ...]


Verdict: TypeAlias = Verified | Refused


def answer_digest(question: Question, content: str, outcome: Outcome) -> str:
    """Return the digest of an answer: of its question, the content digest and its proof.

    Where there is no proof the outcome stands in its place.
    """
    proved = proof_json(outcome.proof) if isinstance(outcome, Found) else outcome_json(outcome)
    body: Json = {"question": question_json(question), "content": content, "proof": proved}
    return f"sha256:{hashlib.sha256(to_bytes(body)).hexdigest()}"


def certify(outcome: Proved, question: Question, dataset: Dataset) -> Certificate:
    """Check the answer and put all that the check reads into a certificate.

    Who gave up or was denied proves nothing and gets no certificate.

    Raises `UnsoundProofError` where the outcome is not what it says.
    """
    recorder = Recorder(dataset)
    check(outcome, question, recorder)
    content = dataset.digest
    answer = answer_digest(question, content, outcome)
    return Certificate(question, outcome, content, answer, recorder.excerpt())


def write_certificate(certificate: Certificate) -> bytes:
    """Return the file form; equal certificates have equal bytes."""
    body: Json = {
        MARK: VERSION,
        "question": question_json(certificate.question),
        "outcome": outcome_json(certificate.outcome),
        "content": certificate.content,
        "answer": certificate.answer,
        **excerpt_json(certificate.excerpt),
    }
    return to_bytes(body)


def claimed(found: bytes | str) -> Node:
    """Return the document of what claims to be a certificate of this version.

    It claims so by one thing alone, that it is a JSON object which says
    ``"waymark_certificate": 1``; the claim may still be false. Raises `InputError` for all else.
    """
    try:
        root = orjson.loads(found)
    except orjson.JSONDecodeError as error:
        raise InputError(f"not a certificate: no JSON: {error}") from None
    version = root.get(MARK) if isinstance(root, dict) else None
    if version is None:
        raise InputError(f"not a certificate: it does not say `{MARK}`")
    if type(version) is not int or version != VERSION:
        raise InputError(f"not a certificate of version {VERSION}, the one that can be read")
    return Node(root, "$")


def read_certificate(found: bytes | str) -> Certificate:
    """Read the file form back; nothing is verified yet.

    Raises `InputError` with the place of what is amiss.
    """
    return read_claim(claimed(found))


def read_claim(root: Node) -> Certificate:
    """Read what claims to be a certificate; else as `read_certificate`."""
    names = ("question", "outcome", "content", "answer", "statements", "opening")
    fields = root.fields(MARK, *names)
    excerpt = read_excerpt(fields["statements"], fields["opening"])
    return Certificate(
        question=read_question(fields["question"]),
        outcome=read_outcome(fields["outcome"], excerpt),
        content=fields["content"].text(),
        answer=fields["answer"].text(),
        excerpt=excerpt,
    )


def verify(certificate: Certificate, content: str | None = None) -> Verdict:
    """Run the kernel over what the certificate carries.

    `content` is the content digest that the certificate should speak of, where it is known.
    """
    reasons = tuple(_mismatches(certificate, content))
    if reasons:
        return Refused(reasons)
    try:
        check(certificate.outcome, certificate.question, certificate.excerpt)
    except UnsoundProofError as error:
        return Refused((error.message,))
    return Verified(certificate.content, certificate.answer)


def _mismatches(certificate: Certificate, content: str | None) -> list[str]:
    found: list[str] = []
    if content is not None and content != certificate.content:
        found.append(f"it speaks of the content {certificate.content} and not of {content}")
    try:
        if certificate.excerpt.digest != certificate.content:
            found.append("its statements do not belong to the content it names")
    except UnsoundProofError as error:
        found.append(error.message)
    question, outcome = certificate.question, certificate.outcome
    if answer_digest(question, certificate.content, outcome) != certificate.answer:
        found.append("its answer has another digest than it says")
    return found
