"""The wire form of `waymark gap`."""

from __future__ import annotations

from api.wire.forms.model import Wire


class GapObject(Wire):
    """What a role asks for, against what is held; attainments are written `ex:sql@2`.

    `missing` is required and not held, lower levels included; `hidden` is neither required
    nor held, yet gained on every path; `held` is required and held; `optional` are wishes
    that are not held. `unreachable` is required and out of reach. `labels` names them all.
    """

    revision: int
    role: str
    title: str
    holds: list[str]
    missing: list[str]
    hidden: list[str]
    held: list[str]
    optional: list[str]
    unreachable: list[str]
    labels: dict[str, str]
