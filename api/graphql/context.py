"""What a resolver knows of its request: the application, and who asks."""

from __future__ import annotations

from typing import TypeAlias

import strawberry
from strawberry.fastapi import BaseContext
from strawberry.types import Info

from api.application.application import Application, Asked
from api.application.snapshots import Known


class Context(BaseContext):
    """One request."""

    def __init__(self, application: Application, asked: Asked) -> None:
        super().__init__()
        self.application = application
        self.asked = asked


Asking: TypeAlias = Info[Context, None]


@strawberry.input(description="Which revision is asked; the newest by default.")
class RevisionInput:
    """A point in the history."""

    number: int = strawberry.field(description="The number of the revision, from 1.")


def asked_at(info: Asking, at: RevisionInput | None) -> Asked:
    """Return on whose behalf, and as of which revision, something is asked."""
    asked = info.context.asked
    return asked if at is None else Asked(asked.principal, asked.tenant, at.number)


def known_at(info: Asking, at: RevisionInput | None) -> Known:
    """Return what is known as of a revision, by default the newest.

    Raises `UnknownRevisionError` where there is no such revision.
    """
    asked = asked_at(info, at)
    return info.context.application.snapshots.at(asked.tenant, asked.revision)
