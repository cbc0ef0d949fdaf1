"""The history as people read it, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from api.cli.screens.rows import Column, show_rows
from api.cli.shell import Shell
from graph.store import Revision


def show_log(shell: Shell, revisions: Sequence[Revision]) -> None:
    """Show revisions as a table."""
    if not revisions:
        shell.out.print("nothing was loaded yet: try `waymark load PATH`, or `waymark demo`")
        return
    columns = (
        Column("revision", justify="right"),
        Column("at (UTC)"),
        Column("author"),
        Column("reason"),
        Column("digest"),
    )
    rows = (
        (
            str(revision.number),
            f"{revision.at:%Y-%m-%d %H:%M:%S}",
            revision.author,
            revision.reason,
            revision.digest.removeprefix("sha256:")[:12],
        )
        for revision in revisions
    )
    show_rows(shell, columns, rows)
