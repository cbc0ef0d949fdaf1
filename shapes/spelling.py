"""What no RDF document can hold: names that are no IRIs, tags that are no languages.

The shapes look at triples, and these never become triples; they are looked at before. A
condition's counts are here as well, since a shape sees no further than its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, NamedTuple
from unicodedata import is_normalized

from ontology.condition import Attainment, Condition, Threshold, sort_key
from ontology.dataset import Statement
from ontology.names import is_iri
from ontology.normal import is_language
from ontology.terms import CONTENT_OF, Content, Text

MAX_LEVEL = 1000


class Misspelling(NamedTuple):
    """What cannot be written: `path` names the field, and `problem` says why not.

    The problem speaks of ``{$this}`` and ``{?value}``, as the messages of shapes do.
    """

    contract: str
    path: str
    value: str
    problem: str
    fix: str


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_Reader = Callable[[str, Any], Iterator[Misspelling]]


def misspellings(statement: Statement) -> Iterator[Misspelling]:
    """Yield what of a statement cannot be written down."""
    content = statement.content
    for name, read in _READERS[type(content)]:
        value = getattr(content, name)
        if value is not None:
            yield from read(name.replace("_", "-"), value)
    yield from _name("source", statement.provenance.source)


def _name(path: str, value: str) -> Iterator[Misspelling]:
    if not is_iri(value):
        yield Misspelling(
            "iri",
            path,
            value,
            "{$this} names `{?value}`, which is no IRI",
            "write an absolute IRI or bind its prefix",
        )


def _names(path: str, values: tuple[str, ...]) -> Iterator[Misspelling]:
    for value in values:
        yield from _name(path, value)


def _word(path: str, value: str) -> Iterator[Misspelling]:
    if _UNSTORABLE.search(value) or not is_normalized("NFC", value):
        yield Misspelling(
            "storable-text",
            path,
            ascii(value)[1:-1],
            "{$this} has a text that is not in the normal form NFC, or that cannot be stored",
            "write the text in NFC, without NUL and without halves of characters",
        )


def _words(path: str, values: tuple[str, ...]) -> Iterator[Misspelling]:
    for value in values:
        yield from _word(path, value)


def _texts(path: str, texts: tuple[Text, ...]) -> Iterator[Misspelling]:
    for text in texts:
        if text.language and not is_language(text.language):
            yield Misspelling(
                "language-tag",
                path,
                text.language,
                "{$this} has a text in `{?value}`, which is no language tag",
                "write a tag of BCP 47 in lower case, such as `en` or `pt-br`",
            )
        yield from _word(path, text.text)


def _condition(path: str, condition: Condition) -> Iterator[Misspelling]:
    if isinstance(condition, Attainment):
        yield from _name(path, condition.competency)
        if not 1 <= condition.level <= MAX_LEVEL:
            yield Misspelling(
                "condition",
                path,
                str(condition),
                f"{{$this}} needs `{{?value}}`, and levels are whole numbers from 1 to {MAX_LEVEL}",
                "name a level of the competency's scale",
            )
        return
    if not _is_normal(condition):
        yield Misspelling(
            "condition",
            path,
            f"{condition.k} of {len(condition.members)}",
            "{$this} needs `{?value}`: count from 1 to the number of members, which are distinct",
            "count the members again, and name each of them once",
        )
    for member in condition.members:
        yield from _condition(path, member)


def _is_normal(node: Threshold) -> bool:
    """Tell whether a node is as `all_of`, `any_of` and `threshold` build it."""
    size = len(node.members)
    if size < 2:
        return size == 0 and node.k in {0, 1}
    ordered = sorted(set(node.members), key=sort_key)
    return 1 <= node.k <= size and tuple(ordered) == node.members


# by how `ontology.terms` declares a field
_BY_TYPE: Mapping[str, _Reader] = {
    "Iri": _name,
    "Iri | None": _name,
    "tuple[Iri, ...]": _names,
    "str": _word,
    "str | None": _word,
    "tuple[str, ...]": _words,
    "Texts": _texts,
    "Condition": _condition,
    "tuple[Level, ...]": lambda path, levels: (
        found
        for level in levels
        for found in (*_texts(path, level.labels), *_texts(path, level.definition))
    ),
    "Price | None": lambda path, price: _word(path, price.currency),
}

_READERS: Mapping[type[Content], tuple[tuple[str, _Reader], ...]] = {
    made: tuple(
        (field.name, _BY_TYPE[str(field.type)])
        for field in fields(made)
        if str(field.type) in _BY_TYPE
    )
    for made in CONTENT_OF.values()
}
