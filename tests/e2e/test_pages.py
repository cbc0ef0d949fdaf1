"""The page at /graphiql in a real browser, with and without a network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from live_service import Service

from api.graphql.graphiql import examples

HERE = Path(__file__).parent
NEEDED = ("playwright-core", "axe-core", "graphiql", "react", "react-dom")


def _see(service: Service, story: str) -> Any:
    """Return what a browser sees; `pages.mjs` tells the stories."""
    node, chromium = shutil.which("node"), shutil.which("chromium")
    missing = [name for name in NEEDED if not (HERE / "node_modules" / name).is_dir()]
    if node is None or chromium is None or missing:
        pytest.skip("a browser is not installed: chromium, node, and npm ci in tests/e2e")
    ran = subprocess.run(
        [node, HERE / "pages.mjs", chromium, service.url, story],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_without_a_network_the_plain_editor_takes_over(service: Service) -> None:
    seen = _see(service, "plain")
    titles = [example.title for example in examples()]
    assert seen["examples"] == titles
    assert seen["order"] == [
        *("key", "Schema", "other-editor"),
        *titles,
        *("query", "variables", "Run", "answer"),
    ]
    assert seen["axe"] == {"light": [], "dark": []}
    assert seen["overflow"] == 0
    assert seen["clicked"]["outcome"].startswith("HTTP 200 · no errors")
    assert "Datenbanklabor" in seen["clicked"]["answer"]
    path = json.loads(seen["pressed"]["answer"])["data"]["path"]
    assert path["__typename"] == "LearningPath"
    assert json.loads(seen["proved"]["answer"])["data"]["explanation"]["steps"]
    assert seen["mistaken"]["outcome"].startswith("HTTP 400 · 1 error")
    assert "nonsense" in seen["mistaken"]["answer"]
    assert seen["refused"]["outcome"].startswith("HTTP 401 · 1 error")
    assert seen["complaints"] == []


def test_with_its_files_graphiql_opens_the_examples(service: Service) -> None:
    seen = _see(service, "graphiql")
    operations = [re.search(r"^query (\w+)", each.query, re.MULTILINE) for each in examples()]
    assert seen["tabs"] == [found[1] for found in operations if found]
    assert "The path takes 248 hours" in seen["answer"]
    assert not seen["plain"]
    assert seen["complaints"] == []
