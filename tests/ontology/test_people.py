"""Evidence is in force until the day on which it expires, that day included."""

from __future__ import annotations

from datetime import date

from builders import attained, ex

from ontology.people import Evidence, Learner

TODAY = date(2026, 3, 1)


def test_evidence_expires_after_its_last_day() -> None:
    until = Evidence(attained("sql@2"), expires=TODAY)
    assert until.holds_on(TODAY)
    assert until.holds_on(date(2026, 2, 1))
    assert not until.holds_on(date(2026, 3, 2))
    assert Evidence(attained("sql")).holds_on(date(9999, 1, 1))


def test_a_learner_holds_what_is_in_force() -> None:
    old = Evidence(attained("sets"), expires=date(2026, 2, 28))
    learner = Learner(ex("ada"), evidence=(old, Evidence(attained("sql@2"))))
    assert learner.held_on(TODAY) == {attained("sql@2")}
