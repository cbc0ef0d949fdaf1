"""A value in a JSON document, with the place where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NoReturn, TypeVar

from ontology.condition import Attainment, Condition, parse_attainment, parse_condition
from ontology.errors import InputError, MalformedConditionError
from ontology.names import Iri, is_iri

K = TypeVar("K")
T = TypeVar("T")
WordT = TypeVar("WordT", bound=StrEnum)


class Node:
    """A value that was read; asking for what it is not raises `InputError` with its place."""

    def __init__(self, value: object, where: str) -> None:
        self.value = value
        self.where = where

    def fail(self, problem: str) -> NoReturn:
        """Refuse the value."""
        raise InputError(f"{self.where}: {problem}")

    def fields(self, *names: str) -> Mapping[str, Node]:
        """Return the members of an object that has these and no others."""
        found = self.value
        if not isinstance(found, dict):
            self.fail("an object is wanted")
        for name in names:
            if name not in found:
                self.fail(f"`{name}` is missing")
        for name in found:
            if name not in names:
                self.fail(f"`{name}` is not expected")
        return {name: Node(found[name], f"{self.where}.{name}") for name in names}

    def has(self, name: str) -> bool:
        """Tell whether this is an object with that member."""
        return isinstance(self.value, dict) and name in self.value

    def items(self) -> Iterator[Node]:
        """Yield the items of a list."""
        if not isinstance(self.value, list):
            self.fail("a list is wanted")
        for at, item in enumerate(self.value):
            yield Node(item, f"{self.where}[{at}]")

    def exactly(self, number: int) -> list[Node]:
        """Return the items of a list that has so many."""
        found = list(self.items())
        if len(found) != number:
            self.fail(f"a list of {number} is wanted")
        return found

    def each(self, read: Callable[[Node], T]) -> tuple[T, ...]:
        """Return the items of a list, each read."""
        return tuple(read(item) for item in self.items())

    def distinct(self, read: Callable[[Node], T]) -> frozenset[T]:
        """Return the items of a list without repeats, each read."""
        found = self.each(read)
        if len(frozenset(found)) != len(found):
            self.fail("an item is repeated")
        return frozenset(found)

    def mapping(self, read: Callable[[Node], tuple[K, T]]) -> dict[K, T]:
        """Return the pairs of a list, no key twice."""
        found = self.each(read)
        pairs = dict(found)
        if len(pairs) < len(found):
            self.fail("an item is repeated")
        return pairs

    def or_none(self, read: Callable[[Node], T]) -> T | None:
        """Return None for null, and what is read otherwise."""
        return None if self.value is None else read(self)

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self.value, str):
            self.fail("a text is wanted")
        return self.value

    def number(self) -> int:
        """Return a whole number that fits into 64 bits."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.fail("a whole number is wanted")
        return self.value

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.fail("true or false is wanted")
        return self.value

    def iri(self) -> Iri:
        """Return an identifier."""
        if not is_iri(self.text()):
            self.fail("an IRI is wanted")
        return Iri(self.text())

    def word(self, words: type[WordT]) -> WordT:
        """Return one of a closed set of words."""
        try:
            return words(self.text())
        except ValueError:
            self.fail(f"`{self.value}` is not expected")

    def day(self) -> date:
        """Return a date."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.fail("a date is wanted")

    def attainment(self) -> Attainment:
        """Return an attainment."""
        return self._parsed(parse_attainment)

    def condition(self) -> Condition:
        """Return a condition."""
        return self._parsed(parse_condition)

    def _parsed(self, parse: Callable[[str], T]) -> T:
        try:
            return parse(self.text())
        except MalformedConditionError as error:
            self.fail(error.message)
