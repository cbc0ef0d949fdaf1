"""An answer to a planning question as people read it: the answer first, then the reasons."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.markup import escape
from rich.text import Text

from api.application.plan.answer import Answer
from api.cli.screens.amounts import ASSUMING, hours_text, price_text
from api.cli.screens.rows import indented, item
from api.cli.shell import Shell
from api.wire.forms.path import (
    CostObject,
    DeniedObject,
    FoundObject,
    OverConstrainedObject,
    ScheduleObject,
    UndecidedObject,
    UnreachableObject,
)
from api.wire.naming import Naming
from api.wire.path import path_object
from api.wire.telling import Telling
from reasoning.outcome import Undecided, Unreachable

SHOWN = 20


def show_answer(shell: Shell, answer: Answer) -> None:
    """Show any outcome."""
    match path_object(answer):
        case FoundObject() as found:
            _show_headline(shell, answer, found)
            show_steps(shell, found)
            _show_rest(shell, found)
        case UnreachableObject() as unreachable:
            shell.out.print("[bold red]✗ no path exists[/], whatever limits are dropped")
            _show_lines(shell, unreachable.why)
            _show_remedy(shell, answer)
        case OverConstrainedObject() as clashing:
            _show_clash(shell, clashing)
        case UndecidedObject():
            shell.out.print("[bold yellow]? undecided[/]: no answer within the time of the search")
            _show_how_far(shell, answer)
        case DeniedObject(decision=decision, rule=rule):
            shell.out.print(f"[bold red]✗ denied[/]: {escape(decision)} ({escape(rule)})")


def _show_how_far(shell: Shell, answer: Answer) -> None:
    """Say how far an undecided search came, and name the option that lets it go on."""
    if isinstance(answer.outcome, Undecided):
        _show_lines(shell, Telling(answer).undecided(answer.outcome))
        shell.out.print(indented("→ search longer with `--time-limit SECONDS`", style="dim"))


def _show_remedy(shell: Shell, answer: Answer) -> None:
    """Name the option that would help, where one does."""
    outcome = answer.outcome
    if isinstance(outcome, Unreachable) and Telling(answer).lacks_hours(outcome):
        shell.out.print(indented(f"→ {ASSUMING}", style="dim"))


def cost_text(cost: CostObject) -> str:
    """Say what a path costs: ``214 h · 31 steps · 1,240 EUR``."""
    steps = "1 step" if cost.steps == 1 else f"{cost.steps} steps"
    return " · ".join((hours_text(cost.hours), steps, price_text(cost.price, cost.currency)))


def _show_headline(shell: Shell, answer: Answer, found: FoundObject) -> None:
    naming = Naming(answer.snapshot.dataset)
    role = answer.question.role
    aim = [naming.attained(each) for each in answer.question.goal]
    label = naming.label(role) if role is not None else ", ".join(aim)
    shell.out.print(Text.assemble("The way to ", (label, "bold")))
    shell.out.print(f"[bold]{cost_text(found.cost)}[/]  {_badges(found)}")
    _show_lines(shell, found.summary)
    if not found.goal:
        shell.out.print("[yellow]![/] the role states no requirements: it may be a group of roles")
    shell.out.print()


def _badges(found: FoundObject) -> str:
    bound = found.bound
    if bound.status == "optimal" and bound.certified:
        least = "[green]✓ provably the least[/]"
    elif bound.status == "optimal":
        least = "[yellow]the least, as far as the search can tell[/]"
    else:
        least = "[yellow]not proved to be the least[/]"
    return f"{least}  [green]✓ proof checked[/]" if found.verified else least


def show_steps(shell: Shell, found: FoundObject) -> None:
    """Show every step with its reasons below it."""
    days = _days(found.schedule)
    for step in found.steps:
        amounts = [
            hours_text(step.hours),
            price_text(step.price, step.currency),
            *days.get(step.number, ()),
        ]
        _show_step(shell, step.number, step.title, " · ".join(amounts))
        for reason in step.because:
            shell.out.print(indented(reason, 5, "dim"))


def _show_step(shell: Shell, number: int, title: str, amounts: str) -> None:
    """Show a step in one line where it fits, and else with its amounts below."""
    named = f"{number:>3}  {title}"
    if cell_len(f"{named}  {amounts}") <= shell.out.width:
        shell.out.print(Text.assemble((named, "bold"), "  ", (amounts, "cyan")))
        return
    shell.out.print(item(f"{number:>3}  ", title, "bold"))
    shell.out.print(indented(amounts, 5, "cyan"))


def _days(schedule: ScheduleObject | None) -> dict[int, tuple[str]]:
    """Say for each step in which weeks it is studied."""
    weeks: dict[int, list[str]] = {}
    for week in schedule.weeks if schedule else ():
        for part in week.steps:
            weeks.setdefault(part.step, []).append(week.starts)
    return {
        step: (f"week of {starts[0]}" + (f" to {starts[-1]}" if len(starts) > 1 else ""),)
        for step, starts in weeks.items()
    }


def _show_rest(shell: Shell, found: FoundObject) -> None:
    for number, other in enumerate(found.alternatives, start=1):
        shell.out.print(f"\n[bold]alternative {number}[/]: {cost_text(other.cost)}")
        _show_lines(shell, [f"{step.number}. {step.title}" for step in other.steps])


def _show_clash(shell: Shell, clashing: OverConstrainedObject) -> None:
    shell.out.print(f"[bold red]✗ no path within the limits[/]: {' and '.join(clashing.clash)}")
    _show_lines(shell, clashing.why)


def _show_lines(shell: Shell, lines: Iterable[str]) -> None:
    lines = list(lines)
    for line in lines[:SHOWN]:
        shell.out.print(item("  • ", line))
    if len(lines) > SHOWN:
        shell.out.print(f"  … and {len(lines) - SHOWN:,} more; `--json` has all", style="dim")
