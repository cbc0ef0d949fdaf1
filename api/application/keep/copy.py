"""Moving house: every revision of a store into another one, unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from api.application.application import Application
from api.application.keep.telling import Tell, tell_nobody
from graph.records.records import Records
from graph.store import ORIGIN, Commit, Revision
from ontology.errors import BrokenLedgerError, WaymarkError


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

    `source` and `target` are the newest revisions, as they were found; None where a history
    cannot be read. `parted` is the number of the first revision that both have and that is not
    the same: nothing is copied then. `copied` are the revisions that came now. `problem` says
    what is broken, where that kept the rest from being copied.
    """

    tenant: str
    source: Revision | None
    target: Revision | None
    parted: int | None = None
    copied: int = 0
    records: RecordsFate = RecordsFate.UNTOUCHED
    problem: str | None = None

    @property
    def missing(self) -> int:
        """How many revisions the target lacks, as far as histories can be read."""
        if self.source is None or self.target is None:
            return 0
        return max(0, self.source.number - self.target.number - self.copied)


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of every tenant; where one parted, nothing was copied of any.

    `failure` is what ended the copy, or what was broken of a tenant while others were copied.
    """

    tenants: tuple[CopiedTenant, ...]
    failure: WaymarkError | None = None

    @property
    def parted(self) -> bool:
        """Whether some tenant has another history in the target."""
        return any(each.parted is not None for each in self.tenants)

    @property
    def lacking(self) -> tuple[CopiedTenant, ...]:
        """The tenants of which the target does not hold all statements or records now."""
        if self.parted:
            return self.tenants
        untouched = RecordsFate.UNTOUCHED
        return tuple(each for each in self.tenants if each.missing or each.records is untouched)

    @property
    def is_whole(self) -> bool:
        """Whether the target holds everything now that the source does."""
        kept = any(each.records is RecordsFate.KEPT for each in self.tenants)
        return not self.lacking and not kept


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
    target has none of the tenant, and replaced where that is wanted. A tenant that is broken
    is copied up to there, and keeps no other one from being copied; what else fails, such as
    a store that goes away or somebody who commits to the target meanwhile, ends the copy.
    """
    wanted = tenants or tenants_of(source)
    found = Copied(tuple(_compared(source, target, each) for each in wanted))
    if found.parted:
        return found
    work = _Copying(source, target, differing, tell, sum(each.missing for each in found.tenants))
    copied = tuple(work.copied(each) for each in found.tenants)
    tell(work.of, work.of)
    return Copied(copied, work.failure or _first_broken(copied))


class _Copying:
    """One run through all tenants; `failure` is what ended it."""

    def __init__(
        self, source: Application, target: Application, differing: Differing, tell: Tell, of: int
    ) -> None:
        self._source = source
        self._target = target
        self._differing = differing
        self._tell = tell
        self._done = 0
        self.of = of
        self.failure: WaymarkError | None = None

    def copied(self, each: CopiedTenant) -> CopiedTenant:
        """Copy a tenant, unless it is broken or something ended the copy."""
        if self.failure is not None or each.problem is not None:
            return each
        came = 0
        try:
            for commit in self._lacking(each):
                self._tell(self._done, self.of)
                self._target.store.append(each.tenant, commit)
                self._done += 1
                came += 1
            fate = _records_copied(
                self._source.records, self._target.records, each.tenant, self._differing
            )
        except BrokenLedgerError as error:
            return replace(each, copied=came, problem=error.message)
        except WaymarkError as error:
            self.failure = error
            return replace(each, copied=came)
        return replace(each, copied=came, records=fate)

    def _lacking(self, each: CopiedTenant) -> Iterator[Commit]:
        """Yield the commits that the target lacks of what there was at the beginning."""
        if each.missing and each.source is not None and each.target is not None:
            commits = self._source.store.changes(each.tenant, each.target.number)
            yield from islice(commits, each.missing)


def _first_broken(copied: Sequence[CopiedTenant]) -> BrokenLedgerError | None:
    broken = (each for each in copied if each.problem is not None)
    return next((BrokenLedgerError(f"`{each.tenant}`: {each.problem}") for each in broken), None)


def _compared(source: Application, target: Application, tenant: str) -> CopiedTenant:
    try:
        ours = source.store.log(tenant)
    except BrokenLedgerError as error:
        return CopiedTenant(tenant, None, None, problem=error.message)
    try:
        theirs = target.store.log(tenant)
    except BrokenLedgerError as error:
        problem = f"where it is to be copied to, {error.message}"
        return CopiedTenant(tenant, _last(ours), None, problem=problem)
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
