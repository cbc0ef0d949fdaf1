"""What is kept while one curriculum file is read: its prefixes, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from loaders.documents.nodes import Document, Faulty, Listing, Mapping, Scalar
from loaders.fidelity import Account, Place
from loaders.texts import composed
from ontology.names import NO_PREFIXES, Iri, Prefixes
from ontology.violations import Violation

SHAPE = "file"
SHOWN = 200


@dataclass(slots=True)
class Reading:
    """The state of reading one file; a table is no document, and has no rows within its cells."""

    file: str
    document: Document | None
    account: Account
    prefixes: Prefixes = NO_PREFIXES
    violations: list[Violation] = field(default_factory=list)

    def fault(
        self,
        at: Scalar | Listing | Mapping | Faulty,
        path: str,
        message: str,
        fix: str | None = None,
        *,
        value: str | None = None,
    ) -> None:
        """Report what is wrong at a node; `value` is what stands there, where that is a text."""
        shown = None if value is None or len(value) <= SHOWN else value[: SHOWN - 1] + "…"
        self.violations.append(
            Violation(
                shape=SHAPE,
                message=message if shown is None else message.replace(value or "", shown),
                path=path or None,
                value=value if shown is None else shown,
                fix=fix,
                file=self.file,
                row=at.row,
                column=at.column,
            )
        )

    def fault_within(
        self, scalar: Scalar, offset: int, path: str, message: str, fix: str | None = None
    ) -> None:
        """Report what is wrong at a character of a scalar's value."""
        place = (scalar.row, scalar.column)
        if self.document is not None:
            place = self.document.place_within(scalar, offset)
        self.fault(Faulty(*place), path, message, fix, value=scalar.text)

    def concern(self, since: int, focus: Iri) -> None:
        """Let the violations found since then speak of a term, unless they speak of another."""
        for index in range(since, len(self.violations)):
            if self.violations[index].focus is None:
                self.violations[index] = replace(self.violations[index], focus=focus)

    def composed(self, scalar: Scalar) -> str:
        """Return the scalar's text in Unicode's normal form C; a change is counted."""
        return composed(scalar.text, self.account, self.place(scalar))

    def place(self, at: Scalar | Listing | Mapping | Faulty) -> Place:
        """Return where a node stands."""
        return Place(self.file, at.row, at.column)
