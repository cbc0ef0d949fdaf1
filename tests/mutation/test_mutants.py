from __future__ import annotations

import pytest
from mutation.mutants import mutants


@pytest.mark.parametrize(
    ("written", "planted"),
    [
        ("x = a < b", ["x = a <= b"]),
        ("x = a in b", ["x = a not in b"]),
        ("x = a and b", ["x = a or b"]),
        ("x = not a", ["x = a"]),
        ("x = all(a)", ["x = any(a)"]),
        ("x = a - 1", ["x = a + 1", "x = a - 2"]),
        ("x = True", ["x = False"]),
        ("check(a)", ["pass"]),
        ("raise a", ["pass"]),
        ("if a:\n    b = c", ["if False:\n    b = c"]),
    ],
)
def test_mistakes_are_planted_one_at_a_time(written: str, planted: list[str]) -> None:
    assert [mutant.source.rstrip() for mutant in mutants(written)] == planted


@pytest.mark.parametrize("text", ['"a docstring"', "x: int = a", "def f() -> None: ..."])
def test_what_means_nothing_is_left_alone(text: str) -> None:
    assert list(mutants(text)) == []


def test_a_mutant_says_where_and_what() -> None:
    found = list(mutants("x = 1\n\ny = a == b\n"))
    assert [(mutant.row, mutant.change) for mutant in found] == [
        (1, "1 → 2"),
        (3, "a == b → a != b"),
    ]
