"""`store`: checking, copying, backing up and restoring what Waymark remembers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from api.application.addresses import without_password
from api.application.keep.backup import back_up
from api.application.keep.backup import restore as restore_backup
from api.application.keep.check import Broken, check_store, refuse_unknown
from api.application.keep.copy import Copied, Differing, copy_store, tenants_of
from api.cli.screens.store import show_backup, show_check, show_copy
from api.cli.shell import Shell, shell_of
from api.failures import ANSWER_IS_NO, FINE, failure_of
from api.wire.store import store_backup_object, store_check_object, store_copy_object
from ontology.errors import InputError

ReplaceRecords: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--replace-records",
        help="Where the target has other records of a tenant, put these in their place.",
    ),
]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    store = typer.Typer(no_args_is_help=True, help="Check, copy, back up and restore a store.")
    store.command("check")(check)
    store.command("copy")(copy)
    store.command("backup")(backup)
    store.command("restore")(restore)
    app.add_typer(store, name="store")


def check(
    context: typer.Context,
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Draw anew from the ledger what does not agree with it (Neo4j)."
        ),
    ] = False,
) -> int:
    """Prove that every record, digest and revision of every tenant fits together."""
    shell = shell_of(context)
    broken = Broken.REPAIRED if repair else Broken.LEFT
    with shell.reading() as application, shell.counting("checking") as tell:
        checked = check_store(application, shell.tenants, broken, tell)
    if shell.json:
        shell.print_json(store_check_object(checked))
    else:
        show_check(shell, checked)
    return FINE if checked.is_sound else ANSWER_IS_NO


def copy(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The store to copy.", metavar="FROM")],
    target: Annotated[
        str, typer.Argument(help="The store to copy it to, made if need be.", metavar="TO")
    ],
    replace_records: ReplaceRecords = False,
) -> int:
    """Copy every revision of a store into another one, digests and all.

    `--tenant`, which may be given several times, copies these tenants alone. A copy that was
    interrupted goes on where it stopped.
    """
    shell = shell_of(context)
    with shell.reading_from(source) as ours:
        known = tenants_of(ours)
        if not known:
            shown = without_password(source)
            raise InputError(f"`{shown}` holds nothing: there is nothing to copy")
        refuse_unknown(shell.tenants, known)
        with shell.opening(target) as theirs, shell.counting("copying") as tell:
            copied = copy_store(ours, theirs, shell.tenants, _differing(replace_records), tell)
    return _tell_copied(shell, copied, without_password(target))


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write; there must be none yet.")],
) -> None:
    """Write a backup of the store and its records while they are in use."""
    shell = shell_of(context)
    _refuse_tenants(shell, "backup")
    with shell.reading() as application, shell.counting("copying") as tell:
        made = back_up(application, shell.opening, file, tell)
    if shell.json:
        shell.print_json(store_backup_object(made))
    else:
        show_backup(shell, made)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The backup.")],
    replace_records: ReplaceRecords = False,
) -> int:
    """Bring a backup back: into an empty store, or into one that it continues."""
    shell = shell_of(context)
    _refuse_tenants(shell, "restore")
    with shell.counting("restoring") as tell:
        differing = _differing(replace_records)
        restored = restore_backup(shell.writing, shell.opening, file, differing, tell)
    return _tell_copied(shell, restored, "the store")


def _tell_copied(shell: Shell, copied: Copied, target: str) -> int:
    if shell.json:
        shell.print_json(store_copy_object(copied))
    else:
        show_copy(shell, copied, target)
        if copied.failure is not None:
            raise copied.failure
    if copied.failure is not None:
        return failure_of(copied.failure).exit_code
    return FINE if copied.is_whole else ANSWER_IS_NO


def _differing(replace_records: bool) -> Differing:
    return Differing.REPLACED if replace_records else Differing.KEPT


def _refuse_tenants(shell: Shell, command: str) -> None:
    if shell.tenants:
        raise InputError(f"`store {command}` is of every tenant: leave `--tenant` out")
