"""What an answer says in sentences, in the words of `reasoning.narration`."""

from __future__ import annotations

from collections.abc import Sequence

from api.application.plan.answer import Answer
from reasoning.asking.catalogue_words import is_nowhere
from reasoning.curation.causes import causes
from reasoning.curation.diagnosis import Cause
from reasoning.narration import failure, limits, path_steps
from reasoning.narration.answer import answer as answer_sentences
from reasoning.narration.labels import Labels
from reasoning.narration.proof_steps import ProofSentences
from reasoning.outcome import Found, OverConstrained, Repair, Undecided, Unreachable


class Telling:
    """The sentences of one answer; languages are for labels, the sentences are English."""

    def __init__(self, answer: Answer, languages: Sequence[str] = ("en",)) -> None:
        self._answer = answer
        dataset = answer.snapshot.dataset
        self._labels = Labels(dataset, dataset.prefixes, languages)

    def summary(self, found: Found) -> list[str]:
        """Say what the path costs, how good it is and what it rests on."""
        sentences = answer_sentences(found, self._answer.question, self._labels)
        return [*sentences, *self._remarks()]

    def because(self, found: Found) -> list[list[str]]:
        """Say for each step why it is there, and why now."""
        reasons = path_steps.because(found, self._answer.question, self._labels)
        return [list(each) for each in reasons]

    def proof(self, found: Found) -> list[str]:
        """Say each step of the proof, premises cited by number."""
        return list(ProofSentences(found.proof, self._labels).all())

    def unreachable(self, outcome: Unreachable) -> list[str]:
        """Say why nobody gets there."""
        question = self._answer.question
        return list(failure.unreachable(outcome, self._causes(outcome), question, self._labels))

    def lacks_hours(self, outcome: Unreachable) -> bool:
        """Tell whether hours assumed for what states no effort would help."""
        return failure.lacks_hours(self._causes(outcome), self._answer.question)

    def over_constrained(self, outcome: OverConstrained) -> list[str]:
        """Say which limits clash."""
        sentences = failure.over_constrained(outcome, self._answer.question, self._labels)
        return [*sentences, *self._remarks()]

    def undecided(self, outcome: Undecided) -> list[str]:
        """Say how far the search came, and what may help."""
        return list(failure.undecided(outcome, self._answer.question, self._labels))

    def repair(self, repair: Repair) -> str:
        """Say what would make a path."""
        return failure.repair(repair, self._answer.question, self._labels)

    def _remarks(self) -> list[str]:
        """Say what the question asks for that is nowhere in the catalogue."""
        region = self._answer.question.limits.region
        if region is None or not is_nowhere(region, self._answer.snapshot.dataset):
            return []
        return [limits.nowhere(region)]

    def _causes(self, outcome: Unreachable) -> tuple[Cause, ...]:
        snapshot, assumed = self._answer.snapshot, self._answer.question.assumed_minutes
        return causes(snapshot, tuple(sorted(outcome.beyond)), assumed)
