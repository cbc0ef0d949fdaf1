"""The one projection between statements and RDF, lossless both ways.

Every subject belongs to one statement, so that a finding about a triple is a finding about its
statement; no node is blank, so that the difference of two datasets is that of two sets of
triples. `docs/reference/rdf-form.md` is the table of what is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from ontology.dataset import Statement
from ontology.rdf_form.writing import content_triples, provenance_triples
from ontology.rdf_terms import Triple


def triples_of(statement: Statement) -> Iterator[Triple]:
    """Yield the triples of a statement, provenance included; its own subject comes first."""
    yield from content_triples(statement.id, statement.content)
    yield from provenance_triples(statement.id, statement.provenance)
