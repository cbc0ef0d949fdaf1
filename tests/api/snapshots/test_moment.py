"""One request sees one state of the world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conformance.store_suite import LOGIC, OTHER, SETS, commit
from outages.breakable import Breakable

from api.application.snapshots.known import Known
from api.application.snapshots.moment import Moment
from api.application.snapshots.on_demand import SnapshotsOnDemand
from graph.embedded_store import EmbeddedStore
from ontology.errors import StoreUnavailableError, UnknownRevisionError


@pytest.fixture
def store() -> Iterator[Breakable]:
    """A store with two revisions of one tenant, and one of another."""
    with Breakable(EmbeddedStore.in_memory()) as made:
        commit(made, "main", SETS)
        commit(made, "main", LOGIC)
        commit(made, "another", OTHER)
        yield made


def test_nothing_gets_newer_within_a_request(store: Breakable) -> None:
    snapshots = SnapshotsOnDemand(store)
    moment = Moment(snapshots)
    first = moment.newest("main")
    assert first.revision.number == 2
    assert moment.at("another", None).snapshot.dataset == OTHER
    commit(store, "main", OTHER)
    assert moment.newest("main") is first
    assert moment.at("main", None) is first.known is moment.at("main", 2)
    assert snapshots.newest("main").revision.number == 3
    assert Moment(snapshots).newest("main").revision.number == 3


def test_what_a_request_met_stays_with_it(store: Breakable) -> None:
    snapshots = SnapshotsOnDemand(store)
    moment = Moment(snapshots)
    met = moment.at("main", 1), moment.at("main", None)
    store.away = "the peer is silent"
    assert (moment.at("main", 1), moment.at("main", None)) == met
    assert snapshots.served("main") is None
    served = moment.served("main")
    assert served is not None
    assert served.known is met[1]
    with pytest.raises(StoreUnavailableError):
        Moment(snapshots).at("main", None)


class Counted(SnapshotsOnDemand):
    """Snapshots that count how often they are asked for one by its number."""

    asked = 0

    def at(self, tenant: str, revision: int | None) -> Known:
        """Count, and return what is known."""
        self.asked += 1
        return super().at(tenant, revision)


def test_an_old_revision_is_asked_for_once(store: Breakable) -> None:
    snapshots = Counted(store)
    moment = Moment(snapshots)
    assert moment.at("main", 1) is moment.at("main", 1)
    assert moment.at("main", None) is moment.at("main", 2)
    assert snapshots.asked == 1


def test_a_revision_that_is_not_there_is_refused(store: Breakable) -> None:
    moment = Moment(SnapshotsOnDemand(store))
    for missing in (-1, 3):
        with pytest.raises(UnknownRevisionError):
            moment.at("main", missing)
