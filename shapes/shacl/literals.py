"""Literals as values: whether a lexical form fits its datatype, and which of two comes first.

XML Schema 1.1 part 2 for the lexical forms, SPARQL 1.1 §17.3 for the comparisons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ontology.names import Iri
from ontology.rdf_terms import Literal, Node

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_LANG_STRING = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")


class Value(NamedTuple):
    """A place in an order; only places in one order compare."""

    order: str
    at: Any  # numbers, texts or times: all of one order are of one type


_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)")
_BOOLEAN = re.compile(r"true|false|1|0")
_ZONE = r"(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?"
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})" + _ZONE)
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?" + _ZONE)
_DURATION = re.compile(
    r"-?P(?=.)([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?"
)

_RANGES: Mapping[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}


def has_lexical_rule(datatype: Node) -> bool:
    """Tell whether ill-typed literals of the datatype are recognised.

    Datatypes outside XML Schema have no rule: for them every lexical form fits.
    """
    return not str(datatype).startswith(XSD) or datatype in _RULES


def is_well_formed(literal: Literal) -> bool:
    """Tell whether the lexical form belongs to the datatype."""
    rule = _RULES.get(literal.datatype)
    return rule is None or rule(literal.lexical)


def compare(first: Node, second: Node) -> int | None:
    """Return -1, 0 or 1 as the first is less, equal or greater; None if they have no order."""
    left, right = _value(first), _value(second)
    if left is None or right is None or left.order != right.order:
        return None
    return int(left.at > right.at) - int(left.at < right.at)


def _value(node: Node) -> Value | None:
    """Return where the literal's value stands, or None."""
    if not isinstance(node, Literal) or node.language:
        return None
    read = _VALUES.get(node.datatype)
    if read is None or node.lexical == "NaN" or not is_well_formed(node):
        return None
    return read(node.lexical)


def _in_range(least: int | None, most: int | None) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        if _INTEGER.fullmatch(text) is None:
            return False
        number = Decimal(text)
        return (least is None or number >= least) and (most is None or number <= most)

    return fits


def _matching(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    return found is not None and _parses(date.fromisoformat, found[1])


def _is_instant(text: str) -> bool:
    found = _INSTANT.fullmatch(text)
    return found is not None and _parses(datetime.fromisoformat, found[1])


def _parses(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> Value:
    return Value("number", Decimal(text))


def _double(text: str) -> Value:
    # a decimal and a double are compared as the exact numbers they stand for
    number = float(text.replace("INF", "inf"))
    return Value("number", Decimal(number))


def _date_value(text: str) -> Value:
    day, zone = _zoned(text, 10)
    return Value(f"date{bool(zone)}", datetime.fromisoformat(day + "T00:00:00" + zone))


def _instant_value(text: str) -> Value:
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise AssertionError(text)
    zone = (found[3] or "").replace("Z", "+00:00")
    instant = datetime.fromisoformat(found[1] + zone)
    if zone:
        instant = instant.astimezone(UTC)
    return Value(f"instant{bool(zone)}", (instant, Decimal(found[2] or "0")))


def _zoned(text: str, length: int) -> tuple[str, str]:
    return text[:length], text[length:].replace("Z", "+00:00")


_RULES: Mapping[str, Callable[[str], bool]] = {
    **{XSD + name: _in_range(*limits) for name, limits in _RANGES.items()},
    XSD + "string": lambda _: True,
    XSD + "anyURI": lambda _: True,
    XSD + "decimal": _matching(_DECIMAL),
    XSD + "float": _matching(_DOUBLE),
    XSD + "double": _matching(_DOUBLE),
    XSD + "boolean": _matching(_BOOLEAN),
    XSD + "duration": _matching(_DURATION),
    XSD + "date": _is_date,
    XSD + "dateTime": _is_instant,
}

_VALUES: Mapping[str, Callable[[str], Value]] = {
    **{XSD + name: _number for name in _RANGES},
    XSD + "decimal": _number,
    XSD + "float": _double,
    XSD + "double": _double,
    XSD + "boolean": lambda text: Value("boolean", text in {"true", "1"}),
    XSD + "string": lambda text: Value("string", text),
    XSD + "date": _date_value,
    XSD + "dateTime": _instant_value,
}
