"""Commands and GraphQL questions run in this process, on a store of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from api.application.application import Application, Asked
from api.application.principal import LOCAL, Principal
from api.cli.app import run
from api.cli.shell import Composers
from api.composition import compose, compose_for_reading, serve
from api.graphql.context import Context
from api.graphql.schema import SCHEMA

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
Ask = Callable[..., Any]


def runner(store: Path, capsys: pytest.CaptureFixture[str]) -> Waymark:
    """Return what runs a command on that store."""

    def waymark(*words: str) -> Ran:
        capsys.readouterr()
        code = run(["--store", f"sqlite:///{store}", *words], COMPOSERS)
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return waymark


def asking(application: Application, principal: Principal = LOCAL, tenant: str = "main") -> Ask:
    """Return what asks the schema; the answer is its data and its errors."""
    context = Context(application, Asked(principal, tenant))

    def ask(query: str, variables: Mapping[str, object] | None = None) -> Any:
        return SCHEMA.execute_sync(query, dict(variables or {}), context_value=context)

    return ask
