"""Small files, small folders, small functions; no mocks; one reader of the environment."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from architecture.house import CODE, ROOMS, ROOT, imported, place, sources, syntax

MOST_LINES_A_FILE = 600
MOST_FILES_A_FOLDER = 20
MOST_LINES_A_FUNCTION = 50
SETTINGS = ROOT / "api" / "settings.py"


def test_no_file_is_long() -> None:
    long = {place(path): _length(path) for path in sources(*CODE)}
    assert {name: n for name, n in long.items() if n >= MOST_LINES_A_FILE} == {}


def test_no_folder_is_crowded() -> None:
    files = Counter(place(path.parent) for path in sources(*CODE))
    assert {folder: n for folder, n in files.items() if n >= MOST_FILES_A_FOLDER} == {}


def test_no_function_is_long() -> None:
    long = [
        f"{place(path)}:{node.lineno} {node.name} has {_lines(node)} lines"
        for path in sources(*ROOMS)
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _lines(node) > MOST_LINES_A_FUNCTION
    ]
    assert long == []


def test_nothing_is_mocked() -> None:
    mocked = [
        place(path)
        for path in sources(*CODE)
        if any(name.split(".")[-1] == "mock" or "mock" in name for name in imported(path))
    ]
    assert mocked == []


def test_the_environment_is_read_in_one_place() -> None:
    readers = [
        f"{place(path)}:{node.lineno}"
        for path in sources(*ROOMS)
        if path != SETTINGS
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}
    ]
    assert readers == []


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of the body: a signature with many documented options is no complexity."""
    return (node.body[-1].end_lineno or 0) - node.body[0].lineno + 1
