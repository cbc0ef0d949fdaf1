"""The three families of errors, by who must mend them.

::

    WaymarkError
    ├── InputError                  the caller's to mend
    │   ├── MalformedNameError
    │   ├── UnknownTermError
    │   ├── MalformedConditionError
    │   ├── MalformedRdfError
    │   ├── MalformedQuestionError
    │   ├── UnknownRevisionError
    │   ├── SourceError
    │   ├── UnauthenticatedError
    │   └── ForbiddenError
    ├── OperationError              the operator's to mend; may be retried
    │   ├── StoreUnavailableError
    │   │   └── StoreRefusedError
    │   ├── StoreBusyError
    │   ├── UnknownOutcomeError
    │   └── CommitConflictError
    └── InvariantError              ours to mend; never caught below the server
        ├── UnsoundProofError
        └── BrokenLedgerError       the operator's to mend as well: by a backup
            └── BrokenProjectionError

An expected answer is a value, never one of these. Messages are written for the person who
can mend the cause: lower case, no full stop, input in backticks, the cause after a colon.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self


class WaymarkError(Exception):
    """A promise could not be kept; `code` is stable and documented."""

    code: ClassVar[str] = "WAYMARK_ERROR"

    @property
    def message(self) -> str:
        """The sentence for the person who can mend it."""
        return str(self.args[0]) if self.args else self.code


class InputError(WaymarkError):
    """What the caller gave cannot be used; the caller can mend it."""

    code = "BAD_USER_INPUT"


class MalformedNameError(InputError):
    """A name is neither a CURIE nor an IRI in angle brackets."""

    code = "MALFORMED_NAME"


class UnknownTermError(InputError):
    """Nothing of that name is known; the message proposes what may be meant."""

    code = "UNKNOWN_TERM"


class MalformedConditionError(InputError):
    """A condition cannot be read; `column` counts from 1."""

    code = "MALFORMED_CONDITION"

    def __init__(self, problem: str, column: int) -> None:
        super().__init__(f"column {column}: {problem}")
        self.problem = problem
        self.column = column


class MalformedRdfError(InputError):
    """A text is not the RDF syntax it claims to be; `row` and `column` count from 1."""

    code = "MALFORMED_RDF"

    def __init__(self, problem: str, row: int | None = None, column: int | None = None) -> None:
        place = "" if row is None else f"row {row}, column {column}: "
        super().__init__(place + problem)
        self.problem = problem
        self.row = row
        self.column = column


class MalformedQuestionError(InputError):
    """The options of a question contradict one another or cannot be used."""

    code = "MALFORMED_QUESTION"


class UnknownRevisionError(InputError):
    """There is no revision of that number."""

    code = "UNKNOWN_REVISION"

    def __init__(self, asked: int, newest: int) -> None:
        super().__init__(f"there is no revision {asked}: the newest is {newest}")
        self.asked = asked
        self.newest = newest


class SourceError(InputError):
    """A file cannot be read as what it claims to be; says where."""

    code = "SOURCE_ERROR"

    def __init__(
        self, problem: str, file: str, row: int | None = None, column: int | None = None
    ) -> None:
        place = ":".join(str(part) for part in (file, row, column) if part is not None)
        super().__init__(f"{place}: {problem}")
        self.problem = problem
        self.file = file
        self.row = row
        self.column = column

    @classmethod
    def of_all(cls, broken: Sequence[Self]) -> Self:
        """Return one error for several files; it has the place of the first."""
        first, *others = broken
        if not others:
            return first
        also = "; ".join(str(error) for error in others)
        return cls(f"{first.problem}; also {also}", first.file, first.row, first.column)


class UnauthenticatedError(InputError):
    """Nobody knows who asks: there is no key, or one that is worth nothing."""

    code = "UNAUTHENTICATED"


class ForbiddenError(InputError):
    """Whoever asks may not; the message names the right that is missing."""

    code = "FORBIDDEN"


class OperationError(WaymarkError):
    """The surroundings failed; the operator can mend them, and a retry may help."""

    code = "OPERATION_FAILED"


class StoreUnavailableError(OperationError):
    """The store cannot be reached or opened."""

    code = "STORE_UNAVAILABLE"


class StoreRefusedError(StoreUnavailableError):
    """The store is there, but not for us, or not for this: trying again does not help."""

    code = "STORE_REFUSED"


class StoreBusyError(OperationError):
    """Somebody is at a commit that takes long; the store can be read meanwhile."""

    code = "STORE_BUSY"


class UnknownOutcomeError(OperationError):
    """The store went away during a commit, and did not come back to tell what became of it."""

    code = "UNKNOWN_OUTCOME"


class CommitConflictError(OperationError):
    """Somebody else committed first, or the change was judged against another dataset."""

    code = "COMMIT_CONFLICT"

    def __init__(self, expected: int, actual: int) -> None:
        super().__init__(
            f"revision {expected} was expected but the head is {actual}: "
            "somebody committed in between, load again"
            if expected != actual
            else f"the change was judged against another dataset than revision {actual}: "
            "judge it again"
        )
        self.expected = expected
        self.actual = actual


class InvariantError(WaymarkError):
    """We broke a promise of our own; a bug, whatever the input was."""

    code = "INTERNAL_ERROR"


class UnsoundProofError(InvariantError):
    """A proof has a step that no rule licenses."""

    code = "UNSOUND_PROOF"


class BrokenLedgerError(InvariantError):
    """What is stored does not fit together: it was altered or damaged, or we wrote it wrong."""

    code = "BROKEN_LEDGER"


class BrokenProjectionError(BrokenLedgerError):
    """What was drawn of a sound ledger is not what it draws; it can be drawn anew.

    `differences` are sentences, of which the last ones may be left out; there are `of` in all.
    """

    code = "BROKEN_PROJECTION"

    def __init__(self, problem: str, differences: Sequence[str] = (), of: int = 0) -> None:
        super().__init__(problem)
        self.differences = tuple(differences)
        self.of = of
