"""The history as people read it, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from api.cli.shell import Shell
from graph.store import Revision


def show_log(shell: Shell, revisions: Sequence[Revision]) -> None:
    """Show revisions as a table."""
    if not revisions:
        shell.out.print("nothing was loaded yet: try `waymark load PATH`, or `waymark demo`")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("revision", "at (UTC)", "author", "reason", "digest"):
        table.add_column(column, justify="right" if column == "revision" else "left")
    for revision in revisions:
        table.add_row(
            str(revision.number),
            f"{revision.at:%Y-%m-%d %H:%M:%S}",
            escape(revision.author),
            escape(revision.reason),
            revision.digest.removeprefix("sha256:")[:12],
        )
    shell.out.print(table)
