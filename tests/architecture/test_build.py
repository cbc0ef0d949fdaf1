"""What is installed is pinned, hashed and addressless; the targets people type exist."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from architecture.house import ROOT

LOCKS = ("build", "core", "dev")
NAMED = {
    "neo4j",
    "rdflib",
    "pyshacl",
    "networkx",
    "strawberry-graphql",
    "fastapi",
    "owlready2",
    "pytest",
    "sentence-transformers",
}
TARGETS = {"bench", "check", "clean", "demo", "docs", "fix", "help"}
TARGETS |= {"lint", "lock", "neo4j", "neo4j-stop", "serve", "test", "types"}
PIN = re.compile(r"[a-z0-9._-]+==\S+ .*--hash=sha256:[0-9a-f]{64}$", re.DOTALL)
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashed_versions_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    pins = re.split(r"\n(?=\S)", text.strip())
    assert "://" not in text
    assert [
        pin for pin in pins if not re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:", pin, re.S)
    ] == []


def test_core_is_part_of_dev() -> None:
    assert _pins("core").items() <= _pins("dev").items()


def test_what_is_declared_is_locked() -> None:
    project = PROJECT["project"]
    assert _names(project["dependencies"]) <= set(_pins("core"))
    assert _names(project["optional-dependencies"]["dev"]) <= set(_pins("dev"))
    assert _names(PROJECT["dependency-groups"]["build"]) <= set(_pins("build"))
    assert _names(PROJECT["build-system"]["requires"]) <= set(_pins("build"))


def test_the_named_packages_are_declared() -> None:
    project = PROJECT["project"]
    extras = (line for extra in project["optional-dependencies"].values() for line in extra)
    assert _names([*project["dependencies"], *extras]) >= NAMED


def test_the_targets_people_type_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"^([a-z0-9-]+):(?!=)", makefile, re.M)) >= TARGETS


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.M))


def _names(requirements: list[str]) -> set[str]:
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in requirements)
    return {name.group().lower() for name in found if name}
