"""A region that no resource names: the answer says so, wherever it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from api_runs import Waymark

CURRICULUM = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}
competencies:
  - {id: ex:a, label: {en: A}}
  - {id: ex:b, label: {en: B}}
resources:
  - {id: ex:here, title: {en: Here}, effort: PT1H, teaches: [ex:a], regions: [DE]}
  - {id: ex:anywhere, title: {en: Anywhere}, effort: PT2H, teaches: [ex:a]}
  - {id: ex:only, title: {en: Only}, effort: PT1H, teaches: [ex:b], regions: [DE]}
"""
SENTENCE = "No resource says that it is offered in FR"


@pytest.fixture
def loaded(waymark: Waymark, tmp_path: Path) -> Waymark:
    """The command on a store with a course that is offered in one country."""
    file = tmp_path / "courses.yaml"
    file.write_text(CURRICULUM)
    assert waymark("load", str(file)).code == 0
    return waymark


def test_a_path_says_what_its_region_leaves(loaded: Waymark) -> None:
    abroad = loaded("path", "--goal", "ex:a", "--region", "FR", "--json").answer
    assert [step["resource"] for step in abroad["steps"]] == ["ex:anywhere"]
    assert any(SENTENCE in each for each in abroad["summary"])
    assert SENTENCE in loaded("path", "--goal", "ex:a", "--region", "FR").out
    at_home = loaded("path", "--goal", "ex:a", "--region", "DE", "--json").answer
    assert [step["resource"] for step in at_home["steps"]] == ["ex:here"]
    assert not any("offered in" in each for each in at_home["summary"])


def test_where_the_region_leaves_nothing_the_answer_says_it_too(loaded: Waymark) -> None:
    ran = loaded("path", "--goal", "ex:b", "--region", "FR", "--json")
    assert ran.code == 1
    assert ran.answer["clash"] == ["region"]
    assert any(SENTENCE in each for each in ran.answer["why"])


def test_another_spelling_of_a_region_is_told(loaded: Waymark) -> None:
    ran = loaded("path", "--goal", "ex:b", "--region", "de")
    assert ran.code == 2
    assert "did you mean `DE`?" in ran.err
