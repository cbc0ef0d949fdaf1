"""A certificate is written, read back, verified by itself, and refused when it is odd."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from builders import Course as CourseOf
from builders import attained_all, curriculum, ex
from forgery.worlds import proved
from random_curricula import random_case
from scale import count

from ontology.errors import InputError, UnsoundProofError
from ontology.terms import Price
from reasoning.certificate.certificate import (
    Certificate,
    Refused,
    Verified,
    answer_digest,
    certify,
    read_certificate,
    verify,
    write_certificate,
)
from reasoning.outcome import Denied, Found, OverConstrained, Undecided, Unreachable
from reasoning.question import Limits, Question

ROOT = Path(__file__).parents[3]
START = date(2026, 3, 2)
DATASET = curriculum(
    {"sql": "2 of (logic, sets, any(plans, indexes))", "joins": "sql", "joins@2": "plans"},
    recommended={"sql": "logic"},
    levels={"joins": 2},
    progressive=("joins",),
    courses={"camp": CourseOf("sql, plans", 90, needs="all(logic, sets)", price=Price(1, "EUR"))},
    aligned={"indexes": "keys"},
    efforts={"sets": 20, "indexes": 30},
)
QUESTION = Question(
    goal=tuple(sorted(attained_all("joins@2, indexes"))),
    held=attained_all("keys"),
    start=START,
    wishes=tuple(sorted(attained_all("logic, keys"))),
    assumed_minutes=40,
    limits=Limits(
        budget=10**6,
        currency="EUR",
        minutes_per_week=600,
        deadline=START + timedelta(days=90),
        languages=("de", "en"),
        modality="online",
        region="AT",
        max_steps=9,
        without=frozenset({ex("keys-course")}),
        demanded=frozenset({ex("camp")}),
    ),
)


def certified(question: Question = QUESTION) -> Certificate:
    outcome = proved(question, DATASET)
    assert outcome is not None
    return certify(outcome, question, DATASET)


def document(question: Question = QUESTION) -> Any:
    return orjson.loads(write_certificate(certified(question)))


class TestRoundTrip:
    def test_what_was_written_is_read(self) -> None:
        before = certified()
        assert isinstance(before.outcome, Found)
        assert before.outcome.schedule is not None
        written = write_certificate(before)
        after = read_certificate(written)
        assert (after.question, after.outcome) == (before.question, before.outcome)
        assert (after.content, after.answer) == (DATASET.digest, before.answer)
        assert write_certificate(after) == written
        assert write_certificate(read_certificate(written.decode())) == written

    def test_it_verifies_itself(self) -> None:
        found = read_certificate(write_certificate(certified()))
        assert verify(found) == verify(found, DATASET.digest)
        assert verify(found) == Verified(DATASET.digest, found.answer)

    def test_random_answers(self) -> None:
        kinds = set()
        for seed in range(count(3000)):
            case = random_case(seed)
            outcome = proved(case.question, case.dataset)
            assert outcome is not None
            kinds.add(type(outcome))
            written = write_certificate(certify(outcome, case.question, case.dataset))
            again = read_certificate(written)
            assert isinstance(verify(again, case.dataset.digest), Verified), seed
            assert write_certificate(again) == written
        assert kinds == {Found, Unreachable, OverConstrained}

    def test_what_it_does_not_prove_is_not_in_it(self) -> None:
        clashing = replace(QUESTION, limits=replace(QUESTION.limits, max_steps=1))
        before = certified(clashing)
        assert isinstance(before.outcome, OverConstrained)
        assert before.outcome.repairs
        after = read_certificate(write_certificate(before))
        assert after.outcome == replace(before.outcome, repairs=())
        assert after.answer == before.answer

    def test_a_claim_beyond_the_certified_bound_is_not_in_it(self) -> None:
        before = certified()
        assert isinstance(before.outcome, Found)
        bound = before.outcome.bound
        weak = replace(
            bound,
            certified=0,
            certificate=replace(
                bound.certificate,
                leaves=(
                    replace(
                        bound.certificate.leaves[0], taken=frozenset(), avoided=frozenset(), cuts=()
                    ),
                ),
            ),
        )
        outcome = replace(before.outcome, bound=weak)
        after = read_certificate(write_certificate(certify(outcome, QUESTION, DATASET)))
        assert isinstance(after.outcome, Found)
        assert after.outcome.bound.lower == after.outcome.bound.certified == 0

    def test_equal_questions_have_equal_bytes_under_any_hash_seed(self) -> None:
        code = (
            "import sys; sys.path[:0] = ['tests', 'tests/reasoning/certificate'];"
            "import test_certificate as t; from reasoning.certificate.certificate import *;"
            "sys.stdout.buffer.write(write_certificate(t.certified()))"
        )
        found = {
            subprocess.run(
                [sys.executable, "-c", code],
                cwd=ROOT,
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("0", "1", "77")
        }
        assert found == {write_certificate(certified())}


class TestDigests:
    def test_the_answer_covers_question_content_and_proof(self) -> None:
        found = certified()
        answer = answer_digest(found.question, found.content, found.outcome)
        assert answer == found.answer
        assert answer.startswith("sha256:")
        later = replace(QUESTION, start=START + timedelta(days=1))
        assert answer_digest(later, found.content, found.outcome) != answer
        assert answer_digest(found.question, "sha256:0", found.outcome) != answer
        assert isinstance(found.outcome, Found)
        steps = found.outcome.proof.steps[:-1]
        shorter = replace(found.outcome, proof=replace(found.outcome.proof, steps=steps))
        assert answer_digest(found.question, found.content, shorter) != answer

    def test_every_outcome_has_one(self) -> None:
        outcomes = (
            Undecided(5, None),
            Undecided(6, None),
            Denied("no", "rule"),
            Unreachable(frozenset(QUESTION.goal)),
            Unreachable(frozenset()),
        )
        assert len({answer_digest(QUESTION, "sha256:0", outcome) for outcome in outcomes}) == 5

    def test_a_wrong_digest_is_refused(self) -> None:
        found = certified()
        other = "sha256:" + "0" * 64
        content, answer = replace(found, content=other), replace(found, answer=other)
        assert verify(found, other) == Refused(
            (f"it speaks of the content {DATASET.digest} and not of {other}",)
        )
        assert verify(answer) == Refused(("its answer has another digest than it says",))
        refused = verify(content)
        assert isinstance(refused, Refused)
        assert "its statements do not belong to the content it names" in refused.reasons


def test_only_the_truth_is_certified() -> None:
    found = certified()
    assert isinstance(found.outcome, Found)
    lie = replace(found.outcome, steps=())
    with pytest.raises(UnsoundProofError):
        certify(lie, QUESTION, DATASET)
    refused = verify(replace(found, outcome=lie))
    assert isinstance(refused, Refused)
    assert "the number of steps: 0 is stated" in refused.reasons[0]


def _set(*place: str | int, to: object) -> Callable[[Any], None]:
    def change(found: Any) -> None:
        for part in place[:-1]:
            found = found[part]
        found[place[-1]] = to

    return change


def _without(name: str) -> Callable[[Any], None]:
    def change(found: Any) -> None:
        del found[name]

    return change


class TestMalformed:
    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            (_without("question"), r"\$: `question` is missing"),
            (_set("more", to=1), r"\$: `more` is not expected"),
            (_set("waymark_certificate", to=2), r"not a certificate of version 1"),
            (_set("waymark_certificate", to=True), r"not a certificate of version 1"),
            (_set("waymark_certificate", to=1.0), r"not a certificate of version 1"),
            (_without("waymark_certificate"), r"it does not say `waymark_certificate`"),
            (_set("question", to=[]), r"\$\.question: an object is wanted"),
            (_set("question", "goal", to={}), r"\$\.question\.goal: a list is wanted"),
            (_set("question", "goal", 0, to=5), r"\$\.question\.goal\[0\]: a text is wanted"),
            (_set("question", "goal", 0, to="sql"), r"\$\.question\.goal\[0\]: column 1"),
            (_set("question", "held", to=["<a:b>@1"] * 2), r"held: an item is repeated"),
            (_set("question", "start", to="tomorrow"), r"start: a date is wanted"),
            (_set("question", "objective", to="fun"), r"objective: `fun` is not expected"),
            (_set("question", "role", to="analyst"), r"role: an IRI is wanted"),
            (_set("question", "limits", "dates", to=1), r"dates: true or false is wanted"),
            (_set("question", "limits", "budget", to=1.5), r"budget: a whole number is wanted"),
            (_set("outcome", to=None), r"\$\.outcome: its `kind` is none"),
            (_set("outcome", "kind", to="Undecided"), r"\$\.outcome: its `kind` is none"),
            (_set("outcome", "proof", 0, to={}), r"proof\[0\]: `fact` is missing"),
            (_set("outcome", "proof", 0, "fact", to={"quoted": "a:b"}), r"quoted and not among"),
            (_set("outcome", "proof", -1, "rule", to="magic"), r"rule: `magic` is not expected"),
            (_set("outcome", "steps", 0, "taking", to={}), r"taking: `self_study` is missing"),
            (_set("outcome", "wishes", 0, "state", to="lost"), r"state: `lost` is not expected"),
            (_set("outcome", "schedule", "weeks", 0, "minutes", 0, to=[1]), r"a list of 2 is"),
            (_set("statements", 0, "kind", to="magic"), r"statements\[0\]\.kind: `magic`"),
            (_set("statements", 0, "content", to={}), r"content: no statement of that kind"),
            (_set("statements", 0, "content", to=None), r"content: no statement of that kind"),
            (_set("opening", "size", to=-1), r"size: no tree has that many leaves"),
            (_set("opening", "size", to=2**60), r"size: no tree has that many leaves"),
            (_set("opening", "hashes", 0, 2, to="xyz"), r"written in hexadecimal digits"),
        ],
    )
    def test_the_place_is_named(self, change: Callable[[Any], None], problem: str) -> None:
        found = document()
        change(found)
        with pytest.raises(InputError, match=problem):
            read_certificate(orjson.dumps(found))

    @pytest.mark.parametrize("text", ["", "{", "[1, 2", "waymark", '{"a": 1, "a": 2}', "null"])
    def test_another_file(self, text: str) -> None:
        with pytest.raises(InputError, match="not a certificate"):
            read_certificate(text)

    def test_a_statement_in_another_form(self) -> None:
        found = document()
        kinds = [statement["kind"] for statement in found["statements"]]
        competency = found["statements"][kinds.index("competency")]["content"]
        competency["labels"] = competency["labels"] * 2
        with pytest.raises(InputError, match="no statement in its canonical form"):
            read_certificate(orjson.dumps(found))

    def test_a_level_that_no_scale_has(self) -> None:
        for level in (0, -1, 1001, 10**12):
            found = document()
            kinds = [statement["kind"] for statement in found["statements"]]
            found["statements"][kinds.index("teaching")]["content"]["level"] = level
            with pytest.raises(InputError, match="no statement of that kind"):
                read_certificate(orjson.dumps(found))

    def test_a_condition_that_is_nested_too_deep(self) -> None:
        found = document()
        kinds = [statement["kind"] for statement in found["statements"]]
        prerequisite = found["statements"][kinds.index("prerequisite")]["content"]
        for _ in range(40):
            prerequisite["condition"] = {
                "k": 1,
                "members": [prerequisite["condition"], {"competency": "a:b", "level": 1}],
            }
        with pytest.raises(InputError, match="nested deeper"):
            read_certificate(orjson.dumps(found))
        prerequisite["condition"] = "deep"
        text = orjson.dumps(found).decode()
        for depth in (120, 300, 2000):
            deep = '{"k":1,"members":[' * depth + "]}" * depth
            with pytest.raises(InputError, match=r"of that kind|nested deeper|no JSON"):
                read_certificate(text.replace('"deep"', deep))

    def test_what_is_said_twice(self) -> None:
        found = document()
        doubled = {**found, "statements": [*found["statements"], found["statements"][0]]}
        with pytest.raises(InputError, match="an item is repeated"):
            read_certificate(orjson.dumps(doubled))
        opening = found["opening"]
        for name in ("neighbours", "hashes"):
            more = {**opening, name: [*opening[name], opening[name][0]]}
            with pytest.raises(InputError, match="an item is repeated"):
                read_certificate(orjson.dumps({**found, "opening": more}))
        first, second, *rest = found["statements"]
        place = next(place for place in first["places"] if place is not None)
        both = [first, {**second, "places": [place for _ in second["places"]]}, *rest]
        with pytest.raises(InputError, match="an item is repeated"):
            read_certificate(orjson.dumps({**found, "statements": both}))
