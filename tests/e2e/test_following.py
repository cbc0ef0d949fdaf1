"""A running service and other processes that commit: it follows them, and waits for its store."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx2 as httpx
from live_service import Service, await_status, starting
from outages.waiting import until

ONE = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, label: {en: F}, licence: CC-BY-4.0, publisher: P}
competencies: [%s]
"""
REVISION = "{ revision { number content degraded } competencies { totalCount } }"


def load(store: Path, competencies: int) -> None:
    """Load so many competencies, in a process of its own."""
    file = store.with_name("load.yaml")
    listed = ", ".join(
        f"{{id: ex:c{n}, label: {{en: C{n}}}, effort: PT1H}}" for n in range(competencies)
    )
    file.write_text(ONE % listed)
    subprocess.run(
        [sys.executable, "-m", "api", "--quiet", "load", str(file)],
        env={**os.environ, "WAYMARK_STORE": f"sqlite:///{store}"},
        check=True,
        capture_output=True,
    )


def answered(service: Service, number: int) -> dict[str, object] | None:
    """Return what the service answers, once that is from this revision or a later one."""
    found: dict[str, object] = service.ask(REVISION)["data"]
    revision = found["revision"]
    assert isinstance(revision, dict)
    return found if revision["number"] >= number else None


def test_what_another_process_commits_is_answered_from(tmp_path: Path) -> None:
    store = tmp_path / "waymark.db"
    here = {"WAYMARK_STORE": f"sqlite:///{store}"}
    with starting(here) as one, starting(here) as other:
        for service in (one, other):
            await_status(service, "/readyz", 200)
        for count in (1, 2):
            load(store, count)
            for service in (one, other):
                found = until(lambda at=service, count=count: answered(at, count))  # type: ignore[misc]
                assert found["competencies"] == {"totalCount": count}
        assert one.ask(REVISION) == other.ask(REVISION)
        metrics = httpx.get(f"{one.url}/metrics").text
        assert "waymark_commits_total 2.0" in metrics
        assert 'waymark_store_breaker{state="closed"} 1.0' in metrics


def test_a_service_waits_for_its_store_and_gets_ready_by_itself(tmp_path: Path) -> None:
    store = tmp_path / "mounted" / "waymark.db"
    with starting({"WAYMARK_STORE": f"sqlite:///{store}"}) as service:
        assert await_status(service, "/livez", 200) == {"status": "alive"}
        assert await_status(service, "/readyz", 503) == {"status": "not ready"}
        refused = service.ask("{ revision { number } }")["errors"][0]
        assert refused["extensions"]["reason"] == "STORE_UNAVAILABLE"
        assert "waymark_ready 0.0" in httpx.get(f"{service.url}/metrics").text
        store.parent.mkdir()
        load(store, 2)
        assert await_status(service, "/readyz", 200)["status"] == "ready"
        until(lambda: answered(service, 1))
        assert service.stop() in {0, -15}
        assert service.process.stdout is not None
        told = service.process.stdout.read()
    assert "not ready yet, the store is waited for" in told
    assert "Traceback" not in told
