"""What all wire forms have in common: strict, frozen, written in the order of declaration."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Wire(BaseModel):
    """A piece of JSON that leaves the house; its schema is printed by `waymark schema`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
