"""A gap and a frontier as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.text import Text

from api.application.plan.frontier import FrontierAnswer
from api.application.plan.gap import GapAnswer
from api.cli.screens.amounts import ASSUMING, hours_text, price_text
from api.cli.screens.rows import Column, show_rows
from api.cli.shell import Shell
from api.wire.frontier import frontier_object
from api.wire.gap import gap_object

SHOWN = 25
"""How many items a person wants to read at once; `--json` has them all."""


def show_gap(shell: Shell, answer: GapAnswer) -> None:
    """Show what is missing, what is hidden behind it, and what is there."""
    gap = gap_object(answer)
    shell.out.print(Text.assemble(("From what is held to ", ""), (gap.title, "bold")))
    beyond = frozenset(gap.unreachable)
    within = [each for each in gap.missing if each not in beyond]
    for title, style, mark, found in (
        ("missing: required and not held", "red", "○", within),
        (
            "missing and out of reach: nobody teaches it, or what it needs",
            "red",
            "✗",
            gap.unreachable,
        ),
        ("hidden: not required, yet every way leads through it", "yellow", "◌", gap.hidden),
        ("held", "green", "●", gap.held),
        ("optional, not held", "cyan", "○", gap.optional),
    ):
        if found:
            _show_list(
                shell, f"[bold {style}]{title}[/] [dim]({len(found)})[/]", mark, found, gap.labels
            )
    if answer.gap.lacks_hours:
        shell.out.print(f"\n[yellow]![/] hours are missing of what states no effort: {ASSUMING}")
    if not (gap.missing or gap.held or gap.optional):
        shell.out.print("\n[yellow]![/] the role states no requirements: perhaps a group of roles")
    elif not gap.missing:
        shell.out.print("\n[bold green]✓ nothing is missing[/]")


def _show_list(
    shell: Shell, title: str, mark: str, names: list[str], labels: Mapping[str, str]
) -> None:
    shell.out.print(f"\n{title}")
    shown = names[:SHOWN]
    columns = (Column(), Column(), Column(style="dim"))
    show_rows(shell, columns, ((mark, labels.get(name, name), name) for name in shown), indent=2)
    if len(names) > SHOWN:
        shell.out.print(f"  … and {len(names) - SHOWN:,} more; `--json` has all", style="dim")


def show_frontier(shell: Shell, answer: FrontierAnswer) -> None:
    """Show what can be learnt next, what it gains and what it opens up."""
    frontier = frontier_object(answer)
    if not frontier.items:
        shell.out.print("nothing can be learnt next: all is held, or out of reach from here")
        if answer.assumed_minutes is None:
            shell.out.print(f"[yellow]![/] what states no effort does not count: {ASSUMING}")
        return
    columns = (
        Column("next"),
        Column("hours", justify="right"),
        Column("price", justify="right"),
        Column("gains"),
        Column("opens up"),
    )
    rows = (
        (
            item.title,
            hours_text(item.hours),
            price_text(item.price, item.currency),
            _some(item.gains, frontier.labels),
            _some(item.opens, frontier.labels),
        )
        for item in frontier.items[:SHOWN]
    )
    show_rows(shell, columns, rows)
    if len(frontier.items) > SHOWN:
        more = len(frontier.items) - SHOWN
        shell.out.print(f"… and {more:,} more; `--json` has all", style="dim")


def _some(names: Iterable[str], labels: Mapping[str, str]) -> str:
    said = [labels.get(name, name) for name in names]
    return ", ".join(said[:3]) + (f" and {len(said) - 3} more" if len(said) > 3 else "")
