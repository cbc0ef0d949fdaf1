"""The command on stores of its own, for stories about real data."""

from __future__ import annotations

from pathlib import Path

import pytest
from api_runs import Waymark, runner


@pytest.fixture
def waymark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Waymark:
    """The command on a store of its own, with nothing in it."""
    return runner(tmp_path / "waymark.db", capsys)
