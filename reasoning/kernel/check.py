"""The check that every answer passes before it leaves."""

from __future__ import annotations

from typing import assert_never

from ontology.errors import UnsoundProofError
from reasoning.kernel.aim import check_aim
from reasoning.kernel.bounds import bound_of
from reasoning.kernel.path import check_path
from reasoning.kernel.proofs import check_proof
from reasoning.kernel.reading import Reading
from reasoning.kernel.repairs import check_clash
from reasoning.kernel.unfounded import check_unfounded
from reasoning.outcome import Denied, Found, Outcome, OverConstrained, Undecided, Unreachable
from reasoning.question import Question
from reasoning.statements import Statements


def check(outcome: Outcome, question: Question, statements: Statements) -> None:
    """Check that the outcome is what it says, as an answer to this question.

    A question about a role asks for what the role requires. A path is proved step by step and
    what is said of it recomputed; its bound is what its certificate proves, and no more is
    called certified. An unfounded set has no way in. Clashing limits leave no path between
    them, and each repair touches them and nothing that it does not name. Who gave up or was
    denied proves nothing.

    Raises `UnsoundProofError` with the first thing that is not so.
    """
    check_aim(question, statements)
    match outcome:
        case Found():
            _check_found(outcome, question, statements)
        case Unreachable(beyond):
            check_unfounded(beyond, Reading(question, statements))
        case OverConstrained():
            check_clash(outcome, question, statements)
        case Undecided() | Denied():
            pass
        case _:
            assert_never(outcome)


def _check_found(found: Found, question: Question, statements: Statements) -> None:
    check_proof(found.proof, question, statements)
    reading = Reading(question, statements)
    check_path(found, reading)
    bound, objective = found.bound, found.cost.objective
    certified = bound_of(bound.certificate, reading)
    if bound.certified != certified:
        raise UnsoundProofError(f"the bound is not certified as {bound.certified}: {certified}")
    if not bound.certified <= bound.lower <= objective:
        raise UnsoundProofError(f"the bound {bound.lower} is out of place")
