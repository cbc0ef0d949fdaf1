"""Following one tenant: a thread that keeps the newest revision compiled.

What was verified stays published until something newer is: while the store is away, or holds
what does not fit, questions are answered from that.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from api.application.snapshots.known import Known
from api.application.snapshots.reaching import (
    Reached,
    caught_up,
    loaded,
    stored,
    verify_unmoved,
)
from api.application.snapshots.snapshots import Standing
from graph.store import Commit, Store
from ontology.errors import InvariantError, StoreUnavailableError, WaymarkError

_LOG = logging.getLogger("waymark.following")


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a store is looked at, in seconds.

    The pauses grow from `shortest` to `longest` while nothing happens; `broken` is the pause
    where the store holds what does not fit. What was not confirmed for `overdue` counts as
    degraded. Who asks first waits up to `first`. A tenant nobody asks for is let go after
    `idle`. Who ends following waits up to `ending` for calls of the store that go on.
    """

    shortest: float = 0.05
    longest: float = 0.5
    broken: float = 30.0
    overdue: float = 5.0
    first: float = 60.0
    idle: float = 600.0
    ending: float = 2.0


class Tally:
    """What was caught up with so far; threads may share it. `seconds` are those it took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.times = 0
        self.commits = 0
        self.seconds = 0.0

    def add(self, commits: int, seconds: float) -> None:
        """Count one catch-up over so many commits."""
        with self._lock:
            self.times += 1
            self.commits += commits
            self.seconds += seconds


class Following:
    """The newest revision of a tenant, followed from when this is started until it is ended."""

    def __init__(
        self, store: Store, tenant: str, pace: Pace, clock: Callable[[], float], tally: Tally
    ) -> None:
        self._store = store
        self._tenant = tenant
        self._pace = pace
        self._clock = clock
        self._tally = tally
        self._changed = threading.Condition()
        self._advancing = threading.Lock()
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._reached: Reached | None = None
        self._warmed: Reached | None = None
        self._previous: Known | None = None
        self._confirmed = clock()
        self._trouble: WaymarkError | None = None
        self._wanted = 0

    def start(self, may_rest: Callable[[], bool]) -> None:
        """Begin; ends by itself once `may_rest` says so."""
        self._thread = threading.Thread(
            target=self._run, args=(may_rest,), name="waymark-following", daemon=True
        )
        self._thread.start()

    def end(self) -> None:
        """Begin to end; whoever waits for news is let go."""
        self._ended.set()
        self._wake.set()
        with self._changed:
            self._changed.notify_all()

    def join(self, patience: float) -> None:
        """Wait until it ended, but for so many seconds at most: the store may hold it up."""
        if self._thread is not None:
            self._thread.join(patience)

    def newest(self, patience: float) -> Standing:
        """Return the newest revision, and no older one than this process committed.

        Waits up to `patience` seconds for that. While there is trouble, or where it takes
        longer, the last one that was verified is returned, as degraded; raises what keeps the
        first one from being reached.
        """
        with self._changed:
            self._changed.wait_for(self._is_settled, patience)
            standing, trouble = self.served(), self._trouble
        if standing is not None:
            return standing
        if trouble is None:
            raise StoreUnavailableError(
                f"the newest revision was not there within {patience:.0f} s: it is being read"
            )
        raise _anew(trouble) from trouble

    def served(self) -> Standing | None:
        """Return what is answered from at this moment, if anything is."""
        with self._changed:
            reached, confirmed, trouble = self._reached, self._confirmed, self._trouble
            behind = reached is not None and reached.revision.number < self._wanted
        if reached is None:
            return None
        age = max(0.0, self._clock() - confirmed)
        degraded = trouble is not None or behind or age > self._pace.overdue
        return Standing(reached.known, reached.revision, age, degraded)

    def before(self, number: int) -> Known | None:
        """Return what was the newest revision before this one, if it has that number."""
        known = self._previous
        return known if known is not None and known.number == number else None

    def committed(self, commit: Commit) -> None:
        """Learn of a commit of this process: later answers from before it are degraded ones."""
        with self._changed:
            self._wanted = max(self._wanted, commit.revision.number)
            # the store has just answered, whatever was the matter before
            self._trouble = None
        try:
            self._take(commit)
        except Exception:
            # whoever committed has succeeded; the thread will find out what is the matter
            _LOG.exception("`%s`: a commit of ours does not follow what is known", self._tenant)
        self._wake.set()

    def _is_settled(self) -> bool:
        reached = self._reached is not None and self._reached.revision.number >= self._wanted
        return reached or self._trouble is not None or self._ended.is_set()

    def _run(self, may_rest: Callable[[], bool]) -> None:
        pause = self._pace.shortest
        while not self._ended.is_set():
            before = self._reached
            self._look()
            if self._reached is not before:
                pause = self._pace.shortest
            self._wake.wait(self._pace.broken if self._is_broken() else pause)
            self._wake.clear()
            pause = min(pause * 1.5, self._pace.longest)
            if may_rest():
                return

    def _warm(self) -> None:
        """Compile what an advance left for later, so that nobody who asks waits for it."""
        reached = self._reached
        if reached is not None and reached is not self._warmed:
            reached.known.warm()
            self._warmed = reached

    def _is_broken(self) -> bool:
        return isinstance(self._trouble, InvariantError)

    def _look(self) -> None:
        """Look at the store once; what goes wrong is remembered, told once, and not raised."""
        try:
            self._follow()
        except WaymarkError as error:
            self._worry(error)
        except Exception as error:
            # a mistake of ours must not end the thread that everybody relies on
            _LOG.exception("`%s` could not be followed", self._tenant)
            self._worry(InvariantError(f"the newest revision cannot be read: {error!r}"))

    def _follow(self) -> None:
        began, reached = self._clock(), self._reached
        head = self._store.head(self._tenant)
        if reached is None:
            self._publish(loaded(self._store, self._tenant, head), 0, began)
        else:
            verify_unmoved(reached, head)
            if head.number > reached.revision.number:
                self._catch_up(reached, began)
        with self._changed:
            self._confirmed = max(began, self._confirmed)
            recovered, self._trouble = self._trouble, None
        if recovered is not None:
            _LOG.warning("`%s` is followed again", self._tenant)
        self._warm()

    def _catch_up(self, reached: Reached, began: float) -> None:
        commits = tuple(self._store.changes(self._tenant, reached.revision.number))
        with self._advancing:
            now = self._reached or reached
            new = tuple(each for each in commits if each.revision.number > now.revision.number)
            if not new:
                return
            there = caught_up(now, new)
        if there is None:
            _LOG.error("`%s`: a catch-up missed its digest; reading all anew", self._tenant)
            there = loaded(self._store, self._tenant, new[-1].revision)
        self._publish(there, len(new), began)

    def _take(self, commit: Commit) -> None:
        """Advance by a commit of this process, where it follows what is known."""
        began = self._clock()
        with self._advancing:
            now = self._reached
            if now is None or commit.revision.number != now.revision.number + 1:
                return
            change = stored(now.known.snapshot.dataset, commit.change)
            there = caught_up(now, (Commit(commit.revision, change),))
            if there is not None:
                self._publish(there, 1, began)

    def _publish(self, reached: Reached, commits: int, began: float) -> None:
        with self._changed:
            now = self._reached
            if now is not None and now.revision.number >= reached.revision.number:
                return
            self._previous = None if now is None else now.known
            self._reached = reached
            self._confirmed = max(began, self._confirmed)
            self._changed.notify_all()
        self._tally.add(commits, self._clock() - began)

    def _worry(self, error: WaymarkError) -> None:
        if self._ended.is_set():
            return
        with self._changed:
            news = type(error) is not type(self._trouble)
            self._trouble = error
            self._changed.notify_all()
        if news and isinstance(error, InvariantError):
            _LOG.error("`%s` is not followed: %s", self._tenant, error.message)
        elif news:
            _LOG.warning("`%s` is not followed for now: %s", self._tenant, error.message)


def _anew(error: WaymarkError) -> WaymarkError:
    """Return an error that says the same, for one thread to raise: its traceback is its own."""
    fresh = type(error).__new__(type(error), *error.args)
    fresh.__dict__.update(error.__dict__)
    return fresh
