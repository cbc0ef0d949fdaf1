"""Files into the memory: read, judged, and stored as one revision or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from api.application.application import Application, Asked
from api.application.ingest.consequences import Parted, parted
from graph.store import Revision
from loaders.fidelity import Fidelity
from loaders.loaded import Loaded
from loaders.registry import load as read_files
from ontology.dataset import Change, Dataset, Statement, replacing
from ontology.names import Iri
from ontology.terms import Kind
from ontology.violations import Violation
from shapes.contract import Admitted, Rejected, admit, admit_valid
from shapes.report import Report


class Faulty(StrEnum):
    """What happens to a load with violations."""

    REFUSED = "refused"
    QUARANTINED = "quarantined"


class Unsaid(StrEnum):
    """What happens to statements that their own source no longer says."""

    KEPT = "kept"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """Which files, in which format (None: recognised), and how strictly."""

    paths: tuple[Path, ...]
    format_name: str | None = None
    faulty: Faulty = Faulty.REFUSED
    unsaid: Unsaid = Unsaid.KEPT


@dataclass(frozen=True, slots=True)
class Judged:
    """What the contracts say of files, before anything is stored.

    `before` is the dataset of `base`, the revision that they were judged against. `admitted` is
    None where nothing may be stored. `quarantined` is what is wrong with the statements that are
    left out of it. `consequences` are findings that only follow from these or from the
    violations. `unsaid` counts what the sources of the files said before and say no more.
    """

    base: Revision
    before: Dataset
    loaded: Loaded
    change: Change
    admitted: Admitted | None
    violations: tuple[Violation, ...]
    warnings: tuple[Violation, ...]
    quarantined: tuple[Violation, ...]
    consequences: tuple[Violation, ...]
    unsaid: int

    @property
    def fidelity(self) -> Fidelity:
        """What became of everything in the files, as far as their reader can tell."""
        return self.loaded.fidelity

    @property
    def retracted(self) -> tuple[Statement, ...]:
        """What would be retracted, or was, by kind and identity."""
        change = self.change if self.admitted is None else self.admitted.change
        gone = [self.before.statements[each] for each in change.retracted]
        order = list(Kind)
        return tuple(sorted(gone, key=lambda each: (order.index(each.kind), each.id)))


@dataclass(frozen=True, slots=True)
class Stored:
    """What was judged, and the newest revision afterwards."""

    judged: Judged
    revision: Revision

    @property
    def accepted(self) -> bool:
        """Whether something could be stored."""
        return self.judged.admitted is not None

    @property
    def is_new(self) -> bool:
        """Whether the files brought a new revision."""
        return self.revision.number > self.judged.base.number


def judge(application: Application, asked: Asked, request: LoadRequest) -> Judged:
    """Read the files and judge what they would change; nothing is stored.

    Raises `SourceError` for a file that cannot be read as what it claims to be.
    """
    base = application.store.head(asked.tenant)
    dataset = application.store.dataset(asked.tenant, base.number)
    loaded = read_files(request.paths, request.format_name)
    change = _change(dataset, loaded, request.unsaid)
    if request.faulty is Faulty.QUARANTINED:
        return _judged_in_part(base, dataset, loaded, change)
    return _judged_whole(base, dataset, loaded, change)


def load(
    application: Application, asked: Asked, request: LoadRequest, reason: str | None
) -> Stored:
    """Read, judge and store; people's records go to their own place.

    Without a reason the history names the files.

    Raises `SourceError`, and `CommitConflictError` where somebody else committed meanwhile.
    """
    judged = judge(application, asked, request)
    if judged.admitted is None:
        return Stored(judged, judged.base)
    revision = application.store.commit(
        asked.tenant,
        judged.admitted,
        expected=judged.base.number,
        author=asked.principal.name,
        reason=reason or _reason(request),
        at=application.now(),
    )
    _keep_records(application, asked, judged)
    return Stored(judged, revision)


def _reason(request: LoadRequest) -> str:
    return f"load {', '.join(path.as_posix() for path in request.paths)}"


def _keep_records(application: Application, asked: Asked, judged: Judged) -> None:
    """Keep people apart from statements, and what was left out for whoever mends it."""
    loaded = judged.loaded
    if loaded.learners:
        application.records.learners.put(asked.tenant, loaded.learners)
    sources = {statement.provenance.source for statement in loaded.statements}
    application.records.quarantine.replace(
        asked.tenant, sources, (*judged.quarantined, *judged.consequences), application.now()
    )


def _change(base: Dataset, loaded: Loaded, unsaid: Unsaid) -> Change:
    change = replacing(base, loaded.statements)
    # what could not be read may well be said in it: nothing counts as unsaid then
    if unsaid is Unsaid.KEPT or loaded.violations:
        return change
    return replace(change, retracted=_no_longer_said(base, loaded))


def _no_longer_said(base: Dataset, loaded: Loaded) -> frozenset[Iri]:
    """Return what the sources of these files said before and do not say now."""
    sources = {statement.provenance.source for statement in loaded.statements}
    said = {statement.id for statement in loaded.statements}
    return frozenset(
        statement.id
        for statement in base
        if statement.provenance.source in sources and statement.id not in said
    )


def _judged_whole(base: Revision, dataset: Dataset, loaded: Loaded, change: Change) -> Judged:
    """Admit all or nothing: one violation anywhere stops the rest."""
    verdict = admit(dataset, change)
    report = verdict.report if isinstance(verdict, Rejected) else Report((), verdict.warnings)
    read = Report.of(loaded.violations)
    found = _parted((*read.violations, *report.violations), dataset, change)
    admitted = None if read.violations or isinstance(verdict, Rejected) else verdict
    return Judged(
        base=base,
        before=dataset,
        loaded=loaded,
        change=change,
        admitted=admitted,
        violations=found.causes,
        warnings=(*read.warnings, *report.warnings),
        quarantined=(),
        consequences=found.consequences,
        unsaid=len(_no_longer_said(dataset, loaded)),
    )


def _judged_in_part(base: Revision, dataset: Dataset, loaded: Loaded, change: Change) -> Judged:
    """Admit what is sound by itself; the rest goes to quarantine with its reasons."""
    sifted = admit_valid(dataset, change)
    read = Report.of(loaded.violations)
    found = _parted((*read.violations, *sifted.quarantined), dataset, change)
    return Judged(
        base=base,
        before=dataset,
        loaded=loaded,
        change=change,
        admitted=sifted.admitted,
        violations=(),
        warnings=(*read.warnings, *sifted.admitted.warnings),
        quarantined=found.causes,
        consequences=found.consequences,
        unsaid=len(_no_longer_said(dataset, loaded)),
    )


def _parted(found: Sequence[Violation], dataset: Dataset, change: Change) -> Parted:
    return parted(found, dataset.changed_by(change))
