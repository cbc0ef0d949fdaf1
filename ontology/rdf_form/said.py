"""What one subject says, read property by property; whatever is wrong is written down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeVar

from ontology.names import Iri, Prefixes
from ontology.rdf_form.lexical import (
    Unfit,
    read_address,
    read_boolean,
    read_day,
    read_double,
    read_integer,
    read_iri,
    read_string,
    read_text,
)
from ontology.rdf_form.vocabulary import NAMESPACES, Rdf
from ontology.rdf_terms import Blank, Graph, Literal, Node, Properties
from ontology.terms import Texts
from ontology.violations import Violation

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)

_NAMES = Prefixes.of(NAMESPACES)
_NOTHING: Properties = {}


class Source(NamedTuple):
    """All that there is to read, and the subjects that were."""

    graph: Graph
    reached: set[Iri | Blank]


@dataclass(slots=True)
class Said:
    """One subject of a graph; `focus` is that of the statement it belongs to.

    A reading that finds something wrong adds it to `problems` and gives back a value that
    stands for nothing: who builds a statement looks at `problems` before using it.
    """

    subject: Iri | Blank
    focus: Iri | Blank
    source: Source
    problems: list[Violation]
    properties: Properties = field(init=False)
    unread: set[Iri] = field(init=False)

    def __post_init__(self) -> None:
        self.properties = self.source.graph.get(self.subject, _NOTHING)
        self.unread = set(self.properties)
        self.source.reached.add(self.subject)

    def iri(self, predicate: Iri) -> Iri:
        """Read the one IRI."""
        return self._one(predicate, read_iri, Iri(""))

    def perhaps_iri(self, predicate: Iri) -> Iri | None:
        """Read the IRI, if there is one."""
        return self._perhaps(predicate, read_iri)

    def iris(self, predicate: Iri) -> tuple[Iri, ...]:
        """Read any number of IRIs."""
        return tuple(self._all(predicate, read_iri))

    def string(self, predicate: Iri) -> str:
        """Read the one text without a language."""
        return self._one(predicate, read_string, "")

    def perhaps_string(self, predicate: Iri) -> str | None:
        """Read the text without a language, if there is one."""
        return self._perhaps(predicate, read_string)

    def strings(self, predicate: Iri) -> tuple[str, ...]:
        """Read any number of texts without a language."""
        return tuple(self._all(predicate, read_string))

    def address(self, predicate: Iri) -> str:
        """Read the one address."""
        return self._one(predicate, read_address, "")

    def perhaps_address(self, predicate: Iri) -> str | None:
        """Read the address, if there is one."""
        return self._perhaps(predicate, read_address)

    def texts(self, predicate: Iri) -> Texts:
        """Read any number of texts."""
        return tuple(self._all(predicate, read_text))

    def integer(self, predicate: Iri) -> int:
        """Read the one whole number."""
        return self._one(predicate, read_integer, 0)

    def perhaps_integer(self, predicate: Iri) -> int | None:
        """Read the whole number, if there is one."""
        return self._perhaps(predicate, read_integer)

    def perhaps_double(self, predicate: Iri) -> float | None:
        """Read the number, if there is one."""
        return self._perhaps(predicate, read_double)

    def boolean(self, predicate: Iri) -> bool:
        """Read the one yes or no."""
        return self._one(predicate, read_boolean, False)

    def perhaps_day(self, predicate: Iri) -> date | None:
        """Read the date, if there is one."""
        return self._perhaps(predicate, read_day)

    def one_of(self, predicate: Iri, choices: Mapping[Iri, Choice]) -> Choice:
        """Read the one choice."""

        def read(node: Node) -> Choice:
            if isinstance(node, str) and node in choices:
                return choices[node]
            known = ", ".join(f"`{named(each)}`" for each in choices)
            raise Unfit(f"`{named(node)}` is none of {known}")

        return self._one(predicate, read, next(iter(choices.values())))

    def parts(self, predicate: Iri) -> list[Said]:
        """Read what each of the values says in its turn."""
        found = self._all(predicate, _read_subject)
        return [Said(each, self.focus, self.source, self.problems) for each in found]

    def typed(self, main: Iri, *beside: Iri) -> None:
        """Read the classes: the main one, and any of those that may stand beside it."""
        allowed = {main, *beside}
        found = self._values(Rdf.TYPE)
        if main not in found:
            self.wrong(f"`{named(main)}` is missing", Rdf.TYPE, fix=f"write `a {named(main)}`")
        for node in found:
            if node not in allowed:
                self.wrong(
                    f"a `{named(main)}` is no `{named(node)}`",
                    Rdf.TYPE,
                    node,
                    "leave that class out",
                )

    def both(self, one: Iri, value: object, other: Iri, beside: object) -> bool:
        """Tell whether both of two properties are there; one alone is a problem."""
        if (value is None) == (beside is None):
            return value is not None
        lacking, given = (one, other) if value is None else (other, one)
        self.wrong(f"`{named(lacking)}` is missing beside `{named(given)}`", lacking)
        return False

    def finish(self) -> None:
        """Write down every property that nobody read."""
        for predicate in sorted(self.unread):
            self.wrong(
                f"`{named(predicate)}` says nothing that can be kept here",
                predicate,
                fix="leave it out, or use a property of the RDF form",
            )

    def wrong(
        self, message: str, predicate: Iri, value: Node | None = None, fix: str | None = None
    ) -> None:
        """Write down what is wrong with a property."""
        self.problems.append(
            Violation(
                shape="file",
                message=message,
                focus=None if isinstance(self.focus, Blank) else self.focus,
                path=named(predicate),
                value=None if value is None else named(value),
                fix=fix,
            )
        )

    def _values(self, predicate: Iri) -> Collection[Node]:
        self.unread.discard(predicate)
        found = self.properties.get(predicate, ())
        return found if len(found) < 2 else dict.fromkeys(found)

    def _all(self, predicate: Iri, read: Callable[[Node], Value]) -> list[Value]:
        found = []
        for node in self._values(predicate):
            try:
                found.append(read(node))
            except Unfit as unfit:
                self.wrong(str(unfit), predicate, node, unfit.fix)
        return found

    def _perhaps(self, predicate: Iri, read: Callable[[Node], Value]) -> Value | None:
        found = self._all(predicate, read)
        if len(found) > 1:
            self.wrong(f"`{named(predicate)}` has {len(found)} values", predicate, fix="keep one")
        return found[0] if found else None

    def _one(self, predicate: Iri, read: Callable[[Node], Value], otherwise: Value) -> Value:
        if predicate not in self.properties:
            self.wrong(f"`{named(predicate)}` is missing", predicate)
        value = self._perhaps(predicate, read)
        return otherwise if value is None else value


def named(node: Node) -> str:
    """Name a node as people read it."""
    match node:
        case Literal():
            return node.lexical
        case Blank():
            return str(node)
        case _:
            return _NAMES.compact(node)


def _read_subject(node: Node) -> Iri | Blank:
    if isinstance(node, Literal):
        raise Unfit(f"`{node.lexical}` is a literal where a node is wanted")
    return node
