"""The comparison of what a page shows with what is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.fences import Fence, fences
from docs.transcript import Exchange, agrees, exchanges


def test_a_session_is_split_into_commands_and_what_they_print() -> None:
    session = "$ waymark find sql\nSQL\n$ waymark path \\\n>   --role analyst\n$ make demo\n"
    assert list(exchanges(session)) == [
        Exchange("waymark find sql", "SQL\n"),
        Exchange("waymark path --role analyst", None),
        Exchange("make demo", None),
    ]


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a\nb\n", "a\nb"),
        ("a  \n\nb", "a\nb\n"),
        ("found in 0.004 s", "found in 12.5 s"),
        ("a  b", "  a b   "),
        ("done on 2026-03-01", "done on 2027-06-29"),
        ("a\n…\nz", "a\nb\nc\nz"),
        ("a\n…\nz", "a\nz"),
        ("digest sha256:12…", "digest sha256:12ab"),
    ],
)
def test_what_agrees(shown: str, printed: str) -> None:
    assert agrees(shown, printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a", "b"),
        ("a", "a\nb"),
        ("a\nb", "a"),
        ("takes 20 h", "takes 21 h"),
        ("a\n…\nz", "a\nb"),
        ("a.c", "abc"),
        ("digest sha256:12…", "digest sha256:13ab"),
    ],
)
def test_what_does_not_agree(shown: str, printed: str) -> None:
    assert not agrees(shown, printed)


def test_blocks_are_found_with_language_words_and_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("x\n```yaml curriculum\na: 1\n```\n- y\n\n  ````md\n  ```\n  ````\n")
    assert list(fences(page)) == [
        Fence(page, 2, "yaml", frozenset({"curriculum"}), "a: 1\n"),
        Fence(page, 7, "md", frozenset(), "```\n"),
    ]


def test_a_block_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\nx = 1\n")
    with pytest.raises(AssertionError, match=r"page\.md:1: the block is never closed"):
        list(fences(page))
