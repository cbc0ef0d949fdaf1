"""The vocabulary: terms of ours are defined and used, and the reference says what is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from builders import PROVENANCE, condition, english, ex
from hypothesis import given
from strategies import datasets

from ontology.dataset import Dataset, Provenance, state
from ontology.names import Iri, Prefixes
from ontology.projection import triples_of
from ontology.rdf import read_turtle
from ontology.rdf_form.vocabulary import NAMESPACES, RELATIONS, VALUES, Rdf
from ontology.rdf_terms import Literal, Node, Properties, by_subject
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Framework,
    Level,
    LevelEffort,
    Prefix,
    Prerequisite,
    Price,
    Relation,
    Requirement,
    Resource,
    Role,
    Scale,
    Support,
    Teaching,
    Text,
)

ROOT = Path(__file__).resolve().parents[2]
WM = NAMESPACES["wm"]
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
NAMES = Prefixes.of(NAMESPACES)
TEXTS = (*english("a"), Text("", "b"))
EVERYTHING = Dataset.of(
    state(content, Provenance(ex("f"), "file", 1, 2, "author", "licence", "method", 0.5))
    for content in (
        Prefix("ex", "https://example.org/"),
        Framework(ex("f"), TEXTS, TEXTS, "1", "CC0-1.0", "publisher", 60),
        Scale(ex("scale"), (Level(TEXTS, TEXTS),), True, TEXTS),
        Competency(
            ex("c"),
            ex("f"),
            TEXTS,
            CompetencyKind.SKILL,
            TEXTS,
            TEXTS,
            ex("scale"),
            (ex("d"), ex("e")),
            (LevelEffort(0, 1), LevelEffort(1, 2)),
        ),
        Competency(ex("d"), ex("f"), TEXTS, CompetencyKind.GROUP),
        Role(ex("r"), ex("f"), TEXTS, TEXTS, TEXTS, "1", (ex("q"), ex("p"))),
        Requirement(ex("r"), ex("c"), 1, weight=0.5),
        Prerequisite(ex("c"), 1, condition("all(a, b)"), rationale=TEXTS, support=Support(3, 1)),
        Resource(
            ex("x"),
            ex("f"),
            TEXTS,
            "course",
            TEXTS,
            "provider",
            ("de", "en"),
            "online",
            60,
            Price(100, "EUR"),
            date(2026, 1, 1),
            date(2026, 12, 31),
            ("AT", "DE"),
            ("adults", "beginners"),
            ("captions", "transcript"),
            "CC0-1.0",
            "https://example.org/x",
        ),
        Teaching(ex("x"), ex("c"), 1, 0),
        Assessing(ex("x"), ex("c"), 1, 0),
        Alignment(ex("c"), ex("d"), Relation.EXACT, "board"),
    )
)


class Row(NamedTuple):
    """What the reference says of a property."""

    value: str
    how_many: str


def reference() -> Iterator[tuple[str, str, Row]]:
    """Yield family, property and row of the tables of the reference."""
    page = (ROOT / "docs" / "reference" / "rdf-form.md").read_text(encoding="utf-8")
    family = ""
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 5 and cells[0] != "family":
            family = cells[0].strip("*") or family
            yield family, cells[1].strip("`"), Row(cells[3], cells[4])
        elif line.startswith("| `") and len(cells) == 4:
            yield "provenance", cells[0].strip("`"), Row(cells[2], cells[3])


DOCUMENTED = {(family, name): row for family, name, row in reference()}
PROVENANCE_NAMES = {name for family, name in DOCUMENTED if family == "provenance"}


def family_of(properties: Properties) -> str:
    """Return the class of ours that a subject has."""
    [own] = [each for each in properties[Rdf.TYPE] if str(each).startswith(WM)]
    return str(own).removeprefix(WM).lower()


def fits(node: Node, value: str) -> bool:
    """Tell whether a value is what a cell of the reference says."""
    if isinstance(node, Literal):
        datatype = NAMES.compact(node.datatype)
        return f"`{datatype}`" == value or (
            value == "text" and datatype in {"xsd:string", "rdf:langString"}
        )
    name = NAMES.compact(Iri(str(node)))
    return value == "IRI" or "**" in value or f"`{name}`" in value


@given(datasets)
def test_the_reference_says_what_is_written(dataset: Dataset) -> None:
    for statement in dataset:
        for properties in by_subject(triples_of(statement)).values():
            family = family_of(properties)
            for predicate, values in properties.items():
                name = NAMES.compact(predicate)
                said_by = "provenance" if name in PROVENANCE_NAMES else family
                row = DOCUMENTED[said_by, name]
                assert all(fits(value, row.value) for value in values), (family, name, values)
                assert row.how_many == "any" or str(len(values)) in row.how_many.split(" or ")


def test_everything_the_reference_says_can_be_written() -> None:
    written: dict[tuple[str, str], int] = defaultdict(int)
    for statement in EVERYTHING:
        for properties in by_subject(triples_of(statement)).values():
            for predicate, values in properties.items():
                name = NAMES.compact(predicate)
                family = "provenance" if name in PROVENANCE_NAMES else family_of(properties)
                written[family, name] = max(written[family, name], len(values))
    assert written.keys() == DOCUMENTED.keys()
    for key, row in DOCUMENTED.items():
        most = max((int(n) for n in re.findall(r"\d", row.how_many)), default=2)
        assert written[key] == most or "**" in row.value, key


def test_a_missing_property_is_always_one_that_may_be_missing() -> None:
    bare = Requirement(ex("r"), ex("c"))
    names = {NAMES.compact(each.predicate) for each in triples_of(state(bare, PROVENANCE))}
    needed = {
        name
        for (family, name), row in DOCUMENTED.items()
        if family == "requirement" and row.how_many == "1"
    }
    assert needed <= names


def defined() -> dict[Iri, dict[str, list[Node]]]:
    """Return what `waymark.ttl` says of each term of ours."""
    graph = by_subject(read_turtle((ROOT / "ontology" / "waymark.ttl").read_bytes()))
    return {
        subject: {str(name): list(values) for name, values in properties.items()}
        for subject, properties in graph.items()
        if isinstance(subject, str) and subject.startswith(WM)
    }


def used_in_contracts() -> set[str]:
    """Return every term that a shape or its SPARQL names."""
    texts = (file.read_text("utf-8") for file in (ROOT / "shapes").rglob("*.ttl"))
    return {WM + name for text in texts for name in re.findall(r"\bwm:([A-Za-z]+)", text)}


def used_in_statements() -> set[str]:
    """Return every term of ours that the projection writes."""
    nodes = {node for each in EVERYTHING for triple in triples_of(each) for node in triple}
    choices = {*VALUES.values(), *RELATIONS.values()}
    return {str(node) for node in (*nodes, *choices) if str(node).startswith(WM)}


def test_every_term_is_defined_and_every_definition_is_used() -> None:
    assert set(map(str, defined())) == used_in_statements() | used_in_contracts()


def test_contracts_speak_of_nothing_that_is_never_written() -> None:
    assert used_in_contracts() - used_in_statements() == {WM + "fix"}


def test_every_term_has_a_label_and_a_comment_in_english() -> None:
    for term, said in defined().items():
        for name in ("label", "comment"):
            [text] = said[RDFS + name]
            assert isinstance(text, Literal), term
            assert text.language == "en", term
            assert text.lexical.strip(), term


def test_domains_and_ranges_are_what_is_written() -> None:
    graph = by_subject(triple for each in EVERYTHING for triple in triples_of(each))
    terms = defined()
    for properties in graph.values():
        for predicate, values in properties.items():
            said = terms.get(predicate, {})
            for domain in said.get(RDFS + "domain", ()):
                assert domain in properties[Rdf.TYPE], predicate
            for wanted in said.get(RDFS + "range", ()):
                for value in values:
                    assert _has_type(value, wanted, graph), (predicate, wanted, value)


def _has_type(value: Node, wanted: Node, graph: object) -> bool:
    if isinstance(value, Literal):
        return value.datatype == wanted
    assert isinstance(graph, dict)
    return value not in graph or wanted in graph[value][Rdf.TYPE]
