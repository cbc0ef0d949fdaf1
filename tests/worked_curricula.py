"""The worked curricula of `tests/worked`, read for every test that runs them."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

import yaml

ROOT: Final = Path(__file__).parent / "worked"
OUTCOMES: Final = frozenset({"Found", "Unreachable", "OverConstrained", "Rejected", "Unusable"})
LIMITS: Final = frozenset(
    [
        "budget",
        "dates",
        "hours",
        "language",
        "max-steps",
        "modality",
        "price",
        "region",
        "self-study",
        "with",
        "without",
    ]
)
QUESTION_KEYS: Final = frozenset(
    [
        "assume-hours",
        "budget",
        "currency",
        "deadline",
        "goal",
        "holds",
        "hours-per-week",
        "language",
        "learner",
        "max-steps",
        "minimise",
        "modality",
        "region",
        "role",
        "self-study",
        "start",
        "with",
        "with-optional",
        "without",
    ]
)
EXPECTATION_KEYS: Final = frozenset(
    [
        "assumptions",
        "clash",
        "clash-any",
        "clause",
        "cost",
        "invalid-orders",
        "mostly-assumed",
        "order",
        "outcome",
        "question",
        "recommended-missed",
        "unfounded",
        "violation",
        "why",
    ]
)

Answer: TypeAlias = str | int | float | bool | tuple[str, ...]
Order: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One small curriculum, one question, and what follows from the model by hand.

    `cost` has the keys hours, price and steps, as far as they are determined; a price of None is
    an unknown total. `order` and `invalid_orders` name takings: `ex:course` or
    `self-study ex:sql@1`. `clashes` are the acceptable minimal sets of limits. `None` where the
    file expects nothing in particular.
    """

    path: Path
    curriculum_text: str
    clause: str
    question: Mapping[str, Answer]
    outcome: str
    why: str
    cost: Mapping[str, float | None]
    order: Order | None
    invalid_orders: tuple[Order, ...]
    unfounded: frozenset[str]
    clashes: tuple[frozenset[str], ...]
    assumptions: frozenset[str] | None
    mostly_assumed: bool | None
    recommended_missed: frozenset[str] | None
    violation: Mapping[str, str]

    @property
    def name(self) -> str:
        """`topic/name`, good as the id of a parametrised test."""
        return f"{self.path.parent.name}/{self.path.stem}"


def worked_cases(*topics: str) -> list[WorkedCase]:
    """Read every worked curriculum, or those of the topics named, sorted by topic and name."""
    paths = sorted(ROOT.glob("*/*.yaml"))
    return [read_case(path) for path in paths if not topics or path.parent.name in topics]


def read_case(path: Path) -> WorkedCase:
    """Read the case a file describes; ValueError names the file and what is wrong with it."""
    curriculum_text, _, expected_text = path.read_text("utf-8").partition("\n---\n")
    expected = _mapping(path, yaml.safe_load(expected_text))
    _only(path, expected, EXPECTATION_KEYS)
    question = {key: _answer(path, value) for key, value in _part(path, expected, "question")}
    _only(path, question, QUESTION_KEYS)
    case = WorkedCase(
        path=path,
        curriculum_text=curriculum_text + "\n",
        clause=_text(path, expected, "clause"),
        question=MappingProxyType(question),
        outcome=_text(path, expected, "outcome"),
        why=_text(path, expected, "why"),
        cost=_cost(path, expected),
        order=_names_or_none(path, expected, "order"),
        invalid_orders=_lists(path, expected, "invalid-orders"),
        unfounded=frozenset(_names_or_none(path, expected, "unfounded") or ()),
        clashes=_clashes(path, expected),
        assumptions=_set_or_none(path, expected, "assumptions"),
        mostly_assumed=_flag_or_none(path, expected, "mostly-assumed"),
        recommended_missed=_set_or_none(path, expected, "recommended-missed"),
        violation={key: str(value) for key, value in _part(path, expected, "violation")},
    )
    return _complete(case)


def _complete(case: WorkedCase) -> WorkedCase:
    """Return the case itself, once its outcome carries what that outcome must carry."""
    objective = str(case.question.get("minimise", "hours"))
    lacking = {
        "Found": objective not in case.cost,
        "Unreachable": not case.unfounded,
        "OverConstrained": not case.clashes,
        "Rejected": set(case.violation) != {"focus", "about"},
        "Unusable": False,
    }
    if case.outcome not in OUTCOMES:
        raise _broken(case.path, f"unknown outcome `{case.outcome}`")
    if lacking[case.outcome]:
        raise _broken(case.path, f"`{case.outcome}` without what it carries")
    if not {"goal", "role"} & set(case.question):
        raise _broken(case.path, "the question has neither `goal` nor `role`")
    if unknown := {limit for clash in case.clashes for limit in clash} - LIMITS:
        raise _broken(case.path, f"unknown limits: {sorted(unknown)}")
    return case


def _clashes(path: Path, expected: Mapping[str, object]) -> tuple[frozenset[str], ...]:
    only = _names_or_none(path, expected, "clash")
    several = _lists(path, expected, "clash-any")
    return tuple(frozenset(clash) for clash in ((only,) if only else several))


def _cost(path: Path, expected: Mapping[str, object]) -> Mapping[str, float | None]:
    cost: dict[str, float | None] = {}
    for key, value in _part(path, expected, "cost"):
        if key not in {"hours", "price", "steps"}:
            raise _broken(path, f"unknown cost `{key}`")
        if value is not None and not isinstance(value, int | float):
            raise _broken(path, f"cost `{key}` is no number")
        cost[key] = value
    return MappingProxyType(cost)


def _answer(path: Path, value: object) -> Answer:
    if isinstance(value, list):
        return _names(path, value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return value
    raise _broken(path, f"no option takes `{value}`")


def _names(path: Path, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise _broken(path, f"expected a list of names: `{value}`")


def _names_or_none(path: Path, expected: Mapping[str, object], key: str) -> Order | None:
    return _names(path, expected[key]) if key in expected else None


def _set_or_none(path: Path, expected: Mapping[str, object], key: str) -> frozenset[str] | None:
    return frozenset(_names(path, expected[key])) if key in expected else None


def _flag_or_none(path: Path, expected: Mapping[str, object], key: str) -> bool | None:
    value = expected.get(key)
    if value is None or isinstance(value, bool):
        return value
    raise _broken(path, f"`{key}` is neither true nor false")


def _lists(path: Path, expected: Mapping[str, object], key: str) -> tuple[Order, ...]:
    value = expected.get(key, [])
    if not isinstance(value, list):
        raise _broken(path, f"`{key}` is no list")
    return tuple(_names(path, item) for item in value)


def _part(path: Path, expected: Mapping[str, object], key: str) -> list[tuple[str, object]]:
    return list(_mapping(path, expected.get(key, {})).items())


def _text(path: Path, expected: Mapping[str, object], key: str) -> str:
    value = expected.get(key)
    if isinstance(value, str) and value:
        return value
    raise _broken(path, f"`{key}` wants a text")


def _mapping(path: Path, value: object) -> dict[str, object]:
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return value
    raise _broken(path, "expected a mapping after the line `---`")


def _only(path: Path, mapping: Mapping[str, object], allowed: frozenset[str]) -> None:
    if unknown := set(mapping) - allowed:
        raise _broken(path, f"unknown keys: {sorted(unknown)}")


def _broken(path: Path, problem: str) -> ValueError:
    return ValueError(f"worked curriculum `{path.parent.name}/{path.name}`: {problem}")
