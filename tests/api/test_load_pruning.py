"""Pruning and quarantine together lose nothing that was sound."""

from __future__ import annotations

from pathlib import Path

from api_runs import Waymark

SOUND = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}
competencies:
  - {id: ex:a, label: {en: A}, effort: PT1H}
  - {id: ex:b, label: {en: B}, effort: PT1H}
"""


def test_what_cannot_be_read_is_not_retracted(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(SOUND)
    assert waymark("load", str(file)).code == 0
    file.write_text(
        SOUND.replace("{id: ex:b, label: {en: B}, effort: PT1H}", "{id: ex:b, effort: long}")
    )
    ran = waymark("load", str(file), "--only-valid", "--prune", "--json")
    assert ran.code == 0
    assert ran.answer["quarantined"]
    assert waymark("show", "ex:b").code == 0


def test_what_a_file_says_no_more_is_told(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(SOUND)
    waymark("load", str(file))
    file.write_text(SOUND.replace("  - {id: ex:b, label: {en: B}, effort: PT1H}\n", ""))
    assert "kept all the same: 1 of what" in waymark("load", str(file)).out
    assert "no longer in the files" not in waymark("load", str(file), "--prune").out
