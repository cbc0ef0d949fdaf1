"""A path laid out over weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ontology.errors import MalformedQuestionError
from reasoning.outcome import Schedule, Week

DAYS_A_WEEK = 7


def scheduled(minutes: Sequence[int], start: date, minutes_per_week: int) -> Schedule:
    """Lay steps of so many minutes out one after the other, each week filled before the next.

    `ends` is the first day by which the weeks, whole and broken, have room for all minutes:
    the path keeps every deadline from that day on (`Question.allowed_minutes`). Raises
    `MalformedQuestionError` where that lies beyond the calendar.
    """
    days = -(-sum(minutes) * DAYS_A_WEEK // minutes_per_week)
    ends = _last_day(start, days, minutes_per_week)
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


def _last_day(start: date, days: int, minutes_per_week: int) -> date:
    try:
        return start + timedelta(max(0, days - 1))
    except OverflowError:
        raise MalformedQuestionError(
            f"{minutes_per_week} minutes a week are too few: the path ends after all dates"
        ) from None
