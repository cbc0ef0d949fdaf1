"""What is exported as RDF reads back to the same contents; what is wrong is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats.random_statements import DATASETS
from hypothesis import given, settings
from hypothesis import strategies as st
from scale import count

from loaders.fidelity import Fate
from loaders.loaded import Loaded
from loaders.rdf.places import places_in
from loaders.rdf.reader import JSONLD, NTRIPLES, TURTLE, Syntax
from loaders.registry import load
from ontology.dataset import Dataset, Provenance, difference
from ontology.errors import SourceError
from ontology.names import Iri
from ontology.projection import triples_of
from ontology.rdf import write_jsonld, write_ntriples, write_turtle
from ontology.rdf_form.said import named

ROOT = Path(__file__).parents[2]
WRITERS = {"ttl": write_turtle, "nt": write_ntriples, "jsonld": write_jsonld}

HAND_WRITTEN = """@prefix wm: <https://w3id.org/waymark/ns#> .
@prefix ex: <https://example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix esco: <http://data.europa.eu/esco/model#> .

# what it belongs to
ex:f a wm:Framework, skos:ConceptScheme ;
    skos:prefLabel "F"@en .

ex:a a wm:Competency, skos:Concept, esco:Skill ;
    skos:prefLabel "A."@en ;
    skos:inScheme ex:f ;
    wm:kind wm:skill ;
    wm:status wm:active .
"""


def read(text: str | bytes, folder: Path, suffix: str = "ttl") -> Loaded:
    file = folder / f"file.{suffix}"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return load([file])


def assert_reads_back(dataset: Dataset, folder: Path) -> None:
    for suffix, write in WRITERS.items():
        loaded = read(write(dataset), folder, suffix)
        assert loaded.violations == ()
        assert loaded.fidelity.of(Fate.CHANGED) == ()
        again = Dataset.of(loaded.statements)
        assert again.digest == dataset.digest
        assert not difference(dataset, again)
        assert {each.id: each.provenance for each in again} == {
            each.id: each.provenance for each in dataset
        }
        assert loaded.fidelity.count(Fate.KEPT) == len(dataset)


@given(dataset=DATASETS)
@settings(max_examples=count(500))
def test_any_dataset_reads_back(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert_reads_back(dataset, tmp_path_factory.getbasetemp())


def test_the_example_reads_back(tmp_path: Path) -> None:
    assert_reads_back(Dataset.of(load([ROOT / "examples"]).statements), tmp_path)


def test_what_states_no_provenance_has_that_of_the_one_framework(tmp_path: Path) -> None:
    loaded = read(HAND_WRITTEN, tmp_path)
    assert loaded.violations == ()
    expected = Provenance(Iri("https://example.org/f"), (tmp_path / "file.ttl").as_posix())
    assert [each.provenance for each in loaded.statements] == [expected] * 2
    two = HAND_WRITTEN + "\nex:g a wm:Framework, skos:ConceptScheme .\n"
    assert {each.path for each in read(two, tmp_path).violations} == {"prov:hadPrimarySource"}


def test_all_that_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    text = HAND_WRITTEN.replace("wm:skill ;", "wm:talent ;").replace('"F"@en', "5")
    text += '\nex:b a wm:Competency ;\n    wm:colour "red" .\n'
    loaded = read(text, tmp_path)
    told = {(each.row, each.column, each.path) for each in loaded.violations}
    assert (8, 5, "skos:prefLabel") in told
    assert (13, 5, "wm:kind") in told
    assert (17, 5, "wm:colour") in told
    assert (16, 1, "skos:inScheme") in told
    assert {each.file for each in loaded.violations} == {(tmp_path / "file.ttl").as_posix()}
    assert loaded.statements == ()
    assert loaded.fidelity.count(Fate.QUARANTINED) == len(loaded.violations)


def test_n_triples_have_places_too(tmp_path: Path) -> None:
    written = write_ntriples(Dataset.of(read(HAND_WRITTEN, tmp_path).statements)).decode()
    lines = written.splitlines()
    (row,) = (n for n, line in enumerate(lines, 1) if "ns#skill>" in line)
    (violation,) = read(written.replace("ns#skill>", "ns#talent>"), tmp_path, "nt").violations
    assert (violation.row, violation.column) == (row, len("<https://example.org/a> ") + 1)


def test_json_has_no_rows(tmp_path: Path) -> None:
    written = write_jsonld(Dataset.of(read(HAND_WRITTEN, tmp_path).statements))
    (violation,) = read(written.replace(b"ns#skill", b"ns#talent"), tmp_path, "jsonld").violations
    assert (violation.path, violation.row) == ("wm:kind", None)


@given(dataset=DATASETS)
@settings(max_examples=count(300))
def test_places_are_where_things_stand(dataset: Dataset) -> None:
    for written in (write_turtle(dataset), write_ntriples(dataset)):
        places = places_in(written)
        lines = written.decode().split("\n")
        for triple in (triple for each in dataset for triple in triples_of(each)):
            if not isinstance(triple.subject, str):
                continue
            row, column = places.subjects[triple.subject]
            assert column == 1
            assert not lines[row - 1].startswith((" ", "@"))
            row, column = places.properties[triple.subject, named(triple.predicate)]
            word = lines[row - 1][column - 1 :].split(" ")[0]
            local = triple.predicate.rpartition("#")[2].rpartition("/")[2]
            assert word == "a" or word.rstrip(">").endswith(local)


@pytest.mark.parametrize("odd", ['ex:a ex:b """x\nex:c ex:d "y" .\n""" .', "ex:a ex:b\nex:c ."])
def test_there_are_no_places_rather_than_wrong_ones(odd: str) -> None:
    places = places_in(f"@prefix ex: <https://example.org/> .\n{odd}\n".encode())
    assert Iri("https://example.org/c") not in places.subjects


@pytest.mark.parametrize(
    ("suffix", "text", "place"),
    [
        ("ttl", "@prefix ex: <https://example.org/> .\nex:a ex:b .\n", ":2:"),
        ("nt", "<https://example.org/a> <https://example.org/b> 5x .\n", ":1:"),
        ("jsonld", '{"@context": "https://example.org/context"}', "file.jsonld"),
        ("jsonld", "{", "file.jsonld"),
        ("ttl", "\xff", "file.ttl"),
    ],
)
def test_what_is_no_rdf_is_told_with_its_place(
    tmp_path: Path, suffix: str, text: str, place: str
) -> None:
    with pytest.raises(SourceError) as refused:
        read(text.encode("latin-1"), tmp_path, suffix)
    assert place in refused.value.message


def test_every_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl", "c.ttl"):
        (tmp_path / name).write_text(HAND_WRITTEN if name == "b.ttl" else "nonsense")
    with pytest.raises(SourceError, match=r"a\.ttl.*c\.ttl") as refused:
        load([tmp_path])
    assert "b.ttl" not in refused.value.message


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    head, _, _ = HAND_WRITTEN.partition("\n\n")
    (tmp_path / "a.ttl").write_text(HAND_WRITTEN)
    (tmp_path / "below" / "b.TTL").write_text(
        f"{head}\nex:g a wm:Framework, skos:ConceptScheme ; skos:prefLabel 'G'@en .\n"
    )
    assert len(load([tmp_path]).statements) == 3


@pytest.mark.parametrize("syntax", [TURTLE, NTRIPLES, JSONLD])
def test_a_file_that_is_too_large_is_refused(
    syntax: Syntax, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.rdf.reader.MAX_BYTES", 10)
    (tmp_path / "a.ttl").write_text(HAND_WRITTEN)
    with pytest.raises(SourceError, match="larger than"):
        syntax.read([tmp_path / "a.ttl"])


@given(st.text("<>\"'@:;,.# \nabex^_[]()", max_size=60))
@settings(max_examples=count(1000))
def test_places_are_looked_for_in_anything(text: str) -> None:
    for row, column in places_in(text.encode()).subjects.values():
        assert text.split("\n")[row - 1]
        assert column == 1


def test_texts_are_composed_and_that_is_counted(tmp_path: Path) -> None:
    loaded = read(HAND_WRITTEN.replace('"A."', '"A\u0308"'), tmp_path)
    assert loaded.violations == ()
    assert loaded.fidelity.count(Fate.CHANGED, "text") == 1
