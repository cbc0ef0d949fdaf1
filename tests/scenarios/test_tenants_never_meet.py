"""Two tenants of one store have the same terms and other words: neither ever reads the other's.

Every label, rationale and author of theirs is a canary, so are their learner and their key. What
we ask is what we would ask for ourselves, by names and digests that are theirs as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from api_runs import COMPOSERS, Ran, asking
from kept_histories import FAULTY, FILES
from servers.neo4j_server import NO_SERVER, shared_login

from api.application.principal import LOCAL
from api.cli.app import run
from api.composition import compose
from api.settings import read_settings

CANARY = "canary"
WORDS = re.compile(r'\b(en|de|because|publisher|title|label): ("?)(?![{"\s])')

COMMANDS = (
    "find SQL",
    "find Kanarienvogel --json",
    "show dp:sql",
    "show dp:data-analyst --json",
    "show dp:sql-first --json",
    "gap --role dp:data-analyst --json",
    "frontier --role dp:data-analyst",
    "path --role dp:data-analyst --learner dp:ada",
    "path --goal dp:sql@2 --alternatives 2 --json",
    "path --role dp:data-analyst --learner dp:bird",
    "doctor",
    "doctor --json",
    "log",
    "log --json",
    "learner list",
    "learner show dp:bird",
    "quarantine",
    "quarantine --json",
    "key list",
    "export --format turtle",
    "export --format curriculum",
    "export --format jsonld",
    "store check --json",
    "--revision 1 show dp:sql --json",
    "load {theirs} --dry-run --prune --json",
    "check {ours}",
)

QUESTIONS = (
    "{ revision { number author reason content digest } }",
    '{ node(id: "$node") { id __typename ... on Term { label } } }',
    '{ term(name: "dp:sql") { label iri provenance { file author licence } } }',
    '{ search(text: "canary", first: 50) { edges { node { label iri } } } }',
    '{ search(text: "SQL", first: 50) { edges { matched node { label iri } } } }',
    "{ competencies(first: 50) { edges { node { id label iri } } } }",
    "{ roles(first: 50) { edges { node { id label iri } } } }",
    "{ resources(first: 50) { edges { node { id label iri } } } }",
    "{ frameworks(first: 50) { edges { node { id label iri } } } }",
    '{ gap(learner: {id: "dp:bird"}, role: "dp:data-analyst") { role { label } } }',
    '{ gap(learner: {holds: []}, role: "dp:data-analyst")'
    " { missing { attainment { label } } hidden { attainment { label } } } }",
    "{ frontier(learner: {holds: []}) { title gains { label } opensUp { label } } }",
    '{ path(input: {learner: {holds: []}, role: "dp:data-analyst"}) '
    "{ ... on LearningPath { steps { title because } explanation { digest sentences } } } }",
    '{ explanation(digest: "$digest") { digest sentences } }',
)


class Shared(NamedTuple):
    """A store that two tenants share, and what is theirs in it."""

    address: str
    ours: str
    theirs: str
    files: tuple[str, ...]
    digest: str
    node: str

    def run(self, tenant: str, command: str, capsys: pytest.CaptureFixture[str]) -> Ran:
        """Run a command in a tenant."""
        words = command.format(ours=FILES[0], theirs=self.files[0]).split()
        whose = ["--tenant", tenant]
        capsys.readouterr()
        code = run(["--store", self.address, *whose, *words], COMPOSERS)
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    def ask(self, tenant: str, question: str) -> str:
        """Ask a question in a tenant; data and errors as one text."""
        asked = question.replace("$node", self.node).replace("$digest", self.digest)
        application = compose(read_settings(store=self.address, tenant=tenant))
        try:
            answer = asking(application, LOCAL, tenant)(asked)
            return f"{answer.data} {answer.errors}"
        finally:
            application.close()


@pytest.fixture(scope="module", params=["sqlite", "neo4j"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shared]:
    """Both tenants, with three revisions each, a learner, a key and something in quarantine."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WAYMARK_RECORDS", f"sqlite:///{folder / 'of-neo4j.db'}")
        address = _address(request.param, folder, environment)
        ours, theirs = f"ours-{uuid4()}", f"theirs-{uuid4()}"
        files = tuple(_theirs(Path(file), folder) for file in (*FILES, FAULTY))
        for tenant, loaded in ((ours, (*FILES, FAULTY)), (theirs, files)):
            for file in loaded:
                assert _quietly(address, tenant, "load", file, "--only-valid") == 0
        assert _quietly(address, theirs, "key", "create", CANARY) == 0
        shared = Shared(address, ours, theirs, files, "", "")
        digest, node = _digest_and_node(shared)
        yield shared._replace(digest=digest, node=node)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_tells_of_the_other(
    command: str, shared: Shared, capsys: pytest.CaptureFixture[str]
) -> None:
    told = shared.run(shared.ours, command, capsys)
    assert told.out or told.err
    if "{theirs}" not in command:
        assert CANARY not in (told.out + told.err).lower()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_tells_of_the_other(question: str, shared: Shared) -> None:
    told = shared.ask(shared.ours, question)
    assert CANARY not in told.replace('"canary"', "").lower()


def test_the_canaries_sing_at_home(shared: Shared, capsys: pytest.CaptureFixture[str]) -> None:
    singing = [c for c in COMMANDS if CANARY in shared.run(shared.theirs, c, capsys).out.lower()]
    assert len(singing) > len(COMMANDS) // 2
    silent = [
        question
        for question in QUESTIONS
        if CANARY not in shared.ask(shared.theirs, question).lower()
    ]
    assert silent == []
    assert shared.ask(shared.ours, QUESTIONS[-1]).startswith("{'explanation': None}")


def _address(kind: str, folder: Path, environment: pytest.MonkeyPatch) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'waymark.db'}"
    login = shared_login()
    if login is None:
        pytest.skip(NO_SERVER)
    environment.setenv("WAYMARK_STORE_USER", login.user)
    environment.setenv("WAYMARK_STORE_PASSWORD", login.password)
    return login.address


def _theirs(file: Path, folder: Path) -> str:
    """Write the file in their words: the same names, canaries all over, and another learner."""
    text = WORDS.sub(rf"\1: \2{CANARY} ", file.read_text(encoding="utf-8"))
    (copy := folder / f"{CANARY}-{file.name}").write_text(
        text.replace("dp:ada", "dp:bird"), encoding="utf-8"
    )
    return str(copy)


def _quietly(address: str, tenant: str, *words: str) -> int:
    return run(["--store", address, "--tenant", tenant, "--quiet", *words], COMPOSERS)


def _digest_and_node(shared: Shared) -> tuple[str, str]:
    """Return the digest of an answer that is theirs, and the id of a term of theirs."""
    application = compose(read_settings(store=shared.address, tenant=shared.theirs))
    try:
        ask = asking(application, LOCAL, shared.theirs)
        path: Any = ask(
            '{ path(input: {learner: {id: "dp:bird"}, role: "dp:data-analyst"}) '
            "{ ... on LearningPath { explanation { digest } } } "
            'term(name: "dp:sql") { id } }'
        )
        assert path.errors is None
        return path.data["path"]["explanation"]["digest"], path.data["term"]["id"]
    finally:
        application.close()
