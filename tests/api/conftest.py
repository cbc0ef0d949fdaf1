"""A command on a fresh store, and one on a store with the example curriculum."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from api_runs import COMPOSERS, EXAMPLE, Waymark, runner

from api.cli.app import run


@pytest.fixture
def waymark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Waymark:
    """The command on a store of its own, with nothing in it."""
    return runner(tmp_path / "waymark.db", capsys)


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the example curriculum, to be copied."""
    folder = tmp_path_factory.mktemp("example")
    store = f"sqlite:///{folder / 'waymark.db'}"
    assert run(["load", str(EXAMPLE), "--store", store, "--json", "--quiet"], COMPOSERS) == 0
    return folder


@pytest.fixture
def example(tmp_path: Path, example_store: Path, capsys: pytest.CaptureFixture[str]) -> Waymark:
    """The command on a store with the example curriculum."""
    for file in example_store.iterdir():
        shutil.copy(file, tmp_path)
    return runner(tmp_path / "waymark.db", capsys)
