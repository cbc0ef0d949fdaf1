"""What the command exports it loads again: another store, the same contents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from api_runs import Waymark
from public_data import public

FILES = {
    "turtle": "export.ttl",
    "ntriples": "export.nt",
    "jsonld": "export.jsonld",
    "curriculum": "export.yaml",
    "csv": "export.zip",
}


def content_of(waymark: Waymark, *words: str) -> str:
    digest: str = waymark("log", "--json", *words).answer["revisions"][0]["content"]
    return digest


@pytest.mark.parametrize("form", FILES)
def test_a_revision_that_left_comes_back(example: Waymark, tmp_path: Path, form: str) -> None:
    file = tmp_path / FILES[form]
    assert example("export", "--format", form, "--output", str(file)).code == 0
    again = ("--store", f"sqlite:///{tmp_path / 'again.db'}")
    for words in ((), ("--format", form)):
        ran = example("load", str(file), *words, *again, "--json")
        assert ran.code == 0, ran
        assert ran.answer["revision"] == 1
    assert content_of(example, *again) == content_of(example)
    # and where it came from, nothing is new
    assert example("load", str(file), "--json").answer["revision"] == 1


def test_triples_that_are_no_statement_are_told(waymark: Waymark, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("@prefix ex: <https://example.org/> .\n\nex:a ex:b 5 .\n")
    ran = waymark("check", str(file), "--json")
    assert ran.code == 1
    (violation,) = ran.answer["violations"]
    assert "is no statement" in violation["message"]
    assert (violation["file"], violation["row"]) == (file.as_posix(), 3)
    file.write_text("nonsense")
    ran = waymark("check", str(file), "--json")
    assert (ran.code, ran.answer["error"]["code"]) == (2, "SOURCE_ERROR")
    assert f"{file.as_posix()}:1:" in ran.answer["error"]["message"]


def test_direct_comes_back(waymark: Waymark, tmp_path: Path) -> None:
    assert waymark("load", str(public("direct-2.0")), "--json").code == 0
    file = tmp_path / "direct.ttl"
    waymark("export", "--format", "turtle", "--output", str(file))
    again = ("--store", f"sqlite:///{tmp_path / 'again.db'}")
    loaded = waymark("load", str(file), *again, "--json")
    assert loaded.code == 0
    assert json.loads(loaded.out)["fidelity"]["changed"] == []
    assert content_of(waymark, *again) == content_of(waymark)
