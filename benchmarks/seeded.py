"""Large curricula from a seed: the same on every machine, nobody's data.

Competencies come in topics and build on earlier ones nearby, so that a goal has a deep but
local hinterland, as in a real catalogue. A third has a scale of three or four levels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ontology.condition import Attainment, Condition, all_of, any_of, threshold
from ontology.dataset import Dataset, Provenance, state
from ontology.names import Iri
from ontology.terms import (
    EVERY_LEVEL,
    Competency,
    Content,
    Framework,
    Importance,
    Level,
    LevelEffort,
    Prefix,
    Prerequisite,
    Price,
    Requirement,
    Resource,
    Role,
    Scale,
    Strength,
    Teaching,
    Text,
)

NAMESPACE = "https://example.org/seeded/"
FRAMEWORK = Iri(NAMESPACE + "framework")
PROVENANCE = Provenance(FRAMEWORK, file="seeded.yaml", row=1, licence="CC0-1.0")
REASON = (Text("en", "one rests on the other"),)
TOPIC_SIZE = 24
"""How many competencies share a broader term, and mostly build on one another."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a curriculum is, and of what kind.

    `any_of` and `counted` are the shares of conditions that are alternatives and `K of`;
    `bundles` is the share of resources that teach several things; `circular` the share of
    prerequisites that point forwards; `efforts` the share of competencies that state one.
    """

    competencies: int = 14_000
    resources: int = 50_000
    roles: int = 300
    role_size: tuple[int, int] = (32, 48)
    any_of: float = 0.35
    counted: float = 0.0
    bundles: float = 0.2
    circular: float = 0.0
    efforts: float = 0.5


def seeded(seed: int, shape: Shape) -> Dataset:
    """Write the curriculum of that seed and shape."""
    author = _Author(Random(seed), shape)
    return Dataset.of(state(content, PROVENANCE) for content in author.contents())


class _Author:
    def __init__(self, random: Random, shape: Shape) -> None:
        self._random = random
        self._shape = shape
        self._levels = [random.choice((1, 1, 1, 1, 3, 4)) for _ in range(shape.competencies)]
        self._all = [
            (number, level)
            for number, levels in enumerate(self._levels)
            for level in range(1, levels + 1)
        ]

    def contents(self) -> Iterator[Content]:
        yield Prefix("seeded", NAMESPACE)
        yield Framework(FRAMEWORK, (Text("en", "Seeded"),), licence="CC0-1.0", publisher="Example")
        for levels in (3, 4):
            yield Scale(_name("scale", levels), (Level(),) * levels, progressive=True)
        for number in range(self._shape.competencies):
            yield self._competency(number)
            yield from self._prerequisites(number)
        for number in range(self._shape.resources):
            yield from self._resource(number)
        for number in range(self._shape.roles):
            yield from self._role(number)

    def _competency(self, number: int) -> Competency:
        levels = self._levels[number]
        states = self._random.random() < self._shape.efforts
        return Competency(
            _competency(number),
            FRAMEWORK,
            (Text("en", f"competency {number}"),),
            scale=_name("scale", levels) if levels > 1 else None,
            effort=(LevelEffort(EVERY_LEVEL, self._minutes(2)),) if states else (),
        )

    def _prerequisites(self, number: int) -> Iterator[Prerequisite]:
        for level in range(1, self._levels[number] + 1):
            for _ in range(self._random.choice((0, 1, 1, 2) if level == 1 else (0, 0, 0, 1))):
                condition = self._condition(number)
                if condition is not None:
                    yield Prerequisite(
                        _competency(number), level, condition, Strength.REQUIRED, REASON
                    )
        if self._random.random() < 0.05 and (advice := self._condition(number)) is not None:
            yield Prerequisite(_competency(number), 1, advice, Strength.RECOMMENDED, REASON)

    def _condition(self, number: int) -> Condition | None:
        earlier = {self._earlier(number) for _ in range(4)} - {None}
        members = sorted(each for each in earlier if each is not None)
        if not members:
            return None
        kind = self._random.random()
        if len(members) > 2 and kind < self._shape.counted:
            return threshold(self._random.randint(2, len(members) - 1), *members)
        if kind < self._shape.counted + self._shape.any_of:
            return any_of(*members[: self._random.randint(2, 3)])
        return all_of(*members[: self._random.randint(1, 2)])

    def _earlier(self, number: int) -> Attainment | None:
        """Pick something to build on: mostly of the same topic, seldom of another."""
        start = number - number % TOPIC_SIZE
        if self._random.random() < self._shape.circular:
            picked = min(self._shape.competencies - 1, number + self._random.randint(0, 5))
        elif self._random.random() < 0.8 and number > start:
            picked = self._random.randrange(start, number)
        elif start > 0:
            picked = int(start * self._random.random() ** 2)
        else:
            return None
        level = 1 if self._random.random() < 0.7 else self._random.randint(1, self._levels[picked])
        return Attainment(_competency(picked), level)

    def _resource(self, number: int) -> Iterator[Content]:
        taught = self._taught(number)
        name = _name("course", number)
        yield Resource(
            name,
            FRAMEWORK,
            (Text("en", f"course {number}"),),
            kind="course",
            languages=self._random.choice(((), ("en",), ("en",), ("de",))),
            effort=self._minutes(len(taught)),
            price=Price(500 * self._random.randint(0, 60), "EUR"),
        )
        for each, level in sorted(taught.items()):
            yield Teaching(name, _competency(each), level)

    def _taught(self, number: int) -> dict[int, int]:
        """Choose what a resource teaches: the first ones cover every level of everything."""
        if number < len(self._all):
            first, level = self._all[number]
        else:
            first = self._random.randrange(self._shape.competencies)
            level = self._random.randint(1, self._levels[first])
        taught = {first: level}
        several = self._random.random() < self._shape.bundles
        for _ in range(self._random.randint(1, 3) if several else 0):
            near = first + self._random.randint(-6, 6)
            if 0 <= near < self._shape.competencies and near != first:
                taught[near] = self._random.randint(1, self._levels[near])
        return taught

    def _role(self, number: int) -> Iterator[Content]:
        name = _name("role", number)
        yield Role(name, FRAMEWORK, (Text("en", f"role {number}"),))
        topics = [self._random.randrange(self._shape.competencies) for _ in range(8)]
        wanted: set[int] = set()
        for _ in range(self._random.randint(*self._shape.role_size)):
            picked = self._random.choice(topics) + self._random.randint(-20, 20)
            wanted.add(min(max(picked, 0), self._shape.competencies - 1))
        for each in sorted(wanted):
            importance = (
                Importance.OPTIONAL if self._random.random() < 0.15 else Importance.ESSENTIAL
            )
            level = self._random.randint(1, self._levels[each])
            yield Requirement(name, _competency(each), level, importance)

    def _minutes(self, parts: int) -> int:
        return 30 * self._random.randint(4, 40) * parts


def _name(kind: str, number: int) -> Iri:
    return Iri(f"{NAMESPACE}{kind}-{number:05}")


def _competency(number: int) -> Iri:
    return _name("competency", number)
