"""Small random curricula with a question each: everything that §3 speaks of, in odd mixtures.

A seed gives the same case on every machine. The curricula are what the contracts admit
(cycles and terms that require themselves included); no more than about a dozen takings, so
that `oracle` can try them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from ontology.condition import Attainment, Condition, all_of, any_of, threshold
from ontology.dataset import Dataset, Provenance, state
from ontology.names import Iri
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Competency,
    Content,
    Framework,
    Importance,
    Level,
    LevelEffort,
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
)
from reasoning.question import Limits, Objective, Question
from reasoning.statements import contents

NAMESPACE = "https://example.org/"
FRAMEWORK = Iri(NAMESPACE + "framework")
ROLE = Iri(NAMESPACE + "role")
START = date(2026, 3, 2)
PROVENANCE = Provenance(FRAMEWORK, file="random.yaml", row=1, licence="CC0-1.0")
REASON = (Text("en", "one rests on the other"),)


@dataclass(frozen=True, slots=True)
class Case:
    """A curriculum and a question about it."""

    seed: int
    dataset: Dataset
    question: Question


def random_case(seed: int) -> Case:
    """Return the case of that seed, with limits of every kind now and then."""
    author = _Author(Random(seed))
    dataset = Dataset.of(state(content, PROVENANCE) for content in author.contents())
    return Case(seed, dataset, author.question())


def random_free_case(seed: int) -> Case:
    """Return the case of that seed with its question asked without any limit."""
    case = random_case(seed)
    free = replace(case.question, limits=Limits(dates=False), objective=Objective.HOURS)
    return replace(case, question=free)


def random_role_case(seed: int) -> Case:
    """Return the case of that seed with a question about its role."""
    case = random_case(seed)
    required = contents(case.dataset, Requirement, ROLE)
    essential = [r for r in required if r.importance is Importance.ESSENTIAL]
    optional = [r for r in required if r.importance is Importance.OPTIONAL]
    question = replace(
        case.question,
        role=ROLE,
        goal=tuple(sorted(Attainment(r.competency, r.level) for r in essential)),
        wishes=tuple(sorted(Attainment(r.competency, r.level) for r in optional)),
    )
    return replace(case, question=question)


class _Author:
    """Writes one curriculum after the other decisions of one random source."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._scales = tuple(self._some_scales())
        self._competencies = tuple(self._some_competencies(random.randint(3, 6)))
        self._attainments = [
            Attainment(c.id, level)
            for c in self._competencies
            for level in range(1, self._top(c.id) + 1)
        ]
        self._wanted = tuple(self._some(random.choice((1, 2, 2, 3))))
        self._courses = tuple(
            Iri(f"{NAMESPACE}course{number}") for number in range(random.randint(2, 7))
        )

    def contents(self) -> Iterator[Content]:
        """Yield the whole curriculum."""
        assumed = self._random.choice((None, None, 240))
        yield Framework(FRAMEWORK, (Text("en", "Random"),), assumed_effort=assumed)
        yield from self._scales
        yield from self._competencies
        for attainment in self._attainments:
            yield from self._prerequisites(attainment.competency, attainment.level, 0.55)
        for course in self._courses:
            yield from self._course(course)
        for _ in range(self._random.choice((0, 0, 1, 2))):
            yield from self._alignment()
        yield Role(ROLE, FRAMEWORK, (Text("en", "role"),))
        for wanted in self._wanted:
            importance = Importance.OPTIONAL if self._chance(0.3) else Importance.ESSENTIAL
            yield Requirement(ROLE, wanted.competency, wanted.level, importance)

    def question(self) -> Question:
        """Return a question that the curriculum can be asked."""
        objective = self._random.choice((Objective.HOURS,) * 4 + (Objective.PRICE, Objective.STEPS))
        wishes = set(self._some(1)) - set(self._wanted) if self._chance(0.2) else set()
        return Question(
            goal=tuple(sorted(set(self._wanted))),
            held=frozenset(self._some(self._random.choice((0, 0, 0, 1)))),
            start=START,
            objective=objective,
            wishes=tuple(sorted(wishes)),
            assumed_minutes=180 if self._chance(0.2) else None,
            limits=self._limits() if self._chance(0.5) else Limits(currency="EUR"),
        )

    def _limits(self) -> Limits:
        weekly = 60 * self._random.randint(1, 6) if self._chance(0.25) else None
        deadline = START + timedelta(days=self._random.randint(1, 40)) if weekly else None
        demanded = frozenset({self._random.choice(self._courses)} if self._chance(0.2) else ())
        excluded = frozenset({self._random.choice(self._courses)} if self._chance(0.2) else ())
        return Limits(
            budget=self._random.choice((0, 5000, 12000)) if self._chance(0.25) else None,
            currency="EUR",
            minutes_per_week=weekly,
            deadline=deadline,
            languages=self._random.choice(((), (), ("en",), ("de", "en-gb"))),
            modality=self._random.choice((None, None, "online")),
            region=self._random.choice((None, None, "AT")),
            max_steps=self._random.randint(1, 4) if self._chance(0.2) else None,
            without=excluded - demanded,
            demanded=demanded,
            self_study=self._chance(0.75),
        )

    def _some_scales(self) -> Iterator[Scale]:
        for name in ("ladder", "grade"):
            levels = tuple(Level() for _ in range(self._random.choice((2, 2, 3))))
            yield Scale(Iri(NAMESPACE + name), levels, name == "ladder")

    def _some_competencies(self, number: int) -> Iterator[Competency]:
        for name in "abcdefgh"[:number]:
            scale = self._random.choice((None, None, None, *self._scales))
            yield Competency(
                Iri(NAMESPACE + name),
                FRAMEWORK,
                (Text("en", name),),
                scale=scale.id if scale else None,
                effort=self._efforts(len(scale.levels) if scale else 1),
            )

    def _efforts(self, levels: int) -> tuple[LevelEffort, ...]:
        if self._chance(0.45):
            return ()
        if self._chance(0.5):
            return (LevelEffort(EVERY_LEVEL, self._minutes()),)
        stated = [level for level in range(1, levels + 1) if self._chance(0.7)]
        return tuple(LevelEffort(level, self._minutes()) for level in stated)

    def _course(self, name: Iri) -> Iterator[Content]:
        yield self._resource(name)
        for taught in sorted(set(self._some(self._random.choice((1, 1, 1, 2, 2, 3))))):
            yield Teaching(name, taught.competency, taught.level, self._start(taught))
        yield from self._prerequisites(name, None, 0.25)

    def _resource(self, name: Iri) -> Resource:
        random = self._random
        currency = random.choice(("EUR", "EUR", "EUR", "USD"))
        price = Price(random.choice((0, 2500, 4000, 9900)), currency)
        opens = START + timedelta(days=random.choice((-30, -1, 0, 1)))
        closes = opens + timedelta(days=random.choice((0, 1, 30)))
        return Resource(
            name,
            FRAMEWORK,
            (Text("en", "course"),),
            kind="course",
            languages=random.choice(((), (), ("en",), ("de", "en-us"), ("fr",))),
            modality=random.choice((None, None, "online", "onsite")),
            effort=None if self._chance(0.12) else self._minutes(),
            price=None if self._chance(0.3) else price,
            available_from=opens if self._chance(0.15) else None,
            available_until=closes if self._chance(0.15) else None,
            regions=random.choice(((), (), ("AT",), ("DE", "CH"))),
        )

    def _start(self, taught: Attainment) -> int | None:
        if taught.level == 1 or not self._is_progressive(taught.competency):
            return None
        starts: tuple[int | None, ...] = (None, None, *range(taught.level))
        return self._random.choice(starts)

    def _prerequisites(
        self, target: Iri, level: int | None, likelihood: float
    ) -> Iterator[Prerequisite]:
        while self._chance(likelihood):
            strength = Strength.RECOMMENDED if self._chance(0.25) else Strength.REQUIRED
            yield Prerequisite(target, level, self._condition(2), strength, REASON)
            likelihood /= 3

    def _condition(self, depth: int) -> Condition:
        if depth == 0 or self._chance(0.5):
            return self._random.choice(self._attainments)
        members = {self._condition(depth - 1) for _ in range(self._random.randint(2, 3))}
        kind = self._random.choice(("all", "any", "any", "of"))
        if kind == "all":
            return all_of(*members)
        if kind == "any":
            return any_of(*members)
        return threshold(self._random.randint(1, len(members)), *members)

    def _alignment(self) -> Iterator[Alignment]:
        relation = self._random.choice(
            (Relation.EXACT, Relation.EXACT, Relation.REPLACED_BY, Relation.CLOSE)
        )
        origin, target = self._random.sample([c.id for c in self._competencies], 2)
        yield Alignment(origin, target, relation, "board" if self._chance(0.85) else None)

    def _top(self, competency: Iri) -> int:
        scale = self._scale(competency)
        return len(scale.levels) if scale else 1

    def _is_progressive(self, competency: Iri) -> bool:
        scale = self._scale(competency)
        return scale is not None and scale.progressive

    def _scale(self, competency: Iri) -> Scale | None:
        of = {c.id: c.scale for c in self._competencies}
        return next((scale for scale in self._scales if scale.id == of[competency]), None)

    def _some(self, number: int) -> list[Attainment]:
        return [self._random.choice(self._attainments) for _ in range(number)]

    def _minutes(self) -> int:
        return 60 * self._random.choice((0, 1, 2, 3, 3, 5, 8))

    def _chance(self, likelihood: float) -> bool:
        return self._random.random() < likelihood
