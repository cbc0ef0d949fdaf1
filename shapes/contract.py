"""The one gate: a change is admitted to a dataset, or rejected with reasons."""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from typing import NamedTuple

from ontology.dataset import Change, Dataset
from ontology.violations import Violation
from shapes.judgement import findings
from shapes.report import Report
from shapes.restatement import first_said
from shapes.sifting import sift


class _Seal:
    """Held by this module alone."""


_SEAL = _Seal()


@dataclass(frozen=True, slots=True)
class Admitted:
    """A change that may be committed to the dataset whose content digest it names.

    Only `admit` and `admit_valid` can build one.
    """

    change: Change
    base_digest: str
    warnings: tuple[Violation, ...]
    seal: InitVar[_Seal]

    def __post_init__(self, seal: _Seal) -> None:
        if seal is not _SEAL:
            raise TypeError("only `admit` can admit a change")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A change that may not be committed, and why."""

    report: Report


class Sifted(NamedTuple):
    """The part of a change that may be committed, and what is wrong with the rest."""

    admitted: Admitted
    quarantined: tuple[Violation, ...]


def admit(base: Dataset, change: Change) -> Admitted | Rejected:
    """Judge a change by every contract.

    The report speaks of what the change touches, not of what was wrong before and still is.
    """
    report = Report.of(findings(base, change))
    if report.violations:
        return Rejected(report)
    once = first_said(change)
    if len(once) < len(change.put):
        change = Change(tuple(once.values()), change.retracted)
    return Admitted(change, base.digest, report.warnings, _SEAL)


def admit_valid(base: Dataset, change: Change) -> Sifted:
    """Admit the part of a change that stands by itself; the rest goes to quarantine.

    What breaks a contract is left out, then what dangles without it, and so on. What would
    break a statement that is there, by replacing or retracting what it rests on, is left out
    in its place.
    """
    sifting = sift(base, change)
    if sifting.report.violations:
        raise AssertionError(f"what was sifted does not stand: {sifting.report.violations[0]}")
    admitted = Admitted(sifting.part, base.digest, sifting.report.warnings, _SEAL)
    return Sifted(admitted, sifting.quarantined)
