"""Following a store: news within moments, own commits at once, outages ridden through."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from builders import PROVENANCE
from conformance.store_suite import LOGIC, NOON, OTHER, SETS, admitted_change, commit, curricula
from hypothesis import given, settings
from hypothesis import strategies as st
from outages.breakable import Breakable
from outages.waiting import until

from api.application.snapshots.followed import FollowedSnapshots
from api.application.snapshots.following import Pace
from api.application.snapshots.known import compiled
from api.application.snapshots.snapshots import Standing
from graph.embedded_store import EmbeddedStore
from graph.store import Commit, Revision, Store
from graph.wrapping.announcing_store import AnnouncingStore
from graph.wrapping.breaker import Breaker, Patience
from graph.wrapping.guarded_store import GuardedStore
from graph.wrapping.passing_store import PassingStore
from ontology.dataset import EMPTY, Change, Dataset, difference
from ontology.errors import (
    BrokenLedgerError,
    StoreRefusedError,
    StoreUnavailableError,
    UnknownRevisionError,
)

SWIFT = Pace(shortest=0.002, longest=0.01, broken=0.05)
NEVER = Pace(shortest=3600.0, longest=3600.0)
"""A follower that looks only when it is told to."""


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    """A store in a file: as somebody else has it open, and as it is followed here."""

    path: Path
    pace: Pace = SWIFT
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.others = EmbeddedStore.at(self.path)
        self.ours = Breakable(EmbeddedStore.at(self.path))
        self.followed = FollowedSnapshots(self.ours, self.clock, self.pace)
        self.store: Store = AnnouncingStore(self.ours, self.followed.committed)

    def number(self) -> int:
        """Return which revision is answered from."""
        return self.followed.at("main", None).number

    def close(self) -> None:
        """Let go of everything."""
        self.followed.close()
        self.others.close()
        self.store.close()


@pytest.fixture
def world_at(tmp_path: Path) -> Iterator[Callable[[Pace], World]]:
    """Make a world with that pace, whose one tenant has one revision."""
    made: list[World] = []

    def make(pace: Pace) -> World:
        made.append(World(tmp_path / f"{len(made)}.db", pace))
        commit(made[-1].others, "main", SETS)
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def world(world_at: Callable[[Pace], World]) -> World:
    """A world that is looked at all the time."""
    return world_at(SWIFT)


def test_what_somebody_else_commits_is_answered_from(world: World) -> None:
    assert world.number() == 1
    for after in (LOGIC, OTHER, SETS):
        made = commit(world.others, "main", after)
        until(lambda made=made: world.number() == made.number)  # type: ignore[misc]
        standing = world.followed.newest("main")
        assert standing.revision == made
        assert standing.known.content == made.content == after.digest
        assert standing.known.snapshot.dataset == after


def test_questions_do_not_ask_the_store(world_at: Callable[[Pace], World]) -> None:
    world = world_at(NEVER)
    assert world.number() == 1
    asked = world.ours.calls
    for _ in range(100):
        world.followed.at("main", None)
        world.followed.at("main", 1)
        world.followed.newest("main")
    assert world.ours.calls == asked


def test_what_we_commit_is_answered_from_at_once(world_at: Callable[[Pace], World]) -> None:
    world = world_at(NEVER)
    assert world.number() == 1
    for after in (LOGIC, OTHER, SETS):
        made = commit(world.store, "main", after)
        assert world.followed.newest("main").revision == made
    assert world.followed.at("main", None).snapshot.dataset == SETS


def test_what_we_commit_is_answered_from_though_the_store_goes_away(
    world_at: Callable[[Pace], World],
) -> None:
    world = world_at(NEVER)
    world.number()
    store = AnnouncingStore(_LastWords(world.ours), world.followed.committed)
    assert commit(store, "main", LOGIC).number == 2
    standing = world.followed.newest("main")
    assert standing.known.snapshot.dataset == LOGIC


class _LastWords(PassingStore):
    """A store that answers one commit and then no more."""

    def __init__(self, store: Breakable) -> None:
        self._store = store

    def commit(self, *arguments: object, **named: object) -> Revision:
        made = self._store.commit(*arguments, **named)  # type: ignore[arg-type]
        self._store.away = "gone"
        return made

    def _reached(self) -> Store:
        return self._store


def test_what_we_commit_after_others_is_answered_from(world_at: Callable[[Pace], World]) -> None:
    world = world_at(NEVER)
    assert world.number() == 1
    commit(world.others, "main", LOGIC)
    assert world.number() == 1
    assert commit(world.store, "main", OTHER).number == 3
    assert world.number() == 3


def test_what_we_commit_while_the_first_is_being_read_is_answered_from(world: World) -> None:
    reading = Breakable(EmbeddedStore.at(world.path))
    followed = FollowedSnapshots(reading, world.clock, SWIFT)
    with AnnouncingStore(world.others, followed.committed) as ours:
        reading.going.clear()
        found: list[int] = []
        asking = threading.Thread(target=lambda: found.append(followed.at("main", None).number))
        asking.start()
        until(lambda: reading.calls)
        commit(ours, "main", LOGIC)
        reading.going.set()
        asking.join()
        assert found == [2]
        followed.close()
        reading.close()


def test_provenance_is_what_the_store_has(world_at: Callable[[Pace], World]) -> None:
    world = world_at(NEVER)
    world.number()
    elsewhere = replace(PROVENANCE, file="another.yaml", row=99)
    told_anew = tuple(each._replace(provenance=elsewhere) for each in LOGIC)
    change = admitted_change(SETS, Change(told_anew, frozenset({*SETS.statements})))
    made = world.store.commit(
        "main", change, expected=1, author="ada", reason="", at=world.others.head("main").at
    )
    known = world.followed.at("main", None)
    assert known.number == made.number == 2
    assert known.snapshot.dataset == world.others.dataset("main")


def test_while_the_store_is_away_the_last_revision_is_served(world: World) -> None:
    assert world.number() == 1
    until(lambda: not world.followed.newest("main").degraded)
    world.ours.away = "the peer is silent"
    until(lambda: world.followed.newest("main").degraded)
    commit(world.others, "main", LOGIC)
    world.clock.now += 100.0
    standing = world.followed.newest("main")
    assert (standing.revision.number, standing.degraded) == (1, True)
    assert 100.0 <= standing.age <= 101.0
    assert standing.known.snapshot.dataset == SETS
    with pytest.raises(StoreUnavailableError):
        world.followed.at("main", 2)
    world.ours.away = None
    until(lambda: world.number() == 2)
    standing = until(lambda: _sound(world.followed))
    assert standing.age == 0.0


def _sound(followed: FollowedSnapshots) -> Standing | None:
    standing = followed.newest("main")
    return None if standing.degraded else standing


class _Refusing(PassingStore):
    """A store that is there, and not for us."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.refused = 0

    def _reached(self) -> Store:
        self.refused += 1
        raise StoreRefusedError("the password is wrong")

    def close(self) -> None:
        self._store.close()


def test_what_keeps_the_store_away_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    refusing = _Refusing(EmbeddedStore.in_memory())
    swift = Patience(failures=2, first_pause=0.01, longest_pause=0.01)
    with GuardedStore(refusing, Breaker(time.monotonic, swift)) as store:
        followed = FollowedSnapshots(store, time.monotonic, SWIFT)
        with pytest.raises(StoreRefusedError):
            followed.newest("main")
        until(lambda: refusing.refused > 20)
        followed.close()
    assert [each.getMessage() for each in caplog.records] == [
        "`main` is not followed for now: the password is wrong"
    ]


class _Shortened(PassingStore):
    """A store that has lost a revision it speaks of."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def dataset(self, tenant: str, at: int | None = None) -> Dataset:
        raise UnknownRevisionError(at or 0, 0)

    def _reached(self) -> Store:
        return self._store


def test_each_who_asks_in_vain_gets_an_error_of_their_own(world: World) -> None:
    followed = FollowedSnapshots(_Shortened(world.others), world.clock, SWIFT)
    told = []
    for _ in range(2):
        with pytest.raises(UnknownRevisionError, match="no revision 1: the newest is 0") as error:
            followed.newest("main")
        told.append(error.value)
    assert told[0] is not told[1]
    assert [(each.asked, each.newest) for each in told] == [(1, 0), (1, 0)]
    followed.close()


def test_what_we_commit_while_there_is_trouble_is_missed_openly(world: World) -> None:
    assert world.number() == 1
    world.ours.away = "the peer is silent"
    until(lambda: world.followed.newest("main").degraded)
    made = commit(world.others, "main", LOGIC)
    world.followed.committed("main", Commit(made, Change()))
    standing = world.followed.newest("main")
    assert (standing.revision.number, standing.degraded) == (1, True)


def test_a_store_that_answers_nothing_is_noticed(world: World) -> None:
    assert world.number() == 1
    world.ours.going.clear()
    until(lambda: not world.followed.newest("main").degraded)
    world.clock.now += 5.1
    assert world.followed.newest("main").degraded
    world.ours.going.set()
    until(lambda: not world.followed.newest("main").degraded)


def test_a_store_that_is_away_from_the_beginning_is_waited_for(world: World) -> None:
    world.ours.away = "the peer is silent"
    with pytest.raises(StoreUnavailableError, match="the peer is silent"):
        world.followed.keep("main", 60)
    assert world.followed.served("main") is None
    with pytest.raises(StoreUnavailableError, match="the peer is silent"):
        world.number()
    world.ours.away = None
    until(lambda: world.followed.served("main"))
    assert world.number() == 1


def test_a_store_that_is_slow_to_begin_with_is_told(world: World) -> None:
    world.ours.going.clear()
    with pytest.raises(StoreUnavailableError, match=r"not there within 0 s"):
        world.followed.keep("main", 0.01)
    world.ours.going.set()
    assert world.number() == 1


class Lying(PassingStore):
    """A store whose changes, or all it says, are not what the digests say."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.of_changes = False
        self.of_datasets = False

    def changes(self, tenant: str, since: int) -> Iterator[Commit]:
        for revision, change in super().changes(tenant, since):
            yield Commit(revision, Change() if self.of_changes else change)

    def dataset(self, tenant: str, at: int | None = None) -> Dataset:
        return EMPTY if self.of_datasets else super().dataset(tenant, at)

    def _reached(self) -> Store:
        return self._store


@pytest.fixture
def lying(world: World) -> Iterator[tuple[Lying, FollowedSnapshots]]:
    """A store that may lie, followed from its first revision on."""
    store = Lying(world.others)
    followed = FollowedSnapshots(store, world.clock, SWIFT)
    assert followed.at("main", None).number == 1
    yield store, followed
    followed.close()


def test_what_does_not_have_its_digest_is_not_published(
    world: World, lying: tuple[Lying, FollowedSnapshots], caplog: pytest.LogCaptureFixture
) -> None:
    store, followed = lying
    store.of_changes = store.of_datasets = True
    commit(world.others, "main", LOGIC)
    until(lambda: followed.newest("main").degraded)
    assert followed.newest("main").known.snapshot.dataset == SETS
    until(lambda: "does not hold what its digest says" in caplog.text)
    assert any(each.levelno == logging.ERROR for each in caplog.records)
    store.of_datasets = False
    until(lambda: not followed.newest("main").degraded)
    assert followed.newest("main").known.snapshot.dataset == LOGIC


def test_a_first_revision_without_its_digest_is_not_served(world: World) -> None:
    store = Lying(world.others)
    store.of_datasets = True
    followed = FollowedSnapshots(store, world.clock, SWIFT)
    with pytest.raises(BrokenLedgerError, match="does not hold what its digest says"):
        followed.keep("main", 60)
    assert followed.served("main") is None
    followed.close()


@pytest.mark.parametrize("history", [(), (LOGIC,), (LOGIC, SETS), (SETS, LOGIC, OTHER)])
def test_another_history_is_not_followed(
    world: World, history: tuple[Dataset, ...], caplog: pytest.LogCaptureFixture
) -> None:
    commit(world.others, "main", LOGIC)
    until(lambda: world.number() == 2)
    with EmbeddedStore.in_memory() as another:
        for after in history:
            _commit_as_somebody_else(another, after)
        world.ours.exchange(another)
        until(lambda: world.followed.newest("main").degraded)
        assert world.followed.newest("main").known.snapshot.dataset == LOGIC
        until(lambda: "is not followed" in caplog.text)
        world.ours.exchange(world.others)
        until(lambda: not world.followed.newest("main").degraded)


def _commit_as_somebody_else(store: Store, after: Dataset) -> None:
    head, before = store.head("main"), store.dataset("main")
    change = admitted_change(before, difference(before, after))
    store.commit("main", change, expected=head.number, author="eve", reason="", at=NOON)


def test_a_tenant_nobody_asks_for_is_let_go(world: World) -> None:
    commit(world.others, "another", OTHER)
    world.followed.keep("main", 60)
    assert world.followed.at("another", None).number == 1
    assert len(world.followed.standings()) == 2
    world.clock.now += 599.0
    world.followed.at("another", None)
    world.clock.now += 599.0
    looked = world.ours.calls
    until(lambda: world.ours.calls > looked + 20)
    assert len(world.followed.standings()) == 2
    world.clock.now += 2.0
    until(lambda: len(world.followed.standings()) == 1)
    assert world.followed.served("another") is None
    assert world.followed.served("main") is not None
    commit(world.others, "another", LOGIC)
    assert world.followed.at("another", None).number == 2


def test_nothing_is_followed_after_the_end(world: World) -> None:
    assert world.number() == 1
    world.followed.close()
    calls = world.ours.calls
    with pytest.raises(StoreUnavailableError, match="is ending"):
        world.number()
    assert world.followed.served("main") is None
    assert world.ours.calls == calls


def test_no_tenant_waits_for_another_to_end(world_at: Callable[[Pace], World]) -> None:
    world = world_at(NEVER)
    store = _Held(world.others)
    followed = FollowedSnapshots(store, world.clock, replace(NEVER, ending=600.0))
    try:
        with pytest.raises(StoreUnavailableError, match="it is being read"):
            followed.keep("held", 0.01)
        followed.keep("main", 60)
        closing = threading.Thread(target=followed.close, daemon=True)
        closing.start()
        until(lambda: not store.asked_by["main"].is_alive())
        assert store.asked_by["held"].is_alive()
        assert closing.is_alive()
    finally:
        store.going.set()
    closing.join()
    assert not store.asked_by["held"].is_alive()


class _Held(PassingStore):
    """A store that holds calls for the tenant `held` up until `going` is set."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.going = threading.Event()
        self.asked_by: dict[str, threading.Thread] = {}

    def head(self, tenant: str) -> Revision:
        self.asked_by[tenant] = threading.current_thread()
        if tenant == "held":
            assert self.going.wait(60)
        return super().head(tenant)

    def _reached(self) -> Store:
        return self._store


def test_old_revisions_do_not_push_the_newest_out(world: World) -> None:
    for _ in range(4):
        commit(world.others, "main", LOGIC)
        commit(world.others, "main", SETS)
    until(lambda: world.number() == 9)
    newest = world.followed.at("main", None)
    contents = [world.followed.at("main", number).content for number in range(10)]
    assert contents[1:] == [each.content for each in world.others.log("main")]
    assert world.followed.at("main", None) is newest is world.followed.at("main", 9)
    for missing in (-1, 10):
        with pytest.raises(UnknownRevisionError):
            world.followed.at("main", missing)


def test_the_revision_that_was_the_newest_is_still_there(world: World) -> None:
    first = world.followed.at("main", None)
    commit(world.others, "main", LOGIC)
    until(lambda: world.number() == 2)
    world.ours.away = "the peer is silent"
    assert world.followed.at("main", 1) is first


@settings(max_examples=25, deadline=None)
@given(history=st.lists(st.lists(curricula(), min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_reached_in_steps_is_what_a_full_reading_gives(
    history: list[list[Dataset]],
) -> None:
    with EmbeddedStore.in_memory() as store:
        followed = FollowedSnapshots(store, Clock(), NEVER)
        ours = AnnouncingStore(store, followed.committed)
        assert followed.at("main", None).snapshot.dataset == EMPTY
        for step in history:
            for after in step[:-1]:
                commit(store, "main", after)
            commit(ours, "main", step[-1])
            followed.committed("main", Commit(store.head("main"), Change()))
            known = followed.at("main", None)
            assert known.number == store.head("main").number
            assert known.snapshot.dataset == store.dataset("main")
            assert known.content == known.snapshot.dataset.digest
            anew = compiled(store.dataset("main"), known.number, known.content)
            assert known.listed == anew.listed
            for name in "abcdef":
                assert known.index.find(name) == anew.index.find(name)
        followed.close()
