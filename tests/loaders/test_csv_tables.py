"""Tables read back to the same contents, and no cell of them is a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from formats.random_statements import DATASETS
from hypothesis import given, settings
from scale import count

from loaders.csv_tables.writer import write, write_zip
from loaders.loaded import Loaded
from loaders.registry import load
from ontology.dataset import EMPTY, Dataset, Provenance, difference
from ontology.errors import SourceError
from ontology.terms import Kind

ROOT = Path(__file__).parents[2]


def put_down(tables: Mapping[str, bytes], path: Path) -> Path:
    for name, table in tables.items():
        (path / name).write_bytes(table)
    return path


def read_back(tables: Mapping[str, bytes]) -> Loaded:
    with TemporaryDirectory() as folder:
        loaded = load([put_down(tables, Path(folder))], "csv")
    assert loaded.violations == ()
    return loaded


def signature(provenance: Provenance) -> tuple[object, ...]:
    return (provenance.source, provenance.author, provenance.method, provenance.confidence)


@given(DATASETS.filter(lambda dataset: any(each.kind is not Kind.PREFIX for each in dataset)))
@settings(max_examples=count(1500))
def test_any_dataset_reads_back(dataset: Dataset) -> None:
    again = Dataset.of(read_back(write(dataset)).statements)
    change = difference(dataset, again)
    assert (change.put, change.retracted) == ((), frozenset())
    for statement in dataset:
        kept = again.statements[statement.id].provenance
        if statement.kind is Kind.PREFIX:
            assert kept.source == statement.provenance.source
        else:
            assert signature(kept) == signature(statement.provenance)


@given(DATASETS)
@settings(max_examples=count(500))
def test_no_cell_is_a_formula(dataset: Dataset) -> None:
    for table in write(dataset).values():
        for row in csv.reader(io.StringIO(table.decode(), newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@given(DATASETS)
@settings(max_examples=count(200))
def test_equal_datasets_are_written_alike(dataset: Dataset) -> None:
    assert write_zip(Dataset.of(reversed(list(dataset)))) == write_zip(dataset)


def test_the_example_reads_back() -> None:
    dataset = Dataset.of(load([ROOT / "examples"]).statements)
    tables = write(dataset)
    assert set(tables) == {
        "prefixes.csv",
        "frameworks.csv",
        "scales.csv",
        "competencies.csv",
        "roles.csv",
        "requirements.csv",
        "prerequisites.csv",
        "resources.csv",
        "teachings.csv",
        "assessings.csv",
        "alignments.csv",
    }
    assert Dataset.of(read_back(tables).statements).digest == dataset.digest


def test_a_row_is_written_as_people_read_it() -> None:
    dataset = Dataset.of(load([ROOT / "examples"]).statements)
    rows = csv.DictReader(io.StringIO(write(dataset)["resources.csv"].decode(), newline=""))
    (row,) = (row for row in rows if row["id"] == "dp:start-digital")
    assert row["title.de"] == "Einstieg: Computer, Tabellen, Diagramme"
    assert (row["effort"], row["price.amount"], row["price.currency"]) == ("PT22H", "70.00", "EUR")
    assert row["languages"].split("\n") == ["de", "en"]
    assert row["provenance.licence"] == "CC-BY-4.0"


def test_an_archive_holds_the_tables() -> None:
    dataset = Dataset.of(load([ROOT / "examples"]).statements)
    with zipfile.ZipFile(io.BytesIO(write_zip(dataset))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == write(dataset)


def test_an_archive_reads_back_as_it_is(tmp_path: Path) -> None:
    dataset = Dataset.of(load([ROOT / "examples"]).statements)
    (tmp_path / "export.zip").write_bytes(write_zip(dataset))
    loaded = load([tmp_path / "export.zip"])
    assert loaded.violations == ()
    assert Dataset.of(loaded.statements).digest == dataset.digest
    names = {each.provenance.file for each in loaded.statements}
    assert (tmp_path / "export.zip" / "roles.csv").as_posix() in names


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and nonsense", b"id,label\n"])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "export.zip").write_bytes(content)
    with pytest.raises(SourceError, match="no known format"):
        load([tmp_path / "export.zip"])
    with pytest.raises(SourceError, match="cannot be unpacked"):
        load([tmp_path / "export.zip"], "csv")


def test_an_archive_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.csv_tables.folder.MAX_BYTES", 1 << 20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("roles.csv", b"x" * (1 << 19))
        archive.writestr("scales.csv", b"x" * (1 << 20))
    with pytest.raises(SourceError, match="larger than 1 MiB"):
        load([tmp_path / "bomb.zip"])


def test_nothing_else_in_an_archive_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, table in HAND_MADE.items():
            archive.writestr(name, table)
        archive.writestr("../roles.csv", b"nonsense")
        archive.writestr("notes.txt", b"nonsense")
    loaded = load([tmp_path / "a.zip"])
    assert (len(loaded.statements), loaded.violations) == (5, ())


def test_nothing_is_written_as_no_tables(tmp_path: Path) -> None:
    assert write(EMPTY) == {}
    with pytest.raises(SourceError, match="no table of statements is in it"):
        load([tmp_path], "csv")


HAND_MADE = {
    "prefixes.csv": b"prefix,namespace\r\nex,https://example.org/\r\n",
    "frameworks.csv": b"id,label.en\r\nex:f,Frame\r\n",
    "competencies.csv": b"id,label.en,kind,effort.1\r\nex:a,A,,PT1H\r\n\r\nex:b,B,knowledge,\r\n",
    "prerequisites.csv": b'competency,needs,because\r\nex:b,"all(ex:a, ex:c)",one by one\r\n',
}


def test_tables_made_by_hand_belong_to_the_one_framework(tmp_path: Path) -> None:
    loaded = load([put_down(HAND_MADE, tmp_path)])
    assert loaded.violations == ()
    assert len(loaded.statements) == 5
    assert {each.provenance.source for each in loaded.statements} == {"https://example.org/f"}
    places = [(each.provenance.row, each.provenance.column) for each in loaded.statements]
    assert places == [(2, 1), (2, 1), (2, 1), (4, 1), (2, 1)]


@pytest.mark.parametrize(
    ("table", "old", "new", "row", "column", "message"),
    [
        ("competencies.csv", b"PT1H", b"1h", 2, 4, "`1h` is no duration"),
        ("competencies.csv", b"kind", b"sort", 1, 3, "the column `sort` is not known in a table"),
        ("competencies.csv", b"B,know", b"B,\\know", 4, 3, ""),
        ("competencies.csv", b"ex:b,B", b",B", 4, 1, "the key `id` is missing"),
        ("competencies.csv", b"effort.1", b"effort.x", 2, 4, "`x` is no level"),
        ("competencies.csv", b"effort.1", b"label", 2, 2, "the columns `label` and `label.en`"),
        ("prerequisites.csv", b"ex:c", b"eg:c", 2, 2, "the prefix of `eg:c` is not bound"),
        ("prerequisites.csv", b"competency", b"resource", 2, 1, ""),
        ("prefixes.csv", b"https:", b"", 2, 2, "the namespace `//example.org/` is no IRI"),
        ("prefixes.csv", b"ex,", b"1x,", 2, 1, "`1x` cannot be a prefix"),
        ("frameworks.csv", b"ex:f", b"eg:f", 2, 1, "the prefix of `eg:f` is not bound"),
    ],
)
def test_a_mistake_is_found_in_its_cell(
    tmp_path: Path, table: str, old: bytes, new: bytes, row: int, column: int, message: str
) -> None:
    put_down({**HAND_MADE, table: HAND_MADE[table].replace(old, new)}, tmp_path)
    violations = load([tmp_path]).violations
    if not message:
        assert violations == ()
        return
    found = next(each for each in violations if message in each.message)
    assert found.file == (tmp_path / table).as_posix()
    assert (found.row, found.column) == (row, column)
    assert found.fix


def test_rows_of_several_frameworks_say_which_is_theirs(tmp_path: Path) -> None:
    frameworks = b"id,label.en\r\nex:f,Frame\r\nex:g,Other\r\n"
    put_down({**HAND_MADE, "frameworks.csv": frameworks}, tmp_path)
    messages = {each.message for each in load([tmp_path]).violations}
    assert messages == {
        "nothing stands in the column `provenance.source`",
        "nothing stands in the column `framework`",
    }


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    put_down({**HAND_MADE, "competencies.csv": b"id,label.en,label.en\r\nex:a,A,B\r\n"}, tmp_path)
    with pytest.raises(SourceError, match=r"the column `label\.en` comes twice"):
        load([tmp_path])
