"""Measuring in CPU time of this process: medians, and ratios against a peer in the same run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import NamedTuple, TypeVar

Made = TypeVar("Made")


class Timed(NamedTuple):
    """What a call returned, and the CPU seconds that it took."""

    value: object
    seconds: float


class Line(NamedTuple):
    """One result: what was measured, the aim, and whether it was met; seconds are CPU time.

    `peer` and `ratio` are None where the aim is an absolute time on this machine.
    """

    name: str
    ours: float
    peer_name: str | None
    peer: float | None
    aim: str
    met: bool

    @property
    def ratio(self) -> float | None:
        """How many times the peer takes what we take."""
        return None if self.peer is None else self.peer / self.ours


def once(call: Callable[[], Made]) -> tuple[Made, float]:
    """Return what the call returns and its CPU seconds."""
    gc.collect()
    began = time.process_time()
    made = call()
    return made, time.process_time() - began


def median_of(calls: Iterable[Callable[[], object]]) -> float:
    """Return the median CPU seconds of several calls, each made once."""
    gc.collect()
    seconds = []
    for call in calls:
        began = time.process_time()
        call()
        seconds.append(time.process_time() - began)
    return median(seconds)


def against(name: str, ours: float, peer_name: str, peer: float, least: float) -> Line:
    """Compare with a peer: it should take at least so many times as long."""
    return Line(name, ours, peer_name, peer, f"≥ {least:g}×", peer >= least * ours)


def below(name: str, ours: float, most: float) -> Line:
    """Compare with an absolute time, in seconds."""
    return Line(name, ours, None, None, f"< {most * 1000:g} ms", ours < most)
