"""Waiting for what happens in another thread or process, with patience that never decides."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

PATIENCE = 60.0


def until(look: Callable[[], Found | None]) -> Found:
    """Return the first thing that is true; fails only where that is not to be expected any more."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)
    return found
