"""Random curricula: whatever the planner answers, trying everything says the same.

100,000 in full. Every proof is accepted, no order breaks a rule, nothing is called unreachable
that is not, every least cost is least, and every clash is minimal.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from oracle import Clash, LeastPath, NoPath, Oracle, Verdict
from random_curricula import Case, random_case, random_free_case, random_role_case
from scale import count

from graph.snapshot import Snapshot
from reasoning.kernel.check import check
from reasoning.outcome import Found, Outcome, OverConstrained, Unreachable
from reasoning.planning.planner import solve
from reasoning.semantics.path import answers, cost, is_unfounded, misstep

CASES = count(100_000)


def _case(seed: int) -> Case:
    match seed % 10:
        case 0:
            return random_role_case(seed)
        case 1 | 2:
            return random_free_case(seed)
        case _:
            return random_case(seed)


def test_the_planner_says_what_trying_everything_says() -> None:
    found: Counter[str] = Counter()
    for seed in range(CASES):
        case = _case(seed)
        outcome = solve(Snapshot.compile(case.dataset), case.question)
        check(outcome, case.question, case.dataset)
        verdict = Oracle(case.dataset).verdict(case.question)
        assert _agree(outcome, verdict, case), (seed, outcome, verdict)
        found[type(outcome).__name__] += 1
    assert set(found) == {"Found", "Unreachable", "OverConstrained"}
    assert min(found.values()) > CASES // 20


def _agree(outcome: Outcome, verdict: Verdict, case: Case) -> bool:
    match outcome, verdict:
        case Found(), LeastPath():
            return _is_a_least_path(outcome, verdict, case)
        case Unreachable(beyond), NoPath(unfounded):
            return beyond <= unfounded and is_unfounded(beyond, case.question, case.dataset)
        case OverConstrained(), Clash(minimal):
            return outcome.clash in minimal
        case _:
            return False


def _is_a_least_path(found: Found, least: LeastPath, case: Case) -> bool:
    path, question, dataset = found.proof.path, case.question, case.dataset
    return (
        misstep(path, question, dataset) is None
        and answers(path, question, dataset)
        and found.cost == cost(path, question, dataset)
        and found.bound.certified == found.bound.lower == least.cost.objective
        and found.cost.objective == least.cost.objective
    )


def test_repairs_are_what_they_say() -> None:
    tried = 0
    for seed in range(count(5_000)):
        case = random_case(seed)
        outcome = solve(Snapshot.compile(case.dataset), case.question)
        if not isinstance(outcome, OverConstrained):
            continue
        oracle = Oracle(case.dataset)
        assert outcome.repairs or _takes_more_than_three(case, oracle), seed
        for repair in outcome.repairs:
            path = oracle.least_path(repair.question)
            assert path is not None, seed
            best = cost(path, repair.question, case.dataset)
            assert repair.cost.objective == best.objective, seed
            for limit in repair.dropped:
                fewer = case.question.dropping(repair.dropped - {limit})
                assert oracle.least_path(fewer) is None, seed
            tried += 1
    assert tried > count(5_000) // 20


def _takes_more_than_three(case: Case, oracle: Oracle) -> bool:
    """Tell whether no three limits can be dropped to get a path."""
    return all(
        oracle.least_path(case.question.dropping(frozenset(three))) is None
        for three in combinations(sorted(case.question.stated), 3)
    )
