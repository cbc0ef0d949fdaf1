"""The wire form of `waymark store`."""

from __future__ import annotations

from api.application.keep.backup import BackedUp
from api.application.keep.check import CheckedStore, CheckedTenant
from api.application.keep.copy import Copied, CopiedTenant
from api.wire.forms.model import Wire


class CheckedTenantObject(Wire):
    """A tenant: its newest revision, what is broken, and what was until it was repaired.

    `revision` and `digest` are null where the history cannot be read. Where people see something
    else in Neo4j than the ledger says, or did until it was repaired, `differences` says what:
    the first 1,000 of `differing` ones.
    """

    tenant: str
    revision: int | None
    digest: str | None
    problem: str | None
    mended: str | None
    differing: int
    differences: list[str]


class StoreCheckObject(Wire):
    """What a check of a store found; `records` says what is wrong with the records."""

    sound: bool
    tenants: list[CheckedTenantObject]
    records: list[str]


class CopiedTenantObject(Wire):
    """A tenant: how many revisions were copied, and the newest one before, in both stores.

    `parted` is the first revision that differs; nothing was copied then. `records` is `none`,
    `copied`, `same`, `kept` (the target has others) or `untouched`.
    """

    tenant: str
    source: int
    target: int
    copied: int
    parted: int | None
    records: str


class StoreCopyObject(Wire):
    """What became of a copy; `whole` says whether the target now holds all that was asked for."""

    whole: bool
    tenants: list[CopiedTenantObject]


class StoreBackupObject(Wire):
    """A backup: its files, and what was found in them when they were checked."""

    file: str
    records: str | None
    tenants: list[CheckedTenantObject]


def store_check_object(checked: CheckedStore) -> StoreCheckObject:
    """Write what a check found."""
    return StoreCheckObject(
        sound=checked.is_sound,
        tenants=[_checked(each) for each in checked.tenants],
        records=list(checked.records),
    )


def store_copy_object(copied: Copied) -> StoreCopyObject:
    """Write what became of a copy."""
    of = [_copied(each, 0 if copied.parted else each.missing) for each in copied.tenants]
    return StoreCopyObject(whole=copied.is_whole, tenants=of)


def store_backup_object(made: BackedUp) -> StoreBackupObject:
    """Write what a backup consists of."""
    return StoreBackupObject(
        file=str(made.file),
        records=None if made.records is None else str(made.records),
        tenants=[_checked(each) for each in made.checked.tenants],
    )


def _checked(each: CheckedTenant) -> CheckedTenantObject:
    return CheckedTenantObject(
        tenant=each.tenant,
        revision=None if each.newest is None else each.newest.number,
        digest=None if each.newest is None else each.newest.digest,
        problem=each.problem,
        mended=each.mended,
        differing=each.differing,
        differences=list(each.differences),
    )


def _copied(each: CopiedTenant, revisions: int) -> CopiedTenantObject:
    return CopiedTenantObject(
        tenant=each.tenant,
        source=each.source.number,
        target=each.target.number,
        copied=revisions,
        parted=each.parted,
        records=each.records.value,
    )
