"""Questions and outcomes as JSON: equal values give equal bytes.

Sets are sorted, nothing is left out, attainments and conditions stand as text in the condition
language with full IRIs, dates as ISO 8601. The form is laid down in docs/reference/certificate.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, assert_never

import orjson

from ontology.condition import Attainment, print_condition
from reasoning.bound import BoundCertificate, Cut, CutLeaf
from reasoning.outcome import (
    Cost,
    Denied,
    Found,
    Outcome,
    OverConstrained,
    PathStep,
    Schedule,
    Undecided,
    Unreachable,
    Week,
)
from reasoning.proof import (
    Achieves,
    Assertion,
    Assumed,
    Course,
    Fact,
    Holds,
    Meets,
    Only,
    Proof,
    Quoted,
    Ready,
    SelfStudy,
    Step,
    Taking,
)
from reasoning.question import Limits, Question

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def to_bytes(value: Json) -> bytes:
    """Return canonical bytes: keys sorted, UTF-8, no spaces."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def question_json(question: Question) -> Json:
    """Return the question as JSON."""
    return {
        "goal": _attainments(question.goal),
        "held": _attainments(sorted(question.held)),
        "start": question.start.isoformat(),
        "objective": question.objective,
        "role": question.role,
        "wishes": _attainments(question.wishes),
        "assumed_minutes": question.assumed_minutes,
        "limits": _limits(question.limits),
    }


def _limits(limits: Limits) -> Json:
    return {
        "budget": limits.budget,
        "currency": limits.currency,
        "minutes_per_week": limits.minutes_per_week,
        "deadline": limits.deadline.isoformat() if limits.deadline is not None else None,
        "languages": list(limits.languages),
        "modality": limits.modality,
        "region": limits.region,
        "max_steps": limits.max_steps,
        "without": list[Json](sorted(limits.without)),
        "demanded": list[Json](sorted(limits.demanded)),
        "self_study": limits.self_study,
        "dates": limits.dates,
    }


def outcome_json(outcome: Outcome) -> Json:
    """Return the outcome as JSON, its kind by name.

    What no certificate proves is left out: repairs, which are questions of their own, and a
    lower bound beyond the certified one.
    """
    match outcome:
        case Found():
            return {"kind": "Found", **_found(outcome)}
        case Unreachable(beyond):
            return {"kind": "Unreachable", "beyond": _attainments(sorted(beyond))}
        case OverConstrained(clash, _, certificate):
            leaves = _certificate(certificate) if certificate is not None else None
            return {
                "kind": "OverConstrained",
                "clash": list[Json](sorted(clash)),
                "certificate": leaves,
            }
        case Undecided(lower, best):
            cost = _cost(best) if best is not None else None
            return {"kind": "Undecided", "lower": lower, "best": cost}
        case Denied(decision, rule):
            return {"kind": "Denied", "decision": decision, "rule": rule}
        case _:
            assert_never(outcome)


def _found(found: Found) -> dict[str, Json]:
    return {
        "steps": [_path_step(step) for step in found.steps],
        "cost": _cost(found.cost),
        "bound": {
            "certified": found.bound.certified,
            "certificate": _certificate(found.bound.certificate),
        },
        "proof": proof_json(found.proof),
        "recommended_missed": list(found.recommended_missed),
        "wishes": [
            {"attainment": str(wish.attainment), "state": wish.state} for wish in found.wishes
        ],
        "schedule": _schedule(found.schedule) if found.schedule is not None else None,
    }


def _cost(cost: Cost) -> Json:
    return {
        "minutes": cost.minutes,
        "price": cost.price,
        "currency": cost.currency,
        "steps": cost.steps,
        "objective": cost.objective,
    }


def _path_step(step: PathStep) -> Json:
    return {
        "taking": _taking(step.taking),
        "gains": _attainments(step.gains),
        "minutes": step.minutes,
        "price": step.price,
        "currency": step.currency,
        "assumed": step.assumed,
    }


def _schedule(schedule: Schedule) -> Json:
    return {"weeks": [_week(week) for week in schedule.weeks], "ends": schedule.ends.isoformat()}


def _week(week: Week) -> Json:
    return {
        "number": week.number,
        "starts": week.starts.isoformat(),
        "minutes": [list(share) for share in week.minutes],
    }


def _certificate(certificate: BoundCertificate) -> Json:
    return [_leaf(leaf) for leaf in certificate.leaves]


def _leaf(leaf: CutLeaf) -> Json:
    return {
        "taken": _takings(leaf.taken),
        "avoided": _takings(leaf.avoided),
        "cuts": [_cut(cut) for cut in leaf.cuts],
        "impossible": _cut(leaf.impossible) if leaf.impossible is not None else None,
        "exceeded": leaf.exceeded,
    }


def _cut(cut: Cut) -> Json:
    return {"members": _attainments(sorted(cut.members)), "amount": cut.amount}


def proof_json(proof: Proof) -> Json:
    """Return the steps of the proof; quoted statements by name, they stand in the excerpt."""
    return [_step(step) for step in proof.steps]


def _step(step: Step) -> Json:
    if isinstance(step, Assertion):
        return {"fact": _fact(step.conclusion)}
    return {"fact": _fact(step.conclusion), "rule": step.rule, "premises": list(step.premises)}


def _fact(fact: Fact) -> Json:
    match fact:
        case Holds(attainment):
            return {"holds": str(attainment)}
        case Meets(condition, by):
            helper = _taking(by) if by is not None else None
            return {"meets": print_condition(condition), "by": helper}
        case Ready(taking):
            return {"ready": _taking(taking)}
        case Achieves(goal):
            return {"achieves": _attainments(goal)}
        case Quoted(name, _):
            return {"quoted": name}
        case Only(kind, about, ids):
            return {"only": kind, "about": about, "ids": list(ids)}
        case Assumed(taking, minutes):
            return {"assumed": _taking(taking), "minutes": minutes}
        case _:
            assert_never(fact)


def _takings(takings: Iterable[Taking]) -> list[Json]:
    return sorted((_taking(taking) for taking in takings), key=to_bytes)


def _taking(taking: Taking) -> Json:
    match taking:
        case Course(resource):
            return {"course": resource}
        case SelfStudy(attainment):
            return {"self_study": str(attainment)}


def _attainments(attainments: Iterable[Attainment]) -> list[Json]:
    return [str(attainment) for attainment in attainments]
