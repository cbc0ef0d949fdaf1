"""The history of a tenant: every revision, the chain verified."""

from __future__ import annotations

from api.application.application import Application, Asked
from graph.store import Revision


def history(application: Application, asked: Asked) -> tuple[Revision, ...]:
    """Return every revision, newest first, up to the one that was asked for.

    Raises `BrokenLedgerError` where the chain does not fit together.
    """
    revisions = application.store.log(asked.tenant)
    if asked.revision is not None:
        revisions = tuple(each for each in revisions if each.number <= asked.revision)
    return tuple(reversed(revisions))
