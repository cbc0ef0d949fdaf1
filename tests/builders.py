"""Curricula in one line, for tests.

Names are written bare and mean ``https://example.org/NAME``: `curriculum({"sql": "all(sets,
logic)"})` is three competencies, one prerequisite, and three courses of 60 minutes. What is
built is what a careful author would have written: every contract admits it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from ontology.condition import Attainment, Condition, attainments, parse_attainment, parse_condition
from ontology.dataset import Dataset, Provenance, Statement, state
from ontology.names import Iri, Prefixes
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Competency,
    Content,
    Framework,
    Importance,
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
    Strength,
    Teaching,
    Text,
    Texts,
)

NAMESPACE = "https://example.org/"
EX = Prefixes.of({"ex": NAMESPACE})
FRAMEWORK = Iri(NAMESPACE + "framework")
PROVENANCE = Provenance(FRAMEWORK, file="curriculum.yaml", row=1, licence="CC-BY-4.0")

_BARE = re.compile(r"(?<![\w@:.-])(?!(?:all|any|of)\b)[A-Za-z][\w.-]*")


class Course(NamedTuple):
    """A resource: what it teaches (``"sql@2, sets"``), for how long, after what."""

    teaches: str
    minutes: int | None = 60
    needs: str | None = None
    start: int | None = None
    price: Price | None = None
    languages: tuple[str, ...] = ()


def ex(name: str) -> Iri:
    """The IRI of a bare name."""
    return Iri(NAMESPACE + name)


def attained(text: str) -> Attainment:
    """Read ``sql`` or ``sql@2``."""
    return parse_attainment(_prefixed(text), EX)


def attained_all(text: str) -> frozenset[Attainment]:
    """Read ``sql@2, sets``; the empty text is the empty set."""
    return frozenset(attained(part.strip()) for part in text.split(",") if part.strip())


def condition(text: str) -> Condition:
    """Read a condition over bare names: ``2 of (a, b@2, any(c, d))``."""
    return parse_condition(_prefixed(text), EX)


def english(text: str) -> Texts:
    """One English text."""
    return (Text("en", text),)


def stated(*contents: Content) -> Dataset:
    """A dataset of these contents, with the provenance of a file."""
    return Dataset.of(state(content, PROVENANCE) for content in contents)


def curriculum(
    prerequisites: Mapping[str, str | Collection[str]] | None = None,
    *,
    recommended: Mapping[str, str] | None = None,
    levels: Mapping[str, int] | None = None,
    progressive: Collection[str] = (),
    minutes: Mapping[str, int] | None = None,
    efforts: Mapping[str, int] | None = None,
    courses: Mapping[str, Course] | None = None,
    untaught: Collection[str] = (),
    roles: Mapping[str, str] | None = None,
    aligned: Mapping[str, str] | None = None,
) -> Dataset:
    """Build a curriculum.

    `prerequisites` maps a competency (``sql`` is level 1, ``sql@2``) to what it needs, one
    condition or several. `levels` gives scales, `progressive` those that climb. Every level
    of every competency is taught by a course of its own, ``NAME-course`` or
    ``NAME-LEVEL-course``, of 60 minutes unless `minutes` says otherwise, except for the
    competencies that are `untaught`. `efforts` states an effort, which permits self-study.
    `courses` come on top; `roles` maps a role to attainments, a wish ending in ``?``;
    `aligned` are approved exact alignments.
    """
    levels, efforts = levels or {}, efforts or {}
    needs = tuple(_prerequisites(prerequisites or {}, Strength.REQUIRED))
    advice = tuple(_prerequisites(recommended or {}, Strength.RECOMMENDED))
    extra = tuple(_courses(courses or {}))
    wanted = tuple(_roles(roles or {}))
    same = tuple(
        Alignment(ex(a), ex(b), Relation.EXACT, "board") for a, b in (aligned or {}).items()
    )
    names = _names((*needs, *advice, *extra, *wanted, *same), (*levels, *untaught, *efforts))
    return stated(
        Prefix("ex", NAMESPACE),
        Framework(FRAMEWORK, english("Example"), licence="CC-BY-4.0", publisher="Example"),
        *_scales(names, levels, progressive),
        *(_competency(name, levels, efforts) for name in names),
        *_default_courses((n for n in names if n not in untaught), levels, minutes or {}),
        *needs,
        *advice,
        *extra,
        *wanted,
        *same,
    )


def put(dataset: Dataset, *contents: Content) -> Dataset:
    """The dataset with these contents added or replaced."""
    return Dataset.of((*dataset, *(state(content, PROVENANCE) for content in contents)))


def without(dataset: Dataset, *gone: Statement) -> Dataset:
    """The dataset without these statements."""
    ids = {statement.id for statement in gone}
    return Dataset.of(statement for statement in dataset if statement.id not in ids)


def _prefixed(text: str) -> str:
    return _BARE.sub(lambda found: f"ex:{found.group()}", text)


def _prerequisites(
    needs: Mapping[str, str | Collection[str]], strength: Strength
) -> Iterator[Prerequisite]:
    for target, texts in needs.items():
        guarded = attained(target)
        for text in (texts,) if isinstance(texts, str) else texts:
            reason = english(f"{target} rests on {text}")
            yield Prerequisite(guarded.competency, guarded.level, condition(text), strength, reason)


def _courses(courses: Mapping[str, Course]) -> Iterator[Content]:
    for name, course in courses.items():
        yield _resource(name, course)
        for taught in sorted(attained_all(course.teaches)):
            yield Teaching(ex(name), taught.competency, taught.level, course.start)
        if course.needs is not None:
            reason = english(f"{name} rests on {course.needs}")
            yield Prerequisite(ex(name), None, condition(course.needs), rationale=reason)


def _resource(name: str, course: Course) -> Resource:
    return Resource(
        ex(name),
        FRAMEWORK,
        english(name),
        kind="course",
        effort=course.minutes,
        price=course.price,
        languages=course.languages,
    )


def _roles(roles: Mapping[str, str]) -> Iterator[Content]:
    for name, text in roles.items():
        yield Role(ex(name), FRAMEWORK, english(name))
        for part in filter(None, (part.strip() for part in text.split(","))):
            wish = part.endswith("?")
            wanted = attained(part.rstrip("?"))
            importance = Importance.OPTIONAL if wish else Importance.ESSENTIAL
            yield Requirement(ex(name), wanted.competency, wanted.level, importance)


def _names(contents: Iterable[Content], named: Iterable[str]) -> tuple[str, ...]:
    """Every competency that is mentioned, in the order of first mention."""
    found = dict.fromkeys(iri for content in contents for iri in _mentioned(content))
    found.update(dict.fromkeys(ex(name.partition("@")[0]) for name in named))
    return tuple(iri.removeprefix(NAMESPACE) for iri in found)


def _mentioned(content: Content) -> Iterator[Iri]:
    match content:
        case Prerequisite():
            if content.level is not None:
                yield content.target
            for attainment in attainments(content.condition):
                yield attainment.competency
        case Teaching() | Requirement():
            yield content.competency
        case Alignment():
            yield from (content.origin, content.target)
        case _:
            pass


def _scales(
    names: Iterable[str], levels: Mapping[str, int], progressive: Collection[str]
) -> Iterator[Scale]:
    for name in names:
        if name in levels:
            rungs = tuple(Level(english(f"level {n}")) for n in range(1, levels[name] + 1))
            yield Scale(ex(f"{name}-scale"), rungs, name in progressive, english(f"{name} scale"))


def _competency(name: str, levels: Mapping[str, int], efforts: Mapping[str, int]) -> Competency:
    stated_efforts = []
    for text, minutes in efforts.items():
        of, at, level = text.partition("@")
        if of == name:
            stated_efforts.append(LevelEffort(int(level) if at else EVERY_LEVEL, minutes))
    scale = ex(f"{name}-scale") if name in levels else None
    return Competency(
        ex(name), FRAMEWORK, english(name), scale=scale, effort=tuple(sorted(stated_efforts))
    )


def _default_courses(
    names: Iterable[str], levels: Mapping[str, int], minutes: Mapping[str, int]
) -> Iterator[Content]:
    for name in names:
        for level in range(1, levels.get(name, 1) + 1):
            taught = name if level == 1 else f"{name}@{level}"
            course = f"{name}-course" if level == 1 else f"{name}-{level}-course"
            yield _resource(course, Course(taught, minutes.get(taught, 60)))
            yield Teaching(ex(course), ex(name), level)
