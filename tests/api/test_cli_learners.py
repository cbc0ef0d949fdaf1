"""Who is on record is listed, shown and forgotten, and nothing else with them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from api_runs import Waymark

from api.application.application import Asked
from api.application.people.learners import erase_learner, list_learners
from api.application.plan.path import find_path
from api.application.plan.request import PathRequest
from api.application.principal import LOCAL, Right, principal
from api.composition import compose
from api.settings import read_settings
from ontology.errors import ForbiddenError

EVERYBODY = ["dp:ada", "dp:bela", "dp:chiara", "dp:deniz", "dp:emil"]


class Terminal(io.StringIO):
    """Somebody who types at a terminal."""

    def isatty(self) -> bool:
        return True


def test_learners_are_listed_and_shown(example: Waymark) -> None:
    listed = example("learner", "list", "--json").answer["learners"]
    assert [each["id"] for each in listed] == EVERYBODY
    shown = example("learner", "show", "dp:ada", "--json").answer
    assert shown == listed[0]
    assert shown["holds"][0]["attainment"].startswith("dp:")
    table = example("learner", "list").out
    assert "dp:emil" in table
    told = example("learner", "show", "dp:ada").out
    assert shown["holds"][0]["label"] in told
    assert "h a week" in told


def test_nobody_is_on_record_yet(waymark: Waymark) -> None:
    assert waymark("learner", "list", "--json").answer == {"learners": []}
    assert "nobody is on record" in waymark("learner", "list").out
    assert waymark("learner", "erase", "https://example.org/nobody", "--yes").code == 2


@pytest.mark.parametrize("command", ["show", "erase"])
def test_an_unknown_learner_is_told_with_who_is_known(example: Waymark, command: str) -> None:
    ran = example("learner", command, "dp:nobody", "--json")
    assert ran.code == 2
    assert ran.answer["error"]["code"] == "UNKNOWN_TERM"
    assert "`dp:ada`" in ran.answer["error"]["message"]


def test_a_learner_is_erased_and_nobody_else(example: Waymark) -> None:
    ran = example("learner", "erase", "dp:ada", "--yes", "--json")
    assert (ran.code, ran.answer) == (0, {"erased": True, "id": "dp:ada"})
    listed = example("learner", "list", "--json").answer["learners"]
    assert [each["id"] for each in listed] == EVERYBODY[1:]
    assert example("path", "--learner", "dp:ada", "--role", "dp:data-analyst").code == 2
    assert example("learner", "erase", "dp:ada", "--yes").code == 2
    assert example("log", "--json").answer["revisions"][0]["revision"] == 1


def test_without_anybody_to_ask_it_has_to_be_said(
    example: Waymark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    ran = example("learner", "erase", "dp:ada")
    assert ran.code == 2
    assert "say `--yes`" in ran.err
    assert example("learner", "show", "dp:ada").code == 0


@pytest.mark.parametrize(("typed", "code", "left"), [("y\n", 0, 2), ("n\n", 1, 0), ("\n", 1, 0)])
def test_at_a_terminal_it_is_asked(
    example: Waymark, monkeypatch: pytest.MonkeyPatch, typed: str, code: int, left: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    ran = example("learner", "erase", "dp:ada", "--json")
    assert ran.code == code
    assert ran.answer == {"erased": code == 0, "id": "dp:ada"}
    assert "erase `dp:ada`" in ran.err
    assert "cannot be undone" in ran.err
    assert example("learner", "show", "dp:ada").code == left


def test_answers_that_were_given_for_a_learner_go_with_them(
    example: Waymark, tmp_path: Path
) -> None:
    application = compose(read_settings(store=f"sqlite:///{tmp_path / 'waymark.db'}"))
    asked = Asked(LOCAL, "main")
    given = {}
    for name in ("dp:ada", "dp:emil"):
        answer = find_path(application, asked, PathRequest(learner=name, role="dp:data-steward"))
        iri = next(e.id for e in list_learners(application, asked).learners if name[3:] in e.id)
        application.answers.remember("main", answer, iri)
        given[name] = answer.digest
    assert example("learner", "erase", "dp:ada", "--yes").code == 0
    assert application.records.answers.get("main", given["dp:ada"]) is None
    assert application.records.answers.get("main", given["dp:emil"]) is not None
    application.close()


def test_records_of_people_are_not_for_everybody(example: Waymark, tmp_path: Path) -> None:
    application = compose(read_settings(store=f"sqlite:///{tmp_path / 'waymark.db'}"))
    ada = list_learners(application, Asked(LOCAL, "main")).learners[0]
    stranger = Asked(principal("portal", [Right.READER]), "main")
    with pytest.raises(ForbiddenError):
        list_learners(application, stranger)
    with pytest.raises(ForbiddenError):
        erase_learner(application, stranger, ada)
    assert application.records.learners.get("main", ada.id) == ada
    application.close()
