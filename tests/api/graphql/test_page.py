"""The page at /graphiql: nothing is fetched but the very files that it names."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.graphql.graphiql import Asset, assets, examples, graphiql_pages, policy
from api.graphql.sdl import sdl

NODE_MODULES = Path(__file__).parents[2] / "e2e" / "node_modules"


@pytest.fixture
def client() -> Iterator[TestClient]:
    """The page, with no service behind it."""
    app = FastAPI()
    app.include_router(graphiql_pages())
    with TestClient(app) as client:
        yield client


def test_the_page_carries_the_examples_and_runs_nothing_within_it(client: TestClient) -> None:
    page = client.get("/graphiql")
    assert page.headers["content-security-policy"] == policy()
    assert "unsafe" not in policy()
    assert re.search(r"\son\w+=|<style|style=", page.text) is None
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page.text, re.DOTALL)
    assert [bool(inside) for _, inside in scripts] == [True, False]
    content = json.loads(scripts[0][1])
    assert [each["title"] for each in content["examples"]] == [each.title for each in examples()]
    assert "waymark demo" in page.text


def test_whatever_the_page_names_is_there(client: TestClient) -> None:
    page = client.get("/graphiql").text
    parts = re.findall(r'(?:src|href)="(graphiql/[^"]+)"', page)
    scripts = [re.findall(r"from '\./(\w+\.js)'", client.get(f"/{part}").text) for part in parts]
    named = {*parts, *(f"graphiql/{name}" for found in scripts for name in found)}
    assert len(named) == 6
    for part in named:
        answer = client.get(f"/{part}")
        assert answer.status_code == 200, part
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get("/graphiql/schema.graphql").text == sdl()


@pytest.mark.parametrize("name", ["assets.json", "graphiql.html", "..%2fgraphiql.py", "x"])
def test_nothing_else_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/graphiql/{name}").status_code == 404


@pytest.mark.parametrize("asset", assets(), ids=lambda asset: asset.url.rpartition("/")[2])
def test_a_file_from_elsewhere_is_known_by_its_digest(asset: Asset) -> None:
    assert asset.url in policy()
    named = re.fullmatch(r"https://unpkg\.com/([a-z-]+)@([0-9.]+)/(.+)", asset.url)
    assert named is not None
    package, version, path = named.groups()
    installed = NODE_MODULES / package
    if not installed.is_dir():
        pytest.skip("the files of GraphiQL are not here: npm ci in tests/e2e")
    assert json.loads((installed / "package.json").read_text("utf-8"))["version"] == version
    digest = hashlib.sha384((installed / path).read_bytes()).digest()
    assert asset.integrity == f"sha384-{base64.b64encode(digest).decode()}"
