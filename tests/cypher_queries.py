"""Every query that Waymark can send to Neo4j, by the name of its constant."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import graph.neo4j

FOLDER = Path(graph.neo4j.__file__).parent
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
CYPHER = re.compile(r"\b(MATCH|MERGE|CREATE|CALL|DELETE|RETURN|SHOW)\b[^a-z]*[(:{$]|\bCALL db")


def _constants(module: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every query that a module defines."""
    for name, value in vars(importlib.import_module(f"graph.neo4j.{module}")).items():
        if name.isupper() or name.lstrip("_").isupper():
            yield from _texts(f"{module}.{name}", value)


def _texts(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if CYPHER.search(value):
            yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(f"{name}[{key}]", part)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _texts(f"{name}[{number}]", part)


QUERIES = {name: text for module in MODULES for name, text in _constants(module)}
