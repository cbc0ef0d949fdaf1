"""What statements carry: texts by language, amounts, provenance, prerequisites."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypeAlias

import strawberry

from api.wire.naming import Naming
from api.wire.term import provenance_object
from ontology.currency import to_major
from ontology.dataset import Statement
from ontology.terms import Prerequisite as PrerequisiteContent
from ontology.terms import Price, Strength, Texts

Language: TypeAlias = Annotated[
    str, strawberry.argument(description="The BCP 47 tag of the language to look for first.")
]

strawberry.enum(Strength, description="Whether a prerequisite forbids or only advises.")


@strawberry.type(description="A text in a language.")
class LocalisedText:
    """The tag is BCP 47 in lower case, empty where the language is unknown."""

    language: str = strawberry.field(
        description="The BCP 47 tag in lower case; empty where the language is unknown."
    )
    text: str = strawberry.field(description="The text.")


@strawberry.type(description="An amount of money, in major units.")
class Amount:
    """An amount; nothing is ever converted."""

    amount: float = strawberry.field(description="How much, in major units.")
    currency: str | None = strawberry.field(
        description="The ISO 4217 code; null for nothing, where no currency is named."
    )


@strawberry.type(description="Where a statement comes from.")
class Provenance:
    """A place in a file, or an author; rows and columns count from 1."""

    source: str = strawberry.field(description="The source, as people write its name.")
    file: str | None = strawberry.field(description="The file in which it was found.")
    row: int | None = strawberry.field(description="The row of the file, from 1.")
    column: int | None = strawberry.field(description="The column of the row, from 1.")
    author: str | None = strawberry.field(description="Who states it.")
    licence: str | None = strawberry.field(description="The licence under which it may be used.")
    method: str | None = strawberry.field(description="How it was found out.")
    confidence: float | None = strawberry.field(description="How sure the source is, from 0 to 1.")


@strawberry.type(description="What data say about a prerequisite.")
class Support:
    """Of `n` cases, so many went against it."""

    n: int = strawberry.field(description="How many cases were looked at.")
    violations: int = strawberry.field(description="How many of them went against it.")


@strawberry.type(description="What must, or should, hold before a level is learnt.")
class Prerequisite:
    """A condition in its normal form, with its reason."""

    iri: str = strawberry.field(description="The IRI of the statement.")
    level: int | None = strawberry.field(
        description="The level it is for; null for every level, or for a resource."
    )
    condition: str = strawberry.field(
        description="The condition in its normal form, as people write it: `all(ex:a@2, ex:b)`."
    )
    strength: Strength = strawberry.field(description="Whether it forbids or only advises.")
    rationale: list[LocalisedText] = strawberry.field(description="Why it is so.")
    support: Support | None = strawberry.field(description="What data say about it.")
    provenance: Provenance = strawberry.field(description="Where the statement comes from.")


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
    return Provenance(**provenance_object(statement, naming).model_dump())


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
