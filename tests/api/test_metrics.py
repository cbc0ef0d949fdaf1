"""Metrics: each is documented, and none tells what is nobody's business."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_runs import EXAMPLE
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.application.application import Asked
from api.application.ingest.load import LoadRequest, load
from api.application.people.keys import create_key
from api.application.principal import LOCAL, Right
from api.application.serving import Serving
from api.composition import serving_on
from api.server.app import service_on
from api.server.requests import BOUNDS, Requests
from api.settings import read_settings
from graph.embedded_store import EmbeddedStore
from graph.records.records import Records

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "health.md"
TENANT = "tenant-of-somebody"
HERE = "http://127.0.0.1:8765"


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    """An application with the example, for a tenant with a telling name."""
    store, records = EmbeddedStore.in_memory(), Records.in_memory()
    serving = serving_on(lambda: store, records, read_settings(tenant=TENANT))
    load(serving.application, Asked(LOCAL, TENANT), LoadRequest((EXAMPLE,)), None)
    serving.snapshots.keep(TENANT, 60)
    yield serving
    serving.application.close()


@pytest.fixture
def client(serving: Serving) -> TestClient:
    """A client on the same machine."""
    return TestClient(service_on(serving, read_settings(tenant=TENANT)), base_url=HERE)


def families(text: str) -> dict[str, str]:
    """Return the kind of every metric, by the name that its samples have."""
    found = {}
    for family in text_string_to_metric_families(text):
        name = f"{family.name}_total" if family.type == "counter" else family.name
        found[name] = family.type
    return found


def test_every_metric_is_documented_and_every_documented_one_is_there(client: TestClient) -> None:
    client.post("/graphql", json={"query": "{ revision { number } }"})
    rows = re.findall(r"^\| `(waymark_\w+)` \| (\w+) \|", GUIDE.read_text(encoding="utf-8"), re.M)
    assert families(client.get("/metrics").text) == dict(rows)


def test_requests_are_counted_by_what_they_ask_for(client: TestClient) -> None:
    for query in (
        "{ revision { number } }",
        "{ mine: revision { number } }",
        "{ revision { number } roles { totalCount } }",
        "{ ...Roles } fragment Roles on Query { roles { totalCount } }",
        '{ term(name: "dp:sql") { name } }',
        "{ roles(at: {number: 99}) { totalCount } }",
        "{ nonsense }",
        "no query",
    ):
        client.post("/graphql", json={"query": query})
    client.post("/graphql", json={"query": "{ roles { totalCount } }"}, headers={"host": "evil"})
    client.get("/livez")
    text = client.get("/metrics").text
    counted = {
        (sample.labels["kind"], sample.labels["outcome"]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "waymark_requests_total"
    }
    assert counted == {
        ("revision", "answered"): 2,
        ("several", "answered"): 2,
        ("term", "answered"): 1,
        ("roles", "failed"): 1,
        ("refused", "failed"): 3,
    }


def test_durations_fall_into_their_buckets() -> None:
    requests = Requests(time.monotonic)
    for seconds in (0.001, 0.005, 0.2, 11.0):
        requests.add("path", "answered", seconds)
    _, durations = requests.collect()
    counts = {each.labels["le"]: each.value for each in durations.samples if "le" in each.labels}
    expected = {bound: sum(s <= bound for s in (0.001, 0.005, 0.2, 11.0)) for bound in BOUNDS}
    assert counts == {**{str(bound): n for bound, n in expected.items()}, "+Inf": 4}
    (total,) = (each.value for each in durations.samples if each.name.endswith("_sum"))
    assert total == pytest.approx(11.206)


def test_nobody_is_named(client: TestClient) -> None:
    client.post("/graphql", json={"query": '{ term(name: "dp:sql") { name } }'})
    text = client.get("/metrics").text
    assert TENANT not in text
    assert "dp:sql" not in text


def test_two_services_share_no_numbers(serving: Serving, client: TestClient) -> None:
    client.post("/graphql", json={"query": "{ revision { number } }"})
    other = TestClient(service_on(serving, read_settings(tenant=TENANT)), base_url=HERE)
    assert 'kind="revision"' in client.get("/metrics").text
    assert 'kind="revision"' not in other.get("/metrics").text


@pytest.mark.parametrize(
    ("right", "status"), [(None, 401), (Right.READER, 403), (Right.PEOPLE, 403), (Right.ADMIN, 200)]
)
def test_elsewhere_metrics_want_the_key_of_an_admin(
    serving: Serving, client: TestClient, right: Right | None, status: int
) -> None:
    headers = {"host": "service.example"}
    if right is not None:
        asked = Asked(LOCAL, TENANT)
        secret = create_key(serving.application, asked, f"key-{right}", [right]).secret
        headers["authorization"] = f"Bearer {secret}"
    assert client.get("/metrics", headers=headers).status_code == status
