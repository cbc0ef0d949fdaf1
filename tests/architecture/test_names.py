"""Six names for six rooms: nobody else ships them, and each is found in this repository."""

from __future__ import annotations

import ast
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest
from architecture.house import CODE, ROOMS, ROOT, place, sources

# they say what sort of thing a file is, not what it is about
VAGUE = {"utils", "util", "helpers", "helper", "manager", "data", "info", "process", "handle"}


@pytest.mark.parametrize("room", ROOMS)
def test_no_installed_distribution_ships_a_name_of_ours(room: str) -> None:
    assert set(packages_distributions().get(room, ())) <= {"waymark"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_name_of_ours_is_found_in_the_repository(room: str) -> None:
    spec = find_spec(room)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).resolve() == ROOT / room / "__init__.py"


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = [place(path) for path in sources(*CODE) if path.stem in VAGUE]
    vague += [place(path) for path in sources(*CODE) if path.parent.name in VAGUE]
    assert vague == []


def test_a_package_is_one_docstring() -> None:
    fuller = [
        place(path)
        for path in sources(*ROOMS)
        if path.name == "__init__.py" and not _is_one_docstring(path)
    ]
    assert fuller == []


def test_every_folder_of_code_is_a_package_and_no_folder_of_tests() -> None:
    bare = {
        place(path.parent)
        for path in sources(*ROOMS)
        if not (path.parent / "__init__.py").is_file()
    }
    packaged = {place(path) for path in sources("tests") if path.name == "__init__.py"}
    assert (bare, packaged) == (set(), set())


def _is_one_docstring(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (
        len(tree.body) == 1
        and ast.get_docstring(tree) is not None
        and len(path.read_text(encoding="utf-8").splitlines()) == 1
    )
