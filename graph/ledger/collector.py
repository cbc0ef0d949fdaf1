"""A pause for the garbage collector while very many records are read or written."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic collector from looking at what is being built, which has no cycles.

    It would look again and again at every statement read so far: half the time of reading a
    large dataset. Of several threads, the one that paused it sets it going again; the others
    are then slower, nothing else.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
