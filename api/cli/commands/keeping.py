"""`export`, `verify`, `schema` and `key`."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from api.application.explain.certify import verify_file
from api.application.files import keep
from api.application.ingest.export import ExportFormat
from api.application.ingest.export import export as export_revision
from api.application.people.keys import create_key, list_keys, revoke_key, rotate_key
from api.application.principal import Right
from api.cli.screens.key import show_key, show_keys, show_rotated
from api.cli.screens.verdict import show_verdict
from api.cli.shell import shell_of
from api.failures import ANSWER_IS_NO, FINE
from api.wire.key import key_object, keys_object, new_key_object, rotated_key_object
from api.wire.schemas import Described, schema_of
from api.wire.verdict import verdict_object
from ontology.errors import InputError


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(export)
    app.command()(verify)
    app.command()(schema)
    keys = typer.Typer(no_args_is_help=True, help="Create, list, rotate and revoke API keys.")
    keys.command("create")(create)
    keys.command("list")(list_all)
    keys.command("rotate")(rotate)
    keys.command("revoke")(revoke)
    app.add_typer(keys, name="key")


def export(
    context: typer.Context,
    form: Annotated[ExportFormat, typer.Option("--format", help="In which form.")],
    output: Annotated[
        Path | None,
        typer.Option(help="The file to write; standard output by default.", metavar="PATH"),
    ] = None,
) -> None:
    """Write a revision as Turtle, N-Triples, JSON-LD, a curriculum file or CSV tables (ZIP)."""
    shell = shell_of(context)
    if output is None and form is ExportFormat.CSV and sys.stdout.isatty():
        raise InputError("an archive is nothing for a terminal: name a file with `--output`")
    with shell.reading() as application, shell.working("writing"):
        content = export_revision(application, shell.asked, form)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    keep(content, output)


def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A certificate, as `path --certificate` keeps it.")],
) -> int:
    """Check a certificate step by step, without the search and without a store."""
    shell = shell_of(context)
    with shell.working("verifying"):
        verdict = verify_file(file)
    if shell.json:
        shell.print_json(verdict_object(verdict))
    else:
        show_verdict(shell, verdict)
    return FINE if verdict.holds else ANSWER_IS_NO


def schema(
    what: Annotated[Described, typer.Argument(help="Which form.")],
) -> None:
    """Print the JSON Schema of a file format or an answer."""
    sys.stdout.write(schema_of(what) + "\n")


def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose key it is; commits carry this name.")],
    role: Annotated[
        list[Right] | None, typer.Option(help="What it is good for; reading by default.")
    ] = None,
) -> None:
    """Create a key, and show its secret this once."""
    shell = shell_of(context)
    with shell.writing() as application:
        made = create_key(application, shell.asked, name, role or [Right.READER])
    if shell.json:
        shell.print_json(new_key_object(made))
    else:
        show_key(shell, made)


def list_all(context: typer.Context) -> None:
    """List the keys of the tenant; secrets are kept nowhere."""
    shell = shell_of(context)
    with shell.reading() as application:
        keys = list_keys(application, shell.asked)
    if shell.json:
        shell.print_json(keys_object(keys))
    else:
        show_keys(shell, keys)


def rotate(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose key it is, or the key's id.")],
    overlap: Annotated[
        float,
        typer.Option(help="For how many hours older secrets work yet.", metavar="HOURS", min=0),
    ] = 24,
) -> None:
    """Create a second key for the same name, and let the older ones end after a while."""
    shell = shell_of(context)
    with shell.writing() as application:
        made = rotate_key(application, shell.asked, name, timedelta(hours=overlap))
    if shell.json:
        shell.print_json(rotated_key_object(made))
    else:
        show_rotated(shell, made)


def revoke(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(help="The key's id, as `key list` shows it.")],
) -> None:
    """Make a key worthless from now on."""
    shell = shell_of(context)
    with shell.writing() as application:
        revoked = revoke_key(application, shell.asked, identifier)
    if shell.json:
        shell.print_json(key_object(revoked))
    else:
        show_keys(shell, (revoked,))
