"""What was left out of loads and waits for somebody to mend it."""

from __future__ import annotations

from api.application.application import Application, Asked
from graph.records.quarantine import Quarantined


def quarantine(application: Application, asked: Asked) -> tuple[Quarantined, ...]:
    """Return what is in quarantine, sorted by source and place."""
    return application.records.quarantine.list(asked.tenant)
