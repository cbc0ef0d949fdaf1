"""What people read on a terminal: said once, in order, and readable where it is narrow."""

from __future__ import annotations

from pathlib import Path

from api_runs import Waymark

CURRICULUM = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}
competencies:
  - {id: ex:a, label: {en: Alpha}, prerequisites: [{needs: ex:b, because: x}]}
  - {id: ex:b, label: {en: Beta}, prerequisites: [{needs: ex:c, because: x}]}
  - {id: ex:c, label: {en: Gamma}, effort: PT1H}
  - {id: ex:d, label: {en: Delta}, effort: PT1H}
roles:
  - {id: ex:r, label: {en: Role}, requires: [{competency: ex:a}, {competency: ex:d}]}
"""


def loaded(waymark: Waymark, tmp_path: Path, curriculum: str) -> None:
    """Load a curriculum that is admissible."""
    file = tmp_path / "curriculum.yaml"
    file.write_text(curriculum, encoding="utf-8")
    assert waymark("load", str(file), "--json").code == 0


def test_a_gap_says_everything_once(waymark: Waymark, tmp_path: Path) -> None:
    loaded(waymark, tmp_path, CURRICULUM)
    told = waymark("gap", "--role", "ex:r").out
    for label in ("Alpha", "Beta", "Gamma", "Delta"):
        assert told.count(label) == 1, (label, told)
    answer = waymark("gap", "--role", "ex:r", "--json").answer
    assert answer["missing"] == ["ex:a@1", "ex:d@1"]
    assert answer["unreachable"] == ["ex:a@1"]
    assert answer["hidden"] == ["ex:b@1", "ex:c@1"]


def test_where_hours_are_missing_the_option_that_assumes_them_is_named(
    waymark: Waymark, tmp_path: Path
) -> None:
    loaded(waymark, tmp_path, CURRICULUM.replace(", effort: PT1H", ""))
    for command in ("path", "gap", "frontier"):
        told = waymark(command, "--role", "ex:r").out
        assert "`--assume-hours N`" in told, told
        assert "assume-hours" not in waymark(command, "--role", "ex:r", "--json").out
        assumed = waymark(command, "--role", "ex:r", "--assume-hours", "3").out
        assert "--assume-hours" not in assumed


def test_where_hours_would_not_help_nobody_is_told_to_assume_them(
    waymark: Waymark, tmp_path: Path
) -> None:
    circle = CURRICULUM.replace(
        "{en: Gamma}, effort: PT1H",
        "{en: Gamma}, effort: PT1H, prerequisites: [{needs: ex:a, because: x}]",
    )
    loaded(
        waymark,
        tmp_path,
        circle.replace("{en: Alpha}", "{en: Alpha}, effort: PT1H").replace(
            "{en: Beta}", "{en: Beta}, effort: PT1H"
        ),
    )
    for command in ("path", "gap"):
        told = waymark(command, "--role", "ex:r").out
        assert "Alpha" in told
        assert "--assume-hours" not in told
