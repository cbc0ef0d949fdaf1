"""Keys as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.markup import escape
from rich.table import Table

from api.application.people.keys import NewKey, NewKeyInstead
from api.cli.shell import Shell
from graph.records.keys import ApiKey


def show_key(shell: Shell, made: NewKey) -> None:
    """Show a new key: its secret on a line of its own, to be copied."""
    shell.err.print(
        f"key `{made.key.id}` for {escape(made.key.name)}; it is shown this once and kept nowhere:"
    )
    shell.out.print(made.secret, soft_wrap=True)


def show_rotated(shell: Shell, made: NewKeyInstead) -> None:
    """Show a new key, and until when each of the older ones is good."""
    ends = "; ".join(f"key `{key.id}` {_end(key, made.key.created)}" for key in made.ending)
    shell.err.print(
        f"key `{made.key.id}` for {escape(made.key.name)}; it is shown this once and kept nowhere; "
        f"{ends}:"
    )
    shell.out.print(made.secret, soft_wrap=True)


def show_keys(shell: Shell, keys: Sequence[ApiKey]) -> None:
    """Show keys as a table."""
    if not keys:
        shell.out.print("there are no keys: make one with `waymark key create NAME`")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("id", "name", "good for", "created", "good until", "revoked"):
        table.add_column(column)
    for key in keys:
        table.add_row(
            key.id,
            escape(key.name),
            ", ".join(key.roles),
            _minute(key.created),
            _minute(key.expires),
            _minute(key.revoked),
        )
    shell.out.print(table)


def _end(key: ApiKey, now: datetime) -> str:
    if key.expires is not None and key.expires <= now:
        return "is good no more"
    return f"is good until {_minute(key.expires)} UTC"


def _minute(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M}"
