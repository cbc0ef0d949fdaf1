"""What a person reads of a store that was checked, copied or backed up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.markup import escape
from rich.table import Table

from api.application.keep.backup import BackedUp
from api.application.keep.check import CheckedStore, CheckedTenant
from api.application.keep.copy import Copied, CopiedTenant, RecordsFate
from api.cli.shell import Shell

_RECORDS: Mapping[RecordsFate, str] = {
    RecordsFate.NONE: "none to copy",
    RecordsFate.COPIED: "copied",
    RecordsFate.SAME: "the same already",
    RecordsFate.KEPT: "others are there, and were kept",
    RecordsFate.UNTOUCHED: "",
}


def show_check(shell: Shell, checked: CheckedStore) -> None:
    """Show every tenant, and in words what is broken."""
    if checked.tenants:
        shell.out.print(_tenants(checked.tenants))
    else:
        shell.out.print("nothing was loaded yet: there is nothing to check")
    for problem in checked.records:
        shell.out.print(f"[bold red]✗ records[/]: {escape(problem)}", soft_wrap=True)
    for remedy in _remedies(checked):
        shell.out.print(f"→ {remedy}")


def show_copy(shell: Shell, copied: Copied, target: str) -> None:
    """Show what was copied of every tenant, or where histories part."""
    for each in copied.tenants:
        if each.parted is not None:
            shell.out.print(
                f"[bold red]✗ {escape(each.tenant)}[/]: {escape(target)} has another history: "
                f"they part at revision {each.parted}",
                soft_wrap=True,
            )
    if copied.parted:
        shell.out.print("nothing was copied")
        return
    table = _table("tenant", "revision", "copied", "records")
    for each in copied.tenants:
        table.add_row(escape(each.tenant), _newest(each), _came(each), _RECORDS[each.records])
    shell.out.print(table)
    _show_lacking(shell, copied, target)
    if any(each.records is RecordsFate.KEPT for each in copied.tenants):
        shell.out.print("→ `--replace-records` makes the records those of the source")


def _show_lacking(shell: Shell, copied: Copied, target: str) -> None:
    """Say what is not there, so that nobody takes the target for whole."""
    for each in copied.lacking:
        why = f": {escape(each.problem)}" if each.problem else ""
        lacks = f"lacks {each.missing:,} revisions" if each.missing else "was not copied as a whole"
        shell.out.print(f"[bold red]✗ {escape(each.tenant)}[/] {lacks}{why}", soft_wrap=True)
    if copied.lacking:
        shell.out.print(f"{escape(target)} is not whole: the same command goes on", soft_wrap=True)


def show_backup(shell: Shell, made: BackedUp) -> None:
    """Show the files of a backup, and the newest revision of every tenant in it."""
    if made.checked.tenants:
        shell.out.print(_tenants(made.checked.tenants))
    shell.out.print(
        f"[bold green]✓ written and checked[/]: {escape(str(made.file))}", soft_wrap=True
    )
    if made.records is not None:
        shell.out.print(f"  and the records: {escape(str(made.records))}", soft_wrap=True)


def _remedies(checked: CheckedStore) -> Iterator[str]:
    """Yield what helps: drawing anew needs no backup."""
    if any(each.is_repairable for each in checked.broken):
        yield "`waymark store check --repair` draws anew what people see in Neo4j"
    if checked.records or not all(each.is_repairable for each in checked.broken):
        yield "`waymark store restore FILE` into another store brings a backup back"


def _tenants(checked: tuple[CheckedTenant, ...]) -> Table:
    table = _table("tenant", "revision", "digest", "")
    for each in checked:
        newest = each.newest
        table.add_row(
            escape(each.tenant),
            "" if newest is None else str(newest.number),
            "" if newest is None else newest.digest.removeprefix("sha256:")[:12],
            _verdict(each),
        )
    return table


def _verdict(each: CheckedTenant) -> str:
    if each.problem is not None:
        return f"[bold red]✗[/] {escape(each.problem)}"
    if each.mended is not None:
        return f"[bold green]✓ repaired[/]: {escape(each.mended)}"
    return "[bold green]✓[/]"


def _newest(each: CopiedTenant) -> str:
    known = [one.number for one in (each.source, each.target) if one is not None]
    return str(max(known)) if known else ""


def _came(each: CopiedTenant) -> str:
    if each.copied or each.missing:
        return f"{each.copied:,}"
    return "nothing new" if each.source is not None and each.source.number else ""


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if column == "revision" else "left")
    return table
