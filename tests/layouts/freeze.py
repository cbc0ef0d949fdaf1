"""Keep the layout of today for the tests of tomorrow: run by hand when a layout changes.

`PYTHONPATH=.:tests python -m layouts.freeze FOLDER` makes a store with the small history beside
this file, with the code as it is, and writes it as text: `ledger.sql` and `records.sql`, what
is in them noted at the top. They are committed once, under the number of their layout, and
never written again: a released version wrote such files, and every later one opens them.
"""

from __future__ import annotations

import io
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, closing, redirect_stdout
from datetime import date
from pathlib import Path

from api.application.application import Application, Asked
from api.application.plan.path import find_path
from api.application.plan.request import PathRequest
from api.application.principal import LOCAL
from api.cli.app import run
from api.cli.shell import Composers
from api.composition import compose, compose_for_reading, serve
from api.settings import read_settings
from ontology.names import Iri

HISTORY = Path(__file__).parent / "history"
ADA = Iri("https://w3id.org/waymark/examples/data-practice/ada")
QUESTIONS = (
    PathRequest(role="dp:data-analyst", learner="dp:ada", start=date(2026, 3, 2)),
    PathRequest(goal=("dp:sql@2",), holds=("dp:tidy-tables",), start=date(2026, 3, 2)),
)
LOADS = (
    ("load", "--prune", "1-tables.yaml"),
    ("load", "--prune", "2-relations.yaml"),
    ("load", "--prune", "3-courses.yaml"),
    ("load", "--only-valid", "4-faulty.yaml", "--tenant", "another"),
)
KEYS = (
    ("key", "create", "dashboard", "--role", "reader"),
    ("key", "create", "curator", "--role", "editor", "--role", "people", "--tenant", "another"),
)
HEADINGS = ("application_id", "user_version")


def main(folder: Path) -> None:
    """Write both texts into the folder."""
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "waymark.db"
        tokens = make(f"sqlite:///{store}")
        application = compose(read_settings(store=f"sqlite:///{store}"))
        try:
            ledger_notes = [*revisions_of(application)]
            records_notes = [*answers_of(application), *tokens]
        finally:
            application.close()
        records = store.with_name("waymark-records.db")
        for file, name, notes in (
            (store, "ledger", ledger_notes),
            (records, "records", records_notes),
        ):
            (folder / f"{name}.sql").write_text(dumped(file, notes), encoding="utf-8")


def make(store: str) -> list[str]:
    """Make the store by the commands that people use; returns a note of every key."""
    composers = Composers(compose, compose_for_reading, serve)
    notes = []
    with chdir(HISTORY):
        for command in (*LOADS, *KEYS):
            out = io.StringIO()
            with redirect_stdout(out):
                run(["--store", store, "--json", *command], composers)
            if command in KEYS:
                made = json.loads(out.getvalue())
                notes.append(f"key {made['key']['tenant']} {made['key']['name']} {made['secret']}")
    return notes


def revisions_of(application: Application) -> Iterator[str]:
    """Note the digest and the number of statements of every revision."""
    for tenant in application.store.tenants():
        for revision in application.store.log(tenant):
            size = len(application.store.dataset(tenant, revision.number))
            yield f"revision {tenant} {revision.number} {revision.digest} {size}"


def answers_of(application: Application) -> Iterator[str]:
    """Ask every question, let the records keep what the service would, and note the digests."""
    for question in QUESTIONS:
        answer = find_path(application, Asked(LOCAL, "main"), question)
        application.answers.remember("main", answer, ADA if question.learner else None)
        yield f"answer main {question.learner or 'nobody'} {answer.digest}"


def dumped(file: Path, notes: list[str]) -> str:
    """Return the database as SQL, with the numbers in its heading that SQLite leaves out."""
    with closing(sqlite3.connect(file)) as connection:
        numbers = [
            f"PRAGMA {heading} = {connection.execute(f'PRAGMA {heading}').fetchone()[0]};"
            for heading in HEADINGS
        ]
        lines = [*(f"-- {note}" for note in notes), *numbers, *connection.iterdump()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
