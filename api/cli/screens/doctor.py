"""What the doctor found, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from api.application.curate.doctor import Examined
from api.cli.screens.rows import indented
from api.cli.shell import Shell
from api.wire.doctor import doctor_object
from api.wire.forms.doctor import FindingObject

SHOWN = 10
"""How many findings of one kind a person wants to read at once; `--json` has them all."""


def show_findings(shell: Shell, examined: Examined) -> None:
    """Show findings, then remarks, by kind."""
    if not len(examined.snapshot.dataset):
        shell.out.print("nothing is loaded yet: try `waymark load PATH`, or `waymark demo`")
        return
    written = doctor_object(examined)
    _show(shell, "red", "finding", written.findings)
    _show(shell, "yellow", "remark", written.remarks)
    if not written.findings:
        shell.out.print(
            f"[bold green]✓ sound[/]: nothing to mend in revision {written.revision}, "
            f"{len(written.remarks):,} remarks"
        )
        return
    shell.out.print(
        f"[bold red]✗ {len(written.findings):,} findings[/], {len(written.remarks):,} remarks"
    )


def _show(shell: Shell, style: str, what: str, found: Iterable[FindingObject]) -> None:
    for kind, group in groupby(found, key=lambda each: each.kind):
        of_kind = list(group)
        shell.out.print(f"\n[bold {style}]{kind}[/] [dim]({what}, {len(of_kind):,})[/]")
        for each in of_kind[:SHOWN]:
            shell.out.print(indented(each.sentence, 2))
            if each.fix:
                shell.out.print(indented(f"→ {each.fix}", style="dim"))
        if len(of_kind) > SHOWN:
            shell.out.print(f"  … and {len(of_kind) - SHOWN:,} more; `--json` has all", style="dim")
    shell.out.print()
