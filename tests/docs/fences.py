"""The fenced blocks of a page, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OPENING = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<language>[\w-]*) *(?P<words>[^`]*)$")


@dataclass(frozen=True, slots=True)
class Fence:
    """One block: ```` ```language word word ````, and where it begins."""

    page: Path
    row: int
    language: str
    words: frozenset[str]
    text: str

    @property
    def place(self) -> str:
        """File and row, as a message says them."""
        return f"{self.page.name}:{self.row}"


def fences(page: Path) -> Iterator[Fence]:
    """Yield the fenced blocks of a page; one that is never closed is a broken promise."""
    opening: re.Match[str] | None = None
    began, lines = 0, list[str]()
    for row, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        if opening is None:
            opening, began, lines = OPENING.match(line), row, []
        elif line.strip() == opening["ticks"]:
            words = frozenset(opening["words"].split())
            yield Fence(page, began, opening["language"], words, "\n".join(lines) + "\n")
            opening = None
        else:
            lines.append(line.removeprefix(opening["indent"]))
    assert opening is None, f"{page.name}:{began}: the block is never closed"
