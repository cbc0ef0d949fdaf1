"""What a resolver knows of its request: the application, and who asks."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import strawberry
from strawberry.fastapi import BaseContext
from strawberry.types import Info

from api.application.application import Application, Asked
from api.application.snapshots.known import Known
from ontology.errors import MalformedQuestionError


class Context(BaseContext):
    """One request.

    `kind` is the field it asks for, or `several`, once it is executed; `answered` tells
    whether it was without errors.
    """

    def __init__(self, application: Application, asked: Asked) -> None:
        super().__init__()
        self.application = application
        self.asked = asked
        self.kind: str | None = None
        self.answered = False


Asking: TypeAlias = Info[Context, None]


@strawberry.input(one_of=True, description="Which revision is asked: by number or by digest.")
class RevisionInput:
    """A point in the history."""

    number: int | None = strawberry.field(
        default=strawberry.UNSET, description="The number of the revision, from 1."
    )
    digest: str | None = strawberry.field(
        default=strawberry.UNSET, description="Its digest, which no other history has."
    )


At: TypeAlias = Annotated[
    RevisionInput | None,
    strawberry.argument(description="As of which revision; the newest by default."),
]


First: TypeAlias = Annotated[
    int | None, strawberry.argument(description="So many from the beginning; at most 100.")
]
After: TypeAlias = Annotated[
    str | None, strawberry.argument(description="The cursor after which to begin.")
]
Last: TypeAlias = Annotated[
    int | None, strawberry.argument(description="So many from the end; at most 100.")
]
Before: TypeAlias = Annotated[
    str | None, strawberry.argument(description="The cursor before which to end.")
]


def asked_at(info: Asking, at: RevisionInput | None) -> Asked:
    """Return on whose behalf, and as of which revision, something is asked.

    Raises `MalformedQuestionError` where no revision has the digest.
    """
    asked = info.context.asked
    if at is None:
        return asked
    number = at.number if isinstance(at.number, int) else _numbered(info, at.digest or "")
    return Asked(asked.principal, asked.tenant, number)


def _numbered(info: Asking, digest: str) -> int:
    application, tenant = info.context.application, info.context.asked.tenant
    newest = application.snapshots.newest(tenant).revision
    if newest.digest == digest:
        return newest.number
    for each in application.store.log(tenant):
        if each.digest == digest:
            return each.number
    raise MalformedQuestionError(f"no revision has the digest `{digest}`")


def known_at(info: Asking, at: RevisionInput | None) -> Known:
    """Return what is known as of a revision, by default the newest.

    Raises `UnknownRevisionError` where there is no such revision.
    """
    asked = asked_at(info, at)
    return info.context.application.snapshots.at(asked.tenant, asked.revision)
