"""An answer to a planning question as people read it: the answer first, then the reasons."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.application.plan.answer import Answer
from api.cli.screens.amounts import hours_text, price_text
from api.cli.shell import Shell
from api.wire.naming import Naming
from api.wire.path import (
    CostObject,
    DeniedObject,
    FoundObject,
    OverConstrainedObject,
    ScheduleObject,
    StepObject,
    UndecidedObject,
    UnreachableObject,
)
from api.wire.path_answer import path_object

WEEKS = 12
SHOWN = 20


def show_answer(shell: Shell, answer: Answer) -> None:
    """Show any outcome."""
    match path_object(answer):
        case FoundObject() as found:
            _show_headline(shell, answer, found)
            for step in found.steps:
                show_step(shell, step)
            _show_rest(shell, found)
        case UnreachableObject() as unreachable:
            shell.out.print("[bold red]✗ no path exists[/], whatever limits are dropped")
            _show_lines(shell, unreachable.why)
        case OverConstrainedObject() as clashing:
            _show_clash(shell, clashing)
        case UndecidedObject(lower=lower):
            shell.out.print(f"[bold yellow]? undecided[/]: no path costs less than {lower:g}")
        case DeniedObject(decision=decision, rule=rule):
            shell.out.print(f"[bold red]✗ denied[/]: {decision} ({rule})")


def cost_text(cost: CostObject) -> str:
    """Say what a path costs: ``214 h · 31 steps · 1,240 EUR``."""
    steps = "1 step" if cost.steps == 1 else f"{cost.steps} steps"
    price = "price unknown" if cost.price is None else price_text(cost.price, cost.currency)
    return " · ".join((hours_text(cost.hours), steps, "free" if price == "–" else price))


def _show_headline(shell: Shell, answer: Answer, found: FoundObject) -> None:
    naming = Naming(answer.snapshot.dataset)
    role = answer.question.role
    aim = naming.label(role) if role is not None else ", ".join(
        naming.attained(each) for each in answer.question.goal
    )
    shell.out.print(Text.assemble("The way to ", (aim, "bold")))
    shell.out.print(f"[bold]{cost_text(found.cost)}[/]  {_badges(found)}\n")
    if found.assumptions:
        _show_assumptions(shell, found)


def _badges(found: FoundObject) -> str:
    bound = found.bound
    least = "provably the least" if bound.status == "optimal" else (
        f"at most {bound.gap:.1%} above the least possible"
    )
    certified = "" if bound.certified else " (not certified)"
    badges = [f"[green]✓ {least}{certified}[/]"]
    if found.verified:
        badges.append("[green]✓ proof checked[/]")
    if found.schedule is not None:
        badges.append(f"done by {found.schedule.ends}")
    return "  ".join(badges)


def show_step(shell: Shell, step: StepObject) -> None:
    """Show one step with its reasons below it."""
    line = Table.grid(padding=(0, 1), expand=False)
    line.add_column(justify="right", width=3)
    line.add_column(overflow="fold")
    line.add_column(style="cyan", no_wrap=True)
    line.add_row(
        str(step.number),
        Text(step.title, "bold"),
        f"{hours_text(step.hours)}  {price_text(step.price, None)}",
    )
    shell.out.print(line)
    for reason in step.because:
        shell.out.print(Padding(Text(reason, "dim"), (0, 0, 0, 4)))


def _show_assumptions(shell: Shell, found: FoundObject) -> None:
    assumed = sum(each.hours for each in found.assumptions)
    if assumed * 2 > found.cost.hours:
        shell.out.print(
            f"[yellow]! rests on assumptions for {assumed / found.cost.hours:.0%} of its hours[/]"
        )
    else:
        shell.out.print(f"[yellow]! rests on {len(found.assumptions)} assumed efforts[/]")
    _show_lines(shell, [each.sentence for each in found.assumptions])
    shell.out.print()


def _show_rest(shell: Shell, found: FoundObject) -> None:
    if found.recommended_missed:
        shell.out.print("\n[bold]recommended, but not on this path[/]")
        _show_lines(shell, found.recommended_missed)
    if found.wishes:
        shell.out.print("\n[bold]optional for the role[/]")
        _show_lines(shell, [f"{wish.attainment}: {wish.state}" for wish in found.wishes])
    if found.schedule is not None:
        _show_schedule(shell, found.schedule)
    for number, other in enumerate(found.alternatives, start=1):
        shell.out.print(f"\n[bold]alternative {number}[/]: {cost_text(other.cost)}")
        _show_lines(shell, [f"{step.number}. {step.title}" for step in other.steps])


def _show_schedule(shell: Shell, schedule: ScheduleObject) -> None:
    shell.out.print(f"\n[bold]by week[/], done on {schedule.ends}")
    table = Table.grid(padding=(0, 2))
    for week in schedule.weeks[:WEEKS]:
        steps = ", ".join(f"{each.step} ({hours_text(each.hours)})" for each in week.steps)
        table.add_row(f"  {week.starts}", f"step {steps}")
    shell.out.print(table)
    if len(schedule.weeks) > WEEKS:
        shell.out.print(f"  … and {len(schedule.weeks) - WEEKS} more weeks", style="dim")


def _show_clash(shell: Shell, clashing: OverConstrainedObject) -> None:
    limits = " and ".join(clashing.clash)
    shell.out.print(f"[bold red]✗ no path within the limits[/]: {limits} clash")
    _show_lines(shell, clashing.why)
    if clashing.repairs:
        shell.out.print("\n[bold]what would make it, each tried[/]")
    for repair in clashing.repairs:
        shell.out.print(f"  • {repair.sentence}: {cost_text(repair.cost)}", soft_wrap=True)


def _show_lines(shell: Shell, lines: Iterable[str]) -> None:
    lines = list(lines)
    for line in lines[:SHOWN]:
        shell.out.print(Padding(Text(f"• {line}"), (0, 0, 0, 2)))
    if len(lines) > SHOWN:
        shell.out.print(f"  … and {len(lines) - SHOWN:,} more; `--json` has all", style="dim")
