"""The question of a worked curriculum, built as the command line builds it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from worked_curricula import WorkedCase

from loaders.curriculum.reader import read_text
from loaders.loaded import Loaded
from ontology.condition import Attainment, parse_attainment
from ontology.currency import to_minor
from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.people import Learner
from reasoning.asking.question_builder import Request, build_question, currency_in_force
from reasoning.proof import Course, SelfStudy, Taking
from reasoning.question import Limit, Limits, Objective, Question

START = date(2026, 1, 15)
"""The start of every question that states none."""

LIMIT_NAMES = {
    "budget": Limit.BUDGET,
    "dates": Limit.DATES,
    "hours": Limit.DEADLINE,
    "language": Limit.LANGUAGE,
    "max-steps": Limit.MAX_STEPS,
    "modality": Limit.MODALITY,
    "price": Limit.PRICED,
    "region": Limit.REGION,
    "self-study": Limit.NO_SELF_STUDY,
    "with": Limit.WITH,
    "without": Limit.WITHOUT,
}
"""What the worked curricula call the limits."""


def load_case(case: WorkedCase) -> Loaded:
    """Read the curriculum of the case."""
    return read_text(case.curriculum_text, case.path.name)


def question_of(case: WorkedCase, dataset: Dataset, learners: Collection[Learner]) -> Question:
    """Build the question of the case; raises `InputError` where it is unusable."""
    return build_question(_Options(case, dataset).request(learners), dataset)


def taking_of(text: str, dataset: Dataset) -> Taking:
    """Read ``ex:course`` or ``self-study ex:sql@1``."""
    prefix, _, attainment = text.partition("self-study ")
    if attainment and not prefix:
        return SelfStudy(parse_attainment(attainment, dataset.prefixes))
    return Course(dataset.prefixes.expand(text))


class _Options:
    """The options of a case, each read as what it means."""

    def __init__(self, case: WorkedCase, dataset: Dataset) -> None:
        self._options = case.question
        self._dataset = dataset

    def request(self, learners: Collection[Learner]) -> Request:
        start = self._day("start") or START
        hours = self._number("assume-hours")
        return Request(
            start=start,
            goal=self._attainments("goal"),
            role=self._name("role"),
            held=frozenset(self._attainments("holds")) | self._held(learners, start),
            objective=Objective(self._text("minimise") or Objective.HOURS),
            with_optional=self._options.get("with-optional") is True,
            assumed_minutes=None if hours is None else int(hours * 60),
            limits=self._limits(),
        )

    def _limits(self) -> Limits:
        weekly, steps = self._number("hours-per-week"), self._number("max-steps")
        return Limits(
            budget=self._budget(),
            currency=self._text("currency"),
            minutes_per_week=None if weekly is None else int(weekly * 60),
            deadline=self._day("deadline"),
            languages=self._texts("language"),
            modality=self._text("modality"),
            region=self._text("region"),
            max_steps=None if steps is None else int(steps),
            without=frozenset(map(self._dataset.prefixes.expand, self._texts("without"))),
            demanded=frozenset(map(self._dataset.prefixes.expand, self._texts("with"))),
            self_study=self._options.get("self-study") is not False,
        )

    def _budget(self) -> int | None:
        amount = self._number("budget")
        if amount is None:
            return None
        currency = currency_in_force(self._text("currency"), self._dataset)
        return to_minor(amount, currency or "EUR")

    def _held(self, learners: Collection[Learner], start: date) -> frozenset[Attainment]:
        name = self._name("learner")
        found = [learner.held_on(start) for learner in learners if learner.id == name]
        return frozenset().union(*found)

    def _attainments(self, option: str) -> tuple[Attainment, ...]:
        texts = self._texts(option)
        return tuple(parse_attainment(text, self._dataset.prefixes) for text in texts)

    def _name(self, option: str) -> Iri | None:
        text = self._text(option)
        return None if text is None else self._dataset.prefixes.expand(text)

    def _texts(self, option: str) -> tuple[str, ...]:
        value = self._options.get(option, ())
        return value if isinstance(value, tuple) else (str(value),)

    def _text(self, option: str) -> str | None:
        value = self._options.get(option)
        return None if value is None else str(value)

    def _number(self, option: str) -> Decimal | None:
        text = self._text(option)
        return None if text is None else Decimal(text)

    def _day(self, option: str) -> date | None:
        text = self._text(option)
        return None if text is None else date.fromisoformat(text)
