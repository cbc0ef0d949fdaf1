"""Every contract, run over what a change puts and touches.

A statement's own shapes look at its own triples alone, so they are run over what the change
puts, some hundred statements at a time. Graph-wide contracts are run over all that the
change touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ontology.dataset import Change, Dataset, Statement
from ontology.projection import triples_of
from ontology.rdf_terms import Node
from ontology.violations import Violation
from shapes.catalogue import family_shapes
from shapes.graph_wide import breaches
from shapes.restatement import first_said, repeats, restated, said_twice
from shapes.shacl.compiled import Result
from shapes.shacl.index import TripleIndex
from shapes.spelling import misspellings
from shapes.surroundings import Surroundings
from shapes.touch import touched
from shapes.wording import Wording

# few enough for their triples to be gone before the garbage collector looks twice
CHUNK = 256


def findings(base: Dataset, change: Change) -> Iterator[Violation]:
    """Yield everything that is wrong with a change, warnings included."""
    after = base.changed_by(change)
    put = tuple(first_said(change).values())
    for again, first in repeats(change):
        yield said_twice(again, first, after.prefixes)
    yield from of_themselves(base, change, put, Wording(after.prefixes))
    yield from of_surroundings(after, touched(base, after, change))


def of_themselves(
    base: Dataset, change: Change, put: Sequence[Statement], wording: Wording
) -> Iterator[Violation]:
    """Yield what is wrong with statements whatever surrounds them."""
    yield from restated(base, change, put, wording.prefixes)
    for statement in put:
        for found in misspellings(statement):
            yield wording.of_misspelling(found, statement)
    for statement, result in own_results(put):
        yield wording.of_result(result, statement)


def of_surroundings(after: Dataset, statements: Iterable[Statement]) -> Iterator[Violation]:
    """Yield what is wrong with statements of a dataset by what else is in it."""
    wording = Wording(after.prefixes)
    for breach in breaches(Surroundings(after), statements):
        yield wording.of_breach(breach, after.statements[breach.focus])


def own_results(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Result]]:
    """Yield what the family shapes find wrong with the triples of each statement."""
    shapes = family_shapes()
    for start in range(0, len(statements), CHUNK):
        chunk = statements[start : start + CHUNK]
        results = list(shapes.results(TripleIndex(chain.from_iterable(map(triples_of, chunk)))))
        if results:
            owners: dict[Node, Statement] = {
                triple.subject: statement for statement in chunk for triple in triples_of(statement)
            }
            for result in results:
                yield owners[result.focus], result
