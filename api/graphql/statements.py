"""What statements carry: texts by language, amounts, provenance, prerequisites."""

from __future__ import annotations

from collections.abc import Iterable

import strawberry

from api.wire.naming import Naming
from loaders.currency import to_major
from ontology.dataset import Statement
from ontology.terms import Prerequisite as PrerequisiteContent
from ontology.terms import Price, Strength, Texts

strawberry.enum(Strength, description="Whether a prerequisite forbids or only advises.")


@strawberry.type(description="A text in a language.")
class LocalisedText:
    """The tag is BCP 47 in lower case, empty where the language is unknown."""

    language: str
    text: str


@strawberry.type(description="An amount of money, in major units.")
class Amount:
    """An amount; nothing is ever converted."""

    amount: float
    currency: str


@strawberry.type(description="Where a statement comes from.")
class Provenance:
    """A place in a file, or an author; rows and columns count from 1."""

    source: str
    file: str | None
    row: int | None
    column: int | None
    author: str | None
    licence: str | None
    method: str | None
    confidence: float | None


@strawberry.type(description="What data say about a prerequisite.")
class Support:
    """Of `n` cases, so many went against it."""

    n: int
    violations: int


@strawberry.type(description="What must, or should, hold before a level is learnt.")
class Prerequisite:
    """A condition in its normal form, with its reason."""

    iri: str
    level: int | None
    condition: str
    strength: Strength
    rationale: list[LocalisedText]
    support: Support | None
    provenance: Provenance


def localised(texts: Texts) -> list[LocalisedText]:
    """Write texts in their order."""
    return [LocalisedText(language=text.language, text=text.text) for text in texts]


def amount(price: Price | None) -> Amount | None:
    """Write a price in major units."""
    if price is None:
        return None
    return Amount(amount=float(to_major(price.minor, price.currency)), currency=price.currency)


def provenance(statement: Statement, naming: Naming) -> Provenance:
    """Write where a statement comes from."""
    of = statement.provenance
    return Provenance(
        source=naming.name(of.source),
        file=of.file,
        row=of.row,
        column=of.column,
        author=of.author,
        licence=of.licence,
        method=of.method,
        confidence=of.confidence,
    )


def prerequisites(statements: Iterable[Statement], naming: Naming) -> list[Prerequisite]:
    """Write prerequisites in their order."""
    return [
        Prerequisite(
            iri=statement.id,
            level=content.level,
            condition=naming.condition(content.condition),
            strength=content.strength,
            rationale=localised(content.rationale),
            support=_support(content),
            provenance=provenance(statement, naming),
        )
        for statement in statements
        if isinstance(content := statement.content, PrerequisiteContent)
    ]


def _support(content: PrerequisiteContent) -> Support | None:
    support = content.support
    return None if support is None else Support(n=support.n, violations=support.violations)
