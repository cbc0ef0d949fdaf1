"""Phrases: lists, amounts and conditions as people say them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ontology.condition import Attainment, Condition, Threshold
from ontology.currency import decimals, to_major

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def quoted(text: str) -> str:
    """Put a text in quotation marks.

    >>> quoted("SQL")
    '“SQL”'
    """
    return f"“{text.strip()}”"


def sentence(text: str) -> str:
    """Begin with a capital letter and end with a full stop.

    >>> sentence("“sets” is held")
    '“sets” is held.'
    >>> sentence("the course is taken")
    'The course is taken.'
    """
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def listed(parts: Sequence[str], joint: str = "and") -> str:
    """Join parts as in speech.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    >>> listed(["a", "b"], "or")
    'a or b'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def shortened(parts: Sequence[str], most: int) -> str:
    """Join no more than so many parts, and count the rest.

    >>> shortened(["a", "b", "c", "d"], 2)
    'a, b and two more'
    """
    if len(parts) <= most + 1:
        return listed(parts)
    return listed([*parts[:most], f"{number(len(parts) - most)} more"])


def number(count: int) -> str:
    """Write small numbers as words.

    >>> number(3), number(30)
    ('three', '30')
    """
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Say how many there are.

    >>> counted(1, "step"), counted(2, "step"), counted(2, "competency", "competencies")
    ('one step', 'two steps', 'two competencies')
    """
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def cited(numbers: Iterable[int]) -> str:
    """Cite steps by number, runs of three and more as ranges.

    >>> cited([9, 1, 2, 3, 7, 8, 12, 13])
    '(1–3, 7–9, 12, 13)'
    """
    found = sorted(set(numbers))
    runs: list[list[int]] = []
    for each in found:
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    texts: list[str] = []
    for run in runs:
        texts.extend([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))
    return f"({', '.join(texts)})" if texts else ""


def duration(minutes: int) -> str:
    """Say how long something takes.

    >>> duration(90), duration(60), duration(45), duration(0), duration(14880)
    ('1 hour 30 minutes', '1 hour', '45 minutes', 'no time', '248 hours')
    """
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(f"{hours:,} hour{'' if hours == 1 else 's'}")
    if rest:
        parts.append(f"{rest} minute{'' if rest == 1 else 's'}")
    return " ".join(parts) or "no time"


def money(minor: int, currency: str | None) -> str:
    """Say what something costs.

    >>> money(12000, "EUR"), money(12050, "EUR"), money(0, "EUR"), money(0, None)
    ('120 EUR', '120.50 EUR', 'nothing', 'nothing')
    """
    if minor == 0:
        return "nothing"
    if currency is None:
        return f"{minor:,}"
    amount = to_major(minor, currency)
    places = 0 if amount == amount.to_integral_value() else decimals(currency)
    return f"{amount:,.{places}f} {currency}"


def price(minor: int, currency: str | None) -> str:
    """Say that something costs so much, or nothing.

    >>> price(12000, "EUR"), price(0, "EUR")
    ('costs 120 EUR', 'is free')
    """
    return f"costs {money(minor, currency)}" if minor else "is free"


def day(when: date) -> str:
    """Say a date.

    >>> day(date(2026, 3, 2))
    '2 March 2026'
    """
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def condition(needed: Condition, name: Callable[[Attainment], str]) -> str:
    """Say a condition, members named by `name`; what is nested twice stands in parentheses."""
    if isinstance(needed, Attainment):
        return name(needed)
    if not needed.members:
        return "nothing" if needed.k == 0 else "what nobody can hold"
    members = [
        f"({said})" if _is_nested(member) else said
        for member in needed.members
        for said in (condition(member, name),)
    ]
    return _joined(needed, members)


def _is_nested(needed: Condition) -> bool:
    return isinstance(needed, Threshold) and any(
        isinstance(member, Threshold) for member in needed.members
    )


def _joined(needed: Threshold, members: list[str]) -> str:
    if needed.k == len(members):
        opening, joint = ("both" if len(members) == 2 else "all of"), "and"
    elif needed.k == 1:
        opening, joint = ("either", "or") if len(members) == 2 else ("one of", "and")
    else:
        opening, joint = f"{number(needed.k)} of", "and"
    if _is_nested(needed) and len(members) > 2:
        return f"{opening} {'; '.join(members[:-1])}; {joint} {members[-1]}"
    return f"{opening} {listed(members, joint)}"
