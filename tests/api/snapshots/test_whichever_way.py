"""Whichever way a revision came to be known, its answers are the same, byte for byte."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from api_runs import asking

from api.application.snapshots.known import Known, compiled
from api.application.snapshots.snapshots import Standing
from api.composition import compose
from api.graphql.graphiql import examples
from api.settings import read_settings
from graph.store import Revision
from ontology.dataset import Change, Dataset, difference


class Settled:
    """One revision, known already."""

    def __init__(self, known: Known, revision: Revision) -> None:
        self._standing = Standing(known, revision, age=0.0, degraded=False)

    def newest(self, tenant: str) -> Standing:
        return self._standing

    def at(self, tenant: str, revision: int | None) -> Known:
        return self._standing.known

    def served(self, tenant: str) -> Standing | None:
        return self._standing

    def close(self) -> None:
        """Nothing is held open."""


def _as_read(dataset: Dataset, number: int) -> Known:
    return compiled(dataset, number, dataset.digest)


def _shuffled(dataset: Dataset, number: int) -> Known:
    statements = list(dataset)
    Random(1).shuffle(statements)
    return _as_read(Dataset.of(statements), number)


def _advanced(dataset: Dataset, number: int) -> Known:
    """Start from two thirds of the statements, and advance to all, a few at a time."""
    random = Random(2)
    known = _as_read(Dataset.of(each for each in dataset if random.random() < 0.67), number)
    missing = list(difference(known.snapshot.dataset, dataset).put)
    random.shuffle(missing)
    known.warm()
    while missing:
        change = Change(tuple(missing.pop() for _ in range(min(3, len(missing)))))
        known = known.advanced(change, number)
    assert known.content == dataset.digest
    return known


def _answers(store: Path, way: Callable[[Dataset, int], Known]) -> list[str]:
    """Return what every example of the schema is answered, but for the seconds it took."""
    application = compose(read_settings(store=f"sqlite:///{store}"))
    try:
        head = application.store.head("main")
        known = way(application.store.dataset("main"), head.number)
        ask = asking(replace(application, snapshots=Settled(known, head)))
        digest = ask(examples()[0].query).data["path"]["digest"]
        told = []
        for example in examples():
            answer = ask(example.query, {"digest": digest} if "$digest" in example.query else {})
            assert answer.errors is None, answer.errors
            told.append(re.sub(r'"seconds": [\d.e-]+', '"seconds": 0', json.dumps(answer.data)))
        return told
    finally:
        application.close()


@pytest.mark.parametrize("way", [_shuffled, _advanced])
def test_the_answers_are_the_same(
    way: Callable[[Dataset, int], Known], example_store: Path, tmp_path: Path
) -> None:
    for name in ("one", "other"):
        shutil.copytree(example_store, tmp_path / name)
    one = _answers(tmp_path / "one" / "waymark.db", _as_read)
    other = _answers(tmp_path / "other" / "waymark.db", way)
    assert len(one) == len(examples()) > 5
    assert other == one
