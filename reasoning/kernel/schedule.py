"""Schedules: the steps in their order, each week filled before the next one begins.

There is a schedule exactly where the question states its hours per week. Week n starts
7 × (n - 1) days after the start and has room for that many minutes. A step that takes no time
stands in the week in which its turn comes. The last day of study is the day of the last week by
which its minutes fit, the week being spread evenly over its seven days; without any study it
is the start.
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
        raise UnsoundProofError(f"the schedule is not {stated}, but {expected}")


def _schedule(minutes: Sequence[int], weekly: int, start: date) -> Schedule:
    shares: list[list[tuple[int, int]]] = []
    room = 0
    for number, left in enumerate(minutes, 1):
        while True:
            if room == 0:
                shares.append([])
                room = weekly
            share = min(left, room)
            shares[-1].append((number, share))
            left, room = left - share, room - share
            if left == 0:
                break
    weeks = tuple(
        Week(number, start + timedelta(days=7 * (number - 1)), tuple(share))
        for number, share in enumerate(shares, 1)
    )
    return Schedule(weeks, _last_day(weeks, weekly, start))


def _last_day(weeks: Sequence[Week], weekly: int, start: date) -> date:
    if not weeks:
        return start
    spent = sum(minutes for _, minutes in weeks[-1].minutes)
    days = max(1, -(-7 * spent // weekly))
    return weeks[-1].starts + timedelta(days=days - 1)
