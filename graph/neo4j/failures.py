"""What Neo4j and its driver report, in the words of who can mend it.

The address that a sentence names has neither user nor password.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator

from neo4j.exceptions import (
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    DriverError,
    Neo4jError,
)

from ontology.errors import (
    BrokenLedgerError,
    StoreRefusedError,
    StoreUnavailableError,
    WaymarkError,
)

REFUSALS = {
    "Neo.ClientError.Security.Unauthorized": "knows no such user with that password: "
    "set `WAYMARK_STORE_USER` and `WAYMARK_STORE_PASSWORD`",
    "Neo.ClientError.Security.TokenExpired": "no longer accepts these credentials: renew them",
    "Neo.ClientError.Security.CredentialsExpired": "wants this user to change the password first",
    "Neo.ClientError.Security.Forbidden": "does not allow that to this user: grant the right",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "can only be read: "
    "commit to a server that can be written",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": "can only be read: "
    "commit to a server that can be written",
    "Neo.ClientError.General.AccessMode": "can only be read: "
    "commit to a server that can be written",
    "Neo.ClientError.Cluster.NotALeader": "is a replica, and can only be read: "
    "an address with `neo4j://` finds the leader",
    "Neo.ClientError.Database.DatabaseNotFound": "has no such database: create it",
}
"""What no retry mends."""

PASSING = {
    "Neo.ClientError.Security.AuthenticationRateLimit": "refuses to look at passwords for a "
    "while, after too many wrong ones: wait, then try again",
    "Neo.ClientError.Transaction.TransactionTimedOut": "took longer than a transaction may",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": "took longer than a "
    "transaction may: try again when it has less to do",
    "Neo.ClientError.Transaction.LockClientStopped": "gave up waiting for another writer: "
    "try again",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "has too little memory for this "
    "transaction: raise `dbms.memory.transaction.total.max` or its heap",
    "Neo.TransientError.General.OutOfMemoryError": "has too little memory: raise its heap",
    "Neo.TransientError.General.TransactionMemoryLimit": "has too little memory for this "
    "transaction: raise `db.memory.transaction.max`",
    "Neo.TransientError.General.DatabaseUnavailable": "is starting or stopping: try again",
    "Neo.DatabaseError.Database.DatabaseLimitReached": "has reached a limit of its own",
}


class HalfAppliedError(Exception):
    """A commit was read while the server still applied it: what was read is no revision."""


class UnsettledError(Exception):
    """The connection broke while a commit was under way: it may have happened or not."""


def spoken(error: BaseException, address: str) -> WaymarkError:
    """Return the error of ours that says what happened, and what helps."""
    if isinstance(error, WaymarkError):
        return error
    if isinstance(error, HalfAppliedError):
        return BrokenLedgerError(f"the ledger in `{address}` does not fit together: {error}")
    if isinstance(error, ConstraintError):
        return BrokenLedgerError(
            f"the ledger in `{address}` does not fit together: {error.message}"
        )
    code = getattr(error, "code", None) or ""
    if code in REFUSALS:
        return StoreRefusedError(f"the store `{address}` {REFUSALS[code]}")
    if code in PASSING:
        return StoreUnavailableError(f"the store `{address}` {PASSING[code]}")
    if isinstance(error, Neo4jError):
        (reason, *_) = str(error.message).splitlines() or [code]
        return StoreUnavailableError(f"the store `{address}` cannot do that: {reason}")
    return _unreachable(error, address)


def is_passing(error: BaseException) -> bool:
    """Tell whether the same transaction, begun anew, may succeed."""
    if isinstance(error, HalfAppliedError):
        return True
    if isinstance(error, ConnectionAcquisitionTimeoutError):
        return False
    return isinstance(error, Neo4jError | DriverError) and error.is_retryable()


def is_unsettled(error: BaseException) -> bool:
    """Tell whether a commit that failed with this error may have happened all the same."""
    if isinstance(error, Neo4jError):
        # whatever else a server says of a commit, it says after taking it back; not so a cluster
        code = error.code or ""
        return code.startswith("Neo.DatabaseError.") or ".Cluster." in code
    return True


def _unreachable(error: BaseException, address: str) -> WaymarkError:
    causes = tuple(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return StoreRefusedError(
            f"the certificate of the store `{address}` is not trusted: have it signed, or say "
            "`+ssc` instead of `+s` to trust any"
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return StoreRefusedError(
            f"the store `{address}` does not speak TLS: leave `+s` out, or turn TLS on there"
        )
    if any("handshake" in str(cause) for cause in causes):
        return StoreUnavailableError(
            f"what answers at `{address}` does not answer as Neo4j does: name its Bolt port, "
            "and say `+s` where it wants TLS"
        )
    if isinstance(error, ConfigurationError):
        return StoreRefusedError(f"the store `{address}` cannot be used: {error}")
    if isinstance(error, ConnectionAcquisitionTimeoutError):
        return StoreUnavailableError(
            f"the store `{address}` answers too slowly: all connections are in use: try again"
        )
    return StoreUnavailableError(
        f"the store `{address}` cannot be reached: start it or mend the address, then try again"
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
