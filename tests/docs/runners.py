"""How each sort of block is executed.

The language of a fence says what it is, further words what is meant by it:

=================== ======================================================================
`python`            runs; the blocks of a page are one session, what it prints is compared with
                    a block `text printed` right after it
`yaml curriculum`   loads and is admitted to an empty dataset
`yaml refused`      loads, and is not admitted
`console`, `sh`     every `$ waymark …` runs against the store of the page, and what is shown is
                    compared; `$ make demo` is `waymark demo`, `$ make …` names a target. With
                    the word `no` the answer is no (exit code 1), with `wrong` the caller must
                    mend something (2); with `neo4j` it runs where there is a server
`graphql`           is executed over the store of the page, by default that of the demo
`cypher neo4j`      is asked of the store in Neo4j, in the tenant of commands, and only reads; what
                    it answers is compared with a block `text printed neo4j` right after it. With
                    the word `writes` it writes, in as many transactions as it likes
`grass`             is a style for Neo4j Browser, of what is there
`turtle`            is Turtle
`json`              is JSON; with the word `printed`, what the block before it answers
`text`, none        nothing is promised
=================== ======================================================================
"""

from __future__ import annotations

import io
import json
import re
import shlex
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docs.cypher import cypher_table, grass_mistakes, run_cypher
from docs.fences import Fence
from docs.transcript import Exchange, agrees, exchanges

from api.application.application import Asked
from api.application.principal import LOCAL
from api.cli.app import run
from api.cli.shell import Composers
from api.composition import compose, compose_for_reading, serve
from api.graphql.context import Context
from api.graphql.schema import SCHEMA
from api.settings import read_settings
from loaders.registry import load
from ontology.dataset import EMPTY, Change
from ontology.rdf import read_turtle
from shapes.contract import Admitted, admit

ROOT = Path(__file__).resolve().parents[2]
COMPOSERS = Composers(compose, compose_for_reading, serve)
LASTING = ("serve",)
NEO4J = "neo4j://localhost:7687"
"""The address under which pages speak of the store in Neo4j."""
EXIT_CODES = {"no": 1, "wrong": 2}


@dataclass(slots=True)
class Session:
    """What the blocks of a page share: a folder with a store, and Python's names."""

    folder: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "page"})
    printed: str = ""
    stands_for: dict[str, str] = field(default_factory=dict)
    """What is put into commands in the place of a word of the page."""

    def meant(self, word: str) -> str:
        """Return a word of a command as it is meant here."""
        return self.stands_for.get(word, word)


def execute(fence: Fence, session: Session) -> None:
    """Execute a block; the word `file=NAME` keeps its text for the commands that follow."""
    assert fence.language in RUNNERS, f"{fence.place}: nobody runs `{fence.language}`"
    for word in fence.words:
        if word.startswith("file="):
            (session.folder / word.removeprefix("file=")).write_text(fence.text, encoding="utf-8")
    RUNNERS[fence.language](fence, session)


def run_python(fence: Fence, session: Session) -> None:
    """Run the block where the ones before it left off."""
    out = io.StringIO()
    with chdir(session.folder), redirect_stdout(out):
        exec(compile(fence.text, fence.place, "exec"), session.names)  # noqa: S102
    session.printed = out.getvalue()


def compare_text(fence: Fence, session: Session) -> None:
    """Compare with what the block before it printed, where it says so."""
    if "printed" in fence.words:
        assert agrees(fence.text, session.printed), _differs(fence, session.printed)


def check_yaml(fence: Fence, session: Session) -> None:
    """Load a curriculum, and admit it or not."""
    if not fence.words & {"curriculum", "refused"}:
        return
    file = session.folder / f"{fence.page.stem}-{fence.row}.yaml"
    file.write_text(fence.text, encoding="utf-8")
    loaded = load([file])
    judged = admit(EMPTY, Change(put=loaded.statements))
    clean = isinstance(judged, Admitted) and not loaded.violations
    assert clean == ("curriculum" in fence.words), f"{fence.place}: {loaded.violations} {judged}"


def run_console(fence: Fence, session: Session) -> None:
    """Run every command of the session and compare what it shows."""
    expected = next((EXIT_CODES[word] for word in sorted(fence.words & EXIT_CODES.keys())), 0)
    for exchange in exchanges(fence.text):
        words = shlex.split(exchange.command, comments=True)
        if words == ["make", "demo"]:
            _run_waymark(fence, exchange, session, ["demo"], expected)
        elif words[0] == "make":
            assert set(words[1:]) <= _targets(), f"{fence.place}: `{exchange.command}`"
        else:
            assert words[0] == "waymark", f"{fence.place}: nobody runs `{exchange.command}`"
            _run_waymark(fence, exchange, session, words[1:], expected)


def ask_graphql(fence: Fence, session: Session) -> None:
    """Execute the operation; a store that is not there yet is that of the demo."""
    if not (session.folder / "waymark.db").exists():
        _run_waymark(fence, Exchange("waymark demo", None), session, ["demo"], 0)
    application = compose_for_reading(read_settings())
    try:
        context = Context(application, Asked(LOCAL, "main"))
        answer = SCHEMA.execute_sync(fence.text, context_value=context)
        assert not answer.errors, f"{fence.place}: {answer.errors}"
        session.printed = json.dumps(answer.data, indent=2, ensure_ascii=False)
    finally:
        application.close()


def check_json(fence: Fence, session: Session) -> None:
    """Read the block as JSON, and compare it with what the block before it answers."""
    shown = json.loads(fence.text)
    if "printed" in fence.words:
        assert shown == json.loads(session.printed), _differs(fence, session.printed)


def ask_cypher(fence: Fence, session: Session) -> None:
    """Ask what the block asks."""
    assert NEO4J in session.stands_for, f"{fence.place}: Cypher wants the word `neo4j`"
    if "writes" in fence.words:
        run_cypher(fence.text, session.stands_for[NEO4J])
    else:
        session.printed = cypher_table(fence.text, session.stands_for[NEO4J])


def read_style(fence: Fence, session: Session) -> None:
    """Read the block as a style of nodes and relationships."""
    assert list(grass_mistakes(fence.text)) == [], fence.place


def read_triples(fence: Fence, session: Session) -> None:
    """Read the block as Turtle."""
    assert list(read_turtle(fence.text.encode()))


def promise_nothing(fence: Fence, session: Session) -> None:
    """Leave the block to its reader."""


RUNNERS: dict[str, Callable[[Fence, Session], None]] = {
    "": promise_nothing,
    "console": run_console,
    "cypher": ask_cypher,
    "grass": read_style,
    "graphql": ask_graphql,
    "json": check_json,
    "python": run_python,
    "sh": run_console,
    "text": compare_text,
    "turtle": read_triples,
    "yaml": check_yaml,
}


def _run_waymark(
    fence: Fence, exchange: Exchange, session: Session, words: list[str], expected: int
) -> None:
    if words[0] in LASTING:
        words = [words[0], "--help"]
    out = io.StringIO()
    with chdir(session.folder), redirect_stdout(out), redirect_stderr(out):
        code = run([session.meant(word) for word in words], COMPOSERS)
    printed = out.getvalue()
    assert code == expected, f"{fence.place}: `{exchange.command}` ended with {code}\n{printed}"
    if exchange.shown is not None:
        assert agrees(exchange.shown, printed), _differs(fence, printed)


def _targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+):(?!=)", makefile, re.MULTILINE))


def _differs(fence: Fence, printed: str) -> str:
    return f"{fence.place} shows\n{fence.text}\nbut this is printed\n{printed}"
