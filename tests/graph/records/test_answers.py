"""Answers are kept as they were first given, as long as somebody asks for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from graph.records.answers import Answer
from graph.records.records import Records
from ontology.names import Iri

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


def test_an_answer_asked_again_is_the_first_one_asked_later() -> None:
    again = replace(ANSWER, asked=ANSWER.asked + timedelta(days=1), certificate="another")
    with Records.in_memory() as records:
        records.answers.put("t", ANSWER)
        records.answers.put("t", again)
        later = replace(ANSWER, asked=again.asked)
        assert records.answers.get("t", ANSWER.digest) == later
        records.answers.put("t", ANSWER)
        assert records.answers.get("t", ANSWER.digest) == later


def test_what_nobody_asks_for_is_forgotten_with_those_it_was_for() -> None:
    ada, moment = Iri("https://example.org/ada"), ANSWER.asked + timedelta(days=1)
    old = replace(ANSWER, digest="sha256:2")
    with Records.in_memory() as records:
        for tenant in ("t", "u"):
            records.answers.put(tenant, old, ada)
            records.answers.put(tenant, replace(ANSWER, asked=moment), ada)
        assert records.answers.forget_before(moment) == 2
        for tenant in ("t", "u"):
            assert records.answers.get(tenant, old.digest) is None
            assert not records.answers.is_about_somebody(tenant, old.digest)
            assert records.answers.get(tenant, ANSWER.digest) is not None
            assert records.answers.is_about_somebody(tenant, ANSWER.digest)
        assert records.answers.forget_before(moment) == 0


def test_a_time_without_a_zone_is_refused() -> None:
    naive = replace(ANSWER, asked=datetime(2026, 3, 1))
    with Records.in_memory() as records:
        with pytest.raises(Exception, match="without a zone"):
            records.answers.put("t", naive)
        assert records.answers.get("t", naive.digest) is None
