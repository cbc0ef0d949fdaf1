"""The direction of imports, the doors of dependencies, and what they declare."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

from architecture.house import ROOMS, ROOT, imported, place, sources
from importlinter.api import read_configuration

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# plain JSON, faster: nothing would be gained by a door
EVERYWHERE = {"orjson"}
# declared for what they bring at run time, or by name in the purpose of the project
NOT_IMPORTED = {"tzdata", "owlready2"}


def test_the_contracts_of_imports_hold() -> None:
    # in a process of its own: it sets up logging, and would silence all loggers of this one
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_reasoning_sees_nothing_of_graph_but_its_snapshot() -> None:
    elsewhere = [
        f"{place(path)} imports {name}"
        for path in sources("reasoning")
        for name in imported(path)
        if name.split(".")[0] == "graph" and not name.startswith("graph.snapshot")
    ]
    assert elsewhere == []


def test_every_dependency_has_a_door() -> None:
    doors = {
        module
        for contract in read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]
        if contract["name"].startswith("the door to ")
        for module in contract["forbidden_modules"]
    }
    assert _third_party() - doors - EVERYWHERE == set()


def test_what_is_imported_is_declared() -> None:
    shipped_by = packages_distributions()
    undeclared = {
        module
        for module in _third_party()
        if not {_normal(name) for name in shipped_by.get(module, ())} & _declared()
    }
    assert undeclared == set()


def test_what_is_declared_is_imported() -> None:
    shipped_by = packages_distributions()
    used = {_normal(name) for module in _third_party() for name in shipped_by.get(module, ())}
    assert _declared() - used - NOT_IMPORTED == set()


def _third_party() -> set[str]:
    tops = {name.split(".")[0] for path in sources(*ROOMS) for name in imported(path)}
    return tops - set(ROOMS) - set(sys.stdlib_module_names)


def _declared() -> set[str]:
    project: dict[str, Any] = PROJECT["project"]
    return {_normal(_name(line)) for line in project["dependencies"]}


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return found.group()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
