"""Tables in CSV (RFC 4180), each record with the row it begins in."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.fidelity import Account, Place
from loaders.files import MAX_BYTES, decoded, read_bytes
from ontology.errors import SourceError


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a file under its header; `rows` says where each begins, from 1."""

    file: str
    columns: Sequence[str]
    records: Sequence[Sequence[str]]
    rows: Sequence[int]

    def __iter__(self) -> Iterator[Record]:
        for row, cells in zip(self.rows, self.records, strict=True):
            yield Record(self, row, cells)

    def index(self, column: str) -> int | None:
        """Return the place of a column, where there is one."""
        return self.columns.index(column) if column in self.columns else None

    def drop_others(self, used: Collection[str], account: Account, reason: str) -> None:
        """Count what stands in columns that nobody reads."""
        for place, column in enumerate(self.columns):
            if column not in used:
                filled = [
                    row for row, cells in self._cells() if len(cells) > place and cells[place]
                ]
                account.drop_many(f"column `{column}`", reason, self.file, filled)

    def _cells(self) -> Iterator[tuple[int, Sequence[str]]]:
        return zip(self.rows, self.records, strict=True)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a table."""

    table: Table
    row: int
    cells: Sequence[str]

    def cell(self, column: str) -> str:
        """Return what stands in a column, without white space around; empty where nothing does."""
        index = self.table.index(column)
        if index is None or index >= len(self.cells):
            return ""
        return self.cells[index].strip()

    @property
    def place(self) -> Place:
        """Where the record begins."""
        return Place(self.table.file, self.row)


def read_table(path: Path, needed: Collection[str]) -> Table:
    """Read a table with a header.

    Raises `SourceError` where it is no table, or lacks a column that is needed.
    """
    return table_of(read_bytes(path), path.as_posix(), needed)


def table_of(content: bytes, file: str, needed: Collection[str]) -> Table:
    """Read a table that is already in memory; else as `read_table`."""
    reader = csv.reader(io.StringIO(decoded(content, file), newline=""))
    records: list[Sequence[str]] = []
    rows: list[int] = []
    limit = csv.field_size_limit(MAX_BYTES)
    row = 1
    try:
        columns = [name.strip() for name in next(reader, [])]
        row = reader.line_num + 1
        for cells in reader:
            if cells:
                records.append(cells)
                rows.append(row)
            row = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"not CSV: {error}", file, row) from None
    finally:
        csv.field_size_limit(limit)
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice is not None:
        raise SourceError(f"the column `{twice}` comes twice", file, 1)
    missing = [f"`{name}`" for name in needed if name not in columns]
    if missing:
        raise SourceError(f"the column {', '.join(missing)} is missing", file, 1)
    return Table(file, columns, records, rows)
