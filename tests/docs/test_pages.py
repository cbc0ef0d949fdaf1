"""Every block of every page does what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.fences import fences
from docs.runners import ROOT, Session, execute

PAGES = sorted(
    page for pattern in ("*.md", "docs/**/*.md", "examples/**/*.md") for page in ROOT.glob(pattern)
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_shows_is_so(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.setenv("WAYMARK_STORE", f"sqlite:///{tmp_path / 'waymark.db'}")
    monkeypatch.setenv("COLUMNS", "100")
    session = Session(tmp_path)
    for fence in fences(page):
        execute(fence, session)
