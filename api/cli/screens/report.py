"""What a person reads of a load or a check: findings by place, and what became of the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from rich.text import Text

from api.application.ingest.load import Judged, Stored
from api.cli.screens.rows import Column, indented, show_rows
from api.cli.shell import Shell
from api.wire.forms.report import RetractedObject
from api.wire.report import place_text, retracted_objects
from graph.records.quarantine import Quarantined
from loaders.fidelity import Fate, Fidelity, Tally
from ontology.violations import Violation

SHOWN = 40
"""How many findings a person wants to read at once; `--json` has them all."""

ALIKE = 3
"""How many warnings of one sort are enough to see what they are about."""


def show_judged(shell: Shell, judged: Judged) -> None:
    """Show findings and fidelity of files that were not stored."""
    _show_findings(shell, judged)
    _show_fidelity(shell, judged.fidelity)
    _show_unsaid(shell, judged)
    _show_retracted(shell, judged, "would be retracted")
    if judged.admitted is None:
        shell.out.print(f"[bold red]✗ refused[/]: {_counted(judged.violations, 'violation')}")
        return
    change = judged.change
    shell.out.print(
        f"[bold green]✓ admissible[/]: {len(change.put):,} statements are new or different, "
        f"{len(change.retracted):,} would be retracted; nothing was stored"
    )


def show_stored(shell: Shell, stored: Stored) -> None:
    """Show findings and fidelity of a load, and the revision it led to."""
    judged = stored.judged
    _show_findings(shell, judged)
    _show_fidelity(shell, judged.fidelity)
    _show_unsaid(shell, judged)
    _show_retracted(shell, judged, "retracted" if stored.accepted else "would be retracted")
    if not stored.accepted:
        shell.out.print(
            f"[bold red]✗ refused[/]: {_counted(judged.violations, 'violation')}; "
            "nothing was stored"
        )
    elif stored.is_new:
        change = judged.admitted.change if judged.admitted else judged.change
        shell.out.print(
            f"[bold green]✓ revision {stored.revision.number}[/]: {len(change.put):,} statements "
            f"put, {len(change.retracted):,} retracted"
        )
    else:
        shell.out.print(
            f"[bold green]✓ nothing new[/]: revision {stored.revision.number} already says all this"
        )


def show_quarantine(shell: Shell, found: Sequence[Quarantined]) -> None:
    """Show what was left out, by source and place."""
    if not found:
        shell.out.print("nothing is in quarantine")
    for each in found:
        _show_finding(shell, f"since {each.since:%Y-%m-%d}", "magenta", each.violation)


def _show_unsaid(shell: Shell, judged: Judged) -> None:
    """Say what a load without `--prune` leaves as it was."""
    if judged.unsaid and not judged.change.retracted:
        shell.out.print(
            f"[yellow]![/] no longer in the files, and kept all the same: {judged.unsaid:,} of "
            "what their source said before; `--prune` retracts it, `--dry-run --prune` lists it"
        )


def _show_retracted(shell: Shell, judged: Judged, title: str) -> None:
    """List what `--prune` takes away, as it was said."""
    retracted = retracted_objects(judged)
    if not retracted:
        return
    shell.out.print(f"\n[bold]{title}[/]: no longer said [dim]({len(retracted):,})[/]")
    columns = (Column(style="red"), Column(), Column(style="dim"))
    rows = ((f"− {each.kind}", each.sentence, _place(each)) for each in retracted[:SHOWN])
    show_rows(shell, columns, rows, indent=2)
    if len(retracted) > SHOWN:
        shell.out.print(f"  … and {len(retracted) - SHOWN:,} more; `--json` has all", style="dim")
    shell.out.print()


def _place(of: RetractedObject) -> str:
    return ":".join(str(part) for part in (of.file, of.row) if part is not None)


def _show_findings(shell: Shell, judged: Judged) -> None:
    _show_some(shell, "violation", "red", judged.violations)
    _show_some(shell, "quarantined", "magenta", judged.quarantined)
    _show_consequences(shell, judged)
    _show_warnings(shell, judged.warnings)


def _show_some(shell: Shell, name: str, style: str, found: Sequence[Violation]) -> None:
    for violation in islice(found, SHOWN):
        _show_finding(shell, name, style, violation)
    if len(found) > SHOWN:
        shell.out.print(f"  … and {_counted(found[SHOWN:], f'more {name}')}; `--json` has all")


def _show_warnings(shell: Shell, found: Sequence[Violation]) -> None:
    """Show the first of each sort: what holds of one often holds of hundreds."""
    by_shape: dict[str, list[Violation]] = {}
    for warning in found:
        by_shape.setdefault(warning.shape, []).append(warning)
    for of_shape in by_shape.values():
        for warning in of_shape[:ALIKE]:
            _show_finding(shell, "warning", "yellow", warning)
        if len(of_shape) > ALIKE:
            more = _counted(of_shape[ALIKE:], "more warning")
            shell.out.print(f"  … and {more} like these; `--json` has all", style="dim")


def _show_consequences(shell: Shell, judged: Judged) -> None:
    """Say how much only follows from the findings above."""
    if judged.consequences:
        shell.out.print(
            f"  … and {_counted(judged.consequences, 'finding')} that will be gone once these are "
            "mended; `--json` has all",
            style="dim",
        )


def _show_finding(shell: Shell, name: str, style: str, violation: Violation) -> None:
    place = ":".join(
        str(part) for part in (violation.file, violation.row, violation.column) if part is not None
    )
    line = Text.assemble(
        (f"{place} " if place else "", "dim"), (name, style), f": {violation.message}"
    )
    shell.out.print(line, soft_wrap=True)
    if violation.fix:
        shell.out.print(indented(f"→ {violation.fix}", style="dim"))


def _show_fidelity(shell: Shell, fidelity: Fidelity) -> None:
    columns = (Column(style="bold"), Column(justify="right"), Column(), Column(style="dim"))
    rows = (
        (fate.value, f"{tally.count:,}", _reasoned(tally), _first_place(tally))
        for fate in Fate
        for tally in fidelity.of(fate)
    )
    show_rows(shell, columns, rows)


def _reasoned(tally: Tally) -> str:
    return f"{tally.kind}: {tally.reason}" if tally.reason else tally.kind


def _first_place(tally: Tally) -> str:
    return f"first at {place_text(tally.places[0])}" if tally.places else ""


def _counted(found: Iterable[object], what: str) -> str:
    count = len(tuple(found))
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
