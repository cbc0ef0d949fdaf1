"""The house as its tests see it: rooms, files, and what each file imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ontology", "shapes", "loaders", "graph", "reasoning", "api")
CODE = (*ROOMS, "tests", "benchmarks", "checker")


def sources(*folders: str) -> Iterator[Path]:
    """Yield the Python files of the folders, sorted, those that are not there left out."""
    for folder in folders:
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if _is_ours(path))


def place(path: Path) -> str:
    """Return the path as a message says it: from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    """Parse a file once a run."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports, anywhere in it."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module


def _is_ours(path: Path) -> bool:
    return "__pycache__" not in path.parts
