"""Keep the layout of today for the tests of tomorrow: run by hand when a layout changes.

`python tests/graph/layouts/freeze.py FOLDER` makes a store with the small history beside this
file, with the code as it is, and writes it as text: `ledger.sql` and `records.sql`. They are
committed once, under the number of their layout, and never written again: a released version
wrote such files, and every later one opens them.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import chdir, closing
from datetime import date
from pathlib import Path

from api.application.application import Asked
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
COMMANDS = (
    *(
        ("load", "--prune", file)
        for file in ("1-tables.yaml", "2-relations.yaml", "3-courses.yaml")
    ),
    ("load", "--only-valid", "4-faulty.yaml", "--tenant", "another"),
    ("key", "create", "dashboard", "--role", "reader"),
    ("key", "create", "curator", "--role", "editor", "--role", "people", "--tenant", "another"),
)
HEADINGS = ("application_id", "user_version")


def main(folder: Path) -> None:
    """Write both texts into the folder."""
    composers = Composers(compose, compose_for_reading, serve)
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "waymark.db"
        with chdir(HISTORY):
            for command in COMMANDS:
                run(["--store", f"sqlite:///{store}", "--quiet", *command], composers)
        answer_all(f"sqlite:///{store}")
        for file, name in ((store, "ledger"), (Path(f"{place}/waymark-records.db"), "records")):
            (folder / f"{name}.sql").write_text(dumped(file), encoding="utf-8")


def answer_all(store: str) -> None:
    """Ask every question, and let the records keep what the service would."""
    application = compose(read_settings(store=store))
    try:
        for question in QUESTIONS:
            answer = find_path(application, Asked(LOCAL, "main"), question)
            learner = ADA if question.learner else None
            application.answers.remember("main", answer, learner)
    finally:
        application.close()


def dumped(file: Path) -> str:
    """Return the database as SQL, with the numbers in its heading that SQLite leaves out."""
    with closing(sqlite3.connect(file)) as connection:
        numbers = [
            f"PRAGMA {heading} = {connection.execute(f'PRAGMA {heading}').fetchone()[0]};"
            for heading in HEADINGS
        ]
        return "\n".join([*numbers, *connection.iterdump()]) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
