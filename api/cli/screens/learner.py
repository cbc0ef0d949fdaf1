"""Learners as people read them."""

from __future__ import annotations

from rich.markup import escape
from rich.text import Text

from api.application.people.learners import Roll
from api.cli.screens.rows import Column, show_rows
from api.cli.shell import Shell
from api.wire.learner import EvidenceObject, LearnerObject, learner_object, learners_object


def show_learners(shell: Shell, roll: Roll) -> None:
    """Show who is on record, a line each."""
    learners = learners_object(roll).learners
    if not learners:
        shell.out.print("nobody is on record: `learners:` in a curriculum file names them")
        return
    columns = (Column("id"), Column("name"), Column("holds", justify="right"))
    rows = ((each.id, _name(each), f"{len(each.holds):,}") for each in learners)
    show_rows(shell, columns, rows)


def show_learner(shell: Shell, roll: Roll) -> None:
    """Show one learner with all that is on record."""
    learner = learner_object(roll)
    name = _name(learner)
    shell.out.print(Text.assemble((f"{name}  " if name else "", "bold"), (learner.id, "dim")))
    if learner.languages:
        shell.out.print(f"learns in {escape(', '.join(learner.languages))}")
    if learner.hours_per_week is not None:
        shell.out.print(f"learns {learner.hours_per_week:g} h a week")
    if not learner.holds:
        shell.out.print("holds nothing that is on record")
        return
    shell.out.print("\nholds", style="bold")
    columns = (Column(), Column(), Column(style="dim"))
    rows = ((held.label, _how(held), held.attainment) for held in learner.holds)
    show_rows(shell, columns, rows, indent=2)


def doomed_text(roll: Roll) -> str:
    """Say what erasing would take away."""
    learner = learner_object(roll)
    name = _name(learner)
    who = f"`{learner.id}`" + (f" ({name})" if name else "")
    held = len(learner.holds)
    return f"{who} with {held} {'thing' if held == 1 else 'things'} held, and their answers"


def _name(learner: LearnerObject) -> str:
    return " · ".join(dict.fromkeys(learner.labels.values()))


def _how(held: EvidenceObject) -> str:
    by = f" by {held.issuer}" if held.issuer else ""
    since = f", since {held.obtained}" if held.obtained else ""
    until = f", until {held.expires}" if held.expires else ""
    return f"{held.standing}{by}{since}{until}"
