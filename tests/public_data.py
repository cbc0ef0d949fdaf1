"""Public data sets, which lie beside the repository and are no part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def public(name: str) -> Path:
    """Return the folder of a data set; the test skips where it is absent."""
    folder = BESIDE / name
    if not folder.is_dir():
        pytest.skip(f"the public data set `{name}` is not beside this repository")
    return folder
