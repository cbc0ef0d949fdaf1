"""The proof that a store holds what it says: every tenant, and the records beside it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from api.application.application import Application
from api.application.keep.telling import Tell, tell_nobody
from graph.store import ORIGIN, Repairable, Revision
from ontology.errors import (
    BrokenLedgerError,
    BrokenProjectionError,
    InputError,
    StoreBusyError,
    StoreUnavailableError,
)


class Broken(StrEnum):
    """What happens to what is drawn from the ledger and does not agree with it."""

    LEFT = "left"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True)
class CheckedTenant:
    """A tenant and its newest revision; `problem` is what is broken, as a sentence.

    `newest` is None where the history cannot be read. `mended` says what was broken until it
    was repaired. Where that is, or was, a projection that differs from a sound ledger,
    `differences` are sentences, the first of `differing` ones, and it `is_repairable`.
    """

    tenant: str
    newest: Revision | None
    problem: str | None = None
    mended: str | None = None
    differences: tuple[str, ...] = ()
    differing: int = 0
    is_repairable: bool = False


@dataclass(frozen=True, slots=True)
class CheckedStore:
    """What a check found: of each tenant, and what is wrong with the records."""

    tenants: tuple[CheckedTenant, ...]
    records: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it should be, now."""
        return not self.records and not self.broken

    @property
    def broken(self) -> tuple[CheckedTenant, ...]:
        """The tenants that are not as they should be."""
        return tuple(each for each in self.tenants if each.problem is not None)


def check_store(
    application: Application,
    tenants: Sequence[str] = (),
    broken: Broken = Broken.LEFT,
    tell: Tell = tell_nobody,
) -> CheckedStore:
    """Check these tenants, by default all, and the records of everybody.

    What is broken is told, and keeps nothing else from being checked or repaired. Raises
    `InputError` where nothing is known of a tenant that was named.
    """
    _refuse_unknown(application, tenants)
    wanted = tenants or application.store.tenants()
    checked = []
    for done, tenant in enumerate(wanted):
        tell(done, len(wanted))
        checked.append(_checked(application, tenant, broken))
    tell(len(wanted), len(wanted))
    return CheckedStore(tuple(checked), _checked_records(application))


def refuse_unknown(tenants: Sequence[str], known: Sequence[str]) -> None:
    """Raise `InputError` where a tenant is not among those that are known."""
    unknown = [tenant for tenant in tenants if tenant not in known]
    if unknown:
        names = ", ".join(f"`{tenant}`" for tenant in unknown)
        there = f"tenants here are {', '.join(known)}" if known else "there is no tenant here"
        raise InputError(f"nothing is known of {names}: {there}")


def _refuse_unknown(application: Application, tenants: Sequence[str]) -> None:
    known = application.store.tenants()
    if set(tenants) <= set(known):
        return
    # a tenant may have records alone, or lack what a store lists it by
    there = {tenant for tenant in tenants if _is_there(application, tenant)}
    with suppress(StoreUnavailableError):
        there.update(application.records.tenants() if application.records.are_there() else ())
    refuse_unknown(tenants, sorted({*known, *there}))


def _is_there(application: Application, tenant: str) -> bool:
    try:
        return application.store.head(tenant) != ORIGIN
    except BrokenLedgerError:
        return True


def _checked_records(application: Application) -> tuple[str, ...]:
    try:
        return application.records.check() if application.records.are_there() else ()
    except StoreUnavailableError as error:
        return (error.message,)


def _checked(application: Application, tenant: str, broken: Broken) -> CheckedTenant:
    found = _looked_at(application, tenant)
    if broken is Broken.LEFT or not found.is_repairable:
        return found
    store = application.store
    if not isinstance(store, Repairable):
        return found
    try:
        store.repair(tenant)
    except (BrokenLedgerError, StoreBusyError) as error:
        return replace(found, problem=f"{found.problem}; it was not repaired: {error.message}")
    left = _looked_at(application, tenant)
    if left.problem is not None:
        return left
    return replace(found, newest=left.newest, problem=None, mended=found.problem)


def _looked_at(application: Application, tenant: str) -> CheckedTenant:
    """Return what does not fit together; that is what was asked for here, not a failure."""
    try:
        application.store.check(tenant)
    except BrokenProjectionError as error:
        newest = _newest(application, tenant)
        return CheckedTenant(
            tenant,
            newest,
            error.message,
            differences=error.differences,
            differing=error.of,
            is_repairable=True,
        )
    except BrokenLedgerError as error:
        return CheckedTenant(tenant, _newest(application, tenant), error.message)
    return CheckedTenant(tenant, application.store.head(tenant))


def _newest(application: Application, tenant: str) -> Revision | None:
    try:
        return application.store.head(tenant)
    except BrokenLedgerError:
        return None
