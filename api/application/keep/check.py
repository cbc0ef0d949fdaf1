"""The proof that a store holds what it says: every tenant, and the records beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.application.application import Application
from api.application.keep.telling import Tell, tell_nobody
from graph.store import Repairable, Revision
from ontology.errors import BrokenLedgerError


class Broken(StrEnum):
    """What happens to what is drawn from the ledger and does not agree with it."""

    LEFT = "left"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True)
class CheckedTenant:
    """A tenant and its newest revision; `problem` is what is broken, as a sentence.

    `newest` is None where the history cannot be read. `mended` says what was broken until it
    was repaired.
    """

    tenant: str
    newest: Revision | None
    problem: str | None = None
    mended: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedStore:
    """What a check found: of each tenant, and what is wrong with the records."""

    tenants: tuple[CheckedTenant, ...]
    records: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it should be, now."""
        return not self.records and all(each.problem is None for each in self.tenants)


def check_store(
    application: Application,
    tenants: Sequence[str] = (),
    broken: Broken = Broken.LEFT,
    tell: Tell = tell_nobody,
) -> CheckedStore:
    """Check these tenants, by default all, and the records of everybody."""
    wanted = tenants or application.store.tenants()
    checked = []
    for done, tenant in enumerate(wanted):
        tell(done, len(wanted))
        checked.append(_checked(application, tenant, broken))
    tell(len(wanted), len(wanted))
    records = application.records.check() if application.records.are_there() else ()
    return CheckedStore(tuple(checked), records)


def _checked(application: Application, tenant: str, broken: Broken) -> CheckedTenant:
    store = application.store
    problem = _problem(application, tenant)
    if problem is None:
        return CheckedTenant(tenant, store.head(tenant))
    if broken is Broken.REPAIRED and isinstance(store, Repairable):
        store.repair(tenant)
        left = _problem(application, tenant)
        if left is None:
            return CheckedTenant(tenant, store.head(tenant), mended=problem)
        problem = left
    return CheckedTenant(tenant, _newest(application, tenant), problem)


def _problem(application: Application, tenant: str) -> str | None:
    """Return what does not fit together; that is what was asked for here, not a failure."""
    try:
        application.store.check(tenant)
    except BrokenLedgerError as error:
        return error.message
    return None


def _newest(application: Application, tenant: str) -> Revision | None:
    try:
        return application.store.head(tenant)
    except BrokenLedgerError:
        return None
