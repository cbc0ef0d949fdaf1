"""The steps of prerequisites as triples, for the graph-wide contract that looks for circles.

SPARQL cannot follow steps whose ends are a competency and a level in two triples. Here each
end is one literal, written as `Attainment` is.
"""

from __future__ import annotations

from collections.abc import Iterator

from ontology.dataset import Statement
from ontology.names import Iri
from ontology.rdf_terms import Literal, Triple
from shapes.catalogue import NAMESPACE
from shapes.surroundings import guarded_by

GUARDS = Iri(NAMESPACE + "guards")
NEEDS = Iri(NAMESPACE + "needs")

_STRING = Iri("http://www.w3.org/2001/XMLSchema#string")


def step_triples(statement: Statement) -> Iterator[Triple]:
    """Yield what a required prerequisite of an attainment guards, and what it needs."""
    found = guarded_by(statement.content)
    if found is not None:
        guarded, needed = found
        yield Triple(statement.id, GUARDS, Literal(str(guarded), _STRING))
        for each in needed:
            yield Triple(statement.id, NEEDS, Literal(str(each), _STRING))
