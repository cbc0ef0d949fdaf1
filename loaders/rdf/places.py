"""Where subjects stand in a file of triples, as far as that can be told without parsing it.

A parser of triples says nothing of rows. Yet what is written by hand, and what is exported,
begins a line with its subject, and goes on with a property a line. Where a file is laid out in
another way there are no places rather than wrong ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ontology.names import Iri
from ontology.rdf_form.said import named
from ontology.rdf_form.vocabulary import Rdf

_NAME = r"<[^<>\s]*>|[A-Za-z][\w.-]*:[\w./%~+-]*|a(?=\s)"
_LINE = re.compile(rf"(?P<subject>{_NAME})?\s+(?P<predicate>{_NAME})\s")
_PREFIX = re.compile(
    r"@prefix\s+(\w[\w.-]*):\s*<([^<>\s]*)>\s*\.|PREFIX\s+(\w[\w.-]*):\s*<([^<>\s]*)>"
)
_LONG = (b'"""', b"'''")


class Spot(NamedTuple):
    """A place in a file, from 1."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Places:
    """The first places of subjects, and of their properties as people read them."""

    subjects: Mapping[Iri, Spot] = field(default_factory=dict)
    properties: Mapping[tuple[Iri, str], Spot] = field(default_factory=dict)

    def of(self, subject: Iri | None, path: str | None) -> Spot | None:
        """Return where a property of a subject stands, or else the subject; None if unknown."""
        if subject is None:
            return None
        return self.properties.get((subject, path or ""), self.subjects.get(subject))


def places_in(content: bytes) -> Places:
    """Look through a file of Turtle or N-Triples."""
    if any(mark in content for mark in _LONG):
        return Places()
    subjects: dict[Iri, Spot] = {}
    properties: dict[tuple[Iri, str], Spot] = {}
    for subject, predicate, begins, stands in _lines(content.decode("utf-8", "replace")):
        subjects.setdefault(subject, begins)
        properties.setdefault((subject, named(predicate)), stands)
    return Places(subjects, properties)


def _lines(text: str) -> Iterator[tuple[Iri, Iri, Spot, Spot]]:
    """Yield the subject and the property that each line begins with, and where they stand."""
    prefixes: dict[str, str] = {}
    current: Iri | None = None
    begins, ended = Spot(1, 1), True
    # line feeds alone: other ends of lines may stand in a literal
    for row, line in enumerate(text.split("\n"), 1):
        binding = _PREFIX.match(line)
        if binding:
            prefixes[binding[1] or binding[3]] = binding[2] or binding[4] or ""
            continue
        found = _LINE.match(line)
        if found and found["subject"] and ended:
            current, begins = _expanded(found["subject"], prefixes), Spot(row, 1)
        elif found and found["subject"]:
            found = None
        predicate = _expanded(found["predicate"], prefixes) if found else None
        if found and current is not None and predicate is not None:
            yield current, predicate, begins, Spot(row, found.start("predicate") + 1)
        if line.strip() and not line.lstrip().startswith("#"):
            ended = line.rstrip().endswith(".")


def _expanded(name: str, prefixes: Mapping[str, str]) -> Iri | None:
    if name == "a":
        return Rdf.TYPE
    if name.startswith("<"):
        return Iri(name[1:-1])
    prefix, _, local = name.partition(":")
    return Iri(prefixes[prefix] + local) if prefix in prefixes else None
