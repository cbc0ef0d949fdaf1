"""What is said of worked curricula, held against a text that people have read."""

import pytest
from told import CASES, GOLDEN, case_of, told

SECTIONS = {
    section.partition("\n")[0]: section for section in GOLDEN.read_text("utf-8").split("\n## ")[1:]
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_said_as_it_was_read(name: str) -> None:
    assert told(case_of(name)).removeprefix("## ").strip() == SECTIONS[name].strip()


def test_nothing_else_is_written_there() -> None:
    assert set(SECTIONS) == set(CASES)
