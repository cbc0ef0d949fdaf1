"""The circuit breaker, against a plain account of what it should do."""

from __future__ import annotations

import re
import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import pytest
from conformance.store_suite import SETS, commit
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from outages.breakable import Breakable

from graph.embedded_store import EmbeddedStore
from graph.store import Commit, Revision, Store
from graph.wrapping.breaker import Attempt, Breaker, Patience, State
from graph.wrapping.guarded_store import GuardedStore
from graph.wrapping.passing_store import PassingStore
from ontology.errors import (
    CommitConflictError,
    OperationError,
    StoreBusyError,
    StoreRefusedError,
    StoreUnavailableError,
    UnknownOutcomeError,
)

PATIENCE = Patience(failures=2, first_pause=1.0, longest_pause=3.0)
AWAY = StoreUnavailableError("the peer is silent")
UNTOLD = UnknownOutcomeError("the peer is silent")
ANSWERS = (
    None,
    CommitConflictError(1, 2),
    StoreBusyError("somebody imports"),
    StoreRefusedError("it can only be read"),
)


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(eq=False)
class Call:
    """A call under way."""

    block: AbstractContextManager[Attempt]
    is_probe: bool


@dataclass
class Account:
    """What happened, and what follows from it by the letter of the promise."""

    in_a_row: int = 0
    opened_at: float | None = None
    pauses: list[float] = field(default_factory=list)
    counting: list[Call] = field(default_factory=list)
    probe: Call | None = None

    def state(self, now: float) -> State:
        if self.opened_at is None:
            return State.CLOSED
        return State.OPEN if now < self.opened_at + self.pauses[-1] else State.HALF_OPEN

    def fail(self, call: Call, now: float) -> None:
        if call is self.probe:
            self._open(now)
        elif call in self.counting and self.opened_at is None:
            self.in_a_row += 1
            if self.in_a_row == PATIENCE.failures:
                self._open(now)

    def answer(self, call: Call) -> None:
        if call is self.probe:
            self.probe = self.opened_at = None
            self.pauses, self.in_a_row = [], 0
        elif call in self.counting:
            self.in_a_row = 0

    def forget(self, call: Call) -> None:
        if call is self.probe:
            self.probe = None

    def _open(self, now: float) -> None:
        self.opened_at, self.probe, self.counting, self.in_a_row = now, None, [], 0
        pause = self.pauses[-1] * 2 if self.pauses else PATIENCE.first_pause
        self.pauses.append(min(pause, PATIENCE.longest_pause))


class BreakerMachine(RuleBasedStateMachine):
    """Calls begin and end in any order while time goes by."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.breaker = Breaker(self.clock, PATIENCE)
        self.account = Account()
        self.running: list[Call] = []

    @rule(seconds=st.sampled_from([0.5, 1.0, 3.0]))
    def wait(self, seconds: float) -> None:
        self.clock.now += seconds

    @rule()
    def begin(self) -> None:
        state = self.account.state(self.clock.now)
        block = self.breaker.calling()
        refused = state is State.OPEN or (
            state is State.HALF_OPEN and self.account.probe is not None
        )
        if refused:
            with pytest.raises(StoreUnavailableError, match="the peer is silent") as told:
                block.__enter__()
            self._check_when(told.value.message, state)
            return
        block.__enter__()
        call = Call(block, is_probe=state is State.HALF_OPEN)
        self.running.append(call)
        if call.is_probe:
            self.account.probe = call
        self.account.counting.append(call)

    @precondition(lambda self: self.running)
    @rule(which=st.integers(0, 9), error=st.sampled_from([AWAY, UNTOLD]))
    def end_away(self, which: int, error: OperationError) -> None:
        call = self._taken(which)
        assert not call.block.__exit__(type(error), error, None)
        self.account.fail(call, self.clock.now)

    @precondition(lambda self: self.running)
    @rule(which=st.integers(0, 9), error=st.sampled_from(ANSWERS))
    def end_answered(self, which: int, error: OperationError | None) -> None:
        call = self._taken(which)
        kind = None if error is None else type(error)
        assert not call.block.__exit__(kind, error, None)
        self.account.answer(call)

    @precondition(lambda self: self.running)
    @rule(which=st.integers(0, 9), error=st.sampled_from([ValueError("x"), KeyboardInterrupt()]))
    def end_otherwise(self, which: int, error: BaseException) -> None:
        call = self._taken(which)
        assert not call.block.__exit__(type(error), error, None)
        self.account.forget(call)

    @invariant()
    def it_stands_as_the_account_says(self) -> None:
        assert self.breaker.state is self.account.state(self.clock.now)

    def _taken(self, which: int) -> Call:
        return self.running.pop(which % len(self.running))

    def _check_when(self, message: str, state: State) -> None:
        if state is State.HALF_OPEN:
            assert "being tried at this moment" in message
            return
        said = re.search(r"tried again in ([0-9.]+) s", message)
        assert said, message
        left = (self.account.opened_at or 0.0) + self.account.pauses[-1] - self.clock.now
        assert float(said[1]) == pytest.approx(left, abs=0.051)


TestBreaker = BreakerMachine.TestCase
TestBreaker.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)


def _ends(call: AbstractContextManager[Attempt], error: OperationError | None = None) -> None:
    assert not call.__exit__(None if error is None else type(error), error, None)


def _begun(breaker: Breaker) -> AbstractContextManager[Attempt]:
    call = breaker.calling()
    call.__enter__()
    return call


def _stands(breaker: Breaker) -> State:
    return breaker.state


def test_calls_from_before_an_outage_tell_nothing_of_the_time_after_it() -> None:
    clock = Clock()
    breaker = Breaker(clock, PATIENCE)
    early = [_begun(breaker) for _ in range(6)]
    for call in early[:2]:
        _ends(call, AWAY)
    assert _stands(breaker) is State.OPEN
    _ends(early[2])
    assert _stands(breaker) is State.OPEN
    clock.now += 1.0
    _ends(_begun(breaker))
    for call in early[3:5]:
        _ends(call, AWAY)
    assert _stands(breaker) is State.CLOSED
    _ends(_begun(breaker), AWAY)
    _ends(early[5])
    _ends(_begun(breaker), AWAY)
    assert _stands(breaker) is State.OPEN
    assert breaker.opened == 2


@pytest.mark.parametrize("error", [each for each in ANSWERS if each is not None])
def test_whoever_refuses_or_is_busy_is_there(error: OperationError) -> None:
    breaker = Breaker(Clock(), PATIENCE)
    for _ in range(PATIENCE.failures + 1):
        with pytest.raises(type(error)), breaker.calling():
            raise error
    assert breaker.state is State.CLOSED


def test_pauses_grow_until_the_store_answers() -> None:
    clock = Clock()
    breaker = Breaker(clock, PATIENCE)
    for _ in range(2):
        _ends(_begun(breaker), AWAY)
    for pause in (1.0, 2.0, 3.0, 3.0):
        clock.now += pause - 0.25
        assert _stands(breaker) is State.OPEN
        clock.now += 0.25
        _ends(_begun(breaker), AWAY)
    clock.now += 3.0
    _ends(_begun(breaker))
    for _ in range(2):
        _ends(_begun(breaker), AWAY)
    clock.now += 1.0
    assert _stands(breaker) is State.HALF_OPEN


def test_while_it_is_open_the_store_is_left_alone() -> None:
    clock = Clock()
    breakable = Breakable(EmbeddedStore.in_memory())
    store = GuardedStore(breakable, Breaker(clock, PATIENCE))
    breakable.away = "the peer is silent"
    for _ in range(10):
        with pytest.raises(StoreUnavailableError):
            store.head("main")
    assert breakable.calls == 2
    clock.now += 1.0
    for _ in range(10):
        with pytest.raises(StoreUnavailableError):
            store.head("main")
    assert breakable.calls == 3
    breakable.away = None
    clock.now += 1.9
    with pytest.raises(StoreUnavailableError, match=r"tried again in 0\.1 s: the peer is silent"):
        store.head("main")
    clock.now += 0.1
    assert store.head("main").number == 0
    assert store.breaker.state is State.CLOSED


def test_of_many_that_come_when_the_pause_is_over_one_tries() -> None:
    clock = Clock()
    breakable = Breakable(EmbeddedStore.in_memory())
    store = GuardedStore(breakable, Breaker(clock, PATIENCE))
    breakable.away = "the peer is silent"
    for _ in range(2):
        with pytest.raises(StoreUnavailableError):
            store.head("main")
    clock.now += 1.0
    breakable.away = None
    with breakable.held(20) as asked:
        outcomes = asked(lambda: store.head("main").number)
    # the one that tried, and what it wanted
    assert breakable.calls == 4
    assert sorted(map(str, outcomes))[0] == "0"
    assert sum("being tried" in str(outcome) for outcome in outcomes) == 19


class _Slow(PassingStore):
    """A store whose commits wait for as long as `going` is not set."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.going = threading.Event()
        self.begun = threading.Event()

    def append(self, tenant: str, commit: Commit) -> Revision:
        self.begun.set()
        assert self.going.wait(60)
        return super().append(tenant, commit)

    def _reached(self) -> Store:
        return self._store


def test_nobody_waits_for_a_long_commit_to_learn_that_the_store_is_back() -> None:
    with EmbeddedStore.in_memory() as origin:
        commit(origin, "main", SETS)
        (sealed,) = origin.changes("main", 0)
    clock = Clock()
    breakable = Breakable(EmbeddedStore.in_memory())
    slow = _Slow(breakable)
    store = GuardedStore(slow, Breaker(clock, PATIENCE))
    breakable.away = "the peer is silent"
    for _ in range(2):
        with pytest.raises(StoreUnavailableError):
            store.head("main")
    breakable.away = None
    clock.now += 1.0
    committing = threading.Thread(target=lambda: store.append("main", sealed))
    committing.start()
    try:
        assert slow.begun.wait(60)
        assert store.head("main").number == 0
    finally:
        slow.going.set()
        committing.join()
    assert store.head("main") == sealed.revision


def test_an_iterator_that_was_only_made_has_answered_nothing() -> None:
    clock = Clock()
    breakable = Breakable(EmbeddedStore.in_memory())
    store = GuardedStore(breakable, Breaker(clock, PATIENCE))
    breakable.away = "the peer is silent"
    for _ in range(2):
        with pytest.raises(StoreUnavailableError):
            list(store.changes("main", 0))
    clock.now += 1.0
    merely_made = store.changes("main", 0)
    states = [store.breaker.state]
    with pytest.raises(StoreUnavailableError):
        next(merely_made)
    states.append(store.breaker.state)
    assert states == [State.HALF_OPEN, State.OPEN]


def test_whoever_waits_for_news_has_been_answered() -> None:
    clock = Clock()
    breakable = Breakable(EmbeddedStore.in_memory())
    store = GuardedStore(breakable, Breaker(clock, PATIENCE))
    breakable.away = "the peer is silent"
    for _ in range(2):
        with pytest.raises(StoreUnavailableError):
            store.head("main")
    breakable.away = None
    clock.now += 1.0
    states: list[State] = []

    def wait() -> bool:
        states.append(store.breaker.state)
        return False

    assert list(store.watch("main", 0, wait)) == []
    assert states == [State.CLOSED]
