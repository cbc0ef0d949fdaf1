"""Forging a certificate as a whole: true answers, but of another world or to another question.

Each is complete and consistent in itself: the forger lets the planner answer, and the digest of
the answer fits. What he cannot do is open statements in a tree that does not have them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from graph.snapshot import Snapshot
from ontology.dataset import Dataset, Statement, identity, leaves, state
from ontology.names import Iri
from ontology.terms import (
    Alignment,
    Competency,
    Content,
    Kind,
    LevelEffort,
    Prerequisite,
    Price,
    Resource,
    Strength,
    Teaching,
)
from reasoning.certificate.certificate import Certificate, answer_digest
from reasoning.certificate.excerpt import Excerpt, Recorder
from reasoning.certificate.reading import Proved
from reasoning.kernel.check import check
from reasoning.outcome import Found, OverConstrained, Unreachable
from reasoning.planning.planner import solve
from reasoning.question import Question

TELLING = (Kind.PREREQUISITE, Kind.TEACHING, Kind.RESOURCE, Kind.COMPETENCY, Kind.ALIGNMENT)
"""The kinds of statements that an answer can hang on."""


def proved(question: Question, dataset: Dataset) -> Proved | None:
    """Return the planner's answer, if it is one that proves anything."""
    outcome = solve(Snapshot.compile(dataset), question)
    return outcome if isinstance(outcome, Found | Unreachable | OverConstrained) else None


def another_world(question: Question, dataset: Dataset, random: Random) -> Dataset:
    """Return the dataset with one statement left out, or saying something more convenient.

    It is one that the honest answer rests on.
    """
    chosen = random.choice(_telling(question, dataset))
    wanted = _more_convenient(chosen.content, random)
    kept = [statement for statement in dataset if statement.id != chosen.id]
    if wanted is not None:
        kept.append(state(wanted, chosen.provenance))
    return Dataset.of(kept)


def _telling(question: Question, dataset: Dataset) -> list[Statement]:
    recorder, honest = Recorder(dataset), proved(question, dataset)
    if honest is not None:
        check(honest, question, recorder)
    read = map(dataset.get, map(identity, recorder.excerpt().contents))
    telling = [each for each in read if each is not None and each.kind in TELLING]
    return telling or [each for kind in TELLING for each in dataset.by_kind[kind]]


def _more_convenient(content: Content, random: Random) -> Content | None:
    match content:
        case Resource():
            return random.choice(
                (
                    replace(content, effort=random.choice((0, 30, 600))),
                    replace(content, price=Price(random.choice((0, 1)), "EUR")),
                    replace(content, languages=(), modality=None, regions=()),
                    replace(content, available_from=None, available_until=None),
                )
            )
        case Competency():
            return replace(content, effort=(LevelEffort(0, random.choice((0, 30))),))
        case Alignment():
            return replace(content, approved_by="a liar" if content.approved_by is None else None)
        case Prerequisite() if random.random() < 0.3:
            return replace(content, strength=Strength.RECOMMENDED)
        case Teaching() if random.random() < 0.3:
            return replace(content, start=0)
        case _:
            return None


def told_openly(
    outcome: Proved, question: Question, elsewhere: Dataset, here: Dataset
) -> Certificate:
    """Tell an answer from elsewhere, and hand over the whole revision of here with it."""
    return _certificate(outcome, question, here, _whole(here))


def _whole(here: Dataset) -> Excerpt:
    contents = tuple(statement.content for statement in here)
    return Excerpt(contents, here.tree.open(range(len(here.tree.leaves))))


class _Between(Recorder):
    """Tells what one dataset says, and notes the same of the other."""

    def __init__(self, elsewhere: Dataset, here: Dataset) -> None:
        super().__init__(here)
        self._elsewhere = elsewhere

    def get(self, identifier: Iri, /) -> Statement | None:
        super().get(identifier)
        return self._elsewhere.get(identifier)

    def about(self, kind: Kind, term: Iri, /) -> tuple[Statement, ...]:
        super().about(kind, term)
        return self._elsewhere.about(kind, term)


def told_slyly(
    outcome: Proved, question: Question, elsewhere: Dataset, here: Dataset
) -> Certificate:
    """Tell an answer from elsewhere with the statements of elsewhere, in the tree of here.

    The leaves are those of here, as an honest excerpt opens them, except that all that
    elsewhere does not say stays closed. The root is right; only something is missing.
    """
    reader, recorder = _Between(elsewhere, here), Recorder(elsewhere)
    check(outcome, question, reader)
    check(outcome, question, recorder)
    known = {leaf for statement in elsewhere for leaf in leaves(statement)}
    honest = reader.excerpt().opening.leaves
    positions = [place for place, leaf in honest.items() if leaf in known]
    excerpt = Excerpt(recorder.excerpt().contents, here.tree.open(positions))
    return _certificate(outcome, question, here, excerpt)


def told_boldly(
    outcome: Proved, question: Question, elsewhere: Dataset, here: Dataset
) -> Certificate:
    """Tell an answer from elsewhere with all that proves it there, under the name of here."""
    recorder = Recorder(elsewhere)
    check(outcome, question, recorder)
    return _certificate(outcome, question, here, recorder.excerpt())


def told_of_another(outcome: Proved, question: Question, here: Dataset) -> Certificate:
    """Pass an answer to another question off as one to this, with the whole revision."""
    return _certificate(outcome, question, here, _whole(here))


def _certificate(
    outcome: Proved, question: Question, here: Dataset, excerpt: Excerpt
) -> Certificate:
    answer = answer_digest(question, here.digest, outcome)
    return Certificate(question, outcome, here.digest, answer, excerpt)


def another_question(question: Question, random: Random) -> Question:
    """Return a question that is easier, or harder, in one respect."""
    held = question.held | set(random.sample(question.goal, 1))
    stated = sorted(question.stated)
    return random.choice(
        (
            replace(question, goal=question.goal[1:] or question.goal),
            replace(question, held=held),
            replace(question, held=frozenset()),
            replace(question, assumed_minutes=30),
            replace(question, start=question.start + timedelta(days=31)),
            question.dropping(question.stated),
            question.dropping(frozenset(random.sample(stated, min(1, len(stated))))),
            replace(question, limits=replace(question.limits, self_study=False)),
        )
    )
