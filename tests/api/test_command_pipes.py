"""The command as a part of a pipe: a reader that has seen enough is no failure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("words", [["find", "data", "--most", "100"], ["show", "dp:sql", "--json"]])
def test_a_reader_may_leave(example_store: Path, words: list[str]) -> None:
    store = f"sqlite:///{example_store / 'waymark.db'}"
    ran = subprocess.Popen(
        [sys.executable, "-m", "api", "--store", store, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert ran.stdout is not None
    ran.stdout.close()
    _, said = ran.communicate(timeout=60)
    assert (ran.returncode, said) == (0, b"")
