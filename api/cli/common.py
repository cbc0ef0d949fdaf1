"""The five options that every command takes, before or after its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ontology.errors import InputError

WITH_VALUE = ("--store", "--tenant", "--revision")
ALONE = ("--json", "--quiet")

AS_OF_A_REVISION = ("path", "gap", "frontier", "find", "show", "doctor", "export", "log")
"""The commands that look at statements as of a revision; all others know none."""


class Hoisted(NamedTuple):
    """A command line with the common options moved to its front."""

    common: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def arguments(self) -> list[str]:
        """The command line to parse."""
        return [*self.common, *self.rest]

    @property
    def wants_json(self) -> bool:
        """Whether standard output is for machines, known before anything is parsed."""
        return "--json" in self.common


def hoist(arguments: Sequence[str]) -> Hoisted:
    """Move the common options before the command's name; what follows ``--`` stays.

    >>> hoist(["path", "--role", "ex:r", "--store", "memory:", "--json"]).arguments
    ['--store', 'memory:', '--json', 'path', '--role', 'ex:r']
    >>> hoist(["find", "--", "--json"]).arguments
    ['find', '--', '--json']
    """
    common: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            rest += [word, *waiting]
            break
        if word in WITH_VALUE and waiting:
            common += [word, waiting.pop(0)]
        elif word in ALONE or word.startswith(tuple(f"{option}=" for option in WITH_VALUE)):
            common.append(word)
        else:
            rest.append(word)
    return Hoisted(tuple(common), tuple(rest))


def refuse_revision(command: str | None) -> None:
    """Refuse `--revision` where the command would not heed it.

    Raises `InputError`.
    """
    if command not in AS_OF_A_REVISION:
        which = ", ".join(f"`{each}`" for each in AS_OF_A_REVISION)
        raise InputError(
            f"`waymark {command}` cannot be asked as of a revision: `--revision` is for {which}"
        )
