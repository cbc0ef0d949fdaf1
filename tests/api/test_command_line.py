"""The pieces of the command line that stand by themselves."""

import json
import tomllib
from pathlib import Path

import pytest
from api_runs import COMPOSERS
from hypothesis import given
from hypothesis import strategies as st

from api.application.names import each_of, split_names
from api.cli.app import run
from api.cli.common import hoist
from ontology.errors import MalformedQuestionError, UnknownTermError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "words",
    [
        ["--store", "memory:", "--json", "find", "sql"],
        ["find", "--store", "memory:", "sql", "--json"],
        ["find", "sql", "--json", "--store", "memory:"],
    ],
)
def test_common_options_stand_anywhere(words: list[str]) -> None:
    hoisted = hoist(words)
    assert sorted(hoisted.common) == ["--json", "--store", "memory:"]
    assert hoisted.rest == ("find", "sql")
    assert hoisted.wants_json


def test_what_follows_two_dashes_stays() -> None:
    assert hoist(["find", "--", "--json"]).rest == ("find", "--", "--json")


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run(["--version"], COMPOSERS) == 0
    assert capsys.readouterr() == (f"waymark {project['version']}\n", "")
    assert run(["--version", "--json"], COMPOSERS) == 0
    assert json.loads(capsys.readouterr().out) == {"version": project["version"]}


@given(st.lists(st.sampled_from(["a", "--json", "--quiet", "--store", "--tenant=x", "--", "-x"])))
def test_hoisting_loses_nothing(words: list[str]) -> None:
    assert sorted(hoist(words).arguments) == sorted(words)


def test_names_are_split_at_commas_outside_brackets_and_quotes() -> None:
    texts = ["ex:a, ex:b@2", "<https://example.org/a,b>@2", '"SQL, basics"', ""]
    expected = ["ex:a", "ex:b@2", "<https://example.org/a,b>@2", "SQL, basics"]
    assert split_names(texts) == expected


def _refuse(name: str) -> str:
    if name == "unknown":
        raise UnknownTermError("unknown competency `unknown`")
    if name == "odd":
        raise MalformedQuestionError("`odd` is odd")
    return name.upper()


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(MalformedQuestionError, match="`unknown`; `odd` is odd"):
        each_of(["a", "unknown", "odd"], _refuse)


def test_only_unknown_names_are_an_unknown_term() -> None:
    with pytest.raises(UnknownTermError):
        each_of(["unknown", "a", "unknown"], _refuse)


def test_sound_names_are_resolved_in_their_order() -> None:
    assert each_of(["b", "a"], _refuse) == ["B", "A"]


def test_no_more_mistakes_are_looked_for_than_anybody_reads() -> None:
    looked_at: list[str] = []

    def refuse(name: str) -> str:
        looked_at.append(name)
        raise UnknownTermError(f"unknown competency `{name}`")

    with pytest.raises(UnknownTermError, match=r"`19`$"):
        each_of(map(str, range(10_000)), refuse)
    assert len(looked_at) == 20
