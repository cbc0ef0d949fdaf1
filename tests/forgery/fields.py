"""Forging a certificate field by field: any value of the file becomes another one.

The forger recomputes the digest of the answer. The leaf of a statement that he changed follows
from what it says now; another tree over such leaves he does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, TypeAlias

import orjson

from ontology.errors import InputError
from reasoning.certificate.certificate import answer_digest, read_certificate

Json: TypeAlias = Any
Place: TypeAlias = tuple[str | int, ...]


def forged(original: bytes, place: Place, random: Random) -> bytes:
    """Return the certificate with the value at that place altered, and the digests repaired."""
    document = orjson.loads(original)
    _alter(document, place, random)
    if place[0] != "answer":
        _repair_answer(document)
    return orjson.dumps(document)


def places(value: Json, place: Place = ()) -> Iterator[Place]:
    """Yield the place of every value in a document, the document itself left out."""
    if place:
        yield place
    if isinstance(value, dict):
        for name, member in value.items():
            yield from places(member, (*place, name))
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from places(item, (*place, number))


def kind_of(place: Place) -> str:
    """Return the kind of a field: its place without the numbers."""
    return ".".join("[]" if isinstance(part, int) else part for part in place)


def _at(document: Json, place: Place) -> Json:
    for part in place:
        document = document[part]
    return document


def _alter(document: Json, place: Place, random: Random) -> None:
    value = _at(document, place)
    alike = [_at(document, other) for other in places(document) if kind_of(other) == kind_of(place)]
    others = [other for other in alike if other != value]
    if others and random.random() < 0.4:
        altered = orjson.loads(orjson.dumps(random.choice(others)))
    elif isinstance(value, list):
        altered = _altered_list(value, random)
    elif isinstance(value, dict):
        altered = _altered_object(value, random)
    else:
        altered = _altered_scalar(value, random)
    _at(document, place[:-1])[place[-1]] = altered


def _altered_list(value: list[Json], random: Random) -> list[Json]:
    items, place = list(value), random.randrange(len(value) + 1)
    match random.choice(("drop", "repeat", "swap", "empty")) if items else "fill":
        case "drop":
            del items[min(place, len(items) - 1)]
        case "repeat":
            items.insert(place, random.choice(items))
        case "swap":
            one, other = random.randrange(len(items)), random.randrange(len(items))
            items[one], items[other] = items[other], items[one]
        case "empty":
            items = []
        case _:
            items = [random.choice((1, "<https://example.org/a>@1", "https://example.org/course0"))]
    return items


def _altered_object(value: dict[str, Json], random: Random) -> dict[str, Json]:
    names = list(value)
    if names and random.random() < 0.5:
        names.remove(random.choice(names))
        return {name: value[name] for name in names}
    return {**value, "more": 1}


def _altered_scalar(value: Json, random: Random) -> Json:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return random.choice((value + 1, value - 1, 0, value * 2, value + 60, -value))
    if isinstance(value, str):
        return _altered_text(value, random)
    return random.choice((0, 1, 60, "EUR", "en", "2026-03-30", "https://example.org/role"))


def _altered_text(value: str, random: Random) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        moved = date.fromisoformat(value) + timedelta(days=random.choice((-1, 1, 7, 40)))
        return moved.isoformat()
    level = re.search(r"@(\d+)", value)
    if level is not None and random.random() < 0.6:
        changed = int(level.group(1)) + random.choice((-1, 1))
        return f"{value[: level.start()]}@{changed}{value[level.end() :]}"
    place = random.randrange(len(value) + 1)
    return value[:place] + random.choice("abcde012345") + value[place + 1 :]


def _repair_answer(document: Json) -> None:
    try:
        read = read_certificate(orjson.dumps(document))
    except InputError:
        return
    document["answer"] = answer_digest(read.question, read.content, read.outcome)
