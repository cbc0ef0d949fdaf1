"""`learner`: who is on record, and how they are forgotten."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.markup import escape

from api.application.people.learners import Roll, erase_learner, list_learners
from api.application.people.learners import show_learner as look_up
from api.cli.screen import seen
from api.cli.screens.learner import doomed_text, show_learner, show_learners
from api.cli.shell import Shell, shell_of
from api.failures import ANSWER_IS_NO, FINE
from api.wire.learner import erased_object, learner_object, learners_object
from ontology.errors import InputError

Named = Annotated[str, typer.Argument(help="A CURIE or an IRI.", metavar="LEARNER")]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    learners = typer.Typer(no_args_is_help=True, help="List, show and erase learners on record.")
    learners.command("list")(list_all)
    learners.command("show")(show)
    learners.command("erase")(erase)
    app.add_typer(learners, name="learner")


def list_all(context: typer.Context) -> None:
    """List the learners of the tenant."""
    shell = shell_of(context)
    with shell.reading() as application:
        roll = list_learners(application, shell.asked)
    if shell.json:
        shell.print_json(learners_object(roll))
    else:
        show_learners(shell, roll)


def show(context: typer.Context, learner: Named) -> None:
    """Show all that is on record about a learner."""
    shell = shell_of(context)
    with shell.reading() as application:
        roll = look_up(application, shell.asked, learner)
    if shell.json:
        shell.print_json(learner_object(roll))
    else:
        show_learner(shell, roll)


def erase(
    context: typer.Context,
    learner: Named,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
) -> int:
    """Forget a learner, what they hold, and the answers given for nobody else.

    It cannot be undone. A file that names the learner brings them back when it is loaded.
    """
    shell = shell_of(context)
    with shell.reading() as application:
        roll = look_up(application, shell.asked, learner)
    erased = yes or _is_meant(roll)
    if erased:
        (meant,) = roll.learners
        with shell.writing() as application:
            erase_learner(application, shell.asked, meant)
    _tell(shell, roll, erased=erased)
    return FINE if erased else ANSWER_IS_NO


def _is_meant(roll: Roll) -> bool:
    """Ask whether it is meant.

    Raises `InputError` where nobody is there to be asked.
    """
    if not sys.stdin.isatty():
        raise InputError("erasing cannot be undone, and nobody is here to be asked: say `--yes`")
    question = f"erase {doomed_text(roll)}? This cannot be undone"
    return typer.confirm(seen(question), err=True)


def _tell(shell: Shell, roll: Roll, *, erased: bool) -> None:
    if shell.json:
        shell.print_json(erased_object(roll, erased=erased))
    elif erased:
        shell.out.print(f"[bold green]✓ erased[/]: {escape(doomed_text(roll))}")
    else:
        shell.out.print("nothing was erased")
