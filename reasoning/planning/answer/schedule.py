"""A path laid out over weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ontology.errors import MalformedQuestionError
from reasoning.outcome import Schedule, Week

DAYS_A_WEEK = 7

MOST_DAYS = 36_525
"""A hundred years: whoever studies longer meant other hours."""


def fits_a_life(minutes: int, start: date, minutes_per_week: int) -> bool:
    """Tell whether so many minutes are done within a hundred years, and within the calendar."""
    days = _days(minutes, minutes_per_week)
    return days <= min(MOST_DAYS, (date.max - start).days + 1)


def scheduled(minutes: Sequence[int], start: date, minutes_per_week: int) -> Schedule:
    """Lay steps of so many minutes out one after the other, each week filled before the next.

    `ends` is the first day by which the weeks, whole and broken, have room for all minutes:
    the path keeps every deadline from that day on (`Question.allowed_minutes`). Raises
    `MalformedQuestionError` where that is more than a hundred years off, or beyond the calendar.
    """
    total = sum(minutes)
    if not fits_a_life(total, start, minutes_per_week):
        raise MalformedQuestionError(
            f"{minutes_per_week} minutes a week are too few: the path takes {total:,} minutes, "
            "and nothing is laid out over more than 100 years, or after the year 9999"
        )
    ends = start + timedelta(max(0, _days(total, minutes_per_week) - 1))
    weeks: list[list[tuple[int, int]]] = [[]]
    room = minutes_per_week
    for number, needed in enumerate(minutes, 1):
        left = needed
        while left > room:
            if room:
                weeks[-1].append((number, room))
            left -= room
            weeks.append([])
            room = minutes_per_week
        weeks[-1].append((number, left))
        room -= left
    return Schedule(
        tuple(
            Week(at + 1, start + timedelta(DAYS_A_WEEK * at), tuple(studied))
            for at, studied in enumerate(weeks)
            if studied
        ),
        ends,
    )


def _days(minutes: int, minutes_per_week: int) -> int:
    """Return in how many days the minutes fit, each week's being spread evenly over it."""
    return -(-minutes * DAYS_A_WEEK // minutes_per_week)
