"""The container image and what stands around it, as far as files can tell."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import Any

import pytest
import yaml
from architecture.house import ROOMS, ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_the_image_has_every_room_and_what_the_project_file_names() -> None:
    needed = {*(f"{room}/" for room in (*ROOMS, "examples", "requirements"))}
    needed |= {"LICENSE", "README.md", "pyproject.toml"}
    assert {line.removeprefix("!") for line in IGNORED if line.startswith("!")} == needed
    assert [name for name in needed if not (ROOT / name).exists()] == []


def test_nothing_else_enters_the_image() -> None:
    rules = [line for line in IGNORED if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert any(fnmatch("waymark.db", rule) for rule in rules[1:])


def test_the_image_runs_as_somebody_without_rights_and_says_when_it_is_ready() -> None:
    last = DOCKERFILE.rsplit("FROM ", 1)[-1]
    instructions = re.findall(r"^([A-Z]+) ", last, re.MULTILINE)
    assert instructions.index("USER") < instructions.index("CMD")
    assert re.findall(r"^USER (.+)$", last, re.MULTILINE) == ["waymark"]
    assert {"HEALTHCHECK", "VOLUME", "EXPOSE"} <= set(instructions)
    assert "/readyz" in last


def test_the_image_installs_what_the_locks_say() -> None:
    flags = "--no-deps --require-hashes --only-binary :all: --no-binary owlready2"
    assert flags in DOCKERFILE
    assert flags in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_a_service_is_watched_and_keeps_what_it_stores_on_a_volume(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    volumes = {volume.split(":")[0] for volume in service["volumes"]}
    assert volumes
    assert volumes <= set(COMPOSE["volumes"])


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_a_service_is_reached_from_this_machine_alone(name: str) -> None:
    assert [p for p in COMPOSE["services"][name]["ports"] if not p.startswith("127.0.0.1:")] == []


def test_no_password_is_written_down() -> None:
    secrets = [
        value
        for service in COMPOSE["services"].values()
        for key, value in service.get("environment", {}).items()
        if "PASSWORD" in key or "AUTH" in key
    ]
    assert len(secrets) == 3
    assert [value for value in secrets if not re.search(r"\$\{[A-Z0-9_]+:-\}$", value)] == []


def test_the_service_alone_starts_by_default() -> None:
    by_default = {name for name, one in COMPOSE["services"].items() if "profiles" not in one}
    assert by_default == {"waymark"}
