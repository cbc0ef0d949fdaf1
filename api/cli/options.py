"""The options that questions share, declared once."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

import typer

QUESTION = "The question"
LIMITS = "Limits"
ANSWER = "The answer"

Role: TypeAlias = Annotated[
    str | None,
    typer.Option(help="The role to reach: a CURIE, an IRI or a label.", rich_help_panel=QUESTION),
]
Goal: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        help="Attainments to reach, such as ex:sql@2,ex:joins.",
        metavar="A,B@2",
        rich_help_panel=QUESTION,
    ),
]
Holds: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        help="What is held already, such as ex:logic,ex:sql@1.",
        metavar="A,B@2",
        rich_help_panel=QUESTION,
    ),
]
Learner: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="A learner on record: what they hold, their languages, their hours a week.",
        rich_help_panel=QUESTION,
    ),
]
Start: TypeAlias = Annotated[
    datetime | None,
    typer.Option(
        help="The first day, which says what is available and in force; today by default.",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        rich_help_panel=QUESTION,
    ),
]
WithOptional: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--with-optional",
        help="Ask for the optional requirements of the role, too.",
        rich_help_panel=QUESTION,
    ),
]
AssumeHours: TypeAlias = Annotated[
    float | None,
    typer.Option(
        help="Hours for whatever states no effort, self-study included.",
        metavar="N",
        rich_help_panel=QUESTION,
    ),
]
Budget: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="The most that the path may cost, in major units.",
        metavar="N",
        rich_help_panel=LIMITS,
    ),
]
Currency: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="The currency of budget and prices, such as EUR.",
        metavar="C",
        rich_help_panel=LIMITS,
    ),
]
HoursPerWeek: TypeAlias = Annotated[
    float | None,
    typer.Option(help="Hours of study a week.", metavar="N", rich_help_panel=LIMITS),
]
Deadline: TypeAlias = Annotated[
    datetime | None,
    typer.Option(
        help="The last day; wants hours a week.",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        rich_help_panel=LIMITS,
    ),
]
Language: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        help="Languages of instruction; `en` takes `en-GB`.",
        metavar="en,de",
        rich_help_panel=LIMITS,
    ),
]
Modality: TypeAlias = Annotated[
    str | None,
    typer.Option(help="Such as online.", metavar="M", rich_help_panel=LIMITS),
]
Region: TypeAlias = Annotated[
    str | None,
    typer.Option(help="Where it must be offered.", metavar="R", rich_help_panel=LIMITS),
]
MaxSteps: TypeAlias = Annotated[
    int | None,
    typer.Option(help="At most so many steps.", metavar="N", min=0, rich_help_panel=LIMITS),
]
Without: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        help="Resources that must not be used.", metavar="RESOURCE", rich_help_panel=LIMITS
    ),
]
With: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--with", help="Resources that must be used.", metavar="RESOURCE", rich_help_panel=LIMITS
    ),
]
SelfStudy: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--self-study/--no-self-study",
        help="Whether one may learn a competency by oneself.",
        rich_help_panel=LIMITS,
    ),
]
TimeLimit: TypeAlias = Annotated[
    float | None,
    typer.Option(
        help="Seconds to search; then the best path so far.",
        metavar="S",
        min=0,
        rich_help_panel=ANSWER,
    ),
]
Alternatives: TypeAlias = Annotated[
    int,
    typer.Option(
        help="So many other paths beside it.", metavar="N", min=0, max=10, rich_help_panel=ANSWER
    ),
]
