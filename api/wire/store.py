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

    `source` and `target` are null where a history cannot be read. `missing` revisions are still
    to be copied. `parted` is the first revision that differs; nothing was copied then.
    `records` is `none`, `copied`, `same`, `kept` (the target has others) or `untouched`.
    `problem` says what is broken, if that is why something is missing.
    """

    tenant: str
    source: int | None
    target: int | None
    copied: int
    missing: int
    parted: int | None
    records: str
    problem: str | None


class FailureObject(Wire):
    """What went wrong; `code` is stable."""

    code: str
    message: str


class StoreCopyObject(Wire):
    """What became of a copy; `whole` says whether the target now holds all that was asked for.

    `lacking` names the tenants of which it does not hold everything. `error` is what ended the
    copy, or what is broken of a tenant while the others were copied.
    """

    whole: bool
    tenants: list[CopiedTenantObject]
    lacking: list[str]
    error: FailureObject | None


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
    failure = copied.failure
    return StoreCopyObject(
        whole=copied.is_whole,
        tenants=[_copied(each) for each in copied.tenants],
        lacking=[each.tenant for each in copied.lacking],
        error=None
        if failure is None
        else FailureObject(code=failure.code, message=failure.message),
    )


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


def _copied(each: CopiedTenant) -> CopiedTenantObject:
    return CopiedTenantObject(
        tenant=each.tenant,
        source=None if each.source is None else each.source.number,
        target=None if each.target is None else each.target.number,
        copied=each.copied,
        missing=each.missing,
        parted=each.parted,
        records=each.records.value,
        problem=each.problem,
    )
