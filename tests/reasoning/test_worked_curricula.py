"""The worked curricula are readable, small, named in their table, and refused when malformed."""

from pathlib import Path

import pytest
import yaml
from worked_curricula import ROOT, WorkedCase, read_case, worked_cases

CASES = worked_cases()

SOUND = """waymark: 1
---
clause: "§3"
question: {goal: [ex:a]}
outcome: Found
cost: {hours: 1}
why: "one hour"
"""


def test_a_topic_is_all_of_its_folder() -> None:
    files = sorted((ROOT / "cycles").glob("*.yaml"))
    assert [case.path for case in worked_cases("cycles")] == files


def test_every_outcome_has_cases() -> None:
    assert {case.outcome for case in CASES} == {
        "Found",
        "Unreachable",
        "OverConstrained",
        "Rejected",
        "Unusable",
    }


def test_the_table_of_the_readme_names_every_file() -> None:
    table = (ROOT / "README.md").read_text("utf-8")
    assert [case.name for case in CASES if f"`{case.name}`" not in table] == []


def test_a_topic_has_at_most_nine_files() -> None:
    crowded = [topic.name for topic in ROOT.iterdir() if len(list(topic.glob("*"))) > 9]
    assert crowded == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_curriculum_has_two_to_eight_competencies(case: WorkedCase) -> None:
    curriculum = yaml.safe_load(case.curriculum_text)
    assert 2 <= len(curriculum["competencies"]) <= 8


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("outcome: Found", "outcome: Maybe", "unknown outcome `Maybe`"),
        ("outcome: Found", "outcome: Unreachable", "`Unreachable` without what it carries"),
        ("outcome: Found", "outcome: OverConstrained", "`OverConstrained` without"),
        ("cost: {hours: 1}", "cost: {price: 1}", "`Found` without what it carries"),
        ("cost: {hours: 1}", "cost: {days: 1}", "unknown cost `days`"),
        ("goal: [ex:a]", "goals: [ex:a]", "unknown keys: ['goals']"),
        ("goal: [ex:a]", "holds: [ex:a]", "neither `goal` nor `role`"),
        ('why: "one hour"', "", "`why` wants a text"),
        ("\n---\n", "\n", "expected a mapping after the line `---`"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(SOUND.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match="worked curriculum") as refusal:
        read_case(path)
    assert problem in str(refusal.value)


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(SOUND, "utf-8")
    case = read_case(path)
    assert (case.curriculum_text, case.outcome, dict(case.cost), case.assumptions) == (
        "waymark: 1\n",
        "Found",
        {"hours": 1},
        None,
    )
