"""The files of shapes are SHACL that any processor can use."""

from __future__ import annotations

from broken.families import SOUND
from builders import stated
from pyshacl import validate
from rdflib import Graph

from ontology.rdf import write_turtle
from shapes.catalogue import FAMILIES, GRAPH_WIDE


def test_they_conform_to_the_shapes_of_shapes_and_sound_triples_to_them() -> None:
    shapes = Graph()
    for file in (*FAMILIES.glob("*.ttl"), *GRAPH_WIDE.glob("*.ttl")):
        shapes.parse(file)
    conforms, _, text = validate(
        Graph().parse(data=write_turtle(stated(*SOUND)), format="turtle"),
        shacl_graph=shapes,
        meta_shacl=True,
    )
    assert conforms, text
