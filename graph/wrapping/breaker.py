"""The circuit breaker: what fails again and again is left alone for a while.

Closed, every call is let through. After some failures in a row it opens, and calls fail at
once. When a pause is over it is half open: one call is let through to try, all others still
fail. That call closes it, or opens it again for a longer pause.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from ontology.errors import (
    StoreRefusedError,
    StoreUnavailableError,
    UnknownOutcomeError,
    WaymarkError,
)


class State(StrEnum):
    """How the breaker stands."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half open"


@dataclass(frozen=True, slots=True)
class Patience:
    """How many failures in a row are borne, and the pauses after them, in seconds.

    Each pause is twice as long as the one before, from the first to the longest.
    """

    failures: int = 3
    first_pause: float = 0.5
    longest_pause: float = 4.0


@dataclass(frozen=True, eq=False, slots=True)
class Attempt:
    """A call that was let through; `era` counts how often the breaker was open before."""

    era: int


class Breaker:
    """Lets calls through or not; threads may share it. `clock` tells seconds, never back."""

    def __init__(self, clock: Callable[[], float], patience: Patience | None = None) -> None:
        self._clock = clock
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._failures = 0
        self._until: float | None = None
        self._pause = self._patience.first_pause
        self._probe: Attempt | None = None
        self._era = 0
        self._cause = ""

    @property
    def state(self) -> State:
        """How it stands now."""
        with self._lock:
            if self._until is None:
                return State.CLOSED
            return State.OPEN if self._clock() < self._until else State.HALF_OPEN

    @property
    def opened(self) -> int:
        """How often it opened so far."""
        return self._era

    @contextmanager
    def calling(self) -> Iterator[Attempt]:
        """Let the call of the block through, and learn from how it ends.

        A `StoreUnavailableError` or `UnknownOutcomeError` is a failure, but for a refusal:
        whoever refuses is there. Any other `WaymarkError` is an answer of the store, as is no
        error. What else may be raised tells nothing of the store.

        Raises `StoreUnavailableError` at once where no call is let through.
        """
        attempt = self._admit()
        try:
            yield attempt
        except StoreRefusedError:
            self.answered(attempt)
            raise
        except (StoreUnavailableError, UnknownOutcomeError) as error:
            self._failed(attempt, error.message)
            raise
        except WaymarkError:
            self.answered(attempt)
            raise
        except BaseException:
            self._abandoned(attempt)
            raise
        self.answered(attempt)

    def answered(self, attempt: Attempt) -> None:
        """Learn that the store answered this call, which may go on."""
        with self._lock:
            if attempt is self._probe:
                self._probe = self._until = None
                self._pause = self._patience.first_pause
            if self._until is None and attempt.era == self._era:
                self._failures = 0

    def _admit(self) -> Attempt:
        with self._lock:
            attempt = Attempt(self._era)
            if self._until is None:
                return attempt
            left = self._until - self._clock()
            if left > 0:
                again = f"it is tried again in {left:.1f} s"
            elif self._probe is not None:
                again = "it is being tried at this moment"
            else:
                self._probe = attempt
                return attempt
            raise StoreUnavailableError(f"the store is out of reach, {again}: {self._cause}")

    def _failed(self, attempt: Attempt, cause: str) -> None:
        with self._lock:
            if attempt is self._probe:
                self._probe = None
                self._pause = min(self._pause * 2, self._patience.longest_pause)
                self._open(cause)
            # calls from before it last opened tell nothing new
            elif self._until is None and attempt.era == self._era:
                self._failures += 1
                if self._failures >= self._patience.failures:
                    self._open(cause)

    def _open(self, cause: str) -> None:
        self._until = self._clock() + self._pause
        self._cause = cause
        self._failures = 0
        self._era += 1

    def _abandoned(self, attempt: Attempt) -> None:
        with self._lock:
            if attempt is self._probe:
                self._probe = None
