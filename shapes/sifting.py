"""The part of a change that stands, found by leaving out what does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from ontology.dataset import Change, Dataset, Statement
from ontology.names import Iri
from ontology.terms import Competency
from ontology.violations import Severity, Violation
from shapes.judgement import of_surroundings, of_themselves
from shapes.references import rests_on
from shapes.report import Report
from shapes.restatement import first_said, repeats, said_twice
from shapes.touch import touched
from shapes.wording import Wording


@dataclass(frozen=True, slots=True)
class _Part:
    """What is left of a change, by identity."""

    put: dict[Iri, Statement]
    retracted: frozenset[Iri]

    def change(self) -> Change:
        return Change(tuple(self.put.values()), self.retracted)

    def without(self, gone: Iterable[Iri]) -> _Part:
        gone = frozenset(gone)
        kept = {term: statement for term, statement in self.put.items() if term not in gone}
        return _Part(kept, self.retracted - gone)

    def alters(self, term: Iri) -> bool:
        return term in self.put or term in self.retracted


class Sifting(NamedTuple):
    """The part of a change that stands, the report on it, and what is wrong with the rest."""

    part: Change
    report: Report
    quarantined: tuple[Violation, ...]


def sift(base: Dataset, change: Change) -> Sifting:
    """Find the part of a change that stands."""
    part = _Part(first_said(change), change.retracted)
    wording = Wording(base.changed_by(change).prefixes)
    own = tuple(of_themselves(base, change, tuple(part.put.values()), wording))
    wrong = _by_focus(each for each in own if each.severity is Severity.VIOLATION)
    part = part.without(wrong)
    while True:
        left, dropped = _settled(base, part)
        # what fell by a replacement or a retraction may stand once that is left out
        undone = {term for term in dropped if term in base}
        if not undone or undone == dropped.keys():
            break
        wrong.update((term, dropped[term]) for term in undone)
        part = part.without(undone)
    faults = chain(_of_repeats(change, wording), *wrong.values(), *dropped.values())
    kept = (each for each in own if each.focus in left.put)
    return Sifting(
        left.change(),
        Report.of(chain(kept, _on_surroundings(base, left.change()))),
        Report.of(faults).violations,
    )


def _on_surroundings(base: Dataset, part: Change) -> Iterator[Violation]:
    after = base.changed_by(part)
    return of_surroundings(after, touched(base, after, part))


def _of_repeats(change: Change, wording: Wording) -> Iterator[Violation]:
    return (said_twice(again, first, wording.prefixes) for again, first in repeats(change))


def _settled(base: Dataset, part: _Part) -> tuple[_Part, dict[Iri, list[Violation]]]:
    """Leave out what does not stand until all does; say what was wrong with each."""
    dropped: dict[Iri, list[Violation]] = {}
    after = base.changed_by(part.change())
    suspects = touched(base, after, part.change())
    while True:
        found = of_surroundings(after, suspects)
        wrong = _blamed(part, after, (e for e in found if e.severity is Severity.VIOLATION))
        if not wrong:
            return part, dropped
        for term, violations in wrong.items():
            dropped.setdefault(term, []).extend(violations)
        part = part.without(wrong)
        smaller = base.changed_by(part.change())
        suspects = touched(after, smaller, _undoing(base, wrong))
        after = smaller


def _undoing(base: Dataset, gone: Iterable[Iri]) -> Change:
    """Return the change that undoes what was altered under these identities."""
    back = [base.get(term) for term in gone]
    put = tuple(statement for statement in back if statement is not None)
    return Change(put, frozenset(term for term in gone if term not in base))


def _blamed(
    part: _Part, after: Dataset, violations: Iterable[Violation]
) -> dict[Iri, list[Violation]]:
    """Enter violations under what to leave out.

    That is the statement itself where the change puts it, else those of its terms that the
    change alters.
    """
    blamed: dict[Iri, list[Violation]] = {}
    for violation in violations:
        for term in _culprits(part, after, violation):
            blamed.setdefault(term, []).append(violation)
    return blamed


def _culprits(part: _Part, after: Dataset, violation: Violation) -> Iterator[Iri]:
    statement = None if violation.focus is None else after.get(violation.focus)
    if statement is None:
        return
    if statement.id in part.put:
        yield statement.id
        return
    for term in rests_on(statement.content):
        if part.alters(term):
            yield term
        known = after.get(term)
        through = known.content.scale if known and isinstance(known.content, Competency) else None
        if through is not None and part.alters(through):
            yield through


def _by_focus(violations: Iterable[Violation]) -> dict[Iri, list[Violation]]:
    found: dict[Iri, list[Violation]] = {}
    for violation in violations:
        if violation.focus is not None:
            found.setdefault(violation.focus, []).append(violation)
    return found
