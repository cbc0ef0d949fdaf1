"""Values as literals."""

from __future__ import annotations

from datetime import date
from math import inf, isinf

from ontology.rdf_form.vocabulary import Rdf, Xsd
from ontology.rdf_terms import Literal
from ontology.terms import Text


def string(text: str) -> Literal:
    """Write a text without a language."""
    return Literal(text, Xsd.STRING)


def address(text: str) -> Literal:
    """Write an address on the web; it may not be one."""
    return Literal(text, Xsd.ANY_URI)


def said(text: Text) -> Literal:
    """Write a text in its language, if that is known."""
    if text.language:
        return Literal(text.text, Rdf.LANG_STRING, text.language)
    return Literal(text.text, Xsd.STRING)


def integer(number: int) -> Literal:
    """Write a whole number."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else Literal(str(number), Xsd.INTEGER)


def double(number: float) -> Literal:
    """Write a number with the fewest digits that tell it from all others."""
    if isinf(number):
        return Literal("INF" if number == inf else "-INF", Xsd.DOUBLE)
    return Literal(repr(number) if number == number else "NaN", Xsd.DOUBLE)


def boolean(yes: bool) -> Literal:
    """Write yes or no."""
    return Literal("true" if yes else "false", Xsd.BOOLEAN)


def day(of: date) -> Literal:
    """Write a date."""
    return Literal(of.isoformat(), Xsd.DATE)


_SMALL = tuple(Literal(str(number), Xsd.INTEGER) for number in range(256))
