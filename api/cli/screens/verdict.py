"""A verdict on a certificate as people read it."""

from __future__ import annotations

from rich.markup import escape

from api.application.explain.certify import Verdict
from api.cli.shell import Shell


def show_verdict(shell: Shell, verdict: Verdict) -> None:
    """Show whether the certificate holds, and what it speaks of."""
    if not verdict.holds:
        for reason in verdict.reasons:
            shell.out.print(f"[bold red]✗ not verified[/]: {escape(reason)}", soft_wrap=True)
        return
    shell.out.print(
        f"[bold green]✓ verified[/]: {verdict.outcome}, {verdict.steps:,} proof steps re-checked "
        f"one by one against {verdict.statements:,} statements"
    )
    shell.out.print(f"  answer  {verdict.digest}", style="dim", soft_wrap=True)
    shell.out.print(f"  content {verdict.content}", style="dim", soft_wrap=True)
