"""Steps lead where a full reading does, and nowhere where digests do not agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conformance.store_suite import LOGIC, OTHER, SETS, commit, curricula
from hypothesis import given, settings
from hypothesis import strategies as st

from api.application.snapshots.reaching import (
    Reached,
    caught_up,
    loaded,
    stored,
    verify_unmoved,
)
from graph.embedded_store import EmbeddedStore
from graph.store import ORIGIN, Commit, Revision
from ontology.dataset import Change, Dataset
from ontology.errors import BrokenLedgerError


def reached(store: EmbeddedStore, number: int) -> Reached:
    """Return a revision as a full reading gives it."""
    return loaded(store, "main", (ORIGIN, *store.log("main"))[number])


@settings(max_examples=50, deadline=None)
@given(history=st.lists(curricula(), min_size=1, max_size=6), since=st.integers(0, 5))
def test_any_number_of_commits_is_one_step(history: list[Dataset], since: int) -> None:
    with EmbeddedStore.in_memory() as store:
        for after in history:
            commit(store, "main", after)
        newest = store.head("main")
        start = reached(store, min(since, newest.number))
        there = caught_up(start, tuple(store.changes("main", start.revision.number)))
        assert there is not None
        assert there.revision == newest
        assert there.known.number == newest.number
        assert there.known.snapshot.dataset == store.dataset("main")
        assert there.known.content == newest.content


@settings(max_examples=50, deadline=None)
@given(before=curricula(), put=curricula(), gone=curricula())
def test_what_is_stored_of_a_change_is_what_the_store_says(
    before: Dataset, put: Dataset, gone: Dataset
) -> None:
    asked = Change(tuple(put), frozenset(gone.statements))
    kept = stored(before, asked)
    assert before.changed_by(kept) == before.changed_by(asked)
    assert all(before.get(each.id) != each for each in kept.put)
    assert kept.retracted <= set(before.statements) - {each.id for each in put}


@pytest.fixture
def commits() -> tuple[Reached, tuple[Commit, ...]]:
    """A first revision, and the commits that followed it."""
    with EmbeddedStore.in_memory() as store:
        for after in (SETS, LOGIC, OTHER):
            commit(store, "main", after)
        return reached(store, 1), tuple(store.changes("main", 1))


def test_commits_that_do_not_follow_lead_nowhere(
    commits: tuple[Reached, tuple[Commit, ...]],
) -> None:
    first, (second, third) = commits
    altered = second._replace(revision=replace(second.revision, reason="another"))
    for wrong in ((third,), (third, second), (second, second), (altered,), (altered, third)):
        with pytest.raises(BrokenLedgerError):
            caught_up(first, wrong)


def test_a_change_that_is_not_what_the_digest_says_leads_nowhere(
    commits: tuple[Reached, tuple[Commit, ...]],
) -> None:
    first, (second, third) = commits
    assert caught_up(first, (second._replace(change=third.change), third)) is None
    assert caught_up(first, (second, third._replace(change=Change()))) is None


def test_a_head_is_the_one_that_was_reached_or_after_it(
    commits: tuple[Reached, tuple[Commit, ...]],
) -> None:
    first, (second, _) = commits
    verify_unmoved(first, first.revision)
    verify_unmoved(first, second.revision)
    heads: tuple[Revision, ...] = (ORIGIN, replace(first.revision, author="eve"))
    for wrong in heads:
        with pytest.raises(BrokenLedgerError, match="was the store replaced"):
            verify_unmoved(first, wrong)
