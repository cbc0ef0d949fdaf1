"""Keys as people read them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from api.application.people.keys import NewKey
from api.cli.shell import Shell
from graph.records.keys import ApiKey


def show_key(shell: Shell, made: NewKey) -> None:
    """Show a new key: its secret on a line of its own, to be copied."""
    shell.err.print(
        f"key `{made.key.id}` for {escape(made.key.name)}; it is shown this once and kept nowhere:"
    )
    shell.out.print(made.secret, soft_wrap=True)


def show_keys(shell: Shell, keys: Sequence[ApiKey]) -> None:
    """Show keys as a table."""
    if not keys:
        shell.out.print("there are no keys: make one with `waymark key create NAME`")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("id", "name", "good for", "created", "revoked"):
        table.add_column(column)
    for key in keys:
        revoked = "" if key.revoked is None else f"{key.revoked:%Y-%m-%d %H:%M}"
        table.add_row(
            key.id, escape(key.name), ", ".join(key.roles), f"{key.created:%Y-%m-%d %H:%M}", revoked
        )
    shell.out.print(table)
