"""How long answers are kept: as long as the settings say after they were asked for last."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from api_runs import asking

from api.application.application import Application
from api.composition import compose
from api.settings import read_settings
from ontology.errors import InputError

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def opened(store: Path, folder: Path, clock: Clock, days: int) -> Application:
    for file in store.iterdir():
        shutil.copy(file, folder)
    settings = read_settings(store=f"sqlite:///{folder / 'waymark.db'}", answer_days=days)
    return replace(compose(settings), now=clock)


def digest_of(application: Application, goal: str) -> str:
    """Ask for a path that begins on one day, whenever it is asked for; return its digest."""
    query = f"""{{ path(input: {{learner: {{holds: []}}, start: "2026-03-01",
      goal: [{{competency: "{goal}"}}]}}) {{ ... on PathAnswer {{ digest }} }} }}"""
    found: str = asking(application)(query).data["path"]["digest"]
    return found


def is_kept(application: Application, digest: str) -> bool:
    return application.records.answers.get("main", digest) is not None


def test_what_nobody_asks_for_is_forgotten(
    example_store: Path, tmp_path: Path, clock: Clock
) -> None:
    application = opened(example_store, tmp_path, clock, days=30)
    once, often = digest_of(application, "dp:numeracy"), digest_of(application, "dp:sql")
    clock.now = BEGAN + timedelta(days=29)
    assert digest_of(application, "dp:sql") == often
    assert is_kept(application, once)
    clock.now = BEGAN + timedelta(days=31)
    digest_of(application, "dp:logic")
    assert not is_kept(application, once)
    assert is_kept(application, often)
    application.close()


def test_all_is_kept_for_good_on_request(example_store: Path, tmp_path: Path, clock: Clock) -> None:
    application = opened(example_store, tmp_path, clock, days=0)
    once = digest_of(application, "dp:numeracy")
    clock.now = BEGAN + timedelta(days=10_000)
    digest_of(application, "dp:sql")
    assert is_kept(application, once)
    application.close()


def test_the_time_of_a_question_is_told_in_utc(
    example_store: Path, tmp_path: Path, clock: Clock
) -> None:
    clock.now = BEGAN.astimezone(timezone(timedelta(hours=5)))
    application = opened(example_store, tmp_path, clock, days=0)
    query = """query ($digest: String!) { explanation(digest: $digest) { askedAt } }"""
    digest = digest_of(application, "dp:numeracy")
    told = asking(application)(query, {"digest": digest}).data["explanation"]["askedAt"]
    assert told == "2026-03-01T00:00:00+00:00"
    application.close()


def test_days_are_a_number_from_none() -> None:
    assert read_settings().answers_kept == timedelta(days=90)
    assert read_settings(answer_days=0).answers_kept is None
    with pytest.raises(InputError, match="WAYMARK_ANSWER_DAYS"):
        read_settings(answer_days=-1)
