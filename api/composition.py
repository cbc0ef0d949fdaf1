"""Every choice of implementation, in one place: settings in, an application out."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from api.application.addresses import without_password
from api.application.application import Application
from api.application.explain.answers import Answers
from api.application.serving import Serving
from api.application.snapshots.followed import FollowedSnapshots
from api.application.snapshots.on_demand import SnapshotsOnDemand
from api.settings import Settings
from graph.embedded_store import EmbeddedStore
from graph.neo4j.address import SCHEMES
from graph.records.records import Records
from graph.store import Store
from graph.wrapping.announcing_store import AnnouncingStore
from graph.wrapping.breaker import Breaker
from graph.wrapping.guarded_store import GuardedStore
from graph.wrapping.late_store import LateStore
from ontology.errors import InputError

_SQLITE = "sqlite:///"


class _Place(NamedTuple):
    """Where statements and records are: each call opens the store."""

    opening: Callable[[], Store]
    records: Records


def compose(settings: Settings) -> Application:
    """Put an application together on the store of the settings, which is made if need be.

    Raises `InputError` for an address that names no store, `StoreUnavailableError` where it
    cannot be opened.
    """
    return _application(settings, _place(settings))


def compose_for_reading(settings: Settings) -> Application:
    """Put an application together that only looks: a store that is not there is empty.

    Raises as `compose` does.
    """
    path = _file(settings.store)
    if path is not None and not path.exists() and path.parent.is_dir():
        return _application(settings, _in_memory())
    return _application(settings, _place(settings))


def serve(settings: Settings) -> None:
    """Serve GraphQL and health until told to end; running questions are finished first.

    Raises `InputError` where another address than loopback is wanted and there is no key.
    """
    # the service is a second to import, and no other command wants it
    from api.service import run_service

    run_service(compose_serving(settings), settings)


def compose_serving(settings: Settings) -> Serving:
    """Put an application together that goes on for long, and lets its store be away meanwhile.

    Raises `InputError` for an address that names no store.
    """
    place = _place(settings)
    return serving_on(place.opening, place.records, settings)


def serving_on(opening: Callable[[], Store], records: Records, settings: Settings) -> Serving:
    """Put such an application together on any store; each call opens it, until one can."""
    breaker = Breaker(time.monotonic)
    guarded = GuardedStore(LateStore(opening), breaker)
    snapshots = FollowedSnapshots(guarded, time.monotonic)
    store = AnnouncingStore(guarded, snapshots.committed)
    answers = Answers(records, snapshots, settings.answers_kept)
    application = Application(store, records, snapshots, answers, _clock(settings))
    return Serving(application, snapshots, breaker)


def _application(settings: Settings, place: _Place) -> Application:
    store = place.opening()
    snapshots = SnapshotsOnDemand(store)
    answers = Answers(place.records, snapshots, settings.answers_kept)
    return Application(store, place.records, snapshots, answers, _clock(settings))


def _place(settings: Settings) -> _Place:
    """Return where an address leads; nothing is opened yet."""
    address = settings.store
    if address == "memory:":
        return _in_memory()
    path = _file(address)
    if path is not None:
        return _Place(lambda: EmbeddedStore.at(path), Records.beside(path))
    if address.partition("://")[0] in SCHEMES:
        return _Place(lambda: _neo4j(settings), Records.at(_records_file(settings.records)))
    raise InputError(
        f"`{without_password(address)}` names no store that this version opens: "
        "write sqlite:///FILE, neo4j://HOST:PORT or memory:"
    )


def _in_memory() -> _Place:
    return _Place(EmbeddedStore.in_memory, Records.in_memory())


def _neo4j(settings: Settings) -> Store:
    # the driver is a second to import, and wanted by those alone who have a server
    from graph.neo4j_store import Neo4jStore

    password = settings.store_password
    return Neo4jStore.at(
        settings.store,
        settings.store_user,
        None if password is None else password.get_secret_value(),
    )


def _file(address: str) -> Path | None:
    """Return the file that an address names; None where it names none."""
    if address.startswith(_SQLITE) and len(address) > len(_SQLITE):
        return Path(address.removeprefix(_SQLITE))
    return None


def _records_file(address: str) -> Path:
    path = _file(address)
    if path is None:
        shown = without_password(address)
        raise InputError(f"`{shown}` is no place for records: write sqlite:///FILE")
    return path


def _clock(settings: Settings) -> Callable[[], datetime]:
    def now() -> datetime:
        if settings.zone is None:
            return datetime.now().astimezone()
        return datetime.now(settings.zone)

    return now
