"""The examples in docstrings do as they say."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[2] / "ontology"
MODULES = [
    ".".join(("ontology", *path.relative_to(ROOM).with_suffix("").parts))
    for path in sorted(ROOM.rglob("*.py"))
    if path.name != "__init__.py"
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_run(module: str) -> None:
    result = doctest.testmod(import_module(module), optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_there_are_examples() -> None:
    attempted = sum(doctest.testmod(import_module(module)).attempted for module in MODULES)
    assert attempted > 5
