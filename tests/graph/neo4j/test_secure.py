"""TLS, and a server that may only be read: what needs a server with settings of its own."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from conformance.store_suite import SETS, commit, tenant
from servers.neo4j_server import Login, Server

from graph.neo4j_store import Neo4jStore
from graph.store import ORIGIN
from ontology.errors import StoreRefusedError, StoreUnavailableError

READ_ONLY = "server.databases.default_to_read_only=true\n"


@pytest.fixture(scope="module")
def server(neo4j_login: Login) -> Iterator[Server]:
    """Start a server that speaks TLS alone, with a certificate that it signed itself."""
    del neo4j_login
    server = Server(f"secure-{os.getpid()}", "--tls")
    yield server
    server.remove()


def behind(login: Login, scheme: str) -> Login:
    """Return the login by another scheme."""
    return login._replace(address=f"{scheme}://127.0.0.1:{login.port}")


@pytest.mark.parametrize("scheme", ["bolt+ssc", "neo4j+ssc"])
def test_a_certificate_of_anybody_is_trusted_where_that_is_said(
    server: Server, scheme: str
) -> None:
    of = tenant()
    with Neo4jStore.at(*behind(server.login, scheme)) as store:
        assert commit(store, of, SETS).number == 1
        assert store.dataset(of) == SETS


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s"])
def test_a_certificate_counts_where_it_is_trusted_alone(
    server: Server, scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = behind(server.login, scheme)
    with pytest.raises(StoreUnavailableError) as refused:
        Neo4jStore.at(*login)
    if scheme == "bolt+s":
        assert isinstance(refused.value, StoreRefusedError)
        assert "is not trusted: have it signed" in refused.value.message
    trusted = tmp_path / "trusted.pem"
    trusted.write_text(ssl.get_server_certificate(("127.0.0.1", login.port)), encoding="ascii")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with Neo4jStore.at(*login) as store:
        assert store.head(tenant()) == ORIGIN


def test_who_leaves_tls_out_is_told_so(server: Server) -> None:
    with pytest.raises(StoreUnavailableError, match=r"say `\+s` where it wants TLS"):
        Neo4jStore.at(*behind(server.login, "bolt"))


def test_a_server_that_can_only_be_read_is_read(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = tenant()
    with Neo4jStore.at(*server.login) as store:
        commit(store, of, SETS)
    settings = tmp_path / "read-only.conf"
    settings.write_text(READ_ONLY, encoding="utf-8")
    monkeypatch.setenv("NEO4J_EXTRA_CONF", str(settings))
    server.stop()
    server.start()
    with Neo4jStore.at(*server.login) as store:
        assert store.dataset(of) == SETS
        with pytest.raises(StoreRefusedError, match="can only be read"):
            commit(store, of, SETS, 0)
