"""Terms and triples as N-Triples and Turtle write them (RDF 1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ontology.names import Iri, Prefixes, is_iri, is_prefix
from ontology.rdf_form.vocabulary import NAMESPACES, Rdf, Xsd
from ontology.rdf_terms import Blank, Literal, Node, Triple, by_subject

# every such name is written in Turtle without escapes
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
# what canonical N-Triples escapes (RDF 1.2 N-Triples §4)
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')
_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)},
    **{ord(char): f"\\{letter}" for char, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)},
}
_SHORT = {
    Xsd.INTEGER: re.compile(r"[+-]?[0-9]+"),
    Xsd.BOOLEAN: re.compile(r"true|false"),
}


def quoted(text: str) -> str:
    r"""Write a text between quotation marks.

    >>> print(quoted('say "a\nb"'))
    "say \"a\nb\""
    """
    return f'"{text.translate(_ESCAPES) if _SPECIAL.search(text) else text}"'


def ntriples_line(triple: Triple) -> str:
    """Write a triple as one line of N-Triples, its end included."""
    return f"{_term(triple.subject)} <{triple.predicate}> {_term(triple.value)} .\n"


def _term(node: Node) -> str:
    match node:
        case Literal(language=language) if language:
            return f"{quoted(node.lexical)}@{language}"
        case Literal(datatype=Xsd.STRING):
            return quoted(node.lexical)
        case Literal():
            return f"{quoted(node.lexical)}^^<{node.datatype}>"
        case Blank():
            return str(node)
        case _:
            return f"<{node}>"


class Turtle:
    """Turtle with the short names of a dataset, and those of the vocabularies beside them."""

    def __init__(self, prefixes: Prefixes) -> None:
        own = {
            prefix: namespace
            for prefix, namespace in prefixes.bindings.items()
            if is_prefix(prefix) and is_iri(namespace)
        }
        self._bindings = dict(sorted({**NAMESPACES, **own}.items()))
        self._longest_first = sorted(
            ((namespace, prefix) for prefix, namespace in self._bindings.items()),
            key=lambda pair: (-len(pair[0]), pair),
        )
        self._names: dict[Iri, str] = {Rdf.TYPE: "a"}

    def head(self) -> str:
        """Write the declarations of the prefixes."""
        lines = (f"@prefix {name}: <{space}> .\n" for name, space in self._bindings.items())
        return "".join(lines)

    def blocks(self, triples: Iterable[Triple]) -> Iterator[str]:
        """Write a block for each subject, in the order in which subjects are met."""
        for subject, properties in by_subject(triples).items():
            lines = " ;\n    ".join(
                f"{self._name(predicate)} {', '.join(map(self._node, values))}"
                for predicate, values in properties.items()
            )
            yield f"\n{self._node(subject)} {lines} .\n"

    def _node(self, node: Node) -> str:
        if isinstance(node, Literal):
            return self._literal(node)
        return str(node) if isinstance(node, Blank) else self._name(node)

    def _literal(self, literal: Literal) -> str:
        if literal.language or literal.datatype == Xsd.STRING:
            return _term(literal)
        short = _SHORT.get(literal.datatype)
        if short is not None and short.fullmatch(literal.lexical):
            return literal.lexical
        return f"{quoted(literal.lexical)}^^{self._name(literal.datatype)}"

    def _name(self, iri: Iri) -> str:
        known = self._names.get(iri)
        if known is None:
            known = self._names[iri] = self._compact(iri)
        return known

    def _compact(self, iri: Iri) -> str:
        for namespace, prefix in self._longest_first:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"
