"""What the command says when something is wrong: a sentence, an exit code, nothing half done."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from api_runs import EXAMPLE, Waymark

from api.application.application import Application
from api.cli.app import run
from api.cli.common import AS_OF_A_REVISION
from api.cli.shell import Composers
from api.composition import serve
from api.settings import Settings

FAULTY = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}
competencies:
  - {id: ex:a, label: {en: A}, effort: PT1H}
  - {id: ex:b, label: {en: B}, effort: PT1H, prerequisites: [{needs: ex:missing, because: x}]}
  - {id: ex:c, label: {en: C}, effort: PT1H, colour: red}
"""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("path",), "a question wants a role or a goal"),
        (("path", "--role", "dp:data-analist"), "did you mean `dp:data-analyst`"),
        (("path", "--role", "dp:data-analyst", "--learner", "dp:nobody"), "known are `dp:ada`"),
        (("path", "--goal", "dp:sql@9"), "has the levels 1 to 4"),
        (("path", "--goal", "dp:foundations"), "is a group"),
        (("path", "--goal", "dp:sql", "--budget", "ten"), "`ten` is no number"),
        (("path", "--goal", "dp:sql", "--budget", "1.234"), "at most 2 decimals"),
        (("path", "--goal", "dp:sql", "--currency", "XXQ"), "is no currency"),
        (("path", "--goal", "dp:sql", "--deadline", "2030-01-01"), "hours per week"),
        (("path", "--goal", "dp:sql", "--assume-hours", "-1"), "from 0"),
        (("path", "--goal", "dp:sql", "--assume-hours", "nan"), "`nan` hours are no whole number"),
        (("path", "--goal", "dp:sql", "--hours-per-week", "nan"), "`nan` hours"),
        (("path", "--goal", "dp:sql", "--hours-per-week", "0.000001"), "no whole number of min"),
        (
            ("path", "--role", "dp:ml-engineer", "--hours-per-week", "0.05"),
            "3 minutes a week are too few",
        ),
        (("path", "--goal", "dp:sql", "--budget", "nan"), "no amount of EUR from 0"),
        (("path", "--goal", "dp:sql", "--budget", "1e999999"), "no amount of EUR from 0"),
        (("path", "--goal", "dp:sql", "--max-steps", "9" * 30), "from 0 to 1,000,000"),
        (("gap",), "a gap wants a role"),
        (("show", "dp:sqll"), "did you mean `dp:sql`"),
        (("path", "--goal", "dp:sql", "--revision", "7"), "7"),
        (("nonsense",), "nonsense"),
        (("path", "--colour", "red"), "colour"),
        (("load", "nowhere.yaml"), "no such file"),
        (("verify", "nowhere.json"), "nowhere.json"),
        (("export", "--format", "word"), "word"),
        (("export",), "missing option '--format'. Choose from: turtle, ntriples, jsonld,"),
        (("find", "sql", "--store", "mysql://u:secret@h/x"), "names no store"),
    ],
)
def test_the_caller_is_told_what_to_mend(
    example: Waymark, words: tuple[str, ...], sentence: str
) -> None:
    ran = example(*words)
    assert ran.code == 2
    assert sentence in ran.err
    assert "Traceback" not in ran.err
    assert "secret" not in ran.err + ran.out


@pytest.mark.parametrize(
    "words",
    [
        ("load", str(EXAMPLE)),
        ("load", str(EXAMPLE), "--dry-run"),
        ("check", str(EXAMPLE)),
        ("quarantine",),
        ("key", "create", "portal"),
        ("key", "list"),
        ("key", "revoke", "wmk"),
        ("verify", "answer.json"),
        ("schema", "path"),
        ("demo",),
        ("serve",),
    ],
)
def test_a_revision_is_refused_where_it_would_not_be_heeded(
    example: Waymark, words: tuple[str, ...]
) -> None:
    ran = example(*words, "--revision", "1", "--json")
    assert ran.code == 2
    assert "cannot be asked as of a revision" in ran.answer["error"]["message"]


@pytest.mark.parametrize("command", AS_OF_A_REVISION)
def test_a_revision_that_is_not_there_is_told_where_it_is_heeded(
    example: Waymark, command: str
) -> None:
    rest = {
        "path": ("--goal", "dp:sql"),
        "gap": ("--role", "dp:data-analyst"),
        "find": ("sql",),
        "show": ("dp:sql",),
        "export": ("--format", "turtle"),
    }
    ran = example(command, *rest.get(command, ()), "--revision", "7", "--json")
    assert ran.code == 2
    assert ran.answer["error"]["code"] == "UNKNOWN_REVISION"
    empty = example(command, *rest.get(command, ()), "--revision", "0")
    assert "there is no revision" not in empty.err


def test_all_names_that_cannot_be_used_are_told_at_once(example: Waymark) -> None:
    words = ("--goal", "dp:sqll", "--holds", "dp:nothing", "--budget", "x", "--without", "dp:no")
    said = example("path", *words).err
    assert all(name in said for name in ("dp:sqll", "dp:nothing", "`x`", "dp:no`"))


def test_errors_are_machine_readable_on_request(example: Waymark) -> None:
    ran = example("path", "--role", "dp:data-analist", "--json")
    assert ran.code == 2
    assert ran.answer["error"]["code"] == "UNKNOWN_TERM"


def test_all_mistakes_of_a_file_are_told_with_their_places(
    waymark: Waymark, tmp_path: Path
) -> None:
    file = tmp_path / "faulty.yaml"
    file.write_text(FAULTY)
    ran = waymark("check", str(file), "--json")
    assert ran.code == 1
    assert not ran.answer["accepted"]
    rows = {found["row"] for found in ran.answer["violations"]}
    assert {6, 7} <= rows
    assert all(found["fix"] for found in ran.answer["violations"])
    assert waymark("load", str(file)).code == 1
    assert waymark("log", "--json").answer == {"revisions": []}


def test_only_what_is_sound_is_stored_on_request(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "faulty.yaml"
    file.write_text(FAULTY)
    ran = waymark("load", str(file), "--only-valid", "--json")
    assert ran.code == 0
    assert ran.answer["revision"] == 1
    assert ran.answer["quarantined"]
    left_out = waymark("quarantine", "--json").answer["quarantined"]
    assert {each["violation"]["row"] for each in left_out} >= {6, 7}
    assert "faulty.yaml:7" in waymark("quarantine").out
    assert waymark("show", "ex:a").code == 0
    assert waymark("show", "ex:c").code == 2


def test_a_dry_run_and_a_look_make_no_file(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "sound.yaml"
    file.write_text("\n".join(FAULTY.splitlines()[:5]) + "\n")
    assert waymark("load", str(file), "--dry-run").code == 0
    assert waymark("log").code == 0
    assert [each.name for each in tmp_path.iterdir()] == ["sound.yaml"]


def test_pruning_retracts_what_the_source_says_no_more(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "sound.yaml"
    lines = FAULTY.splitlines()[:5]
    file.write_text("\n".join([*lines, "  - {id: ex:d, label: {en: D}, effort: PT1H}"]) + "\n")
    waymark("load", str(file))
    file.write_text("\n".join(lines) + "\n")
    assert waymark("load", str(file), "--json").answer["revision"] == 1
    assert waymark("show", "ex:d").code == 0
    assert waymark("load", str(file), "--prune", "--json").answer["revision"] == 2
    assert waymark("show", "ex:d").code == 2
    assert waymark("show", "ex:d", "--revision", "1").code == 0


def test_a_store_that_is_no_store_is_for_the_operator(waymark: Waymark, tmp_path: Path) -> None:
    (tmp_path / "waymark.db").write_text("this is not a database, but it is long enough to be read")
    ran = waymark("log")
    assert ran.code == 3
    assert "no database of Waymark" in ran.err


def _explode(_: Settings) -> Application:
    raise ZeroDivisionError


def test_a_mistake_of_ours_is_no_traceback(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert run(["log"], Composers(_explode, _explode, serve)) == 3
    said = capsys.readouterr().err
    assert "our mistake" in said
    assert "Traceback" not in said
    (kept,) = tmp_path.iterdir()
    assert "ZeroDivisionError" in kept.read_text()


def test_keys_are_made_listed_and_revoked(waymark: Waymark) -> None:
    made = waymark("key", "create", "portal", "--role", "reader", "--json").answer
    assert made["secret"].startswith("wmk_")
    listed = waymark("key", "list", "--json")
    assert listed.answer["keys"][0]["name"] == "portal"
    assert made["secret"] not in listed.out
    revoked = waymark("key", "revoke", made["key"]["id"], "--json").answer
    assert revoked["revoked"]
    assert waymark("key", "revoke", "nothing").code == 2


def test_the_service_wants_a_key_before_it_leaves_this_machine(waymark: Waymark) -> None:
    ran = waymark("serve", "--host", "0.0.0.0", "--port", "1")
    assert ran.code == 2
    assert "waymark key create" in ran.err
