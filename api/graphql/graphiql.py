"""GraphiQL: the page on which people try queries."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi.responses import HTMLResponse

_PAGE = Path(__file__).with_name("graphiql.html")


def graphiql_page() -> HTMLResponse:
    """Return the page, with the example queries as its tabs."""
    return HTMLResponse(_content())


@cache
def _content() -> str:
    return _PAGE.read_text("utf-8")
