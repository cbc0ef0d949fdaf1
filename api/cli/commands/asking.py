"""`path`, `gap` and `frontier`: questions about what to learn."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.application.explain.certify import keep_certificate
from api.application.names import split_names
from api.application.plan.frontier import frontier as ask_frontier
from api.application.plan.gap import gap as ask_gap
from api.application.plan.path import find_path
from api.application.plan.request import PathRequest
from api.cli import options
from api.cli.screens.gap import show_frontier, show_gap
from api.cli.screens.path import show_answer
from api.cli.shell import shell_of
from api.failures import ANSWER_IS_NO, CALLER_MUST_MEND, FINE
from api.wire.frontier import frontier_object
from api.wire.gap import gap_object
from api.wire.path import path_object
from reasoning.outcome import Denied, Found
from reasoning.question import Objective


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(path)
    app.command()(gap)
    app.command()(frontier)


def path(
    context: typer.Context,
    role: options.Role = None,
    goal: options.Goal = None,
    holds: options.Holds = None,
    learner: options.Learner = None,
    minimise: Annotated[
        Objective,
        typer.Option(help="What the path should have least of.", rich_help_panel=options.QUESTION),
    ] = Objective.HOURS,
    start: options.Start = None,
    with_optional: options.WithOptional = False,
    assume_hours: options.AssumeHours = None,
    budget: options.Budget = None,
    currency: options.Currency = None,
    hours_per_week: options.HoursPerWeek = None,
    deadline: options.Deadline = None,
    language: options.Language = None,
    modality: options.Modality = None,
    region: options.Region = None,
    max_steps: options.MaxSteps = None,
    without: options.Without = None,
    demanded: options.With = None,
    self_study: options.SelfStudy = True,
    time_limit: options.TimeLimit = None,
    alternatives: options.Alternatives = 0,
    certificate: Annotated[
        Path | None,
        typer.Option(
            help="Keep the answer with its proof in this file.",
            metavar="FILE",
            rich_help_panel=options.ANSWER,
        ),
    ] = None,
) -> int:
    """Find the least path to a role or a goal, with a reason for every step.

    The answer is proved, and the proof is checked before you see it.
    """
    shell = shell_of(context)
    request = PathRequest(
        role=role,
        goal=_names(goal),
        holds=_names(holds),
        learner=learner,
        minimise=minimise,
        budget=budget,
        currency=currency,
        hours_per_week=hours_per_week,
        start=_day(start),
        deadline=_day(deadline),
        languages=_names(language),
        modality=modality,
        region=region,
        max_steps=max_steps,
        without=_names(without),
        demanded=_names(demanded),
        with_optional=with_optional,
        assume_hours=assume_hours,
        self_study=self_study,
        time_limit=time_limit,
        alternatives=alternatives,
    )
    with shell.reading() as application:
        with shell.working("looking for a path"):
            answer = find_path(application, shell.asked, request)
        if certificate is not None:
            keep_certificate(answer, certificate)
        if shell.json:
            shell.print_json(path_object(answer))
        else:
            show_answer(shell, answer)
    if isinstance(answer.outcome, Denied):
        return CALLER_MUST_MEND
    return FINE if isinstance(answer.outcome, Found) else ANSWER_IS_NO


def gap(
    context: typer.Context,
    role: options.Role = None,
    holds: options.Holds = None,
    learner: options.Learner = None,
    start: options.Start = None,
    assume_hours: options.AssumeHours = None,
) -> int:
    """Tell what a role asks for that is not held, hidden prerequisites included."""
    shell = shell_of(context)
    request = PathRequest(
        role=role,
        holds=_names(holds),
        learner=learner,
        start=_day(start),
        assume_hours=assume_hours,
    )
    with shell.reading() as application:
        with shell.working("comparing"):
            answer = ask_gap(application, shell.asked, request)
        if shell.json:
            shell.print_json(gap_object(answer))
        else:
            show_gap(shell, answer)
    return FINE


def frontier(
    context: typer.Context,
    role: options.Role = None,
    goal: options.Goal = None,
    holds: options.Holds = None,
    learner: options.Learner = None,
    start: options.Start = None,
    assume_hours: options.AssumeHours = None,
    language: options.Language = None,
    self_study: options.SelfStudy = True,
) -> int:
    """Tell what can be learnt next, and what each item opens up."""
    shell = shell_of(context)
    request = PathRequest(
        role=role,
        goal=_names(goal),
        holds=_names(holds),
        learner=learner,
        start=_day(start),
        assume_hours=assume_hours,
        languages=_names(language),
        self_study=self_study,
    )
    with shell.reading() as application:
        with shell.working("looking around"):
            answer = ask_frontier(application, shell.asked, request)
        if shell.json:
            shell.print_json(frontier_object(answer))
        else:
            show_frontier(shell, answer)
    return FINE if answer.items else ANSWER_IS_NO


def _names(typed: list[str] | None) -> tuple[str, ...]:
    """Return the names of an option that may be repeated, and hold several with commas between."""
    return tuple(split_names(typed or ()))


def _day(stated: datetime | None) -> date | None:
    return None if stated is None else stated.date()
