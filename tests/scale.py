"""How much of a large count a run takes: a tenth, or all of it with `WAYMARK_SCALE=1`."""

from __future__ import annotations

import os

SCALE = float(os.environ.get("WAYMARK_SCALE", "0.1"))


def count(full: int) -> int:
    """Return the part of a large count that this run takes, at least one."""
    return max(1, round(full * SCALE))
