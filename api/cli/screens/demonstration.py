"""The demonstration as people read it."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from api.application.plan.demonstration import Demonstration
from api.cli.screens.path import show_answer
from api.cli.screens.verdict import show_verdict
from api.cli.shell import Shell
from api.wire.telling import Telling
from reasoning.outcome import Found

LAST = 6
"""Steps of the proof that are shown."""


def show_demonstration(shell: Shell, shown: Demonstration) -> None:
    """Show what was loaded, the path with its reasons, and the verdict on its certificate."""
    stored = shown.stored
    shell.out.print(
        Text.assemble(
            ("Data and software practice", "bold"),
            f": {len(stored.judged.loaded.statements):,} statements, admitted by every contract, "
            f"kept as revision {stored.revision.number}",
        )
    )
    shell.out.print(f"[dim]$[/] waymark path --learner {shown.learner} --role {shown.role}\n")
    show_answer(shell, shown.answer)
    _show_end_of_proof(shell, shown)
    shell.out.print("\nThe certificate alone, checked as a stranger would check it:")
    show_verdict(shell, shown.verdict)
    shell.out.print(
        "\n[dim]next:[/] waymark show dp:sql · waymark gap --learner dp:emil --role dp:data-steward"
        " · make serve"
    )


def _show_end_of_proof(shell: Shell, shown: Demonstration) -> None:
    """Show how the proof ends: the last step of the path, and the goal."""
    found = shown.answer.outcome
    if not isinstance(found, Found):
        return
    sentences = Telling(shown.answer).proof(found)
    shell.out.print(f"\n[bold]The proof[/] has {len(sentences)} numbered steps; it ends:")
    for number, sentence in list(enumerate(sentences, start=1))[-LAST:]:
        line = Table.grid(padding=(0, 2))
        line.add_row(f"{number:>5}", Text(sentence))
        shell.out.print(line, style="dim")
