"""The demonstration: the example curriculum, a sample learner, a role, and a checked proof."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from api.application.application import Application, Asked
from api.application.explain.certify import Verdict, certificate_of, verify_text
from api.application.files import keep
from api.application.ingest.load import LoadRequest, Stored, load
from api.application.plan.answer import Answer
from api.application.plan.path import find_path
from api.application.plan.request import PathRequest
from ontology.errors import InvariantError

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "data-practice"
LEARNER = "dp:ada"
ROLE = "dp:data-analyst"


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was loaded, what was asked and answered, and what an independent look says of it."""

    stored: Stored
    learner: str
    role: str
    answer: Answer
    verdict: Verdict


def demonstrate(application: Application, asked: Asked, certificate: Path | None) -> Demonstration:
    """Load the example, plan for the sample learner, and verify the answer from its certificate.

    The certificate is checked as a stranger would check it: from its text alone.
    """
    stored = load(application, asked, LoadRequest((EXAMPLE,)), "the example curriculum")
    if not stored.accepted:
        raise InvariantError("the example curriculum was refused: `waymark check` says why")
    answer = find_path(application, asked, PathRequest(role=ROLE, learner=LEARNER))
    text = certificate_of(answer)
    if text is None:
        raise InvariantError("the example question was not decided")
    if certificate is not None:
        keep(text, certificate)
    return Demonstration(stored, LEARNER, ROLE, answer, verify_text(text))
