"""What is wrong with what was left out of a load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ontology.violations import Violation


@dataclass(frozen=True, slots=True)
class Quarantined:
    """What is wrong with a statement that was left out, and since when it has been."""

    violation: Violation
    since: datetime
