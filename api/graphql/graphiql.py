"""GraphiQL: the page on which people try queries, with a plain editor where there is no network.

The page fetches GraphiQL itself from elsewhere, and only the very files whose digests are in
`pages/assets.json`; everything else comes from here.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from string import Template
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.responses import Response

from api.graphql.sdl import sdl

_HERE = Path(__file__).parent
_PAGES = _HERE / "pages"
_SCRIPT = "text/javascript; charset=utf-8"
_SERVED = {
    "page.css": "text/css; charset=utf-8",
    "start.js": _SCRIPT,
    "ask.js": _SCRIPT,
    "console.js": _SCRIPT,
    "editor.js": _SCRIPT,
}


class Example(NamedTuple):
    """An example query: its file begins with two comments, a title and what it is about."""

    title: str
    about: str
    query: str


class Asset(NamedTuple):
    """A file that the page fetches from elsewhere, and its digest (Subresource Integrity)."""

    url: str
    integrity: str


def graphiql_pages() -> APIRouter:
    """Return the routes of the page and of what it is made of; they want no key."""
    router = APIRouter()

    @router.get("/graphiql")
    async def page() -> Response:
        headers = {"content-security-policy": policy()}
        return _response(_page(), "text/html; charset=utf-8", headers)

    @router.get("/graphiql/schema.graphql")
    async def schema() -> Response:
        return _response(sdl(), "text/plain; charset=utf-8")

    @router.get("/graphiql/{name}")
    async def part(name: str) -> Response:
        if name not in _SERVED:
            return _response("there is no such file", "text/plain; charset=utf-8", status=404)
        return _response(_read(name), _SERVED[name])

    return router


@cache
def examples() -> tuple[Example, ...]:
    """Return the example queries in the order of their files."""
    files = sorted((_HERE / "examples").glob("*.graphql"))
    return tuple(_example(file.read_text("utf-8")) for file in files)


@cache
def assets() -> tuple[Asset, ...]:
    """Return the files of GraphiQL, in the order in which they are to be run."""
    return tuple(Asset(**each) for each in json.loads(_read("assets.json")))


@cache
def policy() -> str:
    """Return the Content Security Policy: files from here, and the assets, by their addresses."""
    scripts = " ".join(each.url for each in assets() if each.url.endswith(".js"))
    styles = " ".join(each.url for each in assets() if each.url.endswith(".css"))
    directives = (
        "default-src 'none'",
        f"script-src 'self' {scripts}",
        f"style-src 'self' {styles}",
        "connect-src 'self'",
        "font-src data:",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return "; ".join(directives)


def _example(text: str) -> Example:
    title, about, _ = text.split("\n", 2)
    return Example(title.removeprefix("# "), about.removeprefix("# "), text)


@cache
def _page() -> str:
    content = {
        "examples": [each._asdict() for each in examples()],
        "assets": [each._asdict() for each in assets()],
    }
    # within a script element nothing but `<` could end it
    return Template(_read("graphiql.html")).substitute(
        content=json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")
    )


@cache
def _read(name: str) -> str:
    return (_PAGES / name).read_text("utf-8")


def _response(
    text: str, media_type: str, headers: dict[str, str] | None = None, status: int = 200
) -> Response:
    always = {
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }
    return Response(text, status, {**always, **(headers or {})}, media_type)
