"""Runs of the command in this process, on a store of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from api.cli.app import run
from api.cli.shell import Composers
from api.composition import compose, compose_for_reading, serve

COMPOSERS = Composers(compose, compose_for_reading, serve)
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "data-practice"


class Ran(NamedTuple):
    """What a command left: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        """What it wrote, read as JSON."""
        return json.loads(self.out)


Waymark = Callable[..., Ran]


def runner(store: Path, capsys: pytest.CaptureFixture[str]) -> Waymark:
    """Return what runs a command on that store."""

    def waymark(*words: str) -> Ran:
        capsys.readouterr()
        code = run(["--store", f"sqlite:///{store}", *words], COMPOSERS)
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return waymark
