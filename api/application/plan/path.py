"""Finding a path: asked, solved, checked by the kernel, and only then answered."""

from __future__ import annotations

import time
from collections.abc import Callable

from api.application.application import Application, Asked
from api.application.plan.answer import Answer
from api.application.plan.questioning import question_of
from api.application.plan.request import PathRequest
from graph.snapshot import Snapshot
from reasoning.certificate import answer_digest
from reasoning.kernel.checking import check
from reasoning.outcome import Found
from reasoning.planning.planner import alternatives, solve
from reasoning.question import Question


def find_path(application: Application, asked: Asked, request: PathRequest) -> Answer:
    """Answer a planning question; the kernel has accepted whatever is returned.

    Raises `UnknownTermError`, `MalformedQuestionError`, `StaleRevisionError`.
    """
    known = application.snapshots.at(asked.tenant, asked.revision)
    question = question_of(application, asked, known, request)
    return answer(known.snapshot, question, request.time_limit, request.alternatives)


def answer(
    snapshot: Snapshot, question: Question, time_limit: float | None, wanted: int
) -> Answer:
    """Solve a complete question and check the outcome, with so many alternatives."""
    began = time.perf_counter()
    expired = _clock(began, time_limit)
    outcome = solve(snapshot, question, expired)
    check(outcome, question, snapshot.dataset)
    others: tuple[Found, ...] = ()
    if wanted and isinstance(outcome, Found):
        others = alternatives(snapshot, question, outcome, wanted, expired)
        for other in others:
            check(other, question, snapshot.dataset)
    return Answer(
        snapshot=snapshot,
        question=question,
        outcome=outcome,
        digest=answer_digest(outcome, question, snapshot.dataset.digest),
        alternatives=others,
        seconds=time.perf_counter() - began,
    )


def _clock(began: float, time_limit: float | None) -> Callable[[], bool]:
    """Return what tells the search that its time is over; it never is without a limit."""
    if time_limit is None:
        return lambda: False
    return lambda: time.perf_counter() - began > time_limit
