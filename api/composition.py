"""Every choice of implementation, in one place: settings in, an application out."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from api.application.addresses import without_password
from api.application.application import Application
from api.application.explain.answers import Answers
from api.application.serving import Serving
from api.application.snapshots.followed import FollowedSnapshots
from api.application.snapshots.on_demand import SnapshotsOnDemand
from api.settings import Settings
from graph.embedded_store import EmbeddedStore
from graph.records.records import Records
from graph.store import Store
from graph.wrapping.announcing_store import AnnouncingStore
from graph.wrapping.breaker import Breaker
from graph.wrapping.guarded_store import GuardedStore
from graph.wrapping.late_store import LateStore
from ontology.errors import InputError

_SQLITE = "sqlite:///"


def compose(settings: Settings) -> Application:
    """Put an application together on the store of the settings, which is made if need be.

    Raises `InputError` for an address that names no store, `StoreUnavailableError` where it
    cannot be opened.
    """
    return _application(settings, _path(settings.store))


def compose_for_reading(settings: Settings) -> Application:
    """Put an application together that only looks: a store that is not there is empty.

    Raises as `compose` does.
    """
    path = _path(settings.store)
    if path is not None and not path.exists() and path.parent.is_dir():
        path = None
    return _application(settings, path)


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
    path = _path(settings.store)
    if path is None:
        return serving_on(EmbeddedStore.in_memory, Records.in_memory(), settings)
    return serving_on(lambda: EmbeddedStore.at(path), Records.beside(path), settings)


def serving_on(opening: Callable[[], Store], records: Records, settings: Settings) -> Serving:
    """Put such an application together on any store; each call opens it, until one can."""
    breaker = Breaker(time.monotonic)
    guarded = GuardedStore(LateStore(opening), breaker)
    snapshots = FollowedSnapshots(guarded, time.monotonic)
    store = AnnouncingStore(guarded, snapshots.committed)
    answers = Answers(records, snapshots)
    application = Application(store, records, snapshots, answers, _clock(settings))
    return Serving(application, snapshots, breaker)


def _application(settings: Settings, path: Path | None) -> Application:
    if path is None:
        store, records = EmbeddedStore.in_memory(), Records.in_memory()
    else:
        store, records = EmbeddedStore.at(path), Records.beside(path)
    snapshots = SnapshotsOnDemand(store)
    return Application(store, records, snapshots, Answers(records, snapshots), _clock(settings))


def _path(address: str) -> Path | None:
    """Return the file that an address names; None for memory."""
    if address == "memory:":
        return None
    if address.startswith(_SQLITE) and len(address) > len(_SQLITE):
        return Path(address.removeprefix(_SQLITE))
    raise InputError(
        f"`{without_password(address)}` names no store that this version opens: "
        "write sqlite:///FILE or memory:"
    )


def _clock(settings: Settings) -> Callable[[], datetime]:
    def now() -> datetime:
        if settings.zone is None:
            return datetime.now().astimezone()
        return datetime.now(settings.zone)

    return now
