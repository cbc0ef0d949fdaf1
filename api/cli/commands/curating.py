"""`find`, `show`, `doctor` and `log`: looking at what is known."""

from __future__ import annotations

from typing import Annotated

import typer

from api.application.curate.doctor import examine
from api.application.curate.find import Sought
from api.application.curate.find import find as find_terms
from api.application.curate.history import history
from api.application.curate.quarantine import quarantine as list_quarantine
from api.application.curate.show import show as show_term
from api.cli.screens.doctor import show_findings
from api.cli.screens.log import show_log
from api.cli.screens.report import show_quarantine
from api.cli.screens.term import show_hits, show_view
from api.cli.shell import shell_of
from api.failures import ANSWER_IS_NO, FINE
from api.wire.doctor import doctor_object
from api.wire.find import find_object
from api.wire.log import log_object
from api.wire.naming import Naming
from api.wire.quarantine import quarantine_object
from api.wire.term import term_object


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(find)
    app.command()(show)
    app.command()(doctor)
    app.command()(log)
    app.command()(quarantine)


def find(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Part of a label, in any language.")],
    kind: Annotated[
        list[Sought] | None, typer.Option(help="Only terms of this kind.", metavar="KIND")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Labels in this language first.", metavar="L")
    ] = None,
    most: Annotated[int, typer.Option(help="At most so many hits.", min=1, max=100)] = 10,
) -> int:
    """Find competencies, roles and resources by label; typos are forgiven."""
    shell = shell_of(context)
    with shell.reading() as application:
        with shell.working("searching"):
            found = find_terms(
                application, shell.asked, text, tuple(kind or Sought), language, most
            )
        if shell.json:
            shell.print_json(find_object(found))
        else:
            show_hits(shell, found)
    return FINE if found.hits else ANSWER_IS_NO


def show(
    context: typer.Context,
    term: Annotated[str, typer.Argument(help="A CURIE, an IRI or a label.")],
) -> None:
    """Show one term: levels, prerequisites, who teaches it, what it leads to, provenance."""
    shell = shell_of(context)
    with shell.reading() as application:
        with shell.working("looking it up"):
            view = show_term(application, shell.asked, term)
        if shell.json:
            shell.print_json(term_object(view.around, Naming(view.snapshot.dataset)))
        else:
            show_view(shell, view)


def doctor(context: typer.Context) -> int:
    """Look for cycles, dead ends, unreachable roles, redundant edges and orphans."""
    shell = shell_of(context)
    with shell.reading() as application:
        with shell.working("examining"):
            examined = examine(application, shell.asked)
        if shell.json:
            shell.print_json(doctor_object(examined))
        else:
            show_findings(shell, examined)
    return ANSWER_IS_NO if examined.findings else FINE


def quarantine(context: typer.Context) -> None:
    """List what was left out of loads with `--only-valid`; a later sound load clears it."""
    shell = shell_of(context)
    with shell.reading() as application:
        found = list_quarantine(application, shell.asked)
    if shell.json:
        shell.print_json(quarantine_object(found))
    else:
        show_quarantine(shell, found)


def log(context: typer.Context) -> None:
    """Tell the history: every revision with its author, time and reason."""
    shell = shell_of(context)
    with shell.reading() as application, shell.working("reading the history"):
        revisions = history(application, shell.asked)
    if shell.json:
        shell.print_json(log_object(revisions))
    else:
        show_log(shell, revisions)
