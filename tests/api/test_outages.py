"""The service while its store, or its records, are away: what it answers, and what it says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from api_runs import EXAMPLE
from fastapi.testclient import TestClient
from outages.breakable import Breakable
from outages.waiting import until

from api.application.application import Application, Asked
from api.application.explain.answers import Answers
from api.application.ingest.load import LoadRequest, load
from api.application.people.bearers import GRACE, Bearers
from api.application.people.keys import create_key, revoke_key
from api.application.principal import LOCAL, Right
from api.application.serving import Serving
from api.application.snapshots.on_demand import SnapshotsOnDemand
from api.application.snapshots.snapshots import Standing
from api.composition import serving_on
from api.failures import failure_of
from api.server.app import serve_locally, service_on
from api.settings import Settings, read_settings
from graph.embedded_store import EmbeddedStore
from graph.records.keys import ApiKey
from graph.records.records import Records
from ontology.errors import StoreUnavailableError

ASKED = Asked(LOCAL, "main")
HERE = "http://127.0.0.1:8765"
REVISION = "{ revision { number degraded secondsSinceConfirmed } }"
MORE = """waymark: 1
prefixes: {more: "https://example.org/more/"}
framework: {id: more:f, label: {en: More}, licence: CC-BY-4.0, publisher: P}
competencies: [{id: more:one, label: {en: One}, effort: PT1H}]
"""
PATH = """{ path(input: {learner: {holds: []}, role: "dp:data-analyst", start: "2026-11-25"}) {
  __typename ... on LearningPath { digest } } }"""


class AwayRecords(Records):
    """Records whose keys cannot be read while they are away."""

    away = False

    def verify_key(self, token: str, at: datetime) -> ApiKey | None:
        """Return the key whose token this is, unless the records are away."""
        if self.away:
            raise StoreUnavailableError("the records `/secret/place` cannot be opened")
        return super().verify_key(token, at)


class Served(NamedTuple):
    """A service, what it stands on, and a client on the same machine."""

    store: Breakable
    records: AwayRecords
    serving: Serving
    client: TestClient
    settings: Settings

    def ask(self, query: str) -> Any:
        """Ask and return the body of the answer."""
        return self.client.post("/graphql", json={"query": query}).json()

    def revision(self) -> Any:
        """Return what the service says of its revision."""
        return self.ask(REVISION)["data"]["revision"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The service on a store that can be taken away, with the example loaded."""
    store = Breakable(EmbeddedStore.at(tmp_path / "waymark.db"))
    records = AwayRecords.beside(tmp_path / "waymark.db")
    settings = read_settings()
    serving = serving_on(lambda: store, records, settings)
    serving.snapshots.keep("main", 60)
    load(serving.application, ASKED, LoadRequest((EXAMPLE,)), None)
    with TestClient(service_on(serving, settings), base_url=HERE) as client:
        yield Served(store, records, serving, client, settings)


def _change(folder: Path) -> LoadRequest:
    """Return a load that adds one competency."""
    file = folder / "more.yaml"
    file.write_text(MORE)
    return LoadRequest((file,))


def test_while_the_store_is_away_the_service_answers_and_says_so(
    served: Served, tmp_path: Path
) -> None:
    assert served.client.get("/readyz").json()["status"] == "ready"
    assert (served.revision()["number"], served.revision()["degraded"]) == (1, False)
    path = served.ask(PATH)["data"]["path"]
    served.store.away = "the peer is silent"
    until(lambda: served.revision()["degraded"])
    assert served.revision()["number"] == 1
    assert served.ask(PATH)["data"]["path"] == path
    answer = served.client.post("/graphql", json={"query": REVISION})
    assert answer.headers["waymark-degraded"].startswith("revision=1, age=")
    ready = served.client.get("/readyz")
    assert ready.status_code == 200
    assert (ready.json()["status"], ready.json()["revision"]) == ("degraded", 1)
    with pytest.raises(StoreUnavailableError) as refused:
        load(served.serving.application, ASKED, _change(tmp_path), None)
    failure = failure_of(refused.value)
    assert (refused.value.code, failure.http_status, failure.exit_code) == (
        "STORE_UNAVAILABLE",
        503,
        3,
    )
    served.store.away = None
    until(lambda: not served.revision()["degraded"])
    assert "waymark-degraded" not in served.client.get("/readyz").headers
    stored = until(lambda: _loaded(served, tmp_path))
    assert stored == 2
    assert served.revision()["number"] == 2


class Recovering(SnapshotsOnDemand):
    """Snapshots that were behind when they were asked, and are not any more."""

    def newest(self, tenant: str) -> Standing:
        """Return the newest revision as one that could not be confirmed."""
        return replace(super().newest(tenant), age=34.5, degraded=True)

    def served(self, tenant: str) -> Standing | None:
        """Return what came meanwhile."""
        return super().newest(tenant)


def test_an_answer_says_from_which_revision_it_was_made() -> None:
    store, records = EmbeddedStore.in_memory(), Records.in_memory()
    snapshots = Recovering(store)
    answers = Answers(records, snapshots, None)
    application = Application(store, records, snapshots, answers, datetime.now)
    with TestClient(serve_locally(application, "main"), base_url=HERE) as client:
        answer = client.post("/graphql", json={"query": REVISION})
        assert answer.json()["data"]["revision"]["degraded"]
        assert answer.headers["waymark-degraded"] == "revision=0, age=34.5"
        assert "waymark-degraded" not in client.get("/metrics").headers


def _loaded(served: Served, folder: Path) -> int | None:
    try:
        return load(served.serving.application, ASKED, _change(folder), None).revision.number
    except StoreUnavailableError:
        return None


def test_the_age_is_that_of_the_last_confirmation(served: Served) -> None:
    served.store.away = "the peer is silent"
    until(lambda: served.revision()["degraded"])
    ages = [served.revision()["secondsSinceConfirmed"]]
    ages.append(until(lambda: _older(served, ages[0])))
    assert served.client.get("/readyz").json()["age"] >= round(ages[0], 1)


def _older(served: Served, than: float) -> float | None:
    age = float(served.revision()["secondsSinceConfirmed"])
    return age if age > than else None


def test_an_old_revision_that_is_not_at_hand_is_refused(served: Served, tmp_path: Path) -> None:
    load(served.serving.application, ASKED, _change(tmp_path), None)
    served.store.away = "the peer is silent"
    until(lambda: served.revision()["degraded"])
    answer = served.ask("{ roles(at: {number: 0}) { totalCount } }")
    assert answer["errors"][0]["extensions"]["reason"] == "STORE_UNAVAILABLE"
    newest = served.ask("{ roles(at: {number: 2}) { totalCount } }")
    assert newest["data"]["roles"]["totalCount"] > 0


def test_a_service_without_its_store_waits_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "mounted"
    settings = read_settings()
    records = Records.beside(folder / "waymark.db")
    serving = serving_on(lambda: EmbeddedStore.at(folder / "waymark.db"), records, settings)
    with pytest.raises(StoreUnavailableError, match="does not exist"):
        serving.snapshots.keep("main", 60)
    with TestClient(service_on(serving, settings), base_url=HERE) as client:
        assert client.get("/livez").status_code == 200
        assert client.get("/readyz").status_code == 503
        answer = client.post("/graphql", json={"query": REVISION}).json()
        assert answer["errors"][0]["extensions"] == {
            "code": "OPERATION_FAILED",
            "reason": "STORE_UNAVAILABLE",
        }
        folder.mkdir()
        until(lambda: client.get("/readyz").status_code == 200)
        answer = client.post("/graphql", json={"query": REVISION}).json()
        assert answer["data"]["revision"]["number"] == 0


def test_an_answer_is_given_though_it_cannot_be_kept(tmp_path: Path) -> None:
    store = EmbeddedStore.in_memory()
    settings = read_settings()
    records = Records.at(tmp_path / "absent" / "records.db")
    serving = serving_on(lambda: store, records, settings)
    load_into(store)
    with TestClient(service_on(serving, settings), base_url=HERE) as client:
        path = client.post("/graphql", json={"query": PATH}).json()["data"]["path"]
        assert path["__typename"] == "LearningPath"
        query = f'{{ explanation(digest: "{path["digest"]}") {{ digest }} }}'
        found = client.post("/graphql", json={"query": query}).json()
        assert found["data"]["explanation"] == {"digest": path["digest"]}
        assert "waymark_answers_not_kept_total 1.0" in client.get("/metrics").text


def load_into(store: EmbeddedStore) -> None:
    """Load the example into a store."""
    with Records.in_memory() as records:
        serving = serving_on(lambda: store, records, read_settings())
        load(serving.application, ASKED, LoadRequest((EXAMPLE,)), None)
        serving.snapshots.close()


@pytest.fixture
def key(served: Served) -> str:
    """The secret of a key that reads."""
    return create_key(served.serving.application, ASKED, "portal", [Right.READER]).secret


def test_a_key_is_honoured_for_a_while_though_keys_cannot_be_read(served: Served, key: str) -> None:
    now = [0.0]
    bearers = Bearers(served.serving.application, lambda: now[0])
    asked = bearers.asking(key)
    assert asked is not None
    assert asked.principal.name == "portal"
    served.records.away = True
    now[0] += GRACE
    assert bearers.asking(key) == asked
    with pytest.raises(StoreUnavailableError):
        bearers.asking("another")
    now[0] += 1.0
    with pytest.raises(StoreUnavailableError):
        bearers.asking(key)


def test_a_revoked_key_is_not_remembered(served: Served, key: str) -> None:
    application = served.serving.application
    bearers = Bearers(application, time.monotonic)
    assert bearers.asking(key) is not None
    (kept,) = application.records.keys("main")
    revoke_key(application, ASKED, kept.id)
    assert bearers.asking(key) is None
    served.records.away = True
    with pytest.raises(StoreUnavailableError):
        bearers.asking(key)


def test_whoever_cannot_be_identified_learns_nothing_of_us(served: Served, key: str) -> None:
    served.records.away = True
    answer = served.client.post(
        "/graphql", json={"query": REVISION}, headers={"authorization": f"Bearer {key}"}
    )
    assert answer.status_code == 503
    assert answer.json()["errors"][0]["extensions"] == {
        "code": "OPERATION_FAILED",
        "reason": "STORE_UNAVAILABLE",
    }
    assert "secret" not in answer.text
    assert served.revision()["number"] == 1
