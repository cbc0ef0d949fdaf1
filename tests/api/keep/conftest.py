"""Commands on stores of any kind, each in a tenant of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from api_runs import COMPOSERS, Ran
from kept_histories import Command, On, address_of, tenant_of_its_own
from servers.neo4j_server import Login

from api.cli.app import run


@pytest.fixture
def tenant() -> str:
    """A tenant that nobody used before."""
    return tenant_of_its_own()


@pytest.fixture
def on(
    tenant: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> On:
    """What gives the command on a store, in the tenant."""
    monkeypatch.setenv("WAYMARK_RECORDS", f"sqlite:///{tmp_path / 'records-of-neo4j.db'}")
    # whole sentences on one line, and long names of tenants beside them
    monkeypatch.setenv("COLUMNS", "160")

    def command_on(store: str) -> Command:
        def waymark(*words: str) -> Ran:
            capsys.readouterr()
            # commands on whole stores take no tenant, or name those that they are about
            whose = () if words[0] == "store" else ("--tenant", tenant)
            code = run(["--store", store, *whose, *words], COMPOSERS)
            written = capsys.readouterr()
            return Ran(code, written.out, written.err)

        return waymark

    return command_on


@pytest.fixture
def file_store(tmp_path: Path) -> str:
    """The address of a store in a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'waymark.db'}"


@pytest.fixture
def neo4j_store(neo4j_login: Login) -> str:
    """The address of the shared server, with its credentials."""
    return address_of(neo4j_login)
