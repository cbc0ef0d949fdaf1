"""Answers are kept as they were first given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from graph.records.answers import Answer
from graph.records.records import Records

ZONE = timezone(timedelta(hours=2))
ANSWER = Answer(
    "sha256:1", '{"é": "\\u0000 “x”\n"}', 7, datetime(2026, 3, 1, 14, 0, 0, 123456, tzinfo=ZONE)
)


def test_an_answer_comes_back_as_it_was_put() -> None:
    with Records.in_memory() as records:
        records.answers.put("t", ANSWER)
        found = records.answers.get("t", ANSWER.digest)
        assert found == ANSWER
        assert found.asked.tzinfo is UTC
        assert records.answers.get("t", "sha256:2") is None
        assert records.answers.get("u", ANSWER.digest) is None


def test_an_answer_asked_again_is_the_first_one() -> None:
    with Records.in_memory() as records:
        records.answers.put("t", ANSWER)
        records.answers.put("t", replace(ANSWER, asked=ANSWER.asked + timedelta(days=1)))
        assert records.answers.get("t", ANSWER.digest) == ANSWER


def test_a_time_without_a_zone_is_refused() -> None:
    naive = replace(ANSWER, asked=datetime(2026, 3, 1))
    with Records.in_memory() as records:
        with pytest.raises(Exception, match="without a zone"):
            records.answers.put("t", naive)
        assert records.answers.get("t", naive.digest) is None
