"""What every use case works with: the memory, the records, the clock, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from api.application.explain.answers import Answers
from api.application.principal import Principal
from api.application.snapshots.moment import Moment
from api.application.snapshots.snapshots import Snapshots
from graph.records.records import Records
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Application:
    """The parts that `api.composition` chose; closing it lets go of files and connections.

    `now` tells the time with the tenant's time zone.
    """

    store: Store
    records: Records
    snapshots: Snapshots
    answers: Answers
    now: Callable[[], datetime]

    def today(self) -> date:
        """Return the day it is for the tenant."""
        return self.now().date()

    def for_one_request(self) -> Self:
        """Return the application as one request sees it: nothing gets newer under its hands."""
        return replace(self, snapshots=Moment(self.snapshots))

    def close(self) -> None:
        """Let go of files and connections."""
        self.snapshots.close()
        self.store.close()
        self.records.close()


@dataclass(frozen=True, slots=True)
class Asked:
    """On whose behalf something is done, and in which tenant's memory, as of which revision.

    `revision` is None for the newest.
    """

    principal: Principal
    tenant: str
    revision: int | None = None
