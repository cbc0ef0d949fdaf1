"""Proofs: every assertion is what the dataset and the question say, every inference licensed."""

from __future__ import annotations

from ontology.errors import UnsoundProofError
from ontology.terms import EVERY_LEVEL, Competency, Framework, Resource
from reasoning.kernel.rules import check_inference
from reasoning.proof import (
    Achieves,
    Assertion,
    Assumed,
    Course,
    Fact,
    Holds,
    Inference,
    Only,
    Proof,
    Quoted,
    SelfStudy,
    Taking,
)
from reasoning.question import Question
from reasoning.statements import Statements, named


def check_proof(proof: Proof, question: Question, statements: Statements) -> None:
    """Check that the proof proves the goal of the question.

    Raises `UnsoundProofError` with the number of the first step that nothing licenses.
    """
    facts: list[Fact] = []
    for number, step in enumerate(proof.steps, 1):
        if isinstance(step, Assertion):
            if not _is_asserted(step.conclusion, question, statements):
                raise UnsoundProofError(f"step {number} asserts what is not said")
        else:
            _check_inference(number, step, facts)
        facts.append(step.conclusion)
    if not facts or facts[-1] != Achieves(question.goal):
        raise UnsoundProofError("the proof does not end with the goal of the question")


def _check_inference(number: int, step: Inference, facts: list[Fact]) -> None:
    where = f"step {number}, {step.rule}"
    if any(not 1 <= premise < number for premise in step.premises):
        raise UnsoundProofError(f"{where}: cites a step that is not before it")
    try:
        cited = [facts[premise - 1] for premise in step.premises]
        check_inference(step.rule, step.conclusion, cited)
    except UnsoundProofError as error:
        raise UnsoundProofError(f"{where}: {error.message}") from None


def _is_asserted(fact: Fact, question: Question, statements: Statements) -> bool:
    match fact:
        case Quoted(name, content):
            statement = statements.get(name)
            return statement is not None and statement.content == content
        case Only(kind, about, ids):
            return tuple(s.id for s in statements.about(kind, about)) == ids
        case Holds(attainment):
            return attainment in question.held
        case Assumed(taking, minutes):
            return question.assumed_minutes == minutes and not _states_effort(taking, statements)
        case _:
            return False


def _states_effort(taking: Taking, statements: Statements) -> bool:
    match taking:
        case SelfStudy(attainment):
            competency = named(statements, Competency, attainment.competency)
            return competency is not None and any(
                entry.level in {EVERY_LEVEL, attainment.level} for entry in competency.effort
            )
        case Course(name):
            resource = named(statements, Resource, name)
            if resource is None or resource.effort is not None:
                return True
            framework = named(statements, Framework, resource.framework)
            return framework is not None and framework.assumed_effort is not None
