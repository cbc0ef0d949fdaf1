"""Canonical JSON of a statement's content: the bytes that stores keep and digests cover.

Fields stand in the order of their declaration, nothing is left out, text is UTF-8 without
escapes. Equal contents have equal bytes, and `read_content` reads them back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

import orjson

from ontology.condition import Attainment, Condition, Threshold
from ontology.names import Iri
from ontology.terms import (
    CONTENT_OF,
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Importance,
    Kind,
    Level,
    LevelEffort,
    Prefix,
    Prerequisite,
    Price,
    Relation,
    Requirement,
    Resource,
    Role,
    Scale,
    Status,
    Strength,
    Support,
    Teaching,
    Text,
    Texts,
)

Body: TypeAlias = Mapping[str, Any]


def content_bytes(content: Content) -> bytes:
    """Return the canonical JSON of the content."""
    return orjson.dumps(content, default=_attainment)


def read_content(kind: Kind, body: bytes | str) -> Content:
    """Read canonical JSON back; `content_bytes` of the result gives equal bytes."""
    return _READERS[kind](orjson.loads(body))


def _attainment(value: object) -> dict[str, Any]:
    # orjson refuses named tuples, the only values here that it does not know by itself
    if isinstance(value, Attainment):
        return {"competency": value.competency, "level": value.level}
    raise TypeError(type(value).__name__)


def _texts(found: list[dict[str, str]]) -> Texts:
    return tuple([Text(entry["language"], entry["text"]) for entry in found])


def _condition(body: Body) -> Condition:
    if "k" in body:
        return Threshold(body["k"], tuple(_condition(member) for member in body["members"]))
    return Attainment(Iri(body["competency"]), body["level"])


def _prefix(body: Body) -> Prefix:
    return Prefix(body["prefix"], body["namespace"])


def _framework(body: Body) -> Framework:
    texts = {"labels": _texts(body["labels"]), "definition": _texts(body["definition"])}
    return Framework(**{**body, **texts})


def _scale(body: Body) -> Scale:
    levels = tuple(
        Level(_texts(level["labels"]), _texts(level["definition"])) for level in body["levels"]
    )
    return Scale(body["id"], levels, body["progressive"], _texts(body["labels"]))


def _competency(body: Body) -> Competency:
    return Competency(
        id=body["id"],
        framework=body["framework"],
        labels=_texts(body["labels"]),
        kind=CompetencyKind(body["kind"]),
        alternative_labels=_texts(body["alternative_labels"]),
        definition=_texts(body["definition"]),
        scale=body["scale"],
        broader=tuple(body["broader"]),
        effort=tuple([LevelEffort(e["level"], e["minutes"]) for e in body["effort"]]),
        status=Status(body["status"]),
    )


def _role(body: Body) -> Role:
    return Role(
        id=body["id"],
        framework=body["framework"],
        labels=_texts(body["labels"]),
        alternative_labels=_texts(body["alternative_labels"]),
        definition=_texts(body["definition"]),
        code=body["code"],
        broader=tuple(body["broader"]),
        status=Status(body["status"]),
    )


def _requirement(body: Body) -> Requirement:
    return Requirement(
        body["role"],
        body["competency"],
        body["level"],
        Importance(body["importance"]),
        body["weight"],
    )


def _prerequisite(body: Body) -> Prerequisite:
    return Prerequisite(
        target=body["target"],
        level=body["level"],
        condition=_condition(body["condition"]),
        strength=Strength(body["strength"]),
        rationale=_texts(body["rationale"]),
        support=Support(**body["support"]) if body["support"] else None,
        id=body["id"],
    )


def _resource(body: Body) -> Resource:
    return Resource(
        id=body["id"],
        framework=body["framework"],
        titles=_texts(body["titles"]),
        kind=body["kind"],
        definition=_texts(body["definition"]),
        provider=body["provider"],
        languages=tuple(body["languages"]),
        modality=body["modality"],
        effort=body["effort"],
        price=Price(**body["price"]) if body["price"] else None,
        available_from=_date(body["available_from"]),
        available_until=_date(body["available_until"]),
        regions=tuple(body["regions"]),
        audience=tuple(body["audience"]),
        accessibility=tuple(body["accessibility"]),
        licence=body["licence"],
        url=body["url"],
        status=Status(body["status"]),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _teaching(body: Body) -> Teaching:
    return Teaching(**body)


def _assessing(body: Body) -> Assessing:
    return Assessing(**body)


def _alignment(body: Body) -> Alignment:
    return Alignment(
        body["origin"], body["target"], Relation(body["relation"]), body["approved_by"]
    )


_READERS: dict[Kind, Callable[[Body], Content]] = {
    Kind.PREFIX: _prefix,
    Kind.FRAMEWORK: _framework,
    Kind.SCALE: _scale,
    Kind.COMPETENCY: _competency,
    Kind.ROLE: _role,
    Kind.REQUIREMENT: _requirement,
    Kind.PREREQUISITE: _prerequisite,
    Kind.RESOURCE: _resource,
    Kind.TEACHING: _teaching,
    Kind.ASSESSING: _assessing,
    Kind.ALIGNMENT: _alignment,
}

if _READERS.keys() != CONTENT_OF.keys():
    raise AssertionError("every kind of statement needs a reader")
