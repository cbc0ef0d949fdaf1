"""An advanced snapshot is a compiled one: in every part, and in every answer, byte for byte."""

from __future__ import annotations

from random import Random

import clashing
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from random_curricula import random_case
from scale import count

from graph.snapshot import PARTS, Snapshot
from ontology.dataset import Change, Dataset, difference
from ontology.errors import InputError
from reasoning.certificate.certificate import certify, write_certificate
from reasoning.certificate.writing import outcome_json, to_bytes
from reasoning.outcome import Denied, Undecided
from reasoning.planning.planner import solve
from reasoning.question import Question

WALKS = range(count(1_500))
datasets = st.one_of(strategies.datasets, clashing.datasets)


def _parts(dataset: Dataset, other: Dataset, random: Random) -> list[Change]:
    """Return changes of one to three statements that lead from one dataset to the other."""
    change = difference(dataset, other)
    single = [Change((statement,)) for statement in change.put]
    single += [Change(retracted=frozenset({name})) for name in sorted(change.retracted)]
    random.shuffle(single)
    parts = []
    while single:
        taken = [single.pop() for _ in range(min(len(single), random.randint(1, 3)))]
        put = tuple(statement for each in taken for statement in each.put)
        parts.append(Change(put, frozenset().union(*(each.retracted for each in taken))))
    return parts


def _is_compiled(snapshot: Snapshot, dataset: Dataset, revision: int) -> None:
    """Hold every part of a snapshot against a compile from scratch."""
    plain = Snapshot.compile(Dataset.of(sorted(dataset, reverse=True)), revision)
    assert snapshot.revision == plain.revision
    assert snapshot.dataset == plain.dataset
    assert snapshot.dataset.digest == plain.dataset.digest
    assert snapshot.numbering == plain.numbering
    for part in PARTS:
        assert getattr(snapshot, part) == getattr(plain, part), part
    for at in range(len(plain.numbering.attainments)):
        assert snapshot.closure(1 << at) == plain.closure(1 << at)
        assert set(snapshot.implied(at)) == set(plain.implied(at))
        assert set(snapshot.implying(at)) == set(plain.implying(at))


def _touch(snapshot: Snapshot, random: Random) -> None:
    """Compile some parts, and what lies behind some attainments."""
    for part in random.sample(PARTS, random.randint(0, len(PARTS))):
        getattr(snapshot, part)
    for at in range(0, len(snapshot.numbering.attainments), 2):
        snapshot.closure(1 << at)


@pytest.mark.parametrize("warm", [True, False])
def test_every_part_is_as_if_compiled(warm: bool) -> None:
    for seed in WALKS:
        random = Random(seed)
        snapshot = Snapshot.compile(random_case(seed).dataset)
        revision = 0
        for change in _parts(snapshot.dataset, random_case(seed + 1).dataset, random):
            revision += 1
            if warm:
                snapshot.warm()
            _touch(snapshot, random)
            after = snapshot.dataset.changed_by(change)
            advanced = snapshot.advanced(change, revision)
            if revision % 3 == 0:
                _is_compiled(advanced, after, revision)
                _is_compiled(snapshot, snapshot.dataset, revision - 1)
            snapshot = advanced
        _is_compiled(snapshot, random_case(seed + 1).dataset, revision)


@given(datasets, datasets, st.randoms(use_true_random=False))
def test_whatever_a_change_does(dataset: Dataset, other: Dataset, random: Random) -> None:
    snapshot = Snapshot.compile(dataset)
    for change in _parts(dataset, other, random):
        snapshot.warm()
        snapshot = snapshot.advanced(change, 1)
        _is_compiled(snapshot, snapshot.dataset, 1)


def test_answers_are_the_same_bytes() -> None:
    asked = 0
    for seed in WALKS[::3]:
        random = Random(seed)
        target = random_case(seed + 1)
        snapshot = Snapshot.compile(random_case(seed).dataset)
        snapshot.warm()
        for change in _parts(snapshot.dataset, target.dataset, random):
            snapshot = snapshot.advanced(change, 1)
            _touch(snapshot, random)
        answer = _answer(snapshot, target.question)
        shuffled = list(target.dataset)
        random.shuffle(shuffled)
        assert answer == _answer(Snapshot.compile(Dataset.of(shuffled), 1), target.question)
        asked += answer.startswith(b"{")
    assert asked > len(WALKS[::3]) // 2


def _answer(snapshot: Snapshot, question: Question) -> bytes:
    """Return the whole answer with its certificate, or why there is none."""
    try:
        outcome = solve(snapshot, question)
    except InputError as error:
        return error.message.encode()
    answer = to_bytes(outcome_json(outcome))
    if isinstance(outcome, Undecided | Denied):
        return answer
    return answer + write_certificate(certify(outcome, question, snapshot.dataset))
