"""How many questions were asked, of which kind, and how long they took."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator

from fastapi import FastAPI, Request, Response
from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from api.server.guards import Following

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the buckets of durations, in seconds."""

REFUSED = "refused"
"""The kind of what was not executed: no key, too large, no valid document."""


class Requests(Collector):
    """Counts GraphQL requests by kind; threads may share it. `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._times: Counter[tuple[str, str]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._buckets: Counter[tuple[str, int]] = Counter()

    def count(self, app: FastAPI) -> None:
        """Count every GraphQL request from now on, those that are refused too."""

        @app.middleware("http")
        async def counted(request: Request, following: Following) -> Response:
            if not request.url.path.startswith("/graphql"):
                return await following(request)
            began = self._clock()
            response = await following(request)
            asking = getattr(request.state, "asking", None)
            kind = REFUSED if asking is None else asking.kind or REFUSED
            outcome = "answered" if asking is not None and asking.answered else "failed"
            self.add(kind, outcome, self._clock() - began)
            return response

    def add(self, kind: str, outcome: str, seconds: float) -> None:
        """Count one request; `kind` and `outcome` are among a few words."""
        with self._lock:
            self._times[kind, outcome] += 1
            self._seconds[kind] += seconds  # type: ignore[assignment]
            self._buckets[kind, bisect_left(BOUNDS, seconds)] += 1

    def collect(self) -> Iterator[Metric]:
        """Yield the counts and the durations."""
        counts = CounterMetricFamily(
            "waymark_requests", "GraphQL requests by kind and outcome.", labels=["kind", "outcome"]
        )
        durations = HistogramMetricFamily(
            "waymark_request_seconds", "Seconds that GraphQL requests took.", labels=["kind"]
        )
        with self._lock:
            for (kind, outcome), times in sorted(self._times.items()):
                counts.add_metric([kind, outcome], times)
            for kind in sorted(self._seconds):
                durations.add_metric([kind], self._cumulated(kind), self._seconds[kind])
        yield counts
        yield durations

    def _cumulated(self, kind: str) -> list[tuple[str, float]]:
        """Return how many took up to each bound."""
        found: list[tuple[str, float]] = []
        so_far = 0
        for place, bound in enumerate((*map(str, BOUNDS), "+Inf")):
            so_far += self._buckets[kind, place]
            found.append((bound, so_far))
        return found
