"""The page about contracts says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import shapes.restatement
import shapes.spelling
from shapes.catalogue import FAMILIES, graph_wide_sentences
from shapes.shacl.shape import SH
from shapes.shacl.shape_reader import COMPILED

PAGE = Path(__file__).parents[2] / "docs" / "contracts.md"


def first_cells(heading: str) -> str:
    """Return the first column of the table under a heading."""
    rows = [row for row in section(heading).splitlines() if row.startswith("|")]
    return "\n".join(row.split("|")[1] for row in rows[2:])


def section(heading: str) -> str:
    """Return the text under a heading."""
    _, _, after = PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    return after.partition("\n## ")[0]


def ticked(text: str) -> set[str]:
    """Return what stands between backticks."""
    return set(re.findall(r"`([^`]+)`", text))


def test_it_lists_every_construct_that_is_compiled() -> None:
    table = "\n".join(
        row for row in section("What is compiled of SHACL").splitlines() if "|" in row
    )
    named = {name.removeprefix("sh:") for name in ticked(table) if name.startswith("sh:")}
    assert named == {name.removeprefix(SH) for name in COMPILED}


def test_it_lists_every_family() -> None:
    assert ticked(first_cells("Family shapes")) == {file.stem for file in FAMILIES.iterdir()}


def test_it_lists_every_graph_wide_contract_and_which_of_them_only_warn() -> None:
    cells = first_cells("Graph-wide contracts")
    assert ticked(cells) == set(graph_wide_sentences())
    warned = ticked("\n".join(row for row in cells.splitlines() if "(a warning)" in row))
    severities = {name: said.severity for name, said in graph_wide_sentences().items()}
    assert warned == {name for name, severity in severities.items() if severity != SH + "Violation"}


def test_it_lists_every_other_contract() -> None:
    for heading, module in (
        ("Contracts about a change", shapes.restatement),
        ("Contracts about spelling", shapes.spelling),
    ):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        named = ticked(first_cells(heading))
        assert named
        for name in named:
            assert f'"{name}"' in source
