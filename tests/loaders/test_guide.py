"""The guide to the curriculum format lists every key as it is declared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from formats.key_tables import DESCRIBED, key_table

from loaders.forms.records import Record
from loaders.registry import formats

GUIDES = Path(__file__).parents[2] / "docs" / "formats"


@pytest.mark.parametrize(("heading", "record"), DESCRIBED, ids=[name for name, _ in DESCRIBED])
def test_a_table_of_the_guide_is_the_declaration(heading: str, record: Record) -> None:
    guide = (GUIDES / "curriculum.md").read_text("utf-8")
    below = guide.partition(f"\n### {heading}\n")[2].partition("\n#")[0]
    assert below.strip() == key_table(record)


def test_every_format_has_a_guide() -> None:
    # the syntaxes of RDF share one page, which names each
    syntaxes = set(re.findall(r"\| `(\w+)` \|$", (GUIDES / "rdf.md").read_text("utf-8"), re.M))
    assert {path.stem for path in GUIDES.glob("*.md")} | syntaxes >= set(formats())
