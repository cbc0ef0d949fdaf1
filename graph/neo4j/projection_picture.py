"""Pictures: the whole projection of one tenant, as a value that can be compared.

`drawn` says what should be there, `projection_reading` what is; `differences` says in words
where the two do not agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self, runtime_checkable

import orjson

from graph.neo4j.projection_figures import (
    TERM,
    Link,
    Node,
    Place,
    elsewhere,
    figure,
    mentioned,
)
from graph.neo4j.projection_words import readable, tail
from ontology.dataset import Statement
from ontology.names import Iri
from ontology.terms import Prerequisite


class DrawnNode(NamedTuple):
    """A node; its properties are JSON with sorted keys, so that 1, 1.0 and true differ."""

    place: Place
    labels: tuple[str, ...]
    properties: str


class DrawnLink(NamedTuple):
    """A relationship; its properties are JSON with sorted keys."""

    type: str
    start: Place
    end: Place
    properties: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Every node and every relationship, sorted, repeats included."""

    nodes: tuple[DrawnNode, ...]
    links: tuple[DrawnLink, ...]

    @classmethod
    def of(cls, nodes: Iterable[DrawnNode], links: Iterable[DrawnLink]) -> Self:
        """Collect nodes and relationships, whatever their order."""
        return cls(tuple(sorted(nodes)), tuple(sorted(links)))


NOTHING = Picture((), ())


class Part(NamedTuple):
    """What one statement draws; `owner` is its identity, or the term stated nowhere."""

    owner: Iri
    nodes: tuple[DrawnNode, ...]
    links: tuple[DrawnLink, ...]


def drawn(statements: Iterable[Statement]) -> Picture:
    """Return the picture of these statements, which have distinct identities."""
    parts = tuple(parts_of(tuple(statements)))
    return Picture.of(
        (node for part in parts for node in part.nodes),
        (link for part in parts for link in part.links),
    )


def parts_of(statements: Sequence[Statement]) -> Iterator[Part]:
    """Yield what each statement draws, then the terms that are mentioned but not stated."""
    figures = [figure(statement) for statement in statements]
    terms = (node for each in figures for node in each.nodes if node.place.label == TERM)
    names = {node.place.name: str(node.properties["name"]) for node in terms}
    for statement, (nodes, links) in zip(statements, figures, strict=True):
        drawn_nodes = (drawn_node(_named(node, statement, names)) for node in nodes)
        yield Part(statement.id, tuple(drawn_nodes), tuple(map(drawn_link, links)))
    for iri in dict.fromkeys(iri for each in figures for iri in mentioned(each.links)):
        if iri not in names:
            yield Part(iri, (drawn_node(elsewhere(iri)),), ())


def drawn_node(node: Node) -> DrawnNode:
    """Return the node as a picture has it."""
    labels = (node.place.label,) if node.dress is None else (node.place.label, node.dress)
    return DrawnNode(node.place, tuple(sorted(labels)), written(node.properties))


def drawn_link(link: Link) -> DrawnLink:
    """Return the relationship as a picture has it."""
    return DrawnLink(link.type, link.start, link.end, written(link.properties))


def written(properties: Mapping[str, object]) -> str:
    """Write properties so that different ones differ."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
    return orjson.dumps(properties, default=_dated, option=options).decode()


@runtime_checkable
class _Temporal(Protocol):
    def isoformat(self) -> str: ...


def _dated(value: object) -> dict[str, str]:
    return {"is": value.isoformat() if isinstance(value, _Temporal) else repr(value)}


def _named(node: Node, statement: Statement, names: Mapping[str, str]) -> Node:
    """Return the node of a statement; that of a prerequisite with the name that it has here."""
    content = statement.content
    if not isinstance(content, Prerequisite):
        return node
    name = readable(content.condition, lambda iri: names.get(iri) or tail(iri))
    return node._replace(properties={**node.properties, "name": name})


def differences(expected: Picture, actual: Picture) -> Iterator[str]:
    """Say of each node and relationship that is missing, too many or different what is wrong."""
    wanted = {node.place: node for node in expected.nodes}
    there = {node.place: node for node in actual.nodes}
    for place in sorted(wanted.keys() | there.keys()):
        if place not in there:
            yield f"{_called(place)} is missing"
        elif place not in wanted:
            yield f"{_called(place)} should not be there"
        else:
            yield from _differing(wanted[place], there[place])
    for place, times in Counter(node.place for node in actual.nodes).items():
        if times > 1:
            yield f"{_called(place)} is there {times} times"
    missing, extra = Counter(expected.links), Counter(actual.links)
    for link, times in sorted((missing - extra).items()):
        yield f"{_linked(link)} is missing{_times(times)}"
    for link, times in sorted((extra - missing).items()):
        yield f"{_linked(link)} should not be there{_times(times)}"


def _differing(wanted: DrawnNode, there: DrawnNode) -> Iterator[str]:
    called = _called(wanted.place)
    if wanted.labels != there.labels:
        yield f"{called} is labelled {_list(there.labels)} instead of {_list(wanted.labels)}"
    before, after = orjson.loads(wanted.properties), orjson.loads(there.properties)
    for key in sorted(before.keys() | after.keys()):
        if written({key: before.get(key)}) != written({key: after.get(key)}):
            yield f"{called} has `{key}` {_shown(after, key)} instead of {_shown(before, key)}"


def _called(place: Place) -> str:
    return f"the node {place.label} `{place.name}`"


def _linked(link: DrawnLink) -> str:
    return f"{link.type} from `{link.start.name}` to `{link.end.name}` {link.properties}"


def _shown(properties: Mapping[str, object], key: str) -> str:
    return f"`{written({key: properties[key]})}`" if key in properties else "unset"


def _list(labels: Iterable[str]) -> str:
    return ", ".join(labels) or "nothing"


def _times(times: int) -> str:
    return "" if times == 1 else f" ({times} times)"
