"""Rows: side by side where the terminal is wide enough, below one another where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.shell import Shell

INDENT = 4
GAP = 2


class Column(NamedTuple):
    """What stands in one column; without a title it says what it is by itself."""

    title: str = ""
    style: str = ""
    justify: Literal["left", "right"] = "left"


def show_rows(
    shell: Shell, columns: Sequence[Column], rows: Iterable[Sequence[str]], indent: int = 0
) -> None:
    """Show rows of plain texts.

    They stand in a table as long as no word has to be cut for it; else each is a line of its
    own, with what does not fit below it. A column with nothing in it is left out.
    """
    rows = list(rows)
    used = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    columns = [columns[place] for place in used]
    rows = [[row[place] for place in used] for row in rows]
    widths = _widths(columns, rows, shell.out.width - indent)
    if widths is not None:
        table = _table(columns, rows, widths)
        shell.out.print(Padding(table, (0, 0, 0, indent)) if indent else table)
        return
    for row in rows:
        _show_below(shell, columns, row, indent)


def indented(text: str | Text, indent: int = INDENT, style: str = "") -> Padding:
    """Return a text that is wrapped within its indent."""
    plain = Text(text) if isinstance(text, str) else text
    if style:
        plain.stylize(style)
    return Padding(plain, (0, 0, 0, indent), expand=False)


def item(mark: str, text: str, style: str = "") -> Table:
    """Return a text that begins with a mark, and is wrapped beside it."""
    line = Table.grid(padding=0)
    line.add_column(no_wrap=True)
    line.add_column(overflow="fold")
    line.add_row(Text(mark, style), Text(text, style))
    return line


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int
) -> list[int] | None:
    """Share the room out, so that no word is cut; None where that cannot be.

    What lacks least is served first, and nothing gets more than it fills.
    """
    within = [(column.title, *cells) for column, *cells in zip(columns, *rows, strict=True)]
    full = [max(map(cell_len, cells)) for cells in within]
    widths = [
        max((cell_len(word) for cell in cells for word in cell.split()), default=0)
        for cells in within
    ]
    left = room - sum(widths) - GAP * (len(widths) - 1)
    if left < 0:
        return None
    waiting = sorted(range(len(widths)), key=lambda place: full[place] - widths[place])
    for served, place in enumerate(waiting):
        more = min(full[place] - widths[place], left // (len(waiting) - served))
        widths[place] += more
        left -= more
    return widths


def _table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], widths: Sequence[int]
) -> Table:
    titled = any(column.title for column in columns)
    table = Table(
        box=None, pad_edge=False, show_header=titled, header_style="bold", padding=(0, GAP, 0, 0)
    )
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            column.title,
            style=column.style,
            justify=column.justify,
            overflow="fold",
            width=width,
        )
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _show_below(shell: Shell, columns: Sequence[Column], row: Sequence[str], indent: int) -> None:
    """Show the first cells in a line as long as they fit, each other one in a line of its own."""
    filled = [(column, cell) for column, cell in zip(columns, row, strict=True) if cell]
    line, room = Text(), shell.out.width - indent
    while filled and (not line or line.cell_len + GAP + cell_len(filled[0][1]) <= room):
        column, cell = filled.pop(0)
        line.append(" " * GAP if line else "")
        line.append(cell, style=column.style)
    shell.out.print(indented(line, indent))
    for column, cell in filled:
        named = Text(f"{column.title}: " if column.title else "", "dim")
        shell.out.print(indented(named.append(cell, style=column.style), indent + GAP))
