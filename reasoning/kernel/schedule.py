"""Schedules: the steps in their order, each week filled before the next one begins.

There is a schedule exactly where the question states its hours per week. Week n starts
7 × (n - 1) days after the start and has room for that many minutes. A step that takes no time
stands in the week in which the step before it ends. Study ends on the first day by which the
minutes of all steps fit, each week's being spread evenly over its seven days; without any
minutes that is the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ontology.errors import UnsoundProofError
from reasoning.outcome import PathStep, Schedule, Week
from reasoning.question import Question


def check_schedule(stated: Schedule | None, steps: Sequence[PathStep], question: Question) -> None:
    """Check the schedule of the steps; raises `UnsoundProofError`."""
    weekly = question.limits.minutes_per_week
    if weekly is None or weekly <= 0:
        expected = None
    else:
        expected = _schedule([step.minutes for step in steps], weekly, question.start)
    if stated != expected:
        raise UnsoundProofError("the schedule is not that of the steps")


def _schedule(minutes: Sequence[int], weekly: int, start: date) -> Schedule:
    ends = _last_day(sum(minutes), weekly, start)
    before = 0
    shares: dict[int, list[tuple[int, int]]] = {}
    for number, takes in enumerate(minutes, 1):
        for week in _weeks(before, before + takes, weekly):
            first, last = max(before, week * weekly), min(before + takes, (week + 1) * weekly)
            shares.setdefault(week, []).append((number, last - first))
        before += takes
    weeks = tuple(
        Week(week + 1, start + timedelta(days=7 * week), tuple(shares[week]))
        for week in sorted(shares)
    )
    return Schedule(weeks, ends)


def _last_day(minutes: int, weekly: int, start: date) -> date:
    days = -(-7 * minutes // weekly)
    try:
        return start + timedelta(days=max(days - 1, 0))
    except OverflowError:
        raise UnsoundProofError("the path takes longer than there are dates") from None


def _weeks(begins: int, ends: int, weekly: int) -> range:
    """Return the weeks, from 0, in which the minutes between these two lie."""
    if begins == ends:
        first = max(begins - 1, 0) // weekly
        return range(first, first + 1)
    return range(begins // weekly, (ends - 1) // weekly + 1)
