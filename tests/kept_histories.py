"""A small history to keep: three revisions, people, a key and an answer; and what it answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from api_runs import Ran
from servers.neo4j_server import Login

from api.application.application import Asked
from api.application.plan.path import find_path
from api.application.plan.request import PathRequest
from api.application.principal import LOCAL
from api.composition import compose
from api.settings import read_settings
from ontology.names import Iri

HISTORY = Path(__file__).parent / "layouts" / "history"
FILES = tuple(
    str(HISTORY / name) for name in ("1-tables.yaml", "2-relations.yaml", "3-courses.yaml")
)
FAULTY = str(HISTORY / "4-faulty.yaml")
ADA = Iri("https://w3id.org/waymark/examples/data-practice/ada")
FOR_ADA = PathRequest(role="dp:data-analyst", learner="dp:ada")

Command = Callable[..., Ran]
"""Runs a command on a store, in a tenant."""

On = Callable[[str], Command]
"""Gives the command on a store."""

QUESTIONS = (
    ("path", "--role", "dp:data-analyst", "--learner", "dp:ada", "--start", "2026-03-02"),
    ("gap", "--role", "dp:data-analyst"),
    ("find", "SQL"),
    ("show", "dp:sql"),
    ("log",),
    ("key", "list"),
    ("quarantine",),
    ("path", "--goal", "dp:sql@2", "--start", "2026-03-02", "--revision", "1"),
)


def tenant_of_its_own() -> str:
    """Name a tenant that nobody used before."""
    return f"kept-{uuid4()}"


def make_history(waymark: Command, *, upto: int = len(FILES)) -> None:
    """Load the first files, each a revision."""
    for file in FILES[:upto]:
        done = waymark("load", "--prune", file)
        assert done.code == 0, done.out + done.err


def make_records(waymark: Command) -> str:
    """Create a key and put something in quarantine; returns the secret."""
    assert waymark("load", "--only-valid", FAULTY).code == 0
    made = waymark("key", "create", "dashboard", "--json")
    assert made.code == 0, made.err
    return str(made.answer["secret"])


def remember_answer(store: str, tenant: str) -> str:
    """Let the records keep an answer for somebody, as the service would; returns its digest."""
    application = compose(read_settings(store=store, tenant=tenant))
    try:
        answer = find_path(application, Asked(LOCAL, tenant), FOR_ADA)
        application.answers.remember(tenant, answer, ADA)
        return answer.digest
    finally:
        application.close()


def recalls(store: str, tenant: str, digest: str) -> bool:
    """Tell whether the records of a store still prove an answer."""
    application = compose(read_settings(store=store, tenant=tenant))
    try:
        return application.answers.recall(LOCAL, tenant, digest) is not None
    finally:
        application.close()


def answers(waymark: Command) -> list[Any]:
    """Return what the store says to every question, but for how long it took."""
    return [_timeless(json.loads(waymark(*words, "--json").out)) for words in QUESTIONS]


def address_of(login: Login) -> str:
    """Return an address of a server that needs no other setting."""
    scheme, _, host = login.address.partition("://")
    return f"{scheme}://{login.user}:{login.password}@{host}"


def _timeless(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _timeless(each) for name, each in told.items() if name != "seconds"}
    if isinstance(told, list):
        return [_timeless(each) for each in told]
    return told
