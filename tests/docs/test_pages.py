"""Every block of every page does what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.fences import fences
from docs.runners import NEO4J, ROOT, Session, execute
from servers.neo4j_server import Server

PAGES = sorted(
    page for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md") for page in ROOT.glob(pattern)
)


ON_NEO4J = [page for page in PAGES if any("neo4j" in fence.words for fence in fences(page))]

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
pages_on_neo4j = pytest.mark.parametrize(
    "page", ON_NEO4J, ids=lambda page: page.relative_to(ROOT).as_posix()
)


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A folder of one's own, as somebody has who follows a page."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.setenv("WAYMARK_STORE", f"sqlite:///{tmp_path / 'waymark.db'}")
    monkeypatch.setenv("COLUMNS", "100")
    return Session(tmp_path)


@pages
def test_what_a_page_shows_is_so(page: Path, session: Session) -> None:
    for fence in fences(page):
        if "neo4j" not in fence.words:
            execute(fence, session)


@pages_on_neo4j
def test_what_a_page_shows_of_neo4j_is_so(
    page: Path, session: Session, own_neo4j: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_neo4j.clear()
    session.stands_for[NEO4J] = own_neo4j.login.address
    monkeypatch.setenv("WAYMARK_STORE_USER", own_neo4j.login.user)
    monkeypatch.setenv("WAYMARK_STORE_PASSWORD", own_neo4j.login.password)
    for fence in fences(page):
        execute(fence, session)
