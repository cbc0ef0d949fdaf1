"""Constraints that need no other shape, as checks over many focus nodes at once (SHACL §4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from ontology.names import Iri
from ontology.rdf_terms import Blank, Literal, Node
from shapes.shacl.index import TripleIndex
from shapes.shacl.literals import RDF_LANG_STRING, compare, has_lexical_rule, is_well_formed
from shapes.shacl.shape import (
    SH,
    Closed,
    Comparison,
    Counting,
    HasValue,
    UniqueLanguage,
    UnsupportedShapeError,
    ValueTest,
    component_of,
)

# a focus node and its value nodes, which are distinct; plain, since there are millions
Row: TypeAlias = tuple[Node, Sequence[Node]]


class Finding(NamedTuple):
    """A focus node breaks a component; `value` is the value node at fault, if one is.

    `predicate` is set where the fault lies on another path than the shape's own.
    """

    component: Iri
    focus: Node
    value: Node | None
    predicate: Iri | None = None


Check: TypeAlias = Callable[[TripleIndex, Sequence[Row]], Iterator[Finding]]
Plain: TypeAlias = ValueTest | Counting | Comparison | UniqueLanguage | HasValue | Closed
_Test: TypeAlias = Callable[[Node], bool]


def check_of(constraint: Plain) -> Check:
    """Compile one constraint.

    Raises `UnsupportedShapeError` where its parameter cannot be used.
    """
    match constraint:
        case ValueTest(name="class", arguments=(wanted,)):
            return _class_check(wanted)
        case ValueTest():
            return _value_check(component_of(constraint.name), _test_of(constraint))
        case Counting():
            return _count_check(constraint)
        case Comparison(name="equals" | "disjoint"):
            return _set_check(constraint)
        case Comparison():
            return _order_check(constraint)
        case UniqueLanguage():
            return _unique_language_check
        case HasValue(value=value):
            return _has_value_check(value)
        case Closed(allowed=allowed):
            return _closed_check(allowed)


def _value_check(component: Iri, passes: _Test) -> Check:
    def check(_: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        verdicts: dict[Node, bool] = {}
        for focus, values in rows:
            for value in values:
                good = verdicts.get(value)
                if good is None:
                    good = verdicts[value] = passes(value)
                if not good:
                    yield Finding(component, focus, value)

    return check


def _class_check(wanted: Node) -> Check:
    component = component_of("class")

    def check(index: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        instances = index.instances(wanted)
        for focus, values in rows:
            for value in values:
                if value not in instances:
                    yield Finding(component, focus, value)

    return check


def _count_check(counting: Counting) -> Check:
    component, limit = component_of(counting.name), counting.limit

    def too_few(_: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        return (Finding(component, row[0], None) for row in rows if len(row[1]) < limit)

    def too_many(_: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        return (Finding(component, row[0], None) for row in rows if len(row[1]) > limit)

    return too_few if counting.name == "minCount" else too_many


def _set_check(comparison: Comparison) -> Check:
    component, equals = component_of(comparison.name), comparison.name == "equals"

    def check(index: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        table = index.forward(comparison.predicate)
        for focus, values in rows:
            others = set(table.get(focus, ()))
            wrong = others.symmetric_difference(values) if equals else others.intersection(values)
            for value in wrong:
                yield Finding(component, focus, value)

    return check


def _order_check(comparison: Comparison) -> Check:
    component = component_of(comparison.name)
    fitting = {-1} if comparison.name == "lessThan" else {-1, 0}

    def check(index: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        table = index.forward(comparison.predicate)
        for focus, values in rows:
            for value in values:
                for other in table.get(focus, ()):
                    if compare(value, other) not in fitting:
                        yield Finding(component, focus, value)

    return check


def _unique_language_check(_: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
    component = component_of("uniqueLang")
    for focus, values in rows:
        if len(values) < 2:
            continue
        tags = Counter(
            value.language.lower()
            for value in values
            if isinstance(value, Literal) and value.language
        )
        for count in tags.values():
            if count > 1:
                yield Finding(component, focus, None)


def _has_value_check(wanted: Node) -> Check:
    component = component_of("hasValue")

    def check(_: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        return (Finding(component, row[0], None) for row in rows if wanted not in row[1])

    return check


def _closed_check(allowed: frozenset[Node]) -> Check:
    component = component_of("closed")

    def check(index: TripleIndex, rows: Sequence[Row]) -> Iterator[Finding]:
        forbidden = [(each, index.forward(each)) for each in index.predicates - allowed]
        for focus, values in rows:
            for value in values:
                for predicate, table in forbidden:
                    for found in table.get(value, ()):
                        yield Finding(component, focus, found, predicate)

    return check


def _test_of(test: ValueTest) -> _Test:
    match test.name:
        case "datatype":
            return _datatype(test.arguments[0])
        case "nodeKind":
            return _node_kind(test.arguments[0])
        case "in":
            return frozenset(test.arguments).__contains__
        case "languageIn":
            return _language_in(test.arguments)
        case "pattern":
            return _pattern(test.arguments[0], test.flags)
        case "minLength" | "maxLength":
            return _length(test.name, test.arguments[0])
        case "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive":
            return _bounded(test.name, test.arguments[0])
        case _:
            raise UnsupportedShapeError(f"no check is compiled for `sh:{test.name}`")


def _datatype(wanted: Node) -> _Test:
    if not has_lexical_rule(wanted):
        raise UnsupportedShapeError(f"the lexical forms of the datatype `{wanted}` are not known")

    def passes(value: Node) -> bool:
        return isinstance(value, Literal) and value.datatype == wanted and is_well_formed(value)

    return passes


_NODE_KINDS: dict[str, tuple[type, ...]] = {
    SH + "IRI": (str,),
    SH + "Literal": (Literal,),
    SH + "BlankNode": (Blank,),
    SH + "BlankNodeOrIRI": (Blank, str),
    SH + "BlankNodeOrLiteral": (Blank, Literal),
    SH + "IRIOrLiteral": (str, Literal),
}


def _node_kind(wanted: Node) -> _Test:
    kinds = _NODE_KINDS.get(str(wanted))
    if kinds is None:
        raise UnsupportedShapeError(f"`{wanted}` is not a kind of node")
    return lambda value: isinstance(value, kinds)


def _language_in(ranges: Iterable[Node]) -> _Test:
    tags = tuple(text_of(each).lower() for each in ranges)

    def passes(value: Node) -> bool:
        if not isinstance(value, Literal) or value.datatype != RDF_LANG_STRING:
            return False
        found = (value.language or "").lower()
        return any(found == tag or found.startswith(tag + "-") for tag in tags)

    return passes


def _pattern(pattern: Node, flags: str) -> _Test:
    compiled = _regex(text_of(pattern), flags)
    return lambda value: not isinstance(value, Blank) and bool(compiled.search(text_of(value)))


_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE, "x": re.VERBOSE}
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$|.", re.DOTALL)


def _regex(pattern: str, flags: str) -> re.Pattern[str]:
    """Compile an XPath regular expression, whose `$` is not before a closing line break."""
    if set(flags) - _FLAGS.keys():
        raise UnsupportedShapeError(f"the flags `{flags}` of a pattern are not among `ismx`")
    combined = 0
    for flag in flags:
        combined |= _FLAGS[flag]
    end = "$" if "m" in flags else r"\Z"
    pieces = (end if piece == "$" else piece for piece in _PIECE.findall(pattern))
    try:
        return re.compile("".join(pieces), combined)
    except re.error as error:
        raise UnsupportedShapeError(f"cannot use the pattern `{pattern}`: {error}") from None


def _length(name: str, limit: Node) -> _Test:
    number = int(text_of(limit))
    if name == "minLength":
        return lambda value: not isinstance(value, Blank) and len(text_of(value)) >= number
    return lambda value: not isinstance(value, Blank) and len(text_of(value)) <= number


_BOUNDS = {
    "minInclusive": {0, 1},
    "minExclusive": {1},
    "maxInclusive": {-1, 0},
    "maxExclusive": {-1},
}


def _bounded(name: str, limit: Node) -> _Test:
    fitting = _BOUNDS[name]
    return lambda value: compare(value, limit) in fitting


def text_of(node: Node) -> str:
    """Return the lexical form of a literal, or the IRI."""
    return node.lexical if isinstance(node, Literal) else str(node)
