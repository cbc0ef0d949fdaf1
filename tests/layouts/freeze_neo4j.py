"""Keep the layout of Neo4j for the tests of tomorrow: run by hand when that layout changes.

`PYTHONPATH=.:tests python -m layouts.freeze_neo4j ADDRESS FOLDER` loads the small history into an
empty server, with the code as it is, and writes the whole database as `neo4j.jsonl`: a
statement a line, with its parameter. Its records go to a file that is thrown away; see
`freeze.py`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from layouts.freeze import make, revisions_of
from neo4j import GraphDatabase, Session

from api.composition import compose
from api.settings import read_settings

SCHEMA = (
    "SHOW CONSTRAINTS YIELD name, createStatement RETURN createStatement ORDER BY name",
    "SHOW INDEXES YIELD name, type, owningConstraint, createStatement "
    "WHERE owningConstraint IS NULL AND type <> 'LOOKUP' RETURN createStatement ORDER BY name",
)
NODES = "MATCH (n) RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties"
LINKS = """
    MATCH (a)-[r]->(b)
    RETURN elementId(a) AS origin, elementId(b) AS target, type(r) AS type,
    properties(r) AS properties
"""


def main(address: str, folder: Path) -> None:
    """Write the text into the folder."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["WAYMARK_RECORDS"] = f"sqlite:///{place}/records.db"
        make(address)
        application = compose(read_settings(store=address))
        try:
            notes = [json.dumps({"note": note.split()}) for note in revisions_of(application)]
        finally:
            application.close()
    scheme, _, rest = address.partition("://")
    credentials, _, host = rest.rpartition("@")
    user, _, password = credentials.partition(":")
    with (
        GraphDatabase.driver(f"{scheme}://{host}", auth=(user, password)) as driver,
        driver.session() as session,
    ):
        lines = [*notes, *dumped(session)]
    (folder / "neo4j.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def dumped(session: Session) -> Iterator[str]:
    """Yield the statements that make the database again."""
    for query in SCHEMA:
        for (statement,) in session.run(query).values():
            yield line(statement)
    numbers: dict[str, int] = {}
    nodes: dict[str, list[Any]] = {}
    for number, node in enumerate(session.run(NODES).data()):
        numbers[node["id"]] = number
        labels = "".join(f":`{label}`" for label in sorted(node["labels"]))
        nodes.setdefault(labels, []).append({**node["properties"], "frozen": number})
    for labels, rows in sorted(nodes.items()):
        yield line(f"UNWIND $of AS each CREATE (n{labels}) SET n = each", rows)
    links: dict[str, list[Any]] = {}
    for link in session.run(LINKS).data():
        ends = [numbers[link["origin"]], numbers[link["target"]]]
        links.setdefault(link["type"], []).append({"ends": ends, "has": link["properties"]})
    for kind, rows in sorted(links.items()):
        yield line(
            "UNWIND $of AS each MATCH (a {frozen: each.ends[0]}), (b {frozen: each.ends[1]}) "
            f"CREATE (a)-[r:`{kind}`]->(b) SET r = each.has",
            rows,
        )
    yield line("MATCH (n) REMOVE n.frozen")


def line(statement: str, of: Sequence[Any] = ()) -> str:
    """Write a statement with its parameter."""
    told = {"run": statement, "of": of}
    return json.dumps(told, ensure_ascii=False, default=tagged, sort_keys=True)


def tagged(value: Any) -> dict[str, str]:
    """Write what JSON has no word for."""
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return {type(value).__name__.lower(): value.iso_format()}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
