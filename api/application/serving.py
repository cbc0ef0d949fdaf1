"""An application that is served: the parts that outlive a request, for whoever watches them."""

from __future__ import annotations

from typing import NamedTuple

from api.application.application import Application
from api.application.snapshots.followed import FollowedSnapshots
from graph.wrapping.breaker import Breaker


class Serving(NamedTuple):
    """An application with the snapshots that it follows and the breaker before its store."""

    application: Application
    snapshots: FollowedSnapshots
    breaker: Breaker
