"""The one table from errors to exit codes and HTTP statuses.

GraphQL shows an error's `code` as `extensions.code`; every code is documented in
`docs/reference/errors.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ontology.errors import (
    CommitConflictError,
    InputError,
    InvariantError,
    OperationError,
    SourceError,
    StaleRevisionError,
    UnknownTermError,
    WaymarkError,
)

FINE = 0
ANSWER_IS_NO = 1
CALLER_MUST_MEND = 2
OPERATOR_MUST_MEND = 3


class Failure(NamedTuple):
    """How a family of errors leaves the house."""

    family: type[WaymarkError]
    exit_code: int
    http_status: int


FAILURES = (
    Failure(UnknownTermError, CALLER_MUST_MEND, 404),
    Failure(StaleRevisionError, CALLER_MUST_MEND, 409),
    Failure(InputError, CALLER_MUST_MEND, 400),
    # a file that cannot be read is for whoever named it to mend
    Failure(SourceError, CALLER_MUST_MEND, 400),
    Failure(CommitConflictError, OPERATOR_MUST_MEND, 409),
    Failure(OperationError, OPERATOR_MUST_MEND, 503),
    Failure(InvariantError, OPERATOR_MUST_MEND, 500),
    Failure(WaymarkError, OPERATOR_MUST_MEND, 500),
)


def failure_of(error: WaymarkError) -> Failure:
    """Return the row of the table for an error: its own family, or the nearest above."""
    return next(row for row in FAILURES if isinstance(error, row.family))


def families(root: type[WaymarkError] = WaymarkError) -> Iterator[type[WaymarkError]]:
    """Yield every family of errors, the root first."""
    yield root
    for below in root.__subclasses__():
        yield from families(below)
