"""What was found: violations that stop a change, warnings that travel with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from ontology.violations import Severity, Violation


@dataclass(frozen=True, slots=True)
class Report:
    """Findings in the order of file and row; those without a place come first."""

    violations: tuple[Violation, ...] = ()
    warnings: tuple[Violation, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Violation]) -> Self:
        """Sort findings into violations and warnings; one said twice counts once."""
        ordered = sorted(dict.fromkeys(found), key=_place)
        return cls(
            tuple(each for each in ordered if each.severity is Severity.VIOLATION),
            tuple(each for each in ordered if each.severity is Severity.WARNING),
        )


def _place(found: Violation) -> tuple[str, int, int, str, str, str, str]:
    return (
        found.file or "",
        found.row or 0,
        found.column or 0,
        found.focus or "",
        found.shape,
        found.path or "",
        found.value or "",
    )
