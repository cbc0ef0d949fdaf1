"""Formats are recognised by what is there, and told apart."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest

from loaders.files import decoded, read_bytes
from loaders.registry import formats, load
from ontology.errors import SourceError
from ontology.terms import Kind

CURRICULUM = 'waymark: 1\nprefixes: {ex: "https://example.org/"}\nframework: {id: ex:f}\n'
SKILLS = "conceptUri,preferredLabel\nhttp://data.europa.eu/esco/skill/a,A\n"
DIRECT = json.dumps(
    [{"model": "main.skill", "pk": 1, "fields": {"name": "A", "slug": "a", "description": ""}}]
)


def test_formats_have_names() -> None:
    assert {"curriculum", "esco", "direct"} <= set(formats())


def test_several_formats_make_one_load(tmp_path: Path) -> None:
    (tmp_path / "esco").mkdir()
    (tmp_path / "esco" / "skills_en.csv").write_text(SKILLS)
    (tmp_path / "direct.json").write_text(DIRECT)
    (tmp_path / "a.yaml").write_text(CURRICULUM)
    loaded = load([tmp_path / "a.yaml", tmp_path / "esco", tmp_path / "direct.json"])
    sources = [each.id for each in loaded.statements if each.kind is Kind.FRAMEWORK]
    assert sources == [
        "https://example.org/f",
        "http://data.europa.eu/esco/concept-scheme/skills",
        "http://data.europa.eu/esco/concept-scheme/occupations",
        "https://w3id.org/waymark/direct/framework",
    ]


@pytest.mark.parametrize("name", ["A.YAML", "a.yml", "a.Json"])
def test_the_case_of_a_suffix_means_nothing(tmp_path: Path, name: str) -> None:
    text = CURRICULUM if "son" not in name else '{"waymark": 1, "framework": "<https://e.org/f>"}'
    (tmp_path / name).write_text(text)
    assert load([tmp_path / name]).violations == ()


def test_a_named_format_is_not_questioned(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CURRICULUM)
    with pytest.raises(SourceError, match="no known format: name one of"):
        load([tmp_path / "a.txt"])
    assert load([tmp_path / "a.txt"], "curriculum").violations == ()


def test_a_file_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CURRICULUM)
    once = load([tmp_path / "a.yaml"])
    assert load([tmp_path / "a.yaml", tmp_path, tmp_path / "a.yaml"]).statements == once.statements


@pytest.mark.parametrize("text", ["- tId: T0001\n", "name: x\nversion: 2\n", "{}", "[]"])
def test_another_kind_of_yaml_is_told_what_is_missing(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    violations = load([tmp_path / "a.yaml"]).violations
    assert violations
    assert all(each.row and each.fix for each in violations)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere: no such file or folder"):
        load([tmp_path / "nowhere"])
    with pytest.raises(SourceError, match="no known format"):
        load([tmp_path])
    with pytest.raises(SourceError, match="no format is called `turtles`: known are `esco`, "):
        load([tmp_path], "turtles")
    with pytest.raises(SourceError, match="not a file"):
        load([tmp_path], "curriculum")
    with pytest.raises(SourceError, match="no ESCO folder"):
        load([tmp_path], "esco")


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x" * (1024 * 1024 + 1))
    with pytest.raises(SourceError, match="larger than 1 MiB"):
        read_bytes(path, 1024 * 1024)
    assert len(decoded(read_bytes(path), path.name)) == 1024 * 1024 + 1


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(SourceError):
        load([Path("a\0b.yaml")])
    with pytest.raises(SourceError):
        load([Path("a" * 5000)])


def test_the_collector_works_again_after_a_load_and_after_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CURRICULUM)
    (tmp_path / "b.yaml").write_text("[")
    load([tmp_path / "a.yaml"])
    assert gc.isenabled()
    with pytest.raises(SourceError):
        load([tmp_path / "b.yaml"])
    assert gc.isenabled()
