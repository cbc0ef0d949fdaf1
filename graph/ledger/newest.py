"""The leaves of the newest revision of a few tenants, kept from one commit to the next."""

from __future__ import annotations

import threading
from collections.abc import Callable

from graph.ledger.leaves import NO_LEAVES, Leaves
from graph.store import ORIGIN, Revision


class NewestLeaves:
    """The leaves of the newest revision of the tenants that committed last."""

    KEPT = 4

    def __init__(self) -> None:
        self._known: dict[str, tuple[Revision, Leaves]] = {}
        self._lock = threading.Lock()

    def of(
        self,
        tenant: str,
        recorded: Callable[[int], Revision | None],
        later: Callable[[Leaves, int], Leaves],
    ) -> Leaves:
        """Return the leaves of the head, reading only what is not known of them.

        `recorded` returns the revision of a number, `later` the leaves of the head from those
        of a revision of some number.
        """
        with self._lock:
            known, leaves = self._known.get(tenant, (ORIGIN, NO_LEAVES))
        # the store may have been exchanged for another one since
        if known is not ORIGIN and recorded(known.number) != known:
            known, leaves = ORIGIN, NO_LEAVES
        return later(leaves, known.number)

    def remember(self, tenant: str, revision: Revision, leaves: Leaves) -> None:
        """Keep the leaves, and forget the tenant that committed longest ago."""
        with self._lock:
            self._known.pop(tenant, None)
            self._known[tenant] = (revision, leaves)
            if len(self._known) > self.KEPT:
                del self._known[next(iter(self._known))]
