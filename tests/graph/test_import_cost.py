"""What is slow to import is imported by those who need it, when they do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SLOW = {"sqlalchemy", "pyoxigraph", "rdflib", "pyshacl", "networkx", "numpy", "neo4j", "shapes"}


@pytest.mark.parametrize(
    "module",
    [
        "graph.embedded_store",
        "graph.records.answers",
        "graph.records.keys",
        "graph.records.quarantine",
        "graph.records.records",
        "graph.store",
    ],
)
def test_nothing_slow_is_imported(module: str) -> None:
    script = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not SLOW & set(loaded.stdout.split())
