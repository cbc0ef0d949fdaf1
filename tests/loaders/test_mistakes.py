"""Every mistake is found where it is, said in a sentence, and comes with its remedy."""

from __future__ import annotations

import re

import pytest
from formats.mistakes import MISTAKES, Mistake

from loaders.curriculum.reader import read_text
from loaders.fidelity import Fate
from ontology.names import Prefixes
from ontology.terms import Kind
from ontology.violations import Severity

EX = Prefixes.of({"ex": "https://example.org/"})
MARK = "▸"


def marked(text: str) -> tuple[str, int, int]:
    """Return the text without its mark, and the row and column that it marks."""
    before, _, after = text.partition(MARK)
    assert MARK not in after
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_one_violation_in_its_place(mistake: Mistake) -> None:
    text, row, column = marked(mistake.text)
    loaded = read_text(text, "a.yaml")
    assert [each.message for each in loaded.violations] == [mistake.message]
    (found,) = loaded.violations
    assert (found.file, found.row, found.column) == ("a.yaml", row, column)
    assert (found.shape, found.severity) == ("file", Severity.VIOLATION)
    if mistake.fix is not None:
        assert found.fix == mistake.fix
    assert found.path == mistake.path
    assert (EX.compact(found.focus) if found.focus else None) == mistake.focus
    assert loaded.fidelity.count(Fate.QUARANTINED) == 1


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_what_is_mistaken_is_left_out_as_a_whole(mistake: Mistake) -> None:
    loaded = read_text(marked(mistake.text)[0], "a.yaml")
    said = {EX.compact(each.id) for each in loaded.statements} & {"ex:a", "ex:r", "ex:s"}
    # a mistake in a part of an entry, such as a prerequisite, spares the entry itself
    in_part = (
        mistake.path is not None and mistake.path.count("[") == 2 and "broader" not in mistake.path
    )
    assert said == ({mistake.focus} if in_part else set())
    assert loaded.learners == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_windows_newlines_move_nothing(mistake: Mistake) -> None:
    text, _, _ = marked(mistake.text)
    plain = read_text(text, "a.yaml").violations
    assert read_text(text.replace("\n", "\r\n"), "a.yaml").violations == plain


SEVEN = """waymark: 1
prefixes: {ex: "https://example.org/"}
framework: {id: ex:f, assumed-effort: ▸soon}
competencies:
  - {id: ex:a, scale: ▸s, effort: ▸PT1S}
  - id: ex:b
    prerequisites:
      - {needs: "all(▸", because: why}
      - {needs: ex:a, strength: ▸strong}
resources:
  - {id: ex:r, price: {amount: 1, currency: ▸EU}, teaches: ["▸ex:", ex:a]}
"""


def test_all_mistakes_of_a_file_are_reported_at_once_in_the_order_of_their_rows() -> None:
    loaded = read_text(SEVEN.replace(MARK, ""), "a.yaml")
    rows = enumerate(SEVEN.split("\n"), 1)
    # the marks before it in its row move a character to the right
    places = [
        (number, place - index + 1)
        for number, row in rows
        for index, place in enumerate(found.start() for found in re.finditer(MARK, row))
    ]
    assert [(each.row, each.column) for each in loaded.violations] == places
    said = {each.kind: EX.compact(each.id) for each in loaded.statements}
    assert said.keys() == {Kind.PREFIX, Kind.COMPETENCY, Kind.TEACHING}
    assert said[Kind.COMPETENCY] == "ex:b"
