"""DIRECT 2.0 states no hours: its profiles have paths all the same, and say what they rest on."""

from __future__ import annotations

from api_runs import Waymark
from public_data import public

PROFILES = ("Research Software Engineer", "RSE Team Lead", "Community Manager")


def test_every_sample_profile_has_a_proved_path_that_says_what_it_assumes(
    waymark: Waymark,
) -> None:
    loaded = waymark("load", str(public("direct-2.0")), "--json")
    assert loaded.code == 0, loaded.err
    for role in PROFILES:
        ran = waymark("path", "--role", role, "--assume-hours", "8", "--json")
        assert ran.code == 0
        answer = ran.answer
        assert answer["verified"]
        assert answer["bound"]["certified"]
        assert answer["summary"][0].startswith("This answer rests on assumptions")
        assert len(answer["assumptions"]) == len(answer["steps"])
        said = waymark("path", "--role", role, "--assume-hours", "8").out
        assert "rests on assumptions" in "\n".join(said.splitlines()[:4])


def test_without_hours_nothing_can_be_planned_and_the_answer_says_so(waymark: Waymark) -> None:
    waymark("load", str(public("direct-2.0")))
    ran = waymark("path", "--role", PROFILES[0], "--json")
    assert ran.code == 1
    assert ran.answer["outcome"] == "Unreachable"
    assert any("effort" in sentence for sentence in ran.answer["why"])
