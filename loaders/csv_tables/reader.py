"""Reading tables back into statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.csv_tables.cells import entry
from loaders.csv_tables.families import (
    FAMILIES,
    NAMESPACE,
    PREFIX,
    PREFIXES,
    SOURCE,
    Family,
)
from loaders.csv_tables.folder import Folder, open_folder
from loaders.curriculum import format as keys
from loaders.curriculum.assembly import FileRead, loaded, said_in
from loaders.documents.nodes import Listing, Node, Scalar
from loaders.fidelity import Account
from loaders.forms.notations import NameForm
from loaders.forms.preamble import Binding, binding_of
from loaders.forms.reading import Reading
from loaders.forms.records import Fields, advice
from loaders.loaded import Loaded
from loaders.tables import Record, Table
from ontology.dataset import Provenance, state
from ontology.errors import MalformedNameError, SourceError
from ontology.names import Iri, Prefixes
from ontology.terms import Prefix

# stands for the framework of rows that all name their own
_NOWHERE = Iri("")


def read_tables(paths: Sequence[Path]) -> Loaded:
    """Read folders and archives of tables as one load.

    Raises `SourceError` where one has no table, or a table cannot be read.
    """
    return Loaded.merged(_read_folder(path) for path in paths)


def _read_folder(path: Path) -> Loaded:
    account, folder = Account(), open_folder(path)
    bound = _bindings(folder, account)
    prefixes = Prefixes.of((each.prefix, each.namespace) for each, _ in bound.found)
    read = [(family, folder.read(family.table)) for family in FAMILIES.values()]
    tables = [(family, table) for family, table in read if table is not None]
    if not tables:
        raise SourceError("no table of statements is in it", path.as_posix())
    home = _home(tables, prefixes)
    found = [bound.read(prefixes, home)]
    for family, table in tables:
        reading = Reading(table.file, None, account, prefixes)
        found.append(_read_family(family, table, reading, home))
    return loaded(found, account)


class _Bindings:
    """The table of prefixes: what it binds, and who says so."""

    def __init__(self, table: Table | None, reading: Reading) -> None:
        self._reading = reading
        self.found: list[tuple[Binding, Record]] = []
        for record in table or ():
            prefix, namespace = (
                Scalar(record.row, _number(record, column), record.cell(column), None)
                for column in (PREFIX, NAMESPACE)
            )
            binding = binding_of(prefix, namespace, reading, PREFIXES)
            if binding is not None:
                self.found.append((binding, record))

    def read(self, prefixes: Prefixes, home: _Home) -> FileRead:
        """Return the bindings as statements."""
        self._reading.prefixes = prefixes
        statements = []
        for binding, record in self.found:
            source = self._source(record, home)
            if source is not None:
                place = Provenance(source, record.place.file, record.row, 1)
                statements.append(state(Prefix(binding.prefix, binding.namespace), place))
        return FileRead(tuple(statements), (), tuple(self._reading.violations))

    def _source(self, record: Record, home: _Home) -> Iri | None:
        scalar = Scalar(record.row, _number(record, SOURCE), record.cell(SOURCE), None)
        if scalar.text:
            return NameForm().read(scalar, self._reading, SOURCE)
        if not home.is_sole:
            _report_missing(SOURCE, record.row, self._reading)
        return home.term


def _bindings(folder: Folder, account: Account) -> _Bindings:
    table = folder.read(PREFIXES, (PREFIX, NAMESPACE))
    return _Bindings(table, Reading(folder.file(PREFIXES), None, account))


def _number(record: Record, column: str) -> int:
    index = record.table.index(column)
    return 1 if index is None else index + 1


class _Home(NamedTuple):
    """The framework of rows that name none, where one alone is declared.

    `term` is None where its name cannot be read: then no row can be.
    """

    is_sole: bool
    term: Iri | None = None


def _home(tables: Sequence[tuple[Family, Table]], prefixes: Prefixes) -> _Home:
    declared = [
        record.cell(keys.ID.name)
        for family, table in tables
        if family.record is keys.FRAMEWORK
        for record in table
    ]
    if len(set(declared)) != 1:
        return _Home(is_sole=False)
    try:
        return _Home(True, prefixes.expand(declared[0]))
    except MalformedNameError:
        return _Home(is_sole=True)


def _read_family(family: Family, table: Table, reading: Reading, home: _Home) -> FileRead:
    needed = [] if home.is_sole else _needed(family)
    listing = Listing(1, 1, tuple(_entries(family, table, reading, needed)))
    entries = family.key.form.read(listing, reading, family.table)
    whole = Fields(listing, "", {family.key.name: entries}, {})
    return said_in(whole, home.term if home.is_sole else _NOWHERE, reading)


def _needed(family: Family) -> list[str]:
    named = {key.name for key in family.record.keys}
    framework = keys.FRAMEWORK_OF.name
    return [SOURCE, framework] if framework in named else [SOURCE]


def _entries(
    family: Family, table: Table, reading: Reading, needed: Sequence[str]
) -> Iterator[Node]:
    """Yield the rows as entries; a row that does not say what is needed is left out."""
    known = _known_columns(family, table, reading)
    for row, cells in zip(table.rows, table.records, strict=True):
        filled = [(n, name, cells[n - 1]) for n, name in known if n <= len(cells) and cells[n - 1]]
        columns = {name: n for n, name, _ in filled}
        lacking = [name for name in needed if name not in columns]
        for name in lacking:
            _report_missing(name, row, reading)
        doubled = _doubled(columns, row, reading)
        if filled and not lacking and not doubled:
            yield entry(filled, row)


def _known_columns(family: Family, table: Table, reading: Reading) -> list[tuple[int, str]]:
    names = [key.name for key in family.record.keys]
    known = []
    for number, column in enumerate(table.columns, 1):
        if column.split(".")[0] in names:
            known.append((number, column))
        else:
            message = f"the column `{column}` is not known in a table of {family.table}"
            at = Scalar(1, number, column, None)
            reading.fault(at, column, message, advice(column, names), value=column)
    return known


def _report_missing(column: str, row: int, reading: Reading) -> None:
    message = f"nothing stands in the column `{column}`"
    fix = "fill it, or declare the one framework that is meant in `frameworks.csv`"
    reading.fault(Scalar(row, 1, "", None), column, message, fix)


def _doubled(columns: dict[str, int], row: int, reading: Reading) -> bool:
    """Tell whether a row fills a column and one below it, and report it."""
    for name, number in columns.items():
        parts = name.split(".")
        for length in range(1, len(parts)):
            above = ".".join(parts[:length])
            if above in columns:
                message = f"the columns `{above}` and `{name}` are both filled"
                at = Scalar(row, number, name, None)
                reading.fault(at, name, message, "fill one of the two")
                return True
    return False
