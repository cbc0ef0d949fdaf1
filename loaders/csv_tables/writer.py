"""Writing a dataset as tables."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from loaders.csv_tables.cells import cells
from loaders.csv_tables.families import FAMILIES, NAMESPACE, PREFIX, PREFIXES, SOURCE, SUFFIX
from loaders.curriculum import format as keys
from loaders.curriculum.entries import Entry, Scribe
from loaders.forms.records import Key, Record
from ontology.dataset import Dataset, Statement
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Assessing,
    Competency,
    Framework,
    Kind,
    Prefix,
    Prerequisite,
    Requirement,
    Resource,
    Role,
    Scale,
    Teaching,
)

# of no file: every row says which framework it belongs to
_NOWHERE = Iri("")
_OLDEST = (1980, 1, 1, 0, 0, 0)


def write(dataset: Dataset) -> Mapping[str, bytes]:
    """Return the tables by file name; families without statements have none.

    They read back to the same contents; equal datasets give equal bytes. Names are short where
    the dataset binds a prefix, and `prefixes.csv` says which.
    """
    scribe = Scribe(dataset.prefixes, _NOWHERE, {})
    tables = {}
    bindings = _of(dataset, Kind.PREFIX)
    if bindings:
        rows = [_binding(statement, scribe) for statement in bindings]
        tables[PREFIXES + SUFFIX] = _table([PREFIX, NAMESPACE, SOURCE], rows)
    for kind, family in FAMILIES.items():
        rows = [cells(_signed(statement, scribe)) for statement in _of(dataset, kind)]
        if rows:
            tables[family.table + SUFFIX] = _table(_columns(rows, family.record), rows)
    return tables


def write_zip(dataset: Dataset) -> bytes:
    """Return the tables in one archive; equal datasets give equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in write(dataset).items():
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), table, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _of(dataset: Dataset, kind: Kind) -> list[Statement]:
    return sorted(dataset.by_kind[kind], key=lambda statement: statement.id)


def _binding(statement: Statement, scribe: Scribe) -> Mapping[str, str]:
    if not isinstance(statement.content, Prefix):
        raise TypeError(type(statement.content).__name__)
    source = scribe.name(statement.provenance.source) or ""
    return {
        PREFIX: statement.content.prefix,
        NAMESPACE: statement.content.namespace,
        SOURCE: source,
    }


def _signed(statement: Statement, scribe: Scribe) -> Entry:
    entry = _entry(statement, scribe)
    entry.put(keys.PROVENANCE, scribe.provenance(statement))
    return entry


def _entry(statement: Statement, scribe: Scribe) -> Entry:
    match statement.content:
        case Framework() as content:
            return scribe.framework_entry(content)
        case Scale() as content:
            return scribe.scale(content)
        case Competency() as content:
            return scribe.competency(content)
        case Role() as content:
            return scribe.role(content)
        case Requirement() as content:
            return _headed(keys.ROLE_NAME, scribe.name(content.role), scribe.requirement(content))
        case Prerequisite() as content:
            key = keys.GUARDED_COMPETENCY if content.level else keys.GUARDED_RESOURCE
            return _headed(key, scribe.name(content.target), scribe.prerequisite(content))
        case Resource() as content:
            return scribe.resource(content)
        case Teaching() | Assessing() as content:
            return _headed(
                keys.RESOURCE_NAME, scribe.name(content.resource), scribe.teaching(content)
            )
        case Alignment() as content:
            return scribe.alignment(content)
        case content:
            raise TypeError(type(content).__name__)


def _headed(key: Key[object], term: str | None, written: Entry) -> Entry:
    entry = Entry()
    entry.put(key, term)
    entry.update(written)
    return entry


def _columns(rows: Sequence[Mapping[str, str]], record: Record) -> list[str]:
    """Return the columns that are filled, in the order of the keys of the format."""
    order = {key.name: number for number, key in enumerate(record.keys)}
    found = {column for row in rows for column in row}

    def rank(column: str) -> tuple[int, list[tuple[int, str]]]:
        first, *others = column.split(".")
        return order[first], [(int(part) if _is_number(part) else 0, part) for part in others]

    return sorted(found, key=rank)


def _is_number(part: str) -> bool:
    return re.fullmatch("[0-9]+", part, re.ASCII) is not None


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
