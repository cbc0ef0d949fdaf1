"""What reasoning reads: the statements of one revision, by identity and by what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from ontology.dataset import Statement
from ontology.names import Iri
from ontology.terms import KIND_OF, Content, Kind

ContentT = TypeVar("ContentT", bound=Content)

_KINDS: Mapping[type[Any], Kind] = KIND_OF


class Statements(Protocol):
    """The statements of one revision; a `Dataset` is one, and so is what a certificate opens."""

    @property
    def digest(self) -> str:
        """The content digest that all answers speak of."""
        ...

    def get(self, identifier: Iri, /) -> Statement | None:
        """Return the statement of that identity, if it is known here."""
        ...

    def about(self, kind: Kind, term: Iri, /) -> tuple[Statement, ...]:
        """Return all statements of that kind about that term, sorted by identity."""
        ...


def named(statements: Statements, kind: type[ContentT], term: Iri) -> ContentT | None:
    """Return the record of that kind whose own name is the term, if there is one."""
    for statement in statements.about(_KINDS[kind], term):
        if isinstance(statement.content, kind):
            return statement.content
    return None


def contents(statements: Statements, kind: type[ContentT], term: Iri) -> tuple[ContentT, ...]:
    """Return the records of that kind about the term, in the order of their identities."""
    found = statements.about(_KINDS[kind], term)
    return tuple(s.content for s in found if isinstance(s.content, kind))
