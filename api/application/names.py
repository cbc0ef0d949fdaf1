"""From names as people type them to identifiers, all mistakes told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from ontology.errors import ForbiddenError, InputError, MalformedQuestionError, UnknownTermError

MOST_TOLD = 20
"""How many mistakes are told at once."""

Made = TypeVar("Made")
Name = TypeVar("Name")


def split_names(texts: Iterable[str]) -> list[str]:
    """Split texts at their commas, those inside angle brackets and quotes excepted.

    >>> split_names(["ex:a,ex:b@2", '"SQL, basics"', "<https://example.org/a,b>"])
    ['ex:a', 'ex:b@2', 'SQL, basics', '<https://example.org/a,b>']
    """
    return [name for text in texts for name in _split(text) if name]


class Mistakes:
    """Collects what is wrong with an input, so that all of it is told at once."""

    def __init__(self) -> None:
        self._found: list[InputError] = []

    def unless(self, call: Callable[[], Made], otherwise: Made) -> Made:
        """Return what the call returns; where it cannot, remember why and go on.

        Raises `ForbiddenError` at once: who may not ask is told that, and nothing else.
        """
        try:
            return call()
        except ForbiddenError:
            raise
        except InputError as error:
            self._found.append(error)
            return otherwise

    @property
    def are_many(self) -> bool:
        """Whether there are as many as anybody reads: to look for more is idle."""
        return len(self._found) >= MOST_TOLD

    def tell(self) -> None:
        """Raise everything that was found as one error, if anything was.

        `UnknownTermError` where all are unknown names, `MalformedQuestionError` otherwise.
        """
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            sentence = "; ".join(dict.fromkeys(error.message for error in self._found))
            if all(isinstance(error, UnknownTermError) for error in self._found):
                raise UnknownTermError(sentence)
            raise MalformedQuestionError(sentence)


def each_of(names: Iterable[Name], resolve: Callable[[Name], Made]) -> list[Made]:
    """Resolve every name.

    Raises one error for all the names that cannot be, up to as many as anybody reads; see
    `Mistakes.tell`.
    """
    mistakes = Mistakes()
    found: list[Made | None] = []
    for name in names:
        found.append(mistakes.unless(partial(resolve, name), None))
        if mistakes.are_many:
            break
    mistakes.tell()
    return [each for each in found if each is not None]


def _split(text: str) -> Iterable[str]:
    name, closing = "", ""
    for character in text:
        if closing:
            if character == closing:
                closing = ""
                name += "" if character == '"' else character
                continue
        elif character == '"':
            closing = '"'
            continue
        elif character == "<":
            closing = ">"
        elif character == ",":
            yield name.strip()
            name = ""
            continue
        name += character
    yield name.strip()
