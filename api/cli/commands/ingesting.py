"""`load` and `check`: files are judged, and stored."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.application.ingest.load import Faulty, LoadRequest, Unsaid, judge
from api.application.ingest.load import load as load_files
from api.cli.screens.report import show_judged, show_stored
from api.cli.shell import shell_of
from api.failures import ANSWER_IS_NO, FINE
from api.wire.report import judged_object, stored_object

Paths = Annotated[list[Path], typer.Argument(help="Files, or folders of files.", metavar="PATH…")]
Format = Annotated[
    str | None,
    typer.Option("--format", help="Which format they have; recognised by default.", metavar="F"),
]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(load)
    app.command()(check)


def load(
    context: typer.Context,
    paths: Paths,
    format_name: Format = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and store nothing.")
    ] = False,
    only_valid: Annotated[
        bool,
        typer.Option("--only-valid", help="Store what is sound, and put the rest in quarantine."),
    ] = False,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Retract what the same source said before and says no more."),
    ] = False,
    reason: Annotated[
        str | None, typer.Option(help="Why, for the history.", metavar="TEXT")
    ] = None,
) -> int:
    """Load files as one revision: all of them, or nothing."""
    shell = shell_of(context)
    request = LoadRequest(
        tuple(paths),
        format_name,
        Faulty.QUARANTINED if only_valid else Faulty.REFUSED,
        Unsaid.RETRACTED if prune else Unsaid.KEPT,
    )
    if dry_run:
        return _judge(context, request)
    with shell.writing() as application:
        with shell.working("loading"):
            stored = load_files(application, shell.asked, request, reason)
        if shell.json:
            shell.print_json(stored_object(stored))
        else:
            show_stored(shell, stored)
    return FINE if stored.accepted else ANSWER_IS_NO


def check(context: typer.Context, paths: Paths, format_name: Format = None) -> int:
    """Judge files by the contracts, and store nothing."""
    return _judge(context, LoadRequest(tuple(paths), format_name))


def _judge(context: typer.Context, request: LoadRequest) -> int:
    shell = shell_of(context)
    with shell.reading() as application:
        with shell.working("checking"):
            judged = judge(application, shell.asked, request)
        if shell.json:
            shell.print_json(judged_object(judged))
        else:
            show_judged(shell, judged)
    return FINE if judged.admitted is not None else ANSWER_IS_NO
