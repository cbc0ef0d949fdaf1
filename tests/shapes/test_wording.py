"""How findings are worded and listed."""

from __future__ import annotations

import pytest
from broken.families import (
    ALIGNMENT,
    ASSESSING,
    COMPETENCY,
    FRAMEWORK,
    PREFIX,
    PREREQUISITE,
    REQUIREMENT,
    RESOURCE,
    ROLE,
    SCALE,
    TEACHING,
)
from builders import EX, PROVENANCE, ex

from ontology.condition import Attainment
from ontology.dataset import state
from ontology.terms import Content, Prerequisite
from ontology.violations import Severity, Violation
from shapes.naming import phrase
from shapes.report import Report


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PREFIX, "the prefix `ex:`"),
        (FRAMEWORK, "the framework `ex:f`"),
        (SCALE, "the scale `ex:s`"),
        (COMPETENCY, "the competency `ex:a`"),
        (ROLE, "the role `ex:r`"),
        (REQUIREMENT, "the requirement of `ex:a` by `ex:r`"),
        (PREREQUISITE, "the prerequisite of `ex:a@2`"),
        (RESOURCE, "the resource `ex:x`"),
        (TEACHING, "the teaching of `ex:a@2` by `ex:x`"),
        (ASSESSING, "the assessing of `ex:a@2` by `ex:x`"),
        (ALIGNMENT, "the alignment of `ex:a` with `<urn:elsewhere>`"),
        (
            Prerequisite(ex("x"), None, Attainment(ex("a"), 1), id=ex("why")),
            "the prerequisite `ex:why` of `ex:x`",
        ),
    ],
)
def test_a_statement_is_named_by_what_it_joins(content: Content, expected: str) -> None:
    assert phrase(state(content, PROVENANCE), EX) == expected


def found(shape: str, row: int | None, severity: Severity = Severity.VIOLATION) -> Violation:
    """Make a finding in a row of a file, or in none."""
    file = None if row is None else "skills.csv"
    return Violation(shape, "wrong", file=file, row=row, severity=severity)


def test_findings_come_in_the_order_of_their_rows_and_once() -> None:
    late, early, nowhere = found("a", 10), found("b", 9), found("c", None)
    warning = found("d", 1, Severity.WARNING)
    report = Report.of([late, warning, early, late, nowhere])
    assert report == Report((nowhere, early, late), (warning,))
