"""Moving house: every revision of a store into another one, unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from api.application.application import Application
from api.application.keep.telling import Tell, tell_nobody
from graph.records.records import Records
from graph.store import ORIGIN, Revision


class Differing(StrEnum):
    """What happens to records of a tenant that are others than those to be copied."""

    KEPT = "kept"
    REPLACED = "replaced"


class RecordsFate(StrEnum):
    """What became of the records of a tenant."""

    NONE = "none"
    COPIED = "copied"
    SAME = "same"
    KEPT = "kept"
    UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True)
class CopiedTenant:
    """How a tenant's history stands in both stores.

    `source` and `target` are the newest revisions, as they were found. `parted` is the number
    of the first revision that both have and that is not the same: nothing is copied then.
    """

    tenant: str
    source: Revision
    target: Revision
    parted: int | None
    records: RecordsFate = RecordsFate.UNTOUCHED

    @property
    def missing(self) -> int:
        """How many revisions the target lacks."""
        return max(0, self.source.number - self.target.number)


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of every tenant; where one parted, nothing was copied of any."""

    tenants: tuple[CopiedTenant, ...]

    @property
    def parted(self) -> bool:
        """Whether some tenant has another history in the target."""
        return any(each.parted is not None for each in self.tenants)

    @property
    def is_whole(self) -> bool:
        """Whether the target holds everything now that the source does."""
        kept = any(each.records is RecordsFate.KEPT for each in self.tenants)
        return not self.parted and not kept


def tenants_of(application: Application) -> tuple[str, ...]:
    """Return every tenant that has a revision or a record, sorted."""
    records = application.records
    recorded = records.tenants() if records.are_there() else ()
    return tuple(sorted({*application.store.tenants(), *recorded}))


def copy_store(
    source: Application,
    target: Application,
    tenants: Sequence[str] = (),
    differing: Differing = Differing.KEPT,
    tell: Tell = tell_nobody,
) -> Copied:
    """Copy these tenants, by default all: what the target lacks, each revision whole.

    A copy that was interrupted is continued by the next one. Records are copied where the
    target has none of the tenant, and replaced where that is wanted.

    Raises `BrokenLedgerError` where the source is broken, and `CommitConflictError` where
    somebody commits to the target meanwhile.
    """
    found = Copied(tuple(_compared(source, target, each) for each in tenants or tenants_of(source)))
    if found.parted:
        return found
    done, of = 0, sum(each.missing for each in found.tenants)
    copied = []
    for each in found.tenants:
        for commit in source.store.changes(
            each.tenant, min(each.target.number, each.source.number)
        ):
            if commit.revision.number > each.source.number:
                break
            tell(done, of)
            target.store.append(each.tenant, commit)
            done += 1
        fate = _records_copied(source.records, target.records, each.tenant, differing)
        copied.append(replace(each, records=fate))
    tell(done, of)
    return Copied(tuple(copied))


def _compared(source: Application, target: Application, tenant: str) -> CopiedTenant:
    ours, theirs = source.store.log(tenant), target.store.log(tenant)
    pairs = zip(ours, theirs, strict=False)
    parted = next((one.number for one, other in pairs if one.digest != other.digest), None)
    return CopiedTenant(tenant, _last(ours), _last(theirs), parted)


def _last(revisions: Sequence[Revision]) -> Revision:
    return revisions[-1] if revisions else ORIGIN


def _records_copied(
    source: Records, target: Records, tenant: str, differing: Differing
) -> RecordsFate:
    wanted = source.digest(tenant) if source.are_there() else None
    if wanted is None:
        return RecordsFate.NONE
    found = target.digest(tenant)
    if found == wanted:
        return RecordsFate.SAME
    if found is not None and differing is Differing.KEPT:
        return RecordsFate.KEPT
    target.take_over(tenant, source)
    return RecordsFate.COPIED
