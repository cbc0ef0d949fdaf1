"""One service for all that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from api_runs import COMPOSERS, EXAMPLE
from live_service import Service, running

from api.cli.app import run


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the example curriculum."""
    path = tmp_path_factory.mktemp("service") / "waymark.db"
    assert run(["--store", f"sqlite:///{path}", "--quiet", "load", str(EXAMPLE)], COMPOSERS) == 0
    return path


@pytest.fixture(scope="session")
def service(store: Path) -> Iterator[Service]:
    """The service on this machine."""
    with running(store) as started:
        yield started
