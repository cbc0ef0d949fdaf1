"""The service as its operator meets it: health, keys, foreign pages, an orderly end."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import httpx2 as httpx
import pytest
from api_runs import COMPOSERS
from live_service import Service, running

from api.cli.app import run

PATH = """
query ($role: ID!) {
  path(input: {learner: {id: "dp:ada"}, role: $role, start: "2026-11-25"}) {
    __typename
    ... on LearningPath { digest cost { hours } bound { status certified } steps { title because } }
  }
}
"""


def test_it_says_that_it_lives_and_is_ready(service: Service) -> None:
    assert httpx.get(f"{service.url}/livez").json() == {"status": "alive"}
    ready = httpx.get(f"{service.url}/readyz")
    body = ready.json()
    assert (ready.status_code, body["status"], body["revision"]) == (200, "ready", 1)


def test_a_path_is_proved_explained_and_found_again(service: Service) -> None:
    path = service.ask(PATH, {"role": "dp:data-analyst"})["data"]["path"]
    assert path["bound"] == {"status": "OPTIMAL", "certified": True}
    assert path["cost"] == {"hours": 248.0}
    query = """query ($digest: String!) { explanation(digest: $digest) {
      digest sentences certificate
      steps { number rule premises sentence source { file row } conclusion { __typename } } } }"""
    found = service.ask(query, {"digest": path["digest"]})["data"]["explanation"]
    assert found["digest"] == path["digest"]
    assert found["certificate"]["answer"] == path["digest"]
    assert all(p < step["number"] for step in found["steps"] for p in step["premises"])
    assert found["steps"][-1]["conclusion"]["__typename"] == "AchievesFact"
    assert any(step["source"] and step["source"]["row"] for step in found["steps"])
    assert [step["sentence"] for step in found["steps"]] == found["sentences"]
    assert service.ask(query, {"digest": "sha256:0"})["data"]["explanation"] is None


def test_names_ids_and_labels_mean_the_same(service: Service) -> None:
    term = service.ask('{ term(name: "data analyst") { id iri name } }')["data"]["term"]
    digests = {
        service.ask(PATH, {"role": name})["data"]["path"]["digest"]
        for name in (term["id"], term["iri"], term["name"], "Data analyst")
    }
    assert len(digests) == 1


def test_mistakes_of_the_caller_have_codes(service: Service) -> None:
    error = service.ask(PATH, {"role": "dp:data-analist"})["errors"][0]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "UNKNOWN_TERM"}
    assert "did you mean `dp:data-analyst`" in error["message"]


def test_nodes_are_refetched_and_unknown_ones_are_null(service: Service) -> None:
    page = service.ask("{ competencies(first: 3) { edges { node { id name } } } }")
    nodes = [edge["node"] for edge in page["data"]["competencies"]["edges"]]
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Competency { name } } }"
    ids = [node["id"] for node in nodes]
    assert service.ask(query, {"ids": [*ids, "x", ""]})["data"]["nodes"] == [*nodes, None, None]
    assert service.ask('{ node(id: "x") { id } }')["data"] == {"node": None}


def test_a_whole_list_is_walked_by_pages(service: Service) -> None:
    query = """query ($after: String) { resources(first: 50, after: $after) {
      totalCount edges { node { iri } } pageInfo { hasNextPage endCursor } } }"""
    seen: list[str] = []
    after: str | None = None
    while True:
        page = service.ask(query, {"after": after})["data"]["resources"]
        seen += [edge["node"]["iri"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == len(set(seen)) == page["totalCount"] > 100
    assert seen == sorted(seen)


def test_a_page_from_elsewhere_cannot_ask(service: Service) -> None:
    body = {"query": "{ revision { number } }"}
    foreign = httpx.post(f"{service.url}/graphql", json=body, headers={"host": "evil.example"})
    assert foreign.status_code == 401
    for header in ({"sec-fetch-site": "cross-site"}, {"x-forwarded-for": "192.0.2.1"}):
        query = f"{service.url}/graphql?query={{revision{{number}}}}"
        assert httpx.get(query, headers=header).status_code == 401
    named = httpx.post(f"{service.url}/graphql", json=body, headers={"host": "localhost:1"})
    assert named.status_code == 200


def _create_key(store: Path, capsys: pytest.CaptureFixture[str], role: str) -> str:
    capsys.readouterr()
    words = ["key", "create", f"portal-{role}", "--role", role, "--quiet"]
    assert run(["--store", f"sqlite:///{store}", *words], COMPOSERS) == 0
    return capsys.readouterr().out.strip()


def test_elsewhere_every_question_wants_a_key(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = _create_key(store, capsys, "reader")
    people = _create_key(store, capsys, "people")
    with running(store, "--host", "0.0.0.0") as service:
        assert service.ask("{ revision { number } }")["errors"][0]["extensions"] == {
            "code": "UNAUTHENTICATED",
            "reason": "UNAUTHENTICATED",
        }
        for wrong in ("Bearer nonsense", f"Bearer {reader[:-1]}x", f"Basic {reader}"):
            refused = service.ask("{ revision { number } }", authorization=wrong)
            assert refused["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        bearer = {"authorization": f"Bearer {reader}"}
        assert service.ask("{ revision { number } }", **bearer)["data"] == {
            "revision": {"number": 1}
        }
        private = service.ask(PATH, {"role": "dp:data-analyst"}, **bearer)
        assert "wants the role `people`" in private["errors"][0]["message"]
        assert private["errors"][0]["extensions"] == {"code": "FORBIDDEN", "reason": "FORBIDDEN"}
        hers = service.ask(PATH, {"role": "dp:data-analyst"}, authorization=f"Bearer {people}")
        digest = hers["data"]["path"]["digest"]
        explained = "query ($digest: String!) { explanation(digest: $digest) { digest } }"
        hidden = service.ask(explained, {"digest": digest}, **bearer)
        assert hidden["data"] == {"explanation": None}
        trusted = service.ask(PATH, {"role": "dp:data-analyst"}, authorization=f"Bearer {people}")
        assert trusted["data"]["path"]["__typename"] == "LearningPath"


def test_told_to_end_it_finishes_what_it_was_asked(store: Path) -> None:
    body = json.dumps({"query": PATH, "variables": {"role": "dp:ml-engineer"}}).encode()
    with running(store) as service:
        address = httpx.URL(service.url)
        with socket.create_connection((address.host, address.port or 0), timeout=60) as asking:
            asking.sendall(_head(address, body) + body[:10])
            # the answer to a later question shows that the first one is under way
            assert service.ask("{ revision { number } }")["data"]
            service.process.send_signal(signal.SIGTERM)
            asking.sendall(body[10:])
            answer = _all_of(asking)
        assert service.process.wait(60) in {0, -signal.SIGTERM}
    assert b"200 OK" in answer
    assert b"LearningPath" in answer


def _head(address: httpx.URL, body: bytes) -> bytes:
    lines = (
        "POST /graphql HTTP/1.1",
        f"host: {address.host}:{address.port}",
        "content-type: application/json",
        f"content-length: {len(body)}",
        "connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def _all_of(asking: socket.socket) -> bytes:
    answer = b""
    while part := asking.recv(65536):
        answer += part
    return answer
