"""Finding a path: asked, solved, checked by the kernel, and only then answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from api.application.application import Application, Asked
from api.application.plan.answer import Answer
from api.application.plan.questioning import question_of
from api.application.plan.request import PathRequest
from api.application.snapshots.known import Known
from ontology.errors import MalformedQuestionError
from reasoning.certificate.certificate import answer_digest
from reasoning.kernel.check import check
from reasoning.outcome import Found
from reasoning.planning.planner import alternatives, solve
from reasoning.planning.search.branch import EFFORT
from reasoning.question import Question

UNTIL_THEN = 10**12
"""The effort of a search that a time limit ends."""

PATIENCE = 10.0
"""Seconds that are spent on alternatives at the most."""


def find_path(application: Application, asked: Asked, request: PathRequest) -> Answer:
    """Answer a planning question; the kernel has accepted whatever is returned.

    Raises `UnknownTermError`, `MalformedQuestionError`, `UnknownRevisionError`.
    """
    known = application.snapshots.at(asked.tenant, asked.revision)
    question = question_of(application, asked, known, request)
    return answer(known, question, application.now(), request)


def answer(known: Known, question: Question, asked_at: datetime, request: PathRequest) -> Answer:
    """Solve a complete question and check the outcome, and alternatives as many as are wanted."""
    began = time.perf_counter()
    expired = _clock(began, request.time_limit)
    snapshot, statements = known.snapshot, known.snapshot.dataset
    effort = EFFORT if request.time_limit is None else UNTIL_THEN
    outcome = solve(snapshot, question, expired, effort)
    check(outcome, question, statements)
    others: tuple[Found, ...] = ()
    if request.alternatives and isinstance(outcome, Found):
        others = alternatives(snapshot, question, outcome, request.alternatives, expired)
        for other in others:
            check(other, question, statements)
    return Answer(
        snapshot=snapshot,
        content=known.content,
        question=question,
        outcome=outcome,
        digest=answer_digest(question, known.content, outcome),
        alternatives=others,
        asked_at=asked_at,
        seconds=time.perf_counter() - began,
    )


def alternatives_to(given: Answer, wanted: int) -> tuple[Answer, ...]:
    """Return other paths to the goal of an answer, each an answer of its own, and checked."""
    found = given.outcome
    if not wanted or not isinstance(found, Found):
        return ()
    statements = given.snapshot.dataset
    others = alternatives(
        given.snapshot, given.question, found, wanted, _clock(time.perf_counter(), PATIENCE)
    )
    for other in others:
        check(other, given.question, statements)
    return tuple(map(given.alternative, others))


def _clock(began: float, time_limit: float | None) -> Callable[[], bool]:
    """Return what tells the search that its time is over; it never is without a limit."""
    if time_limit is None:
        return lambda: False
    if not time_limit >= 0:
        raise MalformedQuestionError("a time limit is a number of seconds from 0")
    return lambda: time.perf_counter() - began > time_limit
