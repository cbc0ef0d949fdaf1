"""The answer that a path is: steps, cost, proof, bound, and what became of wishes and advice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reasoning.bound import BoundCertificate, Cut, CutLeaf
from reasoning.outcome import Bound, Cost, Found, PathStep, Wish, WishState
from reasoning.planning.answer.advice import missed
from reasoning.planning.answer.proving import prove
from reasoning.planning.answer.schedule import scheduled
from reasoning.planning.problem import Problem
from reasoning.planning.search.branch import Leaf, Searched


def found(problem: Problem, path: Sequence[int], bound: Bound) -> Found:
    """Return the answer; `path` is in the order in which it is taken."""
    question = problem.question
    weekly = question.limits.minutes_per_week
    minutes = [problem.minutes(taking) for taking in path]
    return Found(
        steps=_steps(problem, path),
        cost=cost(problem, path),
        bound=bound,
        proof=prove(problem, path),
        recommended_missed=missed(problem, path),
        wishes=_wishes(problem, path),
        schedule=scheduled(minutes, question.start, weekly) if weekly else None,
    )


def cost(problem: Problem, path: Sequence[int]) -> Cost:
    """Return what a path costs; an unknown price or several currencies have no sum."""
    prices = [
        problem.snapshot.offers[taking].resource.price
        for taking in path
        if taking < problem.courses
    ]
    known = [price for price in prices if price is not None]
    currencies = sorted({price.currency for price in known})
    minutes = sum(map(problem.minutes, path))
    objective = sum(map(problem.objective, path))
    if len(known) < len(prices) or len(currencies) > 1:
        return Cost(minutes, None, None, len(path), objective)
    currency = currencies[0] if currencies else problem.question.limits.currency
    return Cost(minutes, sum(price.minor for price in known), currency, len(path), objective)


def bound_of(problem: Problem, searched: Searched) -> Bound:
    """Return the bound of a search that found a path."""
    lower = min(searched.cost, searched.lower or 0)
    return Bound(lower, lower, certificate(problem, searched.leaves))


def certificate(problem: Problem, leaves: Iterable[Leaf]) -> BoundCertificate:
    """Return the leaves of a search, in the order in which they were closed."""
    return BoundCertificate(tuple(_leaf(problem, leaf) for leaf in leaves))


def _leaf(problem: Problem, leaf: Leaf) -> CutLeaf:
    impossible = leaf.ascent.impossible
    return CutLeaf(
        taken=frozenset(map(problem.named, leaf.case.taken)),
        avoided=frozenset(map(problem.named, leaf.case.avoided)),
        cuts=tuple(
            Cut(problem.attainments(members), amount)
            for members, amount in (() if impossible is not None else leaf.ascent.cuts)
        ),
        impossible=None if impossible is None else Cut(problem.attainments(impossible), 0),
        exceeded=leaf.exceeded,
    )


def _steps(problem: Problem, path: Sequence[int]) -> tuple[PathStep, ...]:
    steps: list[PathStep] = []
    reached: set[int] = set()
    for taking in path:
        lacking = [at for at in problem.taught(taking) if at not in problem.held | reached]
        price = problem.snapshot.offers[taking].resource.price if taking < problem.courses else None
        own = taking >= problem.courses
        steps.append(
            PathStep(
                taking=problem.named(taking),
                gains=problem.snapshot.attainments(lacking),
                minutes=problem.minutes(taking),
                price=0 if own else None if price is None else price.minor,
                currency=None if price is None else price.currency,
                assumed=problem.assumes(taking),
            )
        )
        reached.update(problem.way(taking).gains)
    return tuple(steps)


def _wishes(problem: Problem, path: Sequence[int]) -> tuple[Wish, ...]:
    gained = {at for taking in path for at in problem.way(taking).gains}
    wishes = []
    for wish in problem.question.wishes:
        at = problem.snapshot.numbering.number_of.get(wish)
        state = WishState.OPEN
        if at in problem.held:
            state = WishState.HELD
        elif at in gained:
            state = WishState.GAINED
        wishes.append(Wish(wish, state))
    return tuple(wishes)
