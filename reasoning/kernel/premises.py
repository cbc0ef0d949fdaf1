"""The premises of an inference, taken one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn, TypeVar

from ontology.condition import Condition
from ontology.errors import UnsoundProofError
from ontology.names import Iri
from ontology.terms import Content, Kind
from reasoning.proof import Fact, Holds, Meets, Only, Quoted, Taking

FactT = TypeVar("FactT", bound=Fact)
ContentT = TypeVar("ContentT", bound=Content)


class Premises:
    """The cited facts in their order; whoever takes one says what it has to be."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._at = 0

    def next(self) -> Fact | None:
        """Return the next fact without taking it; None at the end."""
        return self._facts[self._at] if self._at < len(self._facts) else None

    def fact(self, kind: type[FactT]) -> FactT:
        """Take the next fact, which has to be of that kind."""
        found = self.next()
        if not isinstance(found, kind):
            refuse(f"premise {self._at + 1} is no {kind.__name__}")
        self._at += 1
        return found

    def any_fact(self) -> Fact:
        """Take the next fact, whatever it is."""
        found = self.next()
        if found is None:
            refuse("a premise is missing")
        self._at += 1
        return found

    def quoted(self, kind: type[ContentT], name: Iri | None = None) -> ContentT:
        """Take the next fact: a statement of that kind and, if given, of that name."""
        found = self.fact(Quoted)
        if not isinstance(found.content, kind) or name not in {None, found.id}:
            refuse(f"premise {self._at} quotes no {kind.__name__} `{name or 'of any name'}`")
        return found.content

    def complete(self, kind: Kind, about: Iri) -> tuple[Iri, ...]:
        """Take the next fact: which statements of that kind about that term there are."""
        found = self.fact(Only)
        if (found.kind, found.about) != (kind, about):
            refuse(f"premise {self._at} does not close `{kind}` about `{about}`")
        return found.ids

    def that_meets(self, condition: Condition, by: Taking | None) -> None:
        """Take the next fact, which has to meet the condition."""
        if not meets(self.any_fact(), condition, by):
            refuse(f"premise {self._at} does not meet what is asked for")

    def end(self) -> None:
        """Insist that every premise was taken."""
        if self.next() is not None:
            refuse(f"premise {self._at + 1} is not asked for")


def meets(fact: Fact, condition: Condition, by: Taking | None) -> bool:
    """Tell whether the fact meets the condition, with the help of `by` if that is given."""
    match fact:
        case Holds(attainment):
            return condition == attainment
        case Meets(stated, helper):
            return stated == condition and helper in {None, by}
        case _:
            return False


def refuse(problem: str) -> NoReturn:
    """Say why the inference is not licensed."""
    raise UnsoundProofError(problem)
