"""The site shows every page, and the pages say what the code says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from api.failures import failure_of, families
from ontology.errors import WaymarkError
from ontology.terms import Kind
from shapes.shacl.shape import UnsupportedShapeError

ROOMS = ("ontology", "shapes", "loaders", "graph", "reasoning", "api")
ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def test_every_page_is_in_the_navigation_once() -> None:
    site = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))
    pages = sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))
    assert sorted(_targets(site["project"]["nav"])) == pages


def test_no_page_is_empty() -> None:
    assert [page.name for page in DOCS.rglob("*.md") if len(page.read_text("utf-8")) < 200] == []


def test_every_error_is_documented_with_its_codes() -> None:
    page = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `([A-Z_]+)` \|.*\| (\d+) \| (\d+) \|$", page, re.MULTILINE))
    declared: set[type[WaymarkError]] = {*families(), UnsupportedShapeError}
    failures = {family.code: failure_of(family.__new__(family)) for family in declared}
    assert rows == {
        (code, str(failure.exit_code), str(failure.http_status))
        for code, failure in failures.items()
    }


def test_errors_are_declared_where_the_page_looks_for_them() -> None:
    declaring = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if re.search(r'^    code(: ClassVar\[str\])? = "[A-Z_]+"', path.read_text("utf-8"), re.M)
    }
    assert declaring == {"ontology/errors.py", "shapes/shacl/shape.py"}


def test_every_code_of_the_service_is_documented() -> None:
    page = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
    given = {
        code
        for path in (ROOT / "api").rglob("*.py")
        for code in re.findall(r'(?:"code": |_refused\(\d+, )"([A-Z_]+)"', path.read_text("utf-8"))
    }
    assert {"TOO_LARGE", "LENGTH_REQUIRED"} <= given
    assert [code for code in sorted(given) if f"`{code}`" not in page] == []


def test_every_kind_of_statement_is_in_the_glossary() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    words = set(re.findall(r"^\| \*\*(.+?)\*\* \|", glossary, re.MULTILINE))
    assert {kind.value for kind in Kind} - words == set()


def test_a_word_is_explained_once() -> None:
    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", glossary, re.MULTILINE)
    assert len(words) == len(set(words))


def test_decisions_are_numbered_and_have_three_parts() -> None:
    records = sorted((DOCS / "decisions").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [
            "Context",
            "Decision",
            "Consequences",
        ], record.name
        assert len(text.splitlines()) <= 60, f"{record.name} does not fit one screen"


def _targets(nav: list[dict[str, object]]) -> Iterator[str]:
    for entry in nav:
        for target in entry.values():
            if isinstance(target, str):
                yield target
            elif isinstance(target, list):
                yield from _targets(target)
