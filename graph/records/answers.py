"""An answer as it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its digest, its certificate (JSON), of which revision, asked for last when."""

    digest: str
    certificate: str
    revision: int
    asked: datetime
