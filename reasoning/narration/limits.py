"""Limits of a question in words."""

from __future__ import annotations

from collections.abc import Iterable

from reasoning.narration.labels import Labels
from reasoning.narration.phrases import counted, day, duration, listed, money
from reasoning.question import Limit, Question

_LANGUAGES = {
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "hr": "Croatian",
    "hu": "Hungarian",
    "it": "Italian",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mt": "Maltese",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sv": "Swedish",
    "uk": "Ukrainian",
}


def nowhere(region: str) -> str:
    """Say that no resource names a region; those that name none are taken as offered there."""
    return (
        f"No resource says that it is offered in {region}: "
        "only those are used that do not say where they are offered."
    )


def limit(named: Limit, question: Question, labels: Labels) -> str:
    """Say what a limit of the question demands: the budget of 100 EUR."""
    match named:
        case Limit.BUDGET | Limit.DEADLINE | Limit.MAX_STEPS | Limit.PRICED:
            return _on_paths(named, question)
        case _:
            return _on_takings(named, question, labels)


def _on_paths(named: Limit, question: Question) -> str:
    limits = question.limits
    match named:
        case Limit.BUDGET:
            return f"the budget of {money(limits.budget or 0, limits.currency)}"
        case Limit.DEADLINE:
            until = "" if limits.deadline is None else f" of {day(limits.deadline)}"
            weekly = limits.minutes_per_week
            return (
                f"the deadline{until}{'' if weekly is None else f' at {duration(weekly)} a week'}"
            )
        case Limit.MAX_STEPS:
            return f"the limit of {counted(limits.max_steps or 0, 'step')}"
        case _:
            return f"the demand for prices in {limits.currency or 'one currency'}"


def _on_takings(named: Limit, question: Question, labels: Labels) -> str:
    limits = question.limits
    match named:
        case Limit.LANGUAGE:
            return f"the demand for {_language(limits.languages)}"
        case Limit.MODALITY:
            return f"the demand for the modality “{limits.modality}”"
        case Limit.REGION:
            return f"the region “{limits.region}”"
        case Limit.DATES:
            return f"what is open on {day(question.start)}"
        case Limit.WITHOUT:
            return f"the wish to do without {listed(sorted(map(labels.resource, limits.without)))}"
        case Limit.WITH:
            return f"the wish to take {listed(sorted(map(labels.resource, limits.demanded)))}"
        case _:
            return "the exclusion of self-study"


def change(dropped: Iterable[Limit], before: Question, after: Question, labels: Labels) -> str:
    """Say how a question was changed: without the budget of 100 EUR."""
    parts = [_changed(each, before, after, labels) for each in sorted(dropped)]
    return listed(parts)


def _changed(named: Limit, before: Question, after: Question, labels: Labels) -> str:
    if named in after.stated:
        return f"with {limit(named, after, labels)} instead of {limit(named, before, labels)}"
    match named:
        case Limit.WITHOUT:
            return f"with {listed(sorted(map(labels.resource, before.limits.without)))} allowed"
        case Limit.WITH:
            return f"without {listed(sorted(map(labels.resource, before.limits.demanded)))}"
        case Limit.NO_SELF_STUDY:
            return "with self-study"
        case Limit.DATES:
            return f"counting what is not open on {day(before.start)}"
        case _:
            return f"without {limit(named, before, labels)}"


def _language(tags: Iterable[str]) -> str:
    return listed([_LANGUAGES.get(tag, f"the language “{tag}”") for tag in tags], "or")
