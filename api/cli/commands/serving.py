"""`demo` and `serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.application.plan.demonstration import demonstrate
from api.cli.screens.demonstration import show_demonstration
from api.cli.shell import shell_of
from api.failures import ANSWER_IS_NO, FINE
from api.wire.path import path_object


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(demo)
    app.command()(serve)


def demo(
    context: typer.Context,
    certificate: Annotated[
        Path | None, typer.Option(help="Keep the answer with its proof.", metavar="FILE")
    ] = None,
) -> int:
    """Load the example curriculum, plan for a sample learner, and check the proof."""
    shell = shell_of(context)
    with shell.writing() as application:
        with shell.working("loading the example and looking for a path"):
            shown = demonstrate(application, shell.asked, certificate)
        if shell.json:
            shell.print_json(path_object(shown.answer))
        else:
            show_demonstration(shell, shown)
    return FINE if shown.verdict.holds else ANSWER_IS_NO


def serve(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option(help="The address to listen on; this machine alone by default.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="The port.", min=1, max=65535)] = None,
) -> None:
    """Start the service: GraphQL, GraphiQL, health."""
    shell = shell_of(context)
    stated = {"host": host, "port": port}
    given = {name: value for name, value in stated.items() if value is not None}
    shell.composers.serve(shell.settings.model_copy(update=given))
