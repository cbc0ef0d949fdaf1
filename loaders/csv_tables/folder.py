"""Where tables lie: in a folder, or in the ZIP archive that an export writes."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.csv_tables.families import FAMILIES, PREFIXES, SUFFIX
from loaders.files import MAX_BYTES, read_bytes
from loaders.tables import Table, table_of
from ontology.errors import SourceError

ARCHIVE = ".zip"
_KNOWN = frozenset([PREFIXES, *(family.table for family in FAMILIES.values())])


@dataclass(frozen=True, slots=True)
class Folder:
    """The tables that are there, by name; `file` says how a table is called in messages."""

    name: str
    tables: Mapping[str, bytes]

    def file(self, table: str) -> str:
        """Name the file of a table."""
        return f"{self.name}/{table}{SUFFIX}"

    def read(self, table: str, needed: Collection[str] = ()) -> Table | None:
        """Read a table, if it is there.

        Raises `SourceError` where it is no table, or lacks a column that is needed.
        """
        content = self.tables.get(table)
        return None if content is None else table_of(content, self.file(table), needed)


def open_folder(path: Path) -> Folder:
    """Read the tables of a folder or an archive.

    Raises `SourceError` where one cannot be read, or all are too large together.
    """
    name = path.as_posix()
    if path.suffix.lower() == ARCHIVE and path.is_file():
        return Folder(name, _unpacked(path))
    files = {table: path / f"{table}{SUFFIX}" for table in sorted(_KNOWN)}
    return Folder(name, {table: read_bytes(at) for table, at in files.items() if at.is_file()})


def is_csv_tables(path: Path) -> bool:
    """Tell whether a path is a folder or an archive with tables of families."""
    names = _KNOWN - {PREFIXES}
    if path.suffix.lower() == ARCHIVE and path.is_file():
        return not names.isdisjoint(_names(path))
    return any((path / f"{table}{SUFFIX}").is_file() for table in names)


def _names(path: Path) -> frozenset[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return frozenset(name.removesuffix(SUFFIX) for name in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return frozenset()


def _unpacked(path: Path) -> Mapping[str, bytes]:
    """Unpack the tables of an archive; what they say of their size is not trusted."""
    found: dict[str, bytes] = {}
    left = MAX_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                table = name.removesuffix(SUFFIX)
                if table in _KNOWN and name.endswith(SUFFIX):
                    with archive.open(name) as stream:
                        found[table] = stream.read(left + 1)
                    left -= len(found[table])
                    if left < 0:
                        limit = f"{MAX_BYTES // (1024 * 1024)} MiB"
                        raise SourceError(f"its tables are larger than {limit}", path.as_posix())
    except (OSError, RuntimeError, zipfile.BadZipFile, ValueError, EOFError) as error:
        raise SourceError(f"cannot be unpacked: {error}", path.as_posix()) from None
    return found
