"""`make bench`: run every benchmark and print one table.

CPU seconds of one process; a ratio is against a peer doing the same job in the same run.
"""

from __future__ import annotations

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.catching_up import catch_up
from benchmarks.closure import closure_of_roles
from benchmarks.compiling import compile_snapshot
from benchmarks.ingesting import load_and_admit
from benchmarks.measure import Line
from benchmarks.paths import paths_on_a_large_curriculum, paths_on_the_example
from benchmarks.storing import esco_in_the_stores

BENCHMARKS = (
    paths_on_the_example,
    paths_on_a_large_curriculum,
    compile_snapshot,
    catch_up,
    closure_of_roles,
    load_and_admit,
    esco_in_the_stores,
)


def main() -> None:
    """Run them all; a missed aim is shown, and fails nothing: machines differ."""
    console = Console()
    lines = [
        line
        for benchmark in track(
            BENCHMARKS, "measuring", console=Console(stderr=True), transient=True
        )
        for line in benchmark()
    ]
    table = Table(box=None, header_style="bold")
    for column in ("what", "ours", "peer", "takes", "ratio", "aim", ""):
        table.add_column(
            column, justify="right" if column in {"ours", "takes", "ratio"} else "left"
        )
    for line in lines:
        table.add_row(*_cells(line))
    console.print(table)


def _cells(line: Line) -> tuple[str, ...]:
    ratio = "" if line.ratio is None else f"{line.ratio:,.1f}×"
    peer = "" if line.peer is None else _seconds(line.peer)
    mark = "[green]✓[/]" if line.met else "[red]✗[/]"
    return (line.name, _seconds(line.ours), line.peer_name or "", peer, ratio, line.aim, mark)


def _seconds(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:,.2f} s"
    return f"{seconds * 1000:,.2f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:,.1f} µs"


if __name__ == "__main__":
    main()
