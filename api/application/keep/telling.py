"""How far long work has come, for whoever watches it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Tell: TypeAlias = Callable[[int, int], None]
"""Is told how many steps are done, and of how many."""


def tell_nobody(done: int, of: int) -> None:
    """Let nobody know."""
