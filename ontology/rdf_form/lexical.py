"""From nodes to values, each refused by a sentence where it does not fit."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite

from ontology.names import Iri, is_iri
from ontology.normal import is_language
from ontology.rdf_form.vocabulary import Rdf, Xsd
from ontology.rdf_terms import Blank, Literal, Node
from ontology.terms import Text

# more digits than any count here needs, and fewer than 64 bits hold
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DOUBLE = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class Unfit(Exception):  # noqa: N818 - a verdict on one value, caught where it is met
    """A node is no value of the kind that is wanted; `fix` may say how to write it."""

    def __init__(self, problem: str, fix: str | None = None) -> None:
        super().__init__(problem)
        self.fix = fix


def read_iri(node: Node) -> Iri:
    """Read an absolute IRI."""
    if not isinstance(node, str):
        written = f"_:{node.label}" if isinstance(node, Blank) else node.lexical
        raise Unfit(f"`{written}` stands where an IRI is wanted", "write it as `<…>`")
    if not is_iri(node):
        raise Unfit(f"not an IRI: `<{node}>`")
    return node


def read_string(node: Node) -> str:
    """Read a text without a language."""
    return _lexical(node, Xsd.STRING)


def read_address(node: Node) -> str:
    """Read an address."""
    return _lexical(node, Xsd.ANY_URI, Xsd.STRING)


def read_text(node: Node) -> Text:
    """Read a text, in a language if it says so."""
    text = _lexical(node, Rdf.LANG_STRING, Xsd.STRING)
    tag = node.language.lower() if isinstance(node, Literal) else ""
    if tag and not is_language(tag):
        raise Unfit(f"`{tag}` is no language tag", "write one such as `en` or `de-at`")
    return Text(tag, text)


def read_integer(node: Node) -> int:
    """Read a whole number of at most 18 digits."""
    lexical = _lexical(node, Xsd.INTEGER)
    if _INTEGER.fullmatch(lexical) is None:
        raise Unfit(f"`{lexical}` is no whole number of at most 18 digits")
    return int(lexical)


def read_double(node: Node) -> float:
    """Read a finite number."""
    lexical = _lexical(node, Xsd.DOUBLE, Xsd.DECIMAL, Xsd.INTEGER)
    if _DOUBLE.fullmatch(lexical) is None or not isfinite(float(lexical)):
        raise Unfit(f"`{lexical}` is no finite number")
    return float(lexical)


def read_boolean(node: Node) -> bool:
    """Read yes or no."""
    lexical = _lexical(node, Xsd.BOOLEAN)
    if lexical not in _BOOLEANS:
        raise Unfit(f"`{lexical}` is neither `true` nor `false`")
    return _BOOLEANS[lexical]


def read_day(node: Node) -> date:
    """Read a date without a time zone."""
    lexical = _lexical(node, Xsd.DATE)
    try:
        if _DAY.fullmatch(lexical):
            return date.fromisoformat(lexical)
    except ValueError:
        pass
    raise Unfit(f"`{lexical}` is no date", "write it as `2026-12-31`")


def _lexical(node: Node, *datatypes: Iri) -> str:
    if not isinstance(node, Literal):
        raise Unfit(f"`{node}` stands where a literal is wanted")
    if node.datatype not in datatypes:
        wanted = " or ".join(f"`{_short(each)}`" for each in datatypes)
        raise Unfit(f"`{node.lexical}` is a `{_short(node.datatype)}` where {wanted} is wanted")
    return node.lexical


def _short(datatype: Iri) -> str:
    return datatype.rpartition("#")[2]
