"""What people read on a terminal: said once, in order, and readable where it is narrow."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from api_runs import COMPOSERS, EXAMPLE, Waymark
from rich.cells import cell_len

from api.application.plan.demonstration import demonstrate
from api.cli.screen import Screen
from api.cli.screens.path import show_answer
from api.cli.shell import Shell
from api.composition import compose
from api.settings import read_settings
from reasoning.outcome import Undecided

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
    waymark: Waymark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
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


WORDS = {
    "show": ("dp:sql",),
    "gap": ("--role", "data steward"),
    "frontier": ("--learner", "dp:deniz", "--role", "dp:backend-developer"),
    "find": ("sql",),
    "log": (),
    "path": ("--learner", "dp:ada", "--role", "dp:data-analyst"),
}


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("command", WORDS)
def test_no_terminal_is_too_narrow(
    example: Waymark, monkeypatch: pytest.MonkeyPatch, command: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    told = example(command, *WORDS[command]).out
    # a path is one line wherever it stands, to be clicked on; a longer name cannot be kept whole
    lines = [line for line in told.splitlines() if "said by" not in line and "skill:" not in line]
    assert max(map(cell_len, lines)) <= width
    answer = example(command, *WORDS[command], "--json").answer
    listed = {
        "show": [each["id"] for key in ("taught_by", "leads_to") for each in answer[key][:12]]
        if command == "show"
        else [],
        "gap": answer.get("missing", []),
        "find": [each["id"] for each in answer.get("hits", [])],
        "log": [each["digest"][7:19] for each in answer.get("revisions", [])],
    }
    names = listed.get(command, [])
    assert [name for name in names if name not in told] == [], told
    assert "…" not in told.replace("  … and ", "").replace("… and ", "")


def test_links_are_in_order(example: Waymark) -> None:
    shown = example("show", "dp:sql", "--json").answer
    for key in ("taught_by", "assessed_by", "leads_to"):
        found = [(link["level"] or 0, link["label"].casefold()) for link in shown[key]]
        assert found == sorted(found)
        assert len(found) > 1
    labels = [(link["note"] != "essential", link["label"].casefold()) for link in shown["asked_by"]]
    assert labels == sorted(labels)
    told = example("show", "dp:sql").out
    first, last = shown["taught_by"][0], shown["taught_by"][-1]
    assert told.index(first["label"]) < told.index(last["label"])


def test_what_became_of_a_file_keeps_its_places(
    waymark: Waymark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a-folder-with-a-rather-long-name"
    folder.mkdir()
    skills = folder / "skills_en.csv"
    skills.write_text(
        "conceptUri,preferredLabel,altLabels,inScheme\n"
        "http://data.europa.eu/esco/skill/a,A,A,somewhere\n"
    )
    for width in (40, 80, 120, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        told = waymark("check", str(folder), "--store", "memory:").out
        places = [f"{skills.as_posix()}:2"]
        assert all(place in "".join(line.strip() for line in told.splitlines()) for place in places)
        assert "first at" in told
        assert "…" not in told


@pytest.mark.parametrize(
    ("words", "doing"),
    [
        (("load", str(EXAMPLE)), "loading"),
        (("check", str(EXAMPLE)), "checking"),
        (("export", "--format", "turtle", "--output", "FILE"), "writing"),
        (("path", "--goal", "dp:sql", "--certificate", "FILE"), "looking for a path"),
        (("verify", "FILE"), "verifying"),
        (("find", "sql"), "searching"),
        (("show", "dp:sql"), "looking it up"),
        (("doctor",), "examining"),
        (("log",), "reading the history"),
    ],
)
def test_long_work_is_shown_where_somebody_watches(
    example: Waymark,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    doing: str,
) -> None:
    file = tmp_path / "answer.json"
    example("path", "--goal", "dp:sql", "--certificate", str(file))
    words = tuple(str(file) if word == "FILE" else word for word in words)
    assert doing not in example(*words).err
    # what rich takes for a terminal
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert doing in example(*words).err
    assert example(*words, "--json").err == ""
    assert example(*words, "--quiet").err == ""


def test_an_undecided_question_is_told_how_to_go_on() -> None:
    application = compose(read_settings(store="memory:"))
    out = io.StringIO()
    shell = Shell(
        composers=COMPOSERS,
        settings=read_settings(store="memory:"),
        revision=None,
        json=False,
        out=Screen(file=out, width=200),
        err=Screen(quiet=True),
    )
    shown = demonstrate(application, shell.asked, None).answer
    limits = replace(shown.question.limits, budget=30000, currency="EUR", max_steps=15)
    undecided = replace(
        shown, question=replace(shown.question, limits=limits), outcome=Undecided(16740, None)
    )
    show_answer(shell, undecided)
    application.close()
    told = out.getvalue()
    assert "? undecided" in told
    assert "No path takes less than 279 hours." in told
    assert "leaving out the budget of 300 EUR or the limit of 15 steps" in told
    assert "`--time-limit SECONDS`" in told


def test_warnings_that_are_alike_are_counted(waymark: Waymark, tmp_path: Path) -> None:
    alike = [f"  - {{id: ex:x{n}, title: {{en: X{n}}}, kind: course}}\n" for n in range(50)]
    file = tmp_path / "curriculum.yaml"
    file.write_text(CURRICULUM + "resources:\n" + "".join(alike))
    warnings = waymark("check", str(file), "--json").answer["warnings"]
    shapes = {each["shape"] for each in warnings}
    assert len(warnings) >= 50
    told = waymark("check", str(file)).out
    assert told.count(" warning: ") <= 3 * len(shapes)
    assert "and 47 more warnings like these" in told
