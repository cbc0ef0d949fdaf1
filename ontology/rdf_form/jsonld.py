"""Triples as JSON-LD 1.1 with an inline context, so that nobody needs to fetch one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import orjson

from ontology.names import Iri
from ontology.rdf_form.vocabulary import NAMESPACES, Rdf, Xsd
from ontology.rdf_terms import Graph, Literal, Node, Properties, Triple, by_subject

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"

# beyond these, readers of JSON may lose digits
_SAFE = 2**53


def jsonld(triples: Iterable[Triple]) -> bytes:
    """Write triples without blank nodes, in the order in which subjects are met."""
    graph = by_subject(triples)
    context = _context(graph)
    nodes: list[Json] = [
        {"@id": str(subject), **_properties(properties, context)}
        for subject, properties in graph.items()
    ]
    document: Json = {"@context": dict(context), "@graph": nodes}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _context(graph: Graph) -> Mapping[str, str]:
    """Return the prefixes for keys; one that is the scheme of some IRI would be taken for it."""
    schemes = {
        str(node).partition(":")[0]
        for subject, properties in graph.items()
        for node in (subject, *(value for values in properties.values() for value in values))
        if isinstance(node, str)
    }
    return {prefix: space for prefix, space in NAMESPACES.items() if prefix not in schemes}


def _properties(properties: Properties, context: Mapping[str, str]) -> dict[str, Json]:
    said: dict[str, Json] = {}
    for predicate, values in properties.items():
        if predicate == Rdf.TYPE:
            said["@type"] = [_key(value, context) for value in values if isinstance(value, str)]
        else:
            written = [_value(value, context) for value in values]
            said[_key(predicate, context)] = written[0] if len(written) == 1 else written
    return said


def _key(iri: Iri, context: Mapping[str, str]) -> str:
    for prefix, namespace in context.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _value(node: Node, context: Mapping[str, str]) -> Json:
    if not isinstance(node, Literal):
        return {"@id": str(node)}
    if node.language:
        return {"@language": node.language, "@value": node.lexical}
    if node.datatype == Xsd.STRING:
        return node.lexical
    if node.datatype == Xsd.BOOLEAN and node.lexical in {"true", "false"}:
        return node.lexical == "true"
    if node.datatype == Xsd.INTEGER and _is_plain(node.lexical):
        return int(node.lexical)
    return {"@type": _key(node.datatype, context), "@value": node.lexical}


def _is_plain(lexical: str) -> bool:
    digits = lexical.removeprefix("-")
    return (
        digits.isascii()
        and digits.isdigit()
        and len(digits) < 17
        and str(int(lexical)) == lexical
        and abs(int(lexical)) < _SAFE
    )
