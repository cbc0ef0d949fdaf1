"""Who bears a key, even while the records of keys cannot be read for a while."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

from api.application.application import Application, Asked
from api.application.people.keys import bearer
from ontology.errors import OperationError

GRACE = 300.0
"""Seconds for which a key that was good is honoured while the records cannot be read."""

KNOWN = 1024
"""How many keys are remembered; of each a digest, and never the secret."""

_LOG = logging.getLogger("waymark.keys")


class _Verified(NamedTuple):
    asked: Asked
    at: float


class Bearers:
    """Knows secrets by the records, or else by memory; threads may share it.

    A key that is revoked is refused at once, as long as the records can be read. `clock` tells
    seconds, never back.
    """

    def __init__(self, application: Application, clock: Callable[[], float]) -> None:
        self._application = application
        self._clock = clock
        self._lock = threading.Lock()
        self._verified: OrderedDict[bytes, _Verified] = OrderedDict()

    def asking(self, secret: str) -> Asked | None:
        """Return on whose behalf a secret speaks; None where it is worthless.

        Raises `StoreUnavailableError` where the records cannot be read, and have not told of
        this key lately.
        """
        known_as = hashlib.sha256(secret.encode(errors="surrogatepass")).digest()
        try:
            asked = bearer(self._application, secret)
        except OperationError as error:
            remembered = self._remembered(known_as)
            if remembered is None:
                raise
            _LOG.warning("a key is honoured by memory: %s", error.message)
            return remembered
        self._remember(known_as, asked)
        return asked

    def _remember(self, known_as: bytes, asked: Asked | None) -> None:
        with self._lock:
            self._verified.pop(known_as, None)
            if asked is not None:
                self._verified[known_as] = _Verified(asked, self._clock())
                if len(self._verified) > KNOWN:
                    self._verified.popitem(last=False)

    def _remembered(self, known_as: bytes) -> Asked | None:
        with self._lock:
            verified = self._verified.get(known_as)
        if verified is None or self._clock() - verified.at > GRACE:
            return None
        return verified.asked
