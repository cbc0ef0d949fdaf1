"""One history in SQLite and in Neo4j: every command and every question has one answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple
from uuid import uuid4

import pytest
from api_runs import COMPOSERS, EXAMPLE, asking
from public_data import public
from scale import count
from servers.neo4j_server import Login

from api.application.principal import LOCAL
from api.cli.app import run
from api.composition import compose
from api.settings import read_settings
from graph.embedded_store import EmbeddedStore
from graph.neo4j_store import Neo4jStore
from graph.snapshot import Snapshot
from graph.store import Store
from loaders.registry import load
from ontology.dataset import EMPTY, Change
from ontology.terms import Importance
from reasoning.certificate.certificate import answer_digest
from reasoning.planning.planner import solve
from reasoning.question import Question
from shapes.contract import Admitted, admit

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "api/graphql/examples").glob("*.graphql"))
CLOCK = re.compile(r'"seconds": [0-9.e-]+|"?askedAt"?: "[^"]+"')

COMMANDS = (
    "find SQL",
    "find Datenbank --json",
    "show dp:sql",
    "show dp:data-analyst --json",
    "gap --role dp:data-analyst --learner dp:ada",
    "gap --role dp:data-engineer --holds dp:logic --json",
    "frontier --role dp:data-analyst --learner dp:ada",
    "frontier --learner dp:bela --json",
    "path --role dp:data-analyst --learner dp:ada",
    "path --role dp:data-engineer --learner dp:bela --alternatives 2 --json",
    "path --goal dp:sql@2 --minimise price --json",
    "path --role dp:data-analyst --budget 1 --json",
    "path --goal dp:unheard-of",
    "doctor",
    "doctor --json",
    "log",
    "log --json",
    "learner list --json",
    "quarantine --json",
    "export --format turtle",
    "export --format curriculum",
    "store check --json",
    "--revision 1 show dp:sql --json",
    "--revision 7 show dp:sql",
    "load {example} --json",
    "load {example} --dry-run --prune",
    "check {example} --json",
)


class Both(NamedTuple):
    """Two stores with one history of one tenant: their addresses, and that tenant."""

    tenant: str
    addresses: tuple[str, str]


@pytest.fixture(scope="module")
def both(neo4j_login: Login, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The example in SQLite, and the same history copied to Neo4j."""
    folder = tmp_path_factory.mktemp("both")
    tenant = f"both-{uuid4()}"
    sqlite = f"sqlite:///{folder / 'waymark.db'}"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WAYMARK_RECORDS", f"sqlite:///{folder / 'of-neo4j.db'}")
        environment.setenv("WAYMARK_STORE_USER", neo4j_login.user)
        environment.setenv("WAYMARK_STORE_PASSWORD", neo4j_login.password)
        waymark = partial(run, composers=COMPOSERS)
        loading = ["--store", sqlite, "--tenant", tenant, "--quiet", "load", str(EXAMPLE)]
        assert waymark(loading) == 0
        assert waymark(["store", "copy", sqlite, neo4j_login.address, "--quiet"]) == 0
        yield Both(tenant, (sqlite, neo4j_login.address))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_writes_the_same_bytes(
    command: str, both: Both, capsys: pytest.CaptureFixture[str]
) -> None:
    words = command.format(example=EXAMPLE).split()
    written = []
    for address in both.addresses:
        capsys.readouterr()
        code = run(["--store", address, "--tenant", both.tenant, *words], COMPOSERS)
        out, err = capsys.readouterr()
        written.append((code, CLOCK.sub("…", out), err))
    assert written[0] == written[1]
    assert written[0][0] in {0, 1, 2}
    assert written[0][1] or written[0][2]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_a_graphql_question_has_one_answer(file: Path, both: Both) -> None:
    answers = []
    for address in both.addresses:
        application = compose(read_settings(store=address, tenant=both.tenant))
        answer = asking(application, LOCAL, both.tenant)(file.read_text(encoding="utf-8"))
        application.close()
        assert answer.errors is None
        answers.append(CLOCK.sub("…", repr(answer.data)))
    assert answers[0] == answers[1]


def test_random_questions_of_a_large_vocabulary_have_one_answer(
    neo4j_login: Login, tmp_path: Path
) -> None:
    tenant = f"esco-{uuid4()}"
    loaded = load([public("esco-1.2.0"), EXAMPLE])
    admitted = admit(EMPTY, Change(loaded.statements))
    assert isinstance(admitted, Admitted)
    with (
        EmbeddedStore.at(tmp_path / "esco.db") as sqlite,
        Neo4jStore.at(*neo4j_login) as neo4j,
    ):
        _commit(sqlite, tenant, admitted)
        [commit] = sqlite.changes(tenant, 0)
        assert neo4j.append(tenant, commit) == sqlite.head(tenant)
        read = [sqlite.dataset(tenant), neo4j.dataset(tenant)]
    one, other = (Snapshot.compile(dataset, 1) for dataset in read)
    assert read[0].digest == read[1].digest
    random = Random(11)
    outcomes = set()
    for _ in range(count(1_000)):
        question = _question(random, one)
        first, second = solve(one, question), solve(other, question)
        assert first == second
        assert answer_digest(question, read[0].digest, first) == answer_digest(
            question, read[1].digest, second
        )
        outcomes.add(type(first).__name__)
    assert len(outcomes) > 1


def _commit(store: Store, tenant: str, admitted: Admitted) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    store.commit(tenant, admitted, expected=0, author="ada", reason="both", at=at)


def _question(random: Random, snapshot: Snapshot) -> Question:
    """Ask for a role, from some of what it asks for or from nothing, hours assumed or not."""
    role = random.choice(snapshot.roles)
    goal = snapshot.asked(role.id, Importance.ESSENTIAL)
    while not goal:
        role = random.choice(snapshot.roles)
        goal = snapshot.asked(role.id, Importance.ESSENTIAL)
    return Question(
        goal=goal,
        held=frozenset(random.sample(goal, random.randint(0, len(goal) // 2))),
        start=date(2026, 3, 2),
        role=role.id,
        wishes=snapshot.asked(role.id, Importance.OPTIONAL) if random.random() < 0.3 else (),
        assumed_minutes=random.choice((None, 480)),
    )
