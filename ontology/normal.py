"""The one way to write a content: what `state` brings every content to.

Texts are NFC, language tags lower case, tuples whose order means nothing sorted and free of
repeats, conditions in normal form, weights floating-point. IRIs, addresses, licences and
versions are kept byte for byte. Loaders that count what they change use `text` and `language`
themselves; a content that is in normal form already is handed back as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from ontology.condition import normal_form
from ontology.terms import (
    Alignment,
    Competency,
    Content,
    Framework,
    Level,
    LevelEffort,
    Prerequisite,
    Requirement,
    Resource,
    Role,
    Scale,
    Text,
    Texts,
)

_LANGUAGE = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")


def text(raw: str) -> str:
    """Return a text in NFC.

    >>> text("e\u0301") == "\u00e9"
    True
    """
    if raw.isascii() or unicodedata.is_normalized("NFC", raw):
        return raw
    return unicodedata.normalize("NFC", raw)


def language(raw: str) -> str:
    """Return a language tag in lower case."""
    return raw.lower()


def is_language(tag: str) -> bool:
    """Tell whether a lower-case tag has the form of a language tag (BCP 47 §2.1).

    >>> is_language("de-at"), is_language("en us")
    (True, False)
    """
    return _LANGUAGE.fullmatch(tag) is not None


def normalised(content: Content) -> Content:
    """Return the content in normal form.

    Raises `ValueError` for a condition that has none, such as 3 of two members.
    """
    changes = _CHANGES.get(type(content))
    if changes is None:
        return content
    wanted = changes(content)
    if all(getattr(content, name) is value for name, value in wanted.items()):
        return content
    return replace(content, **wanted)


def _texts(found: Texts) -> Texts:
    if not found:
        return found
    pairs = [(language(each.language), text(each.text)) for each in found]
    wanted = sorted(set(pairs))
    if wanted == [(each.language, each.text) for each in found]:
        return found
    return tuple([Text(*pair) for pair in wanted])


def _words(found: tuple[str, ...], write: Callable[[str], str] = text) -> tuple[str, ...]:
    return _set(found, map(write, found)) if found else found


def _set(found: tuple[Any, ...], wanted: Iterable[Any]) -> tuple[Any, ...]:
    """Return what is wanted as a sorted set, the tuple itself if it is that."""
    ordered = tuple(sorted(set(wanted)))
    return found if ordered == found else ordered


def _word(found: str | None) -> str | None:
    if found is None:
        return None
    wanted = text(found)
    return found if wanted == found else wanted


def _of_framework(content: Framework) -> dict[str, Any]:
    return {
        "labels": _texts(content.labels),
        "definition": _texts(content.definition),
        "publisher": _word(content.publisher),
    }


def _of_scale(content: Scale) -> dict[str, Any]:
    levels = tuple(
        [Level(_texts(level.labels), _texts(level.definition)) for level in content.levels]
    )
    return {
        "labels": _texts(content.labels),
        "levels": content.levels if levels == content.levels else levels,
    }


def _of_term(content: Competency | Role) -> dict[str, Any]:
    return {
        "labels": _texts(content.labels),
        "alternative_labels": _texts(content.alternative_labels),
        "definition": _texts(content.definition),
        "broader": _set(content.broader, content.broader),
    }


def _of_competency(content: Competency) -> dict[str, Any]:
    return {**_of_term(content), "effort": _efforts(content.effort)}


def _efforts(found: tuple[LevelEffort, ...]) -> tuple[LevelEffort, ...]:
    return _set(found, found) if found else found


def _of_role(content: Role) -> dict[str, Any]:
    return {**_of_term(content), "code": _word(content.code)}


def _of_requirement(content: Requirement) -> dict[str, Any]:
    weight = content.weight
    return {"weight": weight if weight is None or type(weight) is float else float(weight)}


def _of_prerequisite(content: Prerequisite) -> dict[str, Any]:
    condition = normal_form(content.condition)
    return {
        "condition": content.condition if condition == content.condition else condition,
        "rationale": _texts(content.rationale),
    }


def _of_resource(content: Resource) -> dict[str, Any]:
    return {
        "titles": _texts(content.titles),
        "kind": _word(content.kind),
        "definition": _texts(content.definition),
        "provider": _word(content.provider),
        "languages": _words(content.languages, language),
        "modality": _word(content.modality),
        "regions": _words(content.regions),
        "audience": _words(content.audience),
        "accessibility": _words(content.accessibility),
    }


def _of_alignment(content: Alignment) -> dict[str, Any]:
    return {"approved_by": _word(content.approved_by)}


_CHANGES: Mapping[type[Content], Callable[[Any], dict[str, Any]]] = {
    Framework: _of_framework,
    Scale: _of_scale,
    Competency: _of_competency,
    Role: _of_role,
    Requirement: _of_requirement,
    Prerequisite: _of_prerequisite,
    Resource: _of_resource,
    Alignment: _of_alignment,
}
