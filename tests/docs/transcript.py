"""Terminal sessions as pages show them: commands, and what they print.

A line `…` stands for any number of lines, `…` within a line for any text. Durations and days
are compared as such, not by their figures, and a run of spaces is one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PROMPT = "$ "
DURATION = re.compile(r"\d+(?:\.\d+)? ?(?:ms|s|seconds?)\b|\"seconds\": [\d.e-]+")
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
ANY_LINES = "…"


class Exchange(NamedTuple):
    """A command, and what it is shown to print; None where nothing is shown."""

    command: str
    shown: str | None


def exchanges(text: str) -> Iterator[Exchange]:
    """Split a session into its commands; a command may go on after a backslash."""
    joined = re.sub(r"\s*\\\n(?:> )?\s*", " ", text)
    for part in re.split(rf"^(?={re.escape(PROMPT)})", joined, flags=re.MULTILINE):
        if part.strip():
            command, _, shown = part.partition("\n")
            assert command.startswith(PROMPT), f"`{command}` follows no prompt"
            yield Exchange(command.removeprefix(PROMPT), shown if shown.strip() else None)


def agrees(shown: str, printed: str) -> bool:
    """Whether a page shows what a command prints."""
    pattern = "".join(_pattern(line) for line in _lines(shown))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _lines(printed))) is not None


def _pattern(line: str) -> str:
    if line == ANY_LINES:
        return r"(?:.*\n)*"
    return ".*".join(re.escape(part) for part in line.split("…")) + r"\n"


def _lines(text: str) -> list[str]:
    timeless = DAY.sub("DAY", DURATION.sub("DURATION", text))
    lines = [" ".join(line.split()) for line in timeless.splitlines()]
    return [line for line in lines if line]
