"""Excerpts as a certificate carries them: statements with the places of their leaves.

The leaf of a statement follows from what it says, so only its places in the tree are written;
the neighbours that close a run are written as leaves, without what they say.
"""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from ontology.canonical import content_bytes, read_content
from ontology.condition import MAX_LEVEL, parse_condition, print_condition
from ontology.dataset import Statement, leaves, state
from ontology.errors import MalformedConditionError
from ontology.merkle import Leaf, Opening, Span
from ontology.names import Iri
from ontology.terms import Content, Kind, Prerequisite
from reasoning.certificate.excerpt import OPENED, Excerpt
from reasoning.certificate.node import Node
from reasoning.certificate.writing import Json

MOST_LEAVES = 1 << 40


def excerpt_json(excerpt: Excerpt) -> dict[str, Json]:
    """Return the `statements` and the `opening` of an excerpt."""
    place_of = {leaf: at for at, leaf in excerpt.opening.leaves.items()}
    statements: list[Json] = []
    for content in excerpt.contents:
        statement = state(content, OPENED)
        places: list[Json] = [place_of.pop(leaf, None) for leaf in leaves(statement)]
        body = orjson.loads(content_bytes(content))
        statements.append({"kind": statement.kind, "content": body, "places": places})
    return {"statements": statements, "opening": _opening_json(excerpt.opening, place_of)}


def _opening_json(opening: Opening, strangers: Mapping[Leaf, int]) -> Json:
    hashes = opening.hashes
    return {
        "size": opening.size,
        "neighbours": [[at, *leaf] for leaf, at in sorted(strangers.items())],
        "hashes": [[span.start, span.stop, hashes[span].hex()] for span in sorted(hashes)],
    }


def read_excerpt(statements: Node, opening: Node) -> Excerpt:
    """Read an excerpt back; nothing is verified yet."""
    found = opening.fields("size", "neighbours", "hashes")
    size = found["size"].number()
    if not 0 <= size <= MOST_LEAVES:
        found["size"].fail("no tree has that many leaves")
    stated: dict[Iri, Statement] = {}
    opened = found["neighbours"].mapping(_neighbour)
    for node in statements.items():
        statement, places = _statement(node)
        if statement.id in stated or not opened.keys().isdisjoint(places):
            node.fail("an item is repeated")
        stated[statement.id] = statement
        opened.update(places)
    hashes = found["hashes"].mapping(_hash)
    contents = tuple(statement.content for statement in stated.values())
    return Excerpt(contents, Opening(size, opened, hashes))


def _statement(node: Node) -> tuple[Statement, dict[int, Leaf]]:
    found = node.fields("kind", "content", "places")
    statement = _stated(found["kind"].word(Kind), found["content"])
    of_it = list(leaves(statement))
    places = found["places"].exactly(len(of_it))
    known = [(place.or_none(Node.number), leaf) for place, leaf in zip(places, of_it, strict=True)]
    return statement, {at: leaf for at, leaf in known if at is not None}


def _stated(kind: Kind, body: Node) -> Statement:
    try:
        statement = _canonical(read_content(kind, orjson.dumps(body.value)))
        written = orjson.loads(content_bytes(statement.content))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        body.fail("no statement of that kind")
    except MalformedConditionError as error:
        body.fail(error.message)
    if written != body.value:
        body.fail("no statement in its canonical form")
    return statement


def _canonical(content: Content) -> Statement:
    """Return the statement in normal form; raises `ValueError` where a check could not end."""
    level = getattr(content, "level", None)
    if level is not None and not 1 <= level <= MAX_LEVEL:
        raise ValueError(f"no scale has level {level}")
    if isinstance(content, Prerequisite):
        parse_condition(print_condition(content.condition))  # refuses what is nested too deep
    return state(content, OPENED)


def _neighbour(node: Node) -> tuple[int, Leaf]:
    position, kind, about, name, digest = node.exactly(5)
    leaf = Leaf(kind.word(Kind), about.iri(), name.iri(), digest.text())
    return position.number(), leaf


def _hash(node: Node) -> tuple[Span, bytes]:
    start, stop, digest = node.exactly(3)
    try:
        return Span(start.number(), stop.number()), bytes.fromhex(digest.text())
    except ValueError:
        digest.fail("a hash is written in hexadecimal digits")
