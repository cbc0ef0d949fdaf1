"""What an answer says in sentences, in the words of `reasoning.narration`."""

from __future__ import annotations

from collections.abc import Sequence

from api.application.plan.answer import Answer
from reasoning.curation.causes import causes
from reasoning.narration import failure, path_steps
from reasoning.narration.answer import answer as answer_sentences
from reasoning.narration.labels import Labels
from reasoning.narration.proof_steps import ProofSentences
from reasoning.outcome import Found, OverConstrained, Repair, Unreachable


class Telling:
    """The sentences of one answer; languages are for labels, the sentences are English."""

    def __init__(self, answer: Answer, languages: Sequence[str] = ("en",)) -> None:
        self._answer = answer
        dataset = answer.snapshot.dataset
        self._labels = Labels(dataset, dataset.prefixes, languages)

    def summary(self, found: Found) -> list[str]:
        """Say what the path costs, how good it is and what it rests on."""
        return list(answer_sentences(found, self._answer.question, self._labels))

    def because(self, found: Found) -> list[list[str]]:
        """Say for each step why it is there, and why now."""
        reasons = path_steps.because(found, self._answer.question, self._labels)
        return [list(each) for each in reasons]

    def proof(self, found: Found) -> list[str]:
        """Say each step of the proof, premises cited by number."""
        return list(ProofSentences(found.proof, self._labels).all())

    def unreachable(self, outcome: Unreachable) -> list[str]:
        """Say why nobody gets there."""
        snapshot, question = self._answer.snapshot, self._answer.question
        found = causes(snapshot, tuple(sorted(outcome.beyond)), question.assumed_minutes)
        return list(failure.unreachable(outcome, found, question, self._labels))

    def over_constrained(self, outcome: OverConstrained) -> list[str]:
        """Say which limits clash."""
        return list(failure.over_constrained(outcome, self._answer.question, self._labels))

    def repair(self, repair: Repair) -> str:
        """Say what would make a path."""
        return failure.repair(repair, self._answer.question, self._labels)
