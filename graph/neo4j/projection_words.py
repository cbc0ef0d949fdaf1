"""How the projection words things: names, texts by language, conditions that people can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ontology.condition import FALSE, TRUE, Attainment, Condition, Threshold
from ontology.names import Iri
from ontology.terms import Text, Texts

NOT_STATED = "und"
"""The tag that ISO 639 has for texts of unknown language."""


def preferred(texts: Texts) -> str | None:
    """Return the text to show where one is shown: English, else unmarked, else the first."""
    return min(texts, key=_rank).text if texts else None


def tail(iri: Iri) -> str:
    """Return what an IRI ends in: the name of what has no label.

    >>> tail(Iri("https://example.org/skills#sql"))
    'sql'
    >>> tail(Iri("https://example.org/"))
    'https://example.org/'
    """
    return iri[max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1 :] or iri


def by_language(stem: str, texts: Texts) -> dict[str, str]:
    """Return one property a language: ``label_de``, ``label_zh_hant``."""
    return {_key(stem, text.language): text.text for text in texts}


def preferred_first(stem: str, texts: Texts) -> dict[str, str]:
    """Return the preferred text as ``definition``, every other one as ``definition_de``."""
    if not texts:
        return {}
    shown = min(texts, key=_rank)
    others = tuple(text for text in texts if text != shown)
    return {stem: shown.text, **by_language(stem, others)}


def lists_by_language(stem: str, texts: Texts) -> dict[str, list[str]]:
    """Return one property a language, with every text of that language."""
    found: dict[str, list[str]] = {}
    for text in texts:
        found.setdefault(_key(stem, text.language), []).append(text.text)
    return found


def readable(condition: Condition, name_of: Callable[[Iri], str]) -> str:
    """Write a condition with names: ``Python at level 2 and 2 of (R, SQL, Julia)``."""
    if isinstance(condition, Attainment):
        name = name_of(condition.competency)
        return name if condition.level == 1 else f"{name} at level {condition.level}"
    if condition in (TRUE, FALSE):
        return "nothing" if condition == TRUE else "what nobody can have"
    members = [_member(member, name_of) for member in condition.members]
    if condition.k == len(members):
        return " and ".join(members)
    if condition.k == 1:
        return " or ".join(members)
    return f"{condition.k} of ({', '.join(members)})"


class Mention(NamedTuple):
    """A place in a condition where an attainment is asked for.

    `place` numbers the members from the outside in (``2.1``); `k` of the `n` members of the
    innermost group must hold; `group` says that in words, outer groups first.
    """

    attainment: Attainment
    place: str
    group: str
    k: int
    n: int


def mentions(condition: Condition) -> Iterator[Mention]:
    """Yield every mention of an attainment, left to right."""
    if isinstance(condition, Attainment):
        condition = Threshold(1, (condition,))
    yield from _mentions(condition, "", _group(condition))


def _mentions(condition: Threshold, place: str, group: str) -> Iterator[Mention]:
    for number, member in enumerate(condition.members, start=1):
        here = f"{place}{number}"
        if isinstance(member, Attainment):
            yield Mention(member, here, group, condition.k, len(condition.members))
        else:
            yield from _mentions(member, f"{here}.", f"{group} › {here}: {_group(member)}")


def _group(condition: Threshold) -> str:
    n = len(condition.members)
    if condition.k == n:
        return f"all of {n}"
    return f"any of {n}" if condition.k == 1 else f"{condition.k} of {n}"


def _member(condition: Condition, name_of: Callable[[Iri], str]) -> str:
    text = readable(condition, name_of)
    joined = isinstance(condition, Threshold) and condition.k in (1, len(condition.members))
    return f"({text})" if joined and condition not in (TRUE, FALSE) else text


def _rank(text: Text) -> tuple[int, Text]:
    if text.language == "en" or text.language.startswith("en-"):
        return (0, text)
    return (2 if text.language else 1, text)


def _key(stem: str, language: str) -> str:
    return f"{stem}_{(language or NOT_STATED).replace('-', '_')}"
