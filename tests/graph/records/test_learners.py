"""Learners come back as they were put, stay in their tenant, and are erased for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from builders import attained, ex
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records.answers import Answer
from graph.records.records import Records
from graph.records.tables import EVIDENCE, LEARNER
from ontology.condition import Attainment
from ontology.names import Iri
from ontology.people import Evidence, Learner, Standing
from ontology.terms import Text
from ontology.violations import Violation

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

texts = st.text(st.characters(codec="utf-8"), max_size=12)
iris = st.builds(Iri, st.from_regex(r"[a-z]{1,5}:[a-z0-9é/#]{1,9}", fullmatch=True))
evidence = st.builds(
    Evidence,
    attainment=st.builds(Attainment, iris, st.integers(1, 9)),
    standing=st.sampled_from(Standing),
    source=st.none() | texts,
    issuer=st.none() | texts,
    obtained=st.none() | st.dates(),
    expires=st.none() | st.dates(),
)
learners = st.builds(
    Learner,
    id=iris,
    labels=st.lists(st.builds(Text, texts, texts), max_size=3).map(tuple),
    evidence=st.lists(evidence, max_size=4).map(tuple),
    languages=st.lists(texts, max_size=3).map(tuple),
    hours_per_week=st.none() | st.floats(0, 168),
)
few_learners = st.lists(learners, max_size=6)

ADA = Learner(ex("ada"), (Text("en", "Ada"),), (Evidence(attained("sql")),), ("en",), 6.0)
BOB = Learner(ex("bob"), evidence=(Evidence(attained("sets")), Evidence(attained("logic"))))


@pytest.fixture
def records() -> Iterator[Records]:
    with Records.in_memory() as records:
        yield records


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), few_learners), max_size=4))
def test_learners_come_back_as_they_were_put(puts: list[tuple[str, list[Learner]]]) -> None:
    oracle: dict[str, dict[Iri, Learner]] = {"a": {}, "b": {}}
    with Records.in_memory() as records:
        for tenant, put in puts:
            records.learners.put(tenant, put)
            oracle[tenant].update((learner.id, learner) for learner in put)
        for tenant, kept in oracle.items():
            assert list(records.learners.list(tenant)) == [kept[who] for who in sorted(kept)]
            assert all(records.learners.get(tenant, who) == kept[who] for who in kept)


def test_nothing_that_is_known_of_a_learner_is_left_out() -> None:
    columns = set(LEARNER.columns.keys()) - {"tenant"} | {"evidence"}
    assert {field.name for field in fields(Learner)} == columns
    columns = set(EVIDENCE.columns.keys()) - {"tenant", "learner", "position"}
    assert {field.name for field in fields(Evidence)} == columns - {"competency", "level"} | {
        "attainment"
    }


def test_a_learner_that_is_not_there(records: Records) -> None:
    records.learners.put("t", [ADA])
    assert records.learners.get("t", ex("nobody")) is None
    assert records.learners.get("other", ADA.id) is None
    assert records.learners.list("other") == ()


def test_a_learner_is_replaced_whole(records: Records) -> None:
    records.learners.put("t", [ADA, BOB])
    later = replace(BOB, evidence=(Evidence(attained("sql@2"), expires=date(2027, 1, 1)),))
    records.learners.put("t", [later])
    assert records.learners.list("t") == (ADA, later)


def test_a_put_is_all_or_nothing(records: Records) -> None:
    records.learners.put("t", [ADA])
    broken = replace(BOB, evidence=(Evidence(attained("sql"), obtained="today"),))  # type: ignore[arg-type]
    with pytest.raises(Exception, match="date"):
        records.learners.put("t", [replace(ADA, languages=("de",)), broken])
    assert records.learners.list("t") == (ADA,)


def test_erasing_spares_everybody_else(records: Records) -> None:
    records.learners.put("t", [ADA, BOB])
    records.learners.put("u", [ADA])
    assert records.learners.erase("t", ADA.id)
    assert not records.learners.erase("t", ADA.id)
    assert records.learners.list("t") == (BOB,)
    assert records.learners.list("u") == (ADA,)


def test_erasing_takes_the_answers_given_for_nobody_else(records: Records) -> None:
    hers, shared, anybodys = (Answer(name, "{}", 1, NOON) for name in "abc")
    records.answers.put("t", hers, ADA.id)
    for learner in (ADA.id, BOB.id):
        records.answers.put("t", shared, learner)
    records.answers.put("t", anybodys)
    records.answers.put("u", hers, ADA.id)
    records.learners.erase("t", ADA.id)
    assert [records.answers.get("t", digest) for digest in "abc"] == [None, shared, anybodys]
    assert records.answers.get("u", "a") == hers
    records.learners.erase("t", BOB.id)
    assert [records.answers.get("t", digest) for digest in "abc"] == [None, None, anybodys]


def test_erasing_takes_what_is_in_quarantine_about_somebody(records: Records) -> None:
    hers, other = Violation("file", "Ada lacks", ADA.id), Violation("file", "x", ex("sql"))
    for tenant in "tu":
        records.quarantine.replace(tenant, [ex("f")], [hers, other], NOON)
    records.learners.put("t", [ADA])
    records.learners.erase("t", ADA.id)
    assert [each.violation for each in records.quarantine.list("t")] == [other]
    assert [each.violation for each in records.quarantine.list("u")] == [hers, other]


def test_what_was_erased_is_on_the_disk_no_more(tmp_path: Path) -> None:
    crowd = [replace(BOB, id=ex(f"person-{number}")) for number in range(300)]
    secret = replace(ADA, labels=tuple(Text("en", f"Lovelace-{n}") for n in range(200)))
    with Records.at(tmp_path / "records.db") as records, Records.at(tmp_path / "records.db"):
        records.learners.put("t", [*crowd, secret])
        records.learners.put("t", [replace(secret, labels=(Text("en", "Lovelace"),))])
        records.answers.put("t", Answer("a", '{"of": "Lovelace"}', 1, NOON), secret.id)
        assert b"Lovelace" in _bytes_in(tmp_path)
        records.learners.erase("t", secret.id)
        assert b"Lovelace" not in _bytes_in(tmp_path)
        assert secret.id.encode() not in _bytes_in(tmp_path)
        assert len(records.learners.list("t")) == len(crowd)


def _bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
