"""The condition language: what must hold before a target may be learnt.

::

    condition  := attainment | all(c, ...) | any(c, ...) | K of (c, ...)
    attainment := (CURIE | <IRI>) [@level]

`all()` is true and `any()` is false. `K of` wants 1 ≤ K ≤ n and distinct members. The normal
form has one kind of inner node: `all` is n of n, `any` is 1 of n, equal members of those two
are merged, a lone member stands for itself, and members are sorted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ontology.errors import MalformedConditionError, MalformedNameError
from ontology.names import NO_PREFIXES, Iri, Prefixes

MAX_DEPTH = 32
MAX_LEVEL = 1000


class Attainment(NamedTuple):
    """A competency held at a level; levels count from 1."""

    competency: Iri
    level: int

    def __str__(self) -> str:
        return f"<{self.competency}>@{self.level}"


@dataclass(frozen=True, slots=True)
class Threshold:
    """At least `k` of the members hold.

    In normal form unless built by hand: see `threshold`, `all_of`, `any_of`.
    """

    k: int
    members: tuple[Condition, ...]


Condition: TypeAlias = Attainment | Threshold

TRUE = Threshold(0, ())
FALSE = Threshold(1, ())


def all_of(*members: Condition) -> Condition:
    """Every member holds; of nothing, true."""
    distinct = _distinct(members)
    return distinct[0] if len(distinct) == 1 else Threshold(len(distinct), distinct)


def any_of(*members: Condition) -> Condition:
    """One member holds; of nothing, false."""
    distinct = _distinct(members)
    return distinct[0] if len(distinct) == 1 else Threshold(1, distinct)


def threshold(k: int, *members: Condition) -> Condition:
    """At least `k` of the members hold.

    Raises `ValueError` unless 1 ≤ k ≤ n and the members are distinct.
    """
    distinct = _distinct(members)
    if len(distinct) != len(members):
        raise ValueError("the members of `of` must be distinct")
    if not 1 <= k <= len(members):
        raise ValueError(f"`{k} of` needs a number from 1 to {len(members)}")
    return distinct[0] if len(distinct) == 1 else Threshold(k, distinct)


def normal_form(condition: Condition) -> Condition:
    """Return the one way to write a condition.

    Raises `ValueError` for a node that says K of n without 1 ≤ K ≤ n and distinct members.
    """
    if isinstance(condition, Attainment) or condition in (TRUE, FALSE):
        return condition
    members = tuple([normal_form(member) for member in condition.members])
    if condition.k == len(members):
        return all_of(*members)
    return any_of(*members) if condition.k == 1 else threshold(condition.k, *members)


def attainments(condition: Condition) -> Iterator[Attainment]:
    """Yield every attainment that the condition mentions, left to right, repeats included."""
    if isinstance(condition, Attainment):
        yield condition
    else:
        for member in condition.members:
            yield from attainments(member)


def holds(condition: Condition, held: Callable[[Attainment], bool]) -> bool:
    """Tell whether the condition is true of what is held."""
    if isinstance(condition, Attainment):
        return held(condition)
    return sum(holds(member, held) for member in condition.members) >= condition.k


def print_condition(condition: Condition, prefixes: Prefixes = NO_PREFIXES) -> str:
    """Write a condition; `parse_condition` with the same prefixes reads it back.

    Level 1 is written out: the text means the same wherever it is read.
    """
    if isinstance(condition, Attainment):
        return f"{prefixes.compact(condition.competency)}@{condition.level}"
    inside = ", ".join(print_condition(member, prefixes) for member in condition.members)
    if condition.k == len(condition.members):
        return f"all({inside})"
    if condition.k == 1:
        return f"any({inside})"
    return f"{condition.k} of ({inside})"


def parse_condition(text: str, prefixes: Prefixes = NO_PREFIXES) -> Condition:
    """Read a condition and bring it to normal form.

    Raises `MalformedConditionError` with the column (from 1) of the first mistake.

    >>> ex = Prefixes.of({"ex": "https://example.org/"})
    >>> print_condition(parse_condition("2 of (ex:c, ex:a, ex:b@2)", ex), ex)
    '2 of (ex:a@1, ex:b@2, ex:c@1)'
    >>> parse_condition("any(ex:a, )", ex)
    Traceback (most recent call last):
    ontology.errors.MalformedConditionError: column 11: a condition is missing before `)`
    """
    return _Reader(text, prefixes).read()


def parse_attainment(text: str, prefixes: Prefixes = NO_PREFIXES) -> Attainment:
    """Read one attainment, such as ``ex:sql@2``.

    Raises `MalformedConditionError` where the text is anything else.
    """
    condition = parse_condition(text, prefixes)
    if not isinstance(condition, Attainment):
        raise MalformedConditionError("one competency is wanted here, not a condition", 1)
    return condition


def sort_key(condition: Condition) -> tuple[str, int, str]:
    """Return the place of a member in normal form: attainments by name and level, then nodes."""
    if isinstance(condition, Attainment):
        return (condition.competency, condition.level, "")
    return ("\uffff", condition.k, print_condition(condition))


def _distinct(members: tuple[Condition, ...]) -> tuple[Condition, ...]:
    return tuple(sorted(set(members), key=sort_key))


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<comma>,)|(?P<iri><[^>\s]*>(?:@\w*)?)"
    r"|(?P<word>[^\s(),<>]+)"
)


# longer numbers count nothing that can be written down
_DIGITS = re.compile("[0-9]{1,9}")


class _Reader:
    """Recursive descent over the tokens; one method a production."""

    def __init__(self, text: str, prefixes: Prefixes) -> None:
        self._prefixes = prefixes
        self._tokens = list(_tokens(text))
        self._end = len(text) + 1
        self._at = 0

    def read(self) -> Condition:
        condition = self._condition(0)
        token = self._peek()
        if token.kind != "end":
            raise MalformedConditionError(f"`{token.text}` is not expected here", token.column)
        return condition

    def _peek(self) -> _Token:
        if self._at < len(self._tokens):
            return self._tokens[self._at]
        return _Token("end", "the end", self._end)

    def _next(self) -> _Token:
        token = self._peek()
        self._at += 1
        return token

    def _condition(self, depth: int) -> Condition:
        token = self._next()
        if depth > MAX_DEPTH:
            raise MalformedConditionError(f"nested deeper than {MAX_DEPTH}", token.column)
        if token.kind not in {"word", "iri"}:
            raise MalformedConditionError(_missing(token), token.column)
        following = self._peek()
        if token.text == "of" and token.kind == "word":
            raise MalformedConditionError("`of` wants a number before it", token.column)
        if token.text in {"all", "any"} and following.kind != "open":
            raise MalformedConditionError(f"`(` is missing after `{token.text}`", following.column)
        if following.kind == "open" and token.kind == "word":
            return self._joined(token, depth)
        if following.kind == "word" and following.text == "of":
            return self._counted(token, depth)
        return self._attainment(token)

    def _joined(self, token: _Token, depth: int) -> Condition:
        if token.text == "all":
            return all_of(*self._members(depth))
        if token.text == "any":
            return any_of(*self._members(depth))
        raise MalformedConditionError(
            f"`{token.text}` cannot stand before `(`: write all(…), any(…) or K of (…)",
            token.column,
        )

    def _counted(self, token: _Token, depth: int) -> Condition:
        count = _number(token.text)
        if count is None:
            raise MalformedConditionError("`of` wants a number before it", self._peek().column)
        self._next()
        members = self._members(depth)
        try:
            return threshold(count, *members)
        except ValueError as error:
            raise MalformedConditionError(str(error), token.column) from None

    def _members(self, depth: int) -> list[Condition]:
        opening = self._next()
        if opening.kind != "open":
            raise MalformedConditionError("`(` is missing", opening.column)
        if self._peek().kind == "close":
            self._next()
            return []
        members = [self._condition(depth + 1)]
        while (token := self._next()).kind == "comma":
            members.append(self._condition(depth + 1))
        if token.kind != "close":
            problem = "`)` is missing" if token.kind == "end" else "`,` or `)` is missing"
            raise MalformedConditionError(problem, token.column)
        return members

    def _attainment(self, token: _Token) -> Attainment:
        name, at, level = token.text, "", ""
        closing = token.text.rfind(">") if token.kind == "iri" else -1
        marked = token.text.find("@", closing + 1)
        if marked >= 0:
            name, at, level = token.text[:marked], "@", token.text[marked + 1 :]
        try:
            competency = self._prefixes.expand(name)
        except MalformedNameError as error:
            raise MalformedConditionError(error.message, token.column) from None
        if not at:
            return Attainment(competency, 1)
        number = _number(level)
        if not number:
            problem = "a level is a whole number from 1"
            raise MalformedConditionError(problem, token.column + marked + 1)
        if number > MAX_LEVEL:
            problem = f"a level is at most {MAX_LEVEL}"
            raise MalformedConditionError(problem, token.column + marked + 1)
        return Attainment(competency, number)


def _number(text: str) -> int | None:
    return int(text) if _DIGITS.fullmatch(text) else None


def _missing(token: _Token) -> str:
    return (
        f"a condition is missing before {'the end' if token.kind == 'end' else f'`{token.text}`'}"
    )


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise MalformedConditionError("`>` is missing after `<`", at + 1)
        if found.lastgroup != "space":
            yield _Token(str(found.lastgroup), found.group(), at + 1)
        at = found.end()
