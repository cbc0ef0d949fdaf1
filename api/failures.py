"""The one table from errors to exit codes, GraphQL codes and HTTP statuses.

GraphQL clients know a handful of codes; `extensions.code` is one of those, the family's, and
`extensions.reason` the error's own. Every code is documented in `docs/reference/errors.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ontology.errors import (
    CommitConflictError,
    ForbiddenError,
    InputError,
    InvariantError,
    OperationError,
    SourceError,
    UnauthenticatedError,
    UnknownRevisionError,
    UnknownTermError,
    WaymarkError,
)

FINE = 0
ANSWER_IS_NO = 1
CALLER_MUST_MEND = 2
OPERATOR_MUST_MEND = 3

BAD_INPUT = "BAD_USER_INPUT"
FAILED = "OPERATION_FAILED"
OURS = "INTERNAL_SERVER_ERROR"
NOBODY = "UNAUTHENTICATED"
DENIED = "FORBIDDEN"


class Failure(NamedTuple):
    """How a family of errors leaves the house."""

    family: type[WaymarkError]
    exit_code: int
    graphql_code: str
    http_status: int


FAILURES = (
    Failure(UnknownTermError, CALLER_MUST_MEND, BAD_INPUT, 404),
    Failure(UnknownRevisionError, CALLER_MUST_MEND, BAD_INPUT, 404),
    Failure(UnauthenticatedError, CALLER_MUST_MEND, NOBODY, 401),
    Failure(ForbiddenError, CALLER_MUST_MEND, DENIED, 403),
    Failure(InputError, CALLER_MUST_MEND, BAD_INPUT, 400),
    # a file that cannot be read is for whoever named it to mend
    Failure(SourceError, CALLER_MUST_MEND, BAD_INPUT, 400),
    Failure(CommitConflictError, OPERATOR_MUST_MEND, FAILED, 409),
    Failure(OperationError, OPERATOR_MUST_MEND, FAILED, 503),
    Failure(InvariantError, OPERATOR_MUST_MEND, OURS, 500),
    Failure(WaymarkError, OPERATOR_MUST_MEND, OURS, 500),
)


def failure_of(error: WaymarkError) -> Failure:
    """Return the row of the table for an error: its own family, or the nearest above."""
    return next(row for row in FAILURES if isinstance(error, row.family))


def families(root: type[WaymarkError] = WaymarkError) -> Iterator[type[WaymarkError]]:
    """Yield every family of errors, the root first."""
    yield root
    for below in root.__subclasses__():
        yield from families(below)
