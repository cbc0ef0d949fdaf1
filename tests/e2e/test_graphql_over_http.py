"""The service looked at by peers: GraphQL over HTTP, and a fuzzer that knows the schema."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import httpx2 as httpx
import pytest
from live_service import Service
from scale import count

HERE = Path(__file__).parent


def test_graphql_over_http_is_kept_to_the_letter(service: Service) -> None:
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules" / "graphql-http").is_dir():
        pytest.skip("graphql-http is not installed: npm ci in tests/e2e")
    ran = subprocess.run(
        [node, HERE / "audit.mjs", f"{service.url}/graphql"],
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE,
    )
    audits = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(audits) >= 61
    assert [each for each in audits if each["status"] != "ok"] == []


def test_no_question_makes_the_service_fail(service: Service, tmp_path: Path) -> None:
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{service.url}/graphql"),
            *("--checks", "not_a_server_error", "--seed", "1", "--workers", "1"),
            *("--max-examples", str(count(200)), "--generation-database", "none", "--no-color"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert ran.returncode == 0, ran.stdout[-4000:]
    assert "13 passed" in ran.stdout


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ('{"query": 7}', 400),
        ('{"query": "{"}', 200),
        ('{"query": "{ nonsense }"}', 200),
        ("[]", 400),
    ],
)
def test_what_is_no_question_is_refused(service: Service, body: str, status: int) -> None:
    headers = {"content-type": "application/json"}
    answer = httpx.post(f"{service.url}/graphql", content=body, headers=headers)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_a_body_of_unknown_length_is_not_read(service: Service) -> None:
    answer = httpx.post(f"{service.url}/graphql", content=iter([b'{"query": "{ __typename }"}']))
    assert answer.status_code == 411


def test_a_body_that_is_too_long_is_not_read(service: Service) -> None:
    answer = httpx.post(f"{service.url}/graphql", json={"query": "x" * 300_000})
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "TOO_LARGE"


TOO_LONG = "{ revision { " + "number " * 2_000 + "} }"
TOO_DEEP = '{ term(name: "x") { ... on Competency { ' + "broader { " * 15 + "iri" + " }" * 18
TOO_COSTLY = (
    "{ "
    + " ".join(
        f'p{n}: gap(learner: {{holds: []}}, role: "x") {{ role {{ name }} }}' for n in range(21)
    )
    + " }"
)
BOMB = (
    "{ ...f0 } "
    + " ".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(60))
    + " fragment f60 on Query { revision { number } }"
)
TOO_MANY = "{ " + " ".join(f"a{n}: revision {{ number }}" for n in range(31)) + " }"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (TOO_LONG, "tokens"),
        (TOO_DEEP, "deep"),
        (TOO_COSTLY, "costs"),
        (TOO_MANY, "aliases"),
        (BOMB, "costs"),
    ],
)
def test_what_asks_too_much_is_not_executed(service: Service, query: str, reason: str) -> None:
    answer = service.ask(query)
    assert answer.get("data") is None
    assert any(reason in error["message"].lower() for error in answer["errors"]), answer
