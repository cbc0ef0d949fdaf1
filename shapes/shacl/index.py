"""Triples by predicate, and on demand the other way round: what every check looks things up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TypeAlias

from ontology.names import Iri
from ontology.rdf_terms import Node, Triple

Table: TypeAlias = Mapping[Node, Sequence[Node]]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE = Iri(RDF + "type")
RDFS_SUBCLASS_OF = Iri("http://www.w3.org/2000/01/rdf-schema#subClassOf")

_NOWHERE: Table = {}


class TripleIndex:
    """A set of triples, looked up by predicate and one end; repeats count once."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        tables: defaultdict[Iri, defaultdict[Node, list[Node]]]
        tables = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in triples:
            tables[predicate][subject].append(value)
        for table in tables.values():
            for node, values in table.items():
                if len(values) > 1:
                    table[node] = list(dict.fromkeys(values))
        self._forward: dict[Iri, Table] = dict(tables)
        self._backward: dict[Iri, Table] = {}
        self._instances: dict[Node, frozenset[Node]] = {}

    @property
    def predicates(self) -> Set[Iri]:
        """Every predicate in use."""
        return self._forward.keys()

    def forward(self, predicate: Iri) -> Table:
        """Return subject → objects of one predicate."""
        return self._forward.get(predicate, _NOWHERE)

    def backward(self, predicate: Iri) -> Table:
        """Return object → subjects of one predicate."""
        found = self._backward.get(predicate)
        if found is None:
            found = self._backward[predicate] = _turned(self.forward(predicate))
        return found

    def instances(self, of: Node) -> frozenset[Node]:
        """Return the SHACL instances of a class: those of its subclasses included."""
        found = self._instances.get(of)
        if found is None:
            typed = self.backward(RDF_TYPE)
            classes = closure(self.backward(RDFS_SUBCLASS_OF), of)
            found = frozenset(node for each in classes for node in typed.get(each, ()))
            self._instances[of] = found
        return found

    def value(self, subject: Node, predicate: Iri) -> Node | None:
        """Return one object, or nothing."""
        return next(iter(self.forward(predicate).get(subject, ())), None)


def closure(table: Table, start: Node) -> dict[Node, None]:
    """Return the start and all that is reached from it, in the order of reaching."""
    reached = {start: None}
    waiting = [start]
    while waiting:
        for following in table.get(waiting.pop(), ()):
            if following not in reached:
                reached[following] = None
                waiting.append(following)
    return reached


def _turned(table: Table) -> Table:
    turned: dict[Node, list[Node]] = {}
    for subject, values in table.items():
        for value in values:
            turned.setdefault(value, []).append(subject)
    return turned
