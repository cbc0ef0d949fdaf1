"""Which findings only follow from others: mend these, and they are gone.

An entry that cannot be read is missing where others speak of it, and so is one that is left
out; the names of a prefix that cannot be bound mean nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ontology.dataset import Dataset
from ontology.names import Iri, is_unbound
from ontology.terms import Competency, Resource, Role
from ontology.violations import Violation
from shapes.references import Reference, alignment_ends, references

FILE = "file"
"""The shape of what a reader found."""

ANCHORED = "alignment-anchored"
"""The contract that one end of an alignment is here."""

PREFIX = "prefixes."
"""Where a curriculum file binds a prefix."""


class Parted(NamedTuple):
    """Findings to be mended, and those that go away with them; both in their order."""

    causes: tuple[Violation, ...]
    consequences: tuple[Violation, ...]


def parted(found: Sequence[Violation], after: Dataset) -> Parted:
    """Part the findings of a load.

    `after` is the dataset with all that could be read, before anything is left out of it.
    """
    refused = {each.focus for each in found if each.shape == FILE and each.focus is not None}
    unbound = [each.path.removeprefix(PREFIX) for each in found if _binds(each) and each.path]

    def follows(violation: Violation) -> bool:
        if violation.shape == FILE:
            return any(is_unbound(violation.message, prefix) for prefix in unbound)
        return any(_is_left_out(each, refused, after) for each in _wanted(violation, after))

    verdicts = [(each, follows(each)) for each in found]
    return Parted(
        tuple(each for each, is_consequence in verdicts if not is_consequence),
        tuple(each for each, is_consequence in verdicts if is_consequence),
    )


def _binds(violation: Violation) -> bool:
    return violation.shape == FILE and (violation.path or "").startswith(PREFIX)


def _wanted(violation: Violation, after: Dataset) -> Iterator[Reference]:
    """Yield what must be there and is not, by this finding; nothing where it finds another."""
    statement = None if violation.focus is None else after.get(violation.focus)
    if statement is None:
        return
    for reference in references(statement.content):
        if reference.contract == violation.shape and _is(reference.term, violation, after):
            yield reference
    if violation.shape == ANCHORED:
        for end in alignment_ends(statement.content):
            yield from (Reference(ANCHORED, end, sort) for sort in (Competency, Role, Resource))


def _is(term: Iri, violation: Violation, after: Dataset) -> bool:
    return violation.value in {term, after.prefixes.compact(term)}


def _is_left_out(wanted: Reference, refused: Collection[Iri | None], after: Dataset) -> bool:
    """Tell whether the term is in the files, and either unreadable or left out of the load."""
    there = after.get(wanted.term)
    if there is None:
        return wanted.term in refused
    return isinstance(there.content, wanted.wanted)
