"""From names as people type them to identifiers, all mistakes told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from ontology.errors import InputError, MalformedQuestionError, UnknownTermError

Named = TypeVar("Named")


def split_names(texts: Iterable[str]) -> list[str]:
    """Split texts at their commas, those inside angle brackets and quotes excepted.

    >>> split_names(["ex:a,ex:b@2", '"SQL, basics"', "<https://example.org/a,b>"])
    ['ex:a', 'ex:b@2', 'SQL, basics', '<https://example.org/a,b>']
    """
    return [name for text in texts for name in _split(text) if name]


def each_of(names: Iterable[str], resolve: Callable[[str], Named]) -> list[Named]:
    """Resolve every name.

    Raises one error for all the names that cannot be: `UnknownTermError` where they are all
    unknown, `MalformedQuestionError` otherwise.
    """
    found: list[Named] = []
    problems: list[InputError] = []
    for name in names:
        try:
            found.append(resolve(name))
        except InputError as error:
            problems.append(error)
    raise_all(problems)
    return found


def raise_all(problems: Iterable[InputError]) -> None:
    """Raise the problems as one error, if there are any."""
    problems = list(problems)
    if len(problems) == 1:
        raise problems[0]
    if problems:
        sentence = "; ".join(dict.fromkeys(problem.message for problem in problems))
        if all(isinstance(problem, UnknownTermError) for problem in problems):
            raise UnknownTermError(sentence)
        raise MalformedQuestionError(sentence)


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
