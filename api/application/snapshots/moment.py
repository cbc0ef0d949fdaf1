"""One request sees one state of the world, whatever is committed meanwhile."""

from __future__ import annotations

from api.application.snapshots.known import Known
from api.application.snapshots.snapshots import Snapshots, Standing


class Moment:
    """Snapshots as one request sees them: each tenant's newest is the one it met first.

    For one thread, and for as long as the request is answered.
    """

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots
        self._newest: dict[str, Standing] = {}
        self._met: dict[tuple[str, int], Known] = {}

    def newest(self, tenant: str) -> Standing:
        """Return the newest revision as of the first time it was asked for."""
        standing = self._newest.get(tenant)
        if standing is None:
            standing = self._newest[tenant] = self._snapshots.newest(tenant)
            self._met[tenant, standing.revision.number] = standing.known
        return standing

    def at(self, tenant: str, revision: int | None) -> Known:
        """Return what is known as of a revision; see `Snapshots.at`."""
        if revision is None:
            return self.newest(tenant).known
        known = self._met.get((tenant, revision))
        if known is None:
            known = self._met[tenant, revision] = self._snapshots.at(tenant, revision)
        return known

    def served(self, tenant: str) -> Standing | None:
        """Return what is answered from at this moment; see `Snapshots.served`."""
        return self._newest.get(tenant) or self._snapshots.served(tenant)

    def close(self) -> None:
        """Nothing is held open: the snapshots are everybody's."""
