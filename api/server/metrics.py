"""Metrics in the text format of Prometheus, one registry for each service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fastapi import FastAPI, Response
from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    SummaryMetricFamily,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from api.application.serving import Serving
from graph.wrapping.breaker import State


def add_metrics(app: FastAPI, collectors: Sequence[Collector]) -> None:
    """Show at `/metrics` what the collectors measure; nobody else's registry is touched."""
    registry = CollectorRegistry()
    for each in collectors:
        registry.register(each)

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


class Gauges(Collector):
    """What a service measures of itself, apart from requests.

    Tenants are counted and never named: who may look at the whole service need not know them.
    """

    def __init__(self, serving: Serving, tenant: str) -> None:
        self._serving = serving
        self._tenant = tenant

    def collect(self) -> Iterator[Metric]:
        """Yield every metric as it stands."""
        yield from self._of_the_tenant()
        yield from self._of_following()
        yield from self._of_the_store()
        yield CounterMetricFamily(
            "waymark_answers_not_kept",
            "Answers that were given, but not recorded for later.",
            self._serving.application.answers.not_kept,
        )

    def _of_the_tenant(self) -> Iterator[Metric]:
        served = self._serving.snapshots.served(self._tenant)
        yield GaugeMetricFamily(
            "waymark_ready", "1 if the service can answer, else 0.", served is not None
        )
        if served is None:
            return
        yield GaugeMetricFamily(
            "waymark_degraded", "1 if answers may be behind the store, else 0.", served.degraded
        )
        yield GaugeMetricFamily(
            "waymark_revision", "The revision that is answered from.", served.revision.number
        )
        yield GaugeMetricFamily(
            "waymark_revision_age_seconds",
            "Seconds since the store confirmed that this is the newest revision.",
            served.age,
        )

    def _of_following(self) -> Iterator[Metric]:
        standings = self._serving.snapshots.standings()
        tally = self._serving.snapshots.tally
        yield GaugeMetricFamily("waymark_tenants", "Tenants that are followed.", len(standings))
        yield GaugeMetricFamily(
            "waymark_tenants_degraded",
            "Tenants whose answers may be behind the store.",
            sum(standing.degraded for standing in standings),
        )
        yield SummaryMetricFamily(
            "waymark_catch_up_seconds",
            "Seconds from learning of something new to answering from it.",
            count_value=tally.times,
            sum_value=tally.seconds,
        )
        yield CounterMetricFamily(
            "waymark_commits", "Commits that were caught up with, of anybody.", tally.commits
        )

    def _of_the_store(self) -> Iterator[Metric]:
        breaker = self._serving.breaker
        state = breaker.state
        states = GaugeMetricFamily(
            "waymark_store_breaker",
            "1 for the state of the circuit breaker before the store, 0 for the others.",
            labels=["state"],
        )
        for each in State:
            states.add_metric([each.name.lower()], each is state)
        yield states
        yield CounterMetricFamily(
            "waymark_store_breaker_opened", "How often that breaker opened.", breaker.opened
        )
