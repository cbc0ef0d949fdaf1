"""The command line: its common options, its commands, and how errors leave it."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated, TypeAlias

import typer

from api.cli.commands import asking, curating, ingesting, keeping, people, serving, storing
from api.cli.common import hoist, refuse_revision
from api.cli.screen import Screen, seen
from api.cli.shell import Composers, Shell
from api.failures import CALLER_MUST_MEND, FINE, OPERATOR_MUST_MEND, failure_of
from api.settings import read_settings
from ontology.errors import BrokenLedgerError, InputError, InvariantError, WaymarkError

INTERRUPTED = 130
WIDE = 160
"""Columns of what goes to a file or a pipe, unless `COLUMNS` says otherwise."""

HOW_TO_MEND = (
    "what is stored was altered or damaged: `waymark store check` tells all that is broken, and "
    "`waymark store restore` brings a backup back"
)

COMMON = (
    "Every command also takes --store, --tenant, --json and --quiet, and --revision where it looks "
    "at statements."
)

StoreAddress: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="Where statements are kept: sqlite:///FILE, neo4j://HOST:PORT, or memory:",
        metavar="URL",
    ),
]
Tenants: TypeAlias = Annotated[
    list[str] | None, typer.Option(help="Whose statements.", metavar="TEXT")
]
AsOf: TypeAlias = Annotated[
    int | None, typer.Option(help="As of which revision; the newest by default.", min=0)
]


def run(arguments: Sequence[str], composers: Composers) -> int:
    """Run one command; returns its exit code, and never raises."""
    hoisted = hoist(arguments)
    command = _application(composers)
    try:
        returned = command(args=hoisted.arguments, prog_name="waymark", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return _unread()
    except SystemExit as ended:
        # typer turns a closed pipe into an exit of its own, and so does a service that cannot start
        return _unread() if isinstance(ended.__context__, OSError) else OPERATOR_MUST_MEND
    except WaymarkError as error:
        _tell(error.code, error.message, as_json=hoisted.wants_json)
        if isinstance(error, InvariantError):
            _tell_what_helps(error)
        return failure_of(error).exit_code
    except typer.TyperException as error:
        return _usage(error, as_json=hoisted.wants_json)
    except Exception as error:
        return _broken(error, as_json=hoisted.wants_json)
    return returned if isinstance(returned, int) else FINE


def _application(composers: Composers) -> typer.Typer:
    """Put the commands together."""
    app = typer.Typer(
        name="waymark",
        help="Learning paths that prove themselves.",
        epilog=COMMON,
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )

    @app.callback()
    def common(
        context: typer.Context,
        store: StoreAddress = None,
        tenant: Tenants = None,
        revision: AsOf = None,
        as_json: Annotated[
            # eager, so that the version is told in its form
            bool,
            typer.Option("--json", help="Answer for machines, on standard output.", is_eager=True),
        ] = False,
        quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but the answer.")] = False,
        wants_version: Annotated[
            bool,
            typer.Option(
                "--version",
                help="Say which version this is.",
                is_eager=True,
                callback=_tell_version,
            ),
        ] = False,
    ) -> None:
        if revision is not None:
            refuse_revision(context.invoked_subcommand)
        context.obj = Shell(
            composers=composers,
            settings=read_settings(store=store, tenant=tenant[-1] if tenant else None),
            revision=revision,
            json=as_json,
            out=_console(),
            err=Screen(stderr=True, highlight=False, emoji=False, quiet=quiet),
            tenants=tuple(dict.fromkeys(tenant or ())),
        )

    for family in (asking, ingesting, curating, keeping, people, storing, serving):
        family.add_commands(app)
    return app


def _tell_version(context: typer.Context, wants_version: bool) -> None:
    """Say which version this is, and be done."""
    if not wants_version:
        return
    number = version("waymark")
    as_json = context.params.get("as_json")
    sys.stdout.write(f"{json.dumps({'version': number}) if as_json else f'waymark {number}'}\n")
    raise typer.Exit


def _console() -> Screen:
    """Return what answers are printed on: wide where no terminal cuts it."""
    width = None if sys.stdout.isatty() else shutil.get_terminal_size((WIDE, 50)).columns
    return Screen(highlight=False, emoji=False, width=width)


def _tell(code: str, message: str, *, as_json: bool) -> None:
    """Say what went wrong: for machines on standard output, for people on the other."""
    if as_json:
        sys.stdout.write(json.dumps({"error": {"code": code, "message": message}}) + "\n")
    else:
        sys.stderr.write(f"error: {seen(message)}\n")


def _tell_what_helps(error: InvariantError) -> None:
    if isinstance(error, BrokenLedgerError):
        sys.stderr.write(f"{HOW_TO_MEND}\n")
        return
    sys.stderr.write(
        f"this is a mistake of Waymark, not yours ({error.code}): please report it with the "
        "command and, if you may share them, the files\n"
    )


def _unread() -> int:
    """End quietly: whoever was reading has seen enough, and nothing more can be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FINE


def _broken(error: Exception, *, as_json: bool) -> int:
    """Say that we made a mistake; the traceback is for us, and goes to a file."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="waymark-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exception(error, file=file)
    message = f"something went wrong inside of Waymark: {type(error).__name__}"
    _tell(InvariantError.code, message, as_json=as_json)
    sys.stderr.write(f"this is our mistake: please report it with {file.name}\n")
    return OPERATOR_MUST_MEND


def _usage(error: typer.TyperException, *, as_json: bool) -> int:
    message = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stdout.write(f"{message}\n")
        return CALLER_MUST_MEND
    message = " ".join(message.replace("Value error, ", "").split())
    _tell(InputError.code, message[:1].lower() + message[1:].rstrip("."), as_json=as_json)
    return CALLER_MUST_MEND
