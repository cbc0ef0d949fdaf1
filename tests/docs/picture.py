"""The picture of the demonstration: drawn from what the command really prints.

`python -m docs.picture` (with `tests` on the path) draws it anew into `docs/pictures/demo.svg`;
a test draws it again and compares. The day is fixed, so that dates do not change it.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from api.application.plan.demonstration import demonstrate
from api.cli.screens.demonstration import show_demonstration
from api.cli.shell import Composers, Shell
from api.composition import compose, compose_for_reading, serve
from api.settings import read_settings

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "demo.svg"
DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
WIDTH = 100
HEAD, TAIL = 29, 23

_THEME = TerminalTheme(
    (255, 255, 255),
    (31, 35, 40),
    [
        *((31, 35, 40), (176, 42, 42), (22, 112, 60), (140, 90, 0)),
        *((30, 80, 160), (120, 50, 140), (0, 105, 120), (90, 96, 104)),
    ],
)

_FRAME = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" \
aria-label="What waymark demo prints">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<rect width="{width}" height="{height}" rx="8" fill="#ffffff" stroke="#d0d7de"/>
<g transform="translate({terminal_x}, 16)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def drawn() -> str:
    """Return the picture, as SVG that fetches nothing."""
    lines = _printed().split("\n")
    shown = [*lines[:HEAD], Text("   ⋮", "dim"), *lines[-TAIL:]]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    for line in shown:
        console.print(line, overflow="crop", no_wrap=True)
    return console.export_svg(theme=_THEME, code_format=_FRAME, unique_id="demo")


def _printed() -> Text:
    """Return what `waymark demo` prints on the fixed day, colours included."""
    settings = read_settings(store="memory:")
    application = replace(compose(settings), now=lambda: DAY)
    out = Console(width=WIDTH, file=io.StringIO(), force_terminal=True, highlight=False)
    composers = Composers(compose, compose_for_reading, serve)
    shell = Shell(composers, settings, None, False, out, Console(quiet=True))
    show_demonstration(shell, demonstrate(application, shell.asked, None))
    application.close()
    if not isinstance(out.file, io.StringIO):
        raise TypeError("the console writes elsewhere")
    return Text.from_ansi(out.file.getvalue())


if __name__ == "__main__":
    PICTURE.write_text(drawn(), "utf-8")
