"""The wire form of `waymark log`."""

from __future__ import annotations

from collections.abc import Iterable

from api.wire.forms.model import Wire
from graph.store import Revision


class RevisionObject(Wire):
    """One revision; `at` is UTC (ISO 8601), `previous` the digest it chains to."""

    revision: int
    at: str
    author: str
    reason: str
    content: str
    digest: str
    previous: str
    change_request: str | None


class LogObject(Wire):
    """Every revision, newest first."""

    revisions: list[RevisionObject]


def log_object(revisions: Iterable[Revision]) -> LogObject:
    """Write revisions in their order."""
    return LogObject(revisions=[revision_object(each) for each in revisions])


def revision_object(revision: Revision) -> RevisionObject:
    """Write one revision."""
    return RevisionObject(
        revision=revision.number,
        at=revision.at.isoformat(),
        author=revision.author,
        reason=revision.reason,
        content=revision.content,
        digest=revision.digest,
        previous=revision.previous,
        change_request=revision.change_request,
    )
