"""The history of a tenant: every revision, the chain verified."""

from __future__ import annotations

from api.application.application import Application, Asked
from graph.store import Revision
from ontology.errors import UnknownRevisionError


def history(application: Application, asked: Asked) -> tuple[Revision, ...]:
    """Return every revision, newest first, up to the one that was asked for.

    Raises `UnknownRevisionError` where there is no such revision, and `BrokenLedgerError`
    where the chain does not fit together.
    """
    revisions = application.store.log(asked.tenant)
    if asked.revision is not None:
        newest = revisions[-1].number if revisions else 0
        if asked.revision > newest:
            raise UnknownRevisionError(asked.revision, newest)
        revisions = tuple(each for each in revisions if each.number <= asked.revision)
    return tuple(reversed(revisions))


def revision(application: Application, asked: Asked) -> Revision:
    """Return the revision that was asked for, by default the newest.

    Raises `UnknownRevisionError` where there is no such revision.
    """
    newest = application.snapshots.newest(asked.tenant).revision
    if asked.revision is None or asked.revision == newest.number:
        return newest
    for each in application.store.log(asked.tenant):
        if each.number == asked.revision:
            return each
    raise UnknownRevisionError(asked.revision, newest.number)
