"""Compiling the ESCO snapshot, with everything that a planning question touches."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.esco import is_here, vocabulary
from benchmarks.measure import Line, below, once
from graph.snapshot import Snapshot


def compile_snapshot() -> Iterator[Line]:
    """Yield the CPU time of a compile that leaves nothing lazy."""
    dataset = vocabulary()
    _, seconds = once(lambda: _whole(Snapshot.compile(dataset, 1)))
    yield below(f"compile {'ESCO' if is_here() else 'a seeded vocabulary'}", seconds, 1.0)


def _whole(snapshot: Snapshot) -> None:
    """Touch every part that is compiled when it is first asked for."""
    parts = (
        snapshot.required,
        snapshot.recommended,
        snapshot.implications,
        snapshot.offers,
        snapshot.taught_by,
        snapshot.mentions,
        snapshot.needed_by,
        snapshot.needed_by_offers,
        snapshot.requirements,
        snapshot.currencies,
    )
    if not all(part is not None for part in parts):
        raise AssertionError("a part of the snapshot is missing")
