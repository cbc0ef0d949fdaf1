"""Running the Cypher of a page on the server that the page speaks of, as Neo4j Browser would."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.neo4j.projection_figures import ELSEWHERE, LEVEL, PREFIX, PREREQUISITE, STATED
from graph.neo4j.projection_queries import LINKS

if TYPE_CHECKING:
    from neo4j import Session

TENANT = "main"
REFRESH = "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"

STYLED = {
    "node": {*STATED, ELSEWHERE, LEVEL, PREFIX, PREREQUISITE},
    "relationship": set(LINKS),
}
CAPTIONS = ("{name}", "{caption}", "<type>")
_RULE = re.compile(
    r"(?P<what>node|relationship)(?:\.(?P<name>\w+))? \{"
    r"(?: [\w-]+: [\w#]+;)* caption: '(?P<caption>[^']+)'; \}"
)


def cypher_table(query: str, address: str) -> str:
    """Return what a query answers: a line of column names, then a line a row."""
    from neo4j import unit_of_work

    with _session(address) as session:
        # people read: whatever writes is no query for this page
        session.run(REFRESH).consume()
        answer = session.execute_read(
            unit_of_work(timeout=60)(lambda tx: tx.run(query, tenant=TENANT).to_eager_result())
        )
    rows = [[_cell(value) for value in record.values()] for record in answer.records]
    return _table([list(answer.keys), *rows])


def run_cypher(query: str, address: str, tenant: str = TENANT) -> None:
    """Run a query that may write and begin transactions of its own, as with `:auto`."""
    with _session(address) as session:
        session.run(query, tenant=tenant).consume()


@contextmanager
def _session(address: str) -> Iterator[Session]:
    # who only runs other pages does not wait for the driver
    from neo4j import GraphDatabase

    login = (os.environ["WAYMARK_STORE_USER"], os.environ["WAYMARK_STORE_PASSWORD"])
    with GraphDatabase.driver(address, auth=login) as driver, driver.session() as session:
        yield session


def _cell(value: object) -> str:
    from neo4j.graph import Path

    if isinstance(value, Path):
        return " – ".join(str(node["name"]) for node in value.nodes)
    if isinstance(value, list):
        return ", ".join(_cell(each) for each in value)
    return "" if value is None else str(value)


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(f"{_line(row, widths)}\n" for row in rows)


def _line(row: Iterable[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return " | ".join(cells).rstrip()


def grass_mistakes(text: str) -> Iterator[str]:
    """Yield the lines of a style that are no rule, or one for what is never drawn."""
    for line in filter(None, text.splitlines()):
        rule = _RULE.fullmatch(line)
        if rule is None:
            yield line
            continue
        known = rule["name"] in {None, *STYLED[rule["what"]]}
        if not known or rule["caption"] not in CAPTIONS:
            yield line
