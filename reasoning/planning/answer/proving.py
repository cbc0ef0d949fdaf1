"""From a path to its proof, step by step as `reasoning.proof.Rule` lays the premises down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ontology.condition import Attainment, Condition, Threshold, holds
from ontology.dataset import Statement
from ontology.names import Iri
from ontology.terms import Competency, Kind, Prerequisite, Strength, Teaching
from reasoning.planning.answer.ledger import Ledger
from reasoning.planning.problem import Problem
from reasoning.proof import (
    Achieves,
    Assumed,
    Course,
    Holds,
    Meets,
    Proof,
    Ready,
    Rule,
    SelfStudy,
    Taking,
)


def prove(problem: Problem, path: Sequence[int]) -> Proof:
    """Prove that the path, in the order in which it is taken, leads to the goal."""
    return _Prover(problem).proof(path)


class _Reason(NamedTuple):
    """Why an attainment is held or gained: from another one, perhaps by an alignment."""

    origin: int | None
    alignment: Iri | None = None


class _Prover:
    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._snapshot = problem.snapshot
        self._dataset = problem.snapshot.dataset
        self._ledger = Ledger(problem.snapshot.dataset)
        self._evidence: frozenset[int] = frozenset()
        self._reasons: dict[int, _Reason] = {}
        self._gained: dict[int, _Reason] = {}
        self._taking: Taking | None = None
        self._teachings: Mapping[int, Statement] = {}

    def proof(self, path: Sequence[int]) -> Proof:
        question = self._problem.question
        self._evidence = frozenset(self._snapshot.numbers(question.held))
        for taking in path:
            self._take(taking)
        goal = tuple(map(self._held, question.goal))
        self._ledger.inferred(Achieves(question.goal), Rule.ACHIEVE, goal)
        return self._ledger.proof()

    def _spread(self, roots: Iterable[int]) -> dict[int, _Reason]:
        """Return why each attainment follows from the roots that is not held already."""
        return self._following([at for at in roots if not self._holds(at)], self._holds)

    def _following(self, roots: Iterable[int], known: Callable[[int], bool]) -> dict[int, _Reason]:
        found = {at: _Reason(None) for at in roots}
        waiting = list(found)
        for at in waiting:
            lower = [(at - 1, None)] if at > self._snapshot.numbering.lowest[at] else []
            links = ((link.target, link.id) for link in self._snapshot.links(at))
            for target, alignment in (*lower, *links):
                if target not in found and not known(target):
                    found[target] = _Reason(at, alignment)
                    waiting.append(target)
        return found

    def _take(self, taking: int) -> None:
        self._taking = self._problem.named(taking)
        taught = self._problem.teaches(taking)
        self._gained = self._spread(reversed(taught))
        match self._taking:
            case Course(name):
                self._take_course(name, taught)
            case SelfStudy(attainment):
                self._study_alone(attainment)
        self._reasons.update(self._gained)
        self._gained, self._taking = {}, None

    def _take_course(self, name: Iri, taught: Sequence[int]) -> None:
        ledger, dataset = self._ledger, self._dataset
        teachings = dataset.about(Kind.TEACHING, name)
        self._teachings = {
            self._snapshot.numbering.number_of[_taught(statement)]: statement
            for statement in teachings
        }
        premises = [ledger.quoted(name), ledger.only(Kind.TEACHING, name)]
        premises.extend(ledger.quoted(statement.id) for statement in teachings)
        premises.append(ledger.only(Kind.PREREQUISITE, name))
        for statement in dataset.about(Kind.PREREQUISITE, name):
            premises.append(ledger.quoted(statement.id))
            if (condition := _required(statement)) is not None:
                premises.append(self._met(condition, None))
        highest = {_taught(each).competency: 0 for each in teachings}
        for competency, level in map(_taught, teachings):
            highest[competency] = max(level, highest[competency])
        for competency in sorted(highest):
            premises.extend(self._groundwork(Attainment(competency, highest[competency])))
        for statement in teachings:
            premises.extend(self._entry(statement))
        ready = ledger.inferred(Ready(Course(name)), Rule.READY, premises)
        new = [at for at in taught if at in self._gained] or taught
        for at in new:
            teaching = ledger.quoted(self._teachings[at].id)
            conclusion = Holds(self._attainment(at))
            ledger.inferred_again(conclusion, Rule.STUDY, (ready, teaching))

    def _entry(self, statement: Statement) -> list[int]:
        """Cite the level that a teaching starts from, and why it is that level."""
        teaching = statement.content
        if not isinstance(teaching, Teaching):
            return []
        premises: list[int] = []
        start = teaching.start
        if start is None and teaching.level > 1:
            premises = self._scale(teaching.competency)
            start = teaching.level - 1 if self._progressive(_taught(statement)) else 0
        entry = Attainment(teaching.competency, start or 0)
        if entry.level and self._snapshot.numbering.number_of[entry] not in self._teachings:
            premises.append(self._held(entry))
        return premises

    def _study_alone(self, attainment: Attainment) -> None:
        ledger, taking = self._ledger, SelfStudy(attainment)
        self._teachings = {}
        premises = [*self._scale(attainment.competency), *self._groundwork(attainment)]
        if self._progressive(attainment) and attainment.level > 1:
            premises.append(self._held(Attainment(attainment.competency, attainment.level - 1)))
        ready = ledger.inferred(Ready(taking), Rule.READY, premises)
        if self._snapshot.numbering.minutes[self._number(attainment)] is None:
            minutes = self._problem.question.assumed_minutes or 0
            effort = ledger.asserted(Assumed(taking, minutes))
        else:
            effort = ledger.quoted(attainment.competency)
        ledger.inferred_again(Holds(attainment), Rule.STUDY, (ready, effort))

    def _scale(self, competency: Iri) -> list[int]:
        """Cite a competency and, where it has one, its scale."""
        statement = self._dataset.get(competency)
        content = statement.content if statement is not None else None
        scale = content.scale if isinstance(content, Competency) else None
        cited = [self._ledger.quoted(competency)]
        return cited if scale is None else [*cited, self._ledger.quoted(scale)]

    def _progressive(self, attainment: Attainment) -> bool:
        return self._snapshot.numbering.below[self._number(attainment)] >= 0

    def _groundwork(self, top: Attainment) -> list[int]:
        """Cite what each level up to the top one asks for, beyond those held already."""
        at = self._number(top)
        lowest = self._snapshot.numbering.lowest[at]
        already = next((n for n in range(at, lowest - 1, -1) if self._holds(n)), None)
        premises = [] if already is None else [self._held(self._attainment(already))]
        if already == at:
            return premises
        above = 0 if already is None else self._attainment(already).level
        premises.append(self._ledger.only(Kind.PREREQUISITE, top.competency))
        for statement in self._dataset.about(Kind.PREREQUISITE, top.competency):
            premises.append(self._ledger.quoted(statement.id))
            content = statement.content
            level = content.level if isinstance(content, Prerequisite) else None
            condition = _required(statement)
            if condition is not None and level is not None and above < level <= top.level:
                premises.append(self._met(condition, self._taking))
        return premises

    def _met(self, condition: Condition, by: Taking | None) -> int:
        """Conclude that the condition is met, without the help of `by` where that will do."""
        if by is not None and holds(condition, self._is_held):
            by = None
        if isinstance(condition, Attainment):
            return self._held(condition) if by is None else self._met_by(condition, by)
        fact = Meets(condition, by)
        known = self._ledger.number_of(fact)
        if known is None:
            cited = [self._met(member, by) for member in self._chosen(condition, by)]
            known = self._ledger.inferred(fact, Rule.AT_LEAST, cited)
        return known

    def _chosen(self, condition: Threshold, by: Taking | None) -> list[Condition]:
        """Return the first members that are met, as many as are wanted."""
        judge = self._is_held if by is None else self._is_held_then
        return [member for member in condition.members if holds(member, judge)][: condition.k]

    def _is_held(self, attainment: Attainment) -> bool:
        return self._holds(self._snapshot.numbering.number_of.get(attainment, -1))

    def _is_held_then(self, attainment: Attainment) -> bool:
        at = self._snapshot.numbering.number_of.get(attainment, -1)
        return self._holds(at) or at in self._gained

    def _holds(self, at: int) -> bool:
        return at in self._reasons or at in self._problem.held

    def _held(self, attainment: Attainment) -> int:
        """Conclude that an attainment is held, from evidence or from what was studied."""
        at = self._number(attainment)
        if at not in self._reasons:
            self._explain_evidence(at)
        chain = self._chain(at, self._reasons)
        number = self._ledger.asserted(Holds(self._attainment(chain[-1][0])))
        for at, reason in reversed(chain[:-1]):
            number = self._follow(Holds(self._attainment(at)), reason, number)
        return number

    def _explain_evidence(self, at: int) -> None:
        """Say from which evidence an attainment follows that is held from the start."""
        roots = [each for each in self._snapshot.implying(at) if each in self._evidence]
        for each, reason in self._following(roots, self._reasons.__contains__).items():
            self._reasons.setdefault(each, reason)

    def _met_by(self, attainment: Attainment, by: Taking) -> int:
        """Conclude that the taking gains an attainment, or something it follows from."""
        chain = self._chain(self._number(attainment), self._gained)
        root = chain[-1][0]
        support = [self._ledger.quoted(self._teachings[root].id)] if self._teachings else []
        fact = Meets(self._attainment(root), by)
        number = self._ledger.inferred(fact, Rule.AT_LEAST, support)
        for at, reason in reversed(chain[:-1]):
            number = self._follow(Meets(self._attainment(at), by), reason, number)
        return number

    @staticmethod
    def _chain(at: int, reasons: Mapping[int, _Reason]) -> list[tuple[int, _Reason]]:
        """Return an attainment with all it follows from, the first cause last."""
        chain = [(at, reasons[at])]
        while (origin := chain[-1][1].origin) is not None:
            chain.append((origin, reasons[origin]))
        return chain

    def _follow(self, fact: Holds | Meets, reason: _Reason, number: int) -> int:
        if reason.alignment is None:
            return self._ledger.inferred(fact, Rule.LOWER_LEVEL, (number,))
        origin, target = self._ledger.ends(reason.alignment)
        cited = (self._ledger.quoted(reason.alignment), origin, target, number)
        return self._ledger.inferred(fact, Rule.EQUIVALENT, cited)

    def _attainment(self, at: int) -> Attainment:
        return self._snapshot.numbering.attainments[at]

    def _number(self, attainment: Attainment) -> int:
        return self._snapshot.numbering.number_of[attainment]


def _required(statement: Statement) -> Condition | None:
    """Return the condition of a prerequisite that forbids."""
    content = statement.content
    if isinstance(content, Prerequisite) and content.strength is Strength.REQUIRED:
        return content.condition
    return None


def _taught(statement: Statement) -> Attainment:
    content = statement.content
    if not isinstance(content, Teaching):
        raise TypeError(f"`{statement.id}` is no teaching")
    return Attainment(content.competency, content.level)
