"""The aim of a question: what a role requires, no more and no less (`model` §3)."""

from __future__ import annotations

from ontology.condition import Attainment
from ontology.errors import UnsoundProofError
from ontology.terms import Importance, Requirement
from reasoning.question import Question
from reasoning.statements import Statements, contents


def check_aim(question: Question, statements: Statements) -> None:
    """Check that a question about a role has its requirements for a goal.

    The goal are the essential ones and the wishes the optional ones, or the goal are all of them.
    Raises `UnsoundProofError`.
    """
    if question.role is None:
        return
    essential: set[Attainment] = set()
    optional: set[Attainment] = set()
    for required in contents(statements, Requirement, question.role):
        into = essential if required.importance is Importance.ESSENTIAL else optional
        into.add(Attainment(required.competency, required.level))
    goal, wishes = set(question.goal), set(question.wishes)
    if (goal, wishes) not in [(essential, optional - essential), (essential | optional, set())]:
        raise UnsoundProofError(f"the goal is not what the role `{question.role}` requires")
