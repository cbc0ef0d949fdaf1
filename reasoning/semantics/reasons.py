"""Why something may not be taken: each rule of `model` §3 as a named reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ontology.condition import Attainment
from ontology.names import Iri


class Obstacle(StrEnum):
    """What can stand in the way of a taking: the rules 1 to 4 of §3 by name."""

    OWN_NEED = "own-need"
    GROUNDWORK = "groundwork"
    START = "start"
    LANGUAGE = "language"
    MODALITY = "modality"
    REGION = "region"
    DATES = "dates"
    EFFORT = "unknown-effort"
    WITHOUT = "without"
    CURRENCY = "currency"
    PRICE = "price"
    NO_SELF_STUDY = "no-self-study"
    NOTHING_TAUGHT = "nothing-taught"
    TAKEN = "taken-already"


@dataclass(frozen=True, slots=True)
class Reason:
    """One obstacle.

    `prerequisite` is the statement that is not met (own needs and groundwork); `attainment`
    is what would be gained without its groundwork, or the level from which the teaching starts.
    """

    obstacle: Obstacle
    prerequisite: Iri | None = None
    attainment: Attainment | None = None
