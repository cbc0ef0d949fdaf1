"""The Neo4j server that is measured: the one that `WAYMARK_STORE` names, if it names one."""

from __future__ import annotations

from api.settings import read_settings
from graph.neo4j.address import SCHEMES, Address


def named_server() -> Address | None:
    """Return where that server is, and who may ask it."""
    settings = read_settings()
    if settings.store.partition("://")[0] not in SCHEMES:
        return None
    password = settings.store_password
    return Address.of(
        settings.store,
        settings.store_user,
        None if password is None else password.get_secret_value(),
    )
