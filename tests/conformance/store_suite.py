"""The promises of `graph.store.Store`, as tests that any store runs.

A subclass provides the fixture `store`. Every test works in a tenant of its own, so that a
store may be shared by the whole session.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from builders import PROVENANCE, curriculum, english, ex, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scale import count

from graph.embedded_store import EmbeddedStore
from graph.ledger.record import provenance_digest, record_of
from graph.store import ORIGIN, Authored, Commit, Revision, Store, sealed, verify_chain
from ontology.dataset import EMPTY, Change, Dataset, difference
from ontology.errors import (
    BrokenLedgerError,
    CommitConflictError,
    StoreBusyError,
    UnknownRevisionError,
)
from ontology.terms import Competency, Kind, Role
from shapes.contract import Admitted, Rejected, admit

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SETS = curriculum({"sql": "sets"})
LOGIC = curriculum({"sql": "all(sets, logic)"})
OTHER = curriculum({"baking": "kneading"})

many_examples = settings(
    max_examples=count(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)


def tenant() -> str:
    """Name a tenant that nobody used before."""
    return f"tenant-{uuid4()}"


def admitted(base: Dataset, after: Dataset) -> Admitted:
    """Return the admitted change from one dataset to another."""
    return admitted_change(base, difference(base, after))


def admitted_change(base: Dataset, change: Change) -> Admitted:
    """Return the change, which the contracts must admit."""
    judged = admit(base, change)
    assert isinstance(judged, Admitted), judged
    return judged


def commit(store: Store, of: str, after: Dataset, number: int | None = None) -> Revision:
    """Make the dataset the tenant's next revision."""
    expected = store.head(of).number if number is None else number
    change = admitted(store.dataset(of, expected), after)
    at = NOON + timedelta(hours=expected)
    return store.commit(of, change, expected=expected, author="ada", reason="because", at=at)


def sealed_history(of: str, *history: Dataset) -> list[Commit]:
    """Return the commits that make these datasets the revisions of a tenant."""
    with EmbeddedStore.in_memory() as elsewhere:
        for after in history:
            commit(elsewhere, of, after)
        return list(elsewhere.changes(of, 0))


def resealed(previous: Revision, change: Change, after: Dataset | None = None) -> Commit:
    """Seal a change upon a revision: its chain is right, whatever it says it holds."""
    holds = EMPTY.changed_by(change) if after is None else after
    origins = provenance_digest(map(record_of, change.put))
    return Commit(sealed(previous, Authored(holds.digest, origins, NOON, "eve", "")), change)


def with_other_content(told: Commit) -> Commit:
    """Put something else than was sealed."""
    return Commit(told.revision, difference(SETS, OTHER))


def with_less_content(told: Commit) -> Commit:
    """Leave a statement out."""
    return Commit(told.revision, Change(told.change.put[1:], told.change.retracted))


def without_its_retractions(told: Commit) -> Commit:
    """Keep what was retracted."""
    return Commit(told.revision, Change(told.change.put))


def with_other_provenance(told: Commit) -> Commit:
    """Let a statement come from elsewhere."""
    first, *others = told.change.put
    elsewhere = first._replace(provenance=replace(PROVENANCE, licence="CC0-1.0"))
    return Commit(told.revision, Change((elsewhere, *others), told.change.retracted))


def with_an_identity_of_another(told: Commit) -> Commit:
    """Seal a statement under a name that is not its own."""
    first, *others = told.change.put
    change = Change((first._replace(id=ex("alias")), *others), told.change.retracted)
    (before,) = sealed_history("before", SETS)
    return resealed(before.revision, change, SETS.changed_by(change))


def with_another_digest(told: Commit) -> Commit:
    """Claim another digest of the commit."""
    return Commit(replace(told.revision, digest="sha256:" + "1" * 64), told.change)


def with_another_author(told: Commit) -> Commit:
    """Say that somebody else wrote it."""
    return Commit(replace(told.revision, author="eve"), told.change)


def with_another_time(told: Commit) -> Commit:
    """Say that it was written later."""
    later = told.revision.at + timedelta(seconds=1)
    return Commit(replace(told.revision, at=later), told.change)


def with_another_predecessor(told: Commit) -> Commit:
    """Follow a revision that is not there, everything sealed anew."""
    (elsewhere,) = sealed_history("elsewhere", OTHER)
    return resealed(elsewhere.revision, told.change, LOGIC)


def with_nothing_changed(told: Commit) -> Commit:
    """Seal a revision that changes nothing."""
    (before,) = sealed_history("before", SETS)
    return resealed(before.revision, Change(), SETS)


FORGERIES = (
    with_other_content,
    with_less_content,
    without_its_retractions,
    with_other_provenance,
    with_an_identity_of_another,
    with_another_digest,
    with_another_author,
    with_another_time,
    with_another_predecessor,
    with_nothing_changed,
)


@st.composite
def curricula(draw: st.DrawFn) -> Dataset:
    """Draw a small sound curriculum; two of them share many statements."""
    names = draw(st.lists(st.sampled_from("abcde"), min_size=1, max_size=4, unique=True))
    needs = {name: f"any({chr(ord(name) + 1)}, f)" for name in names}
    minutes = {name: draw(st.integers(1, 3)) for name in names}
    roles = {"role": ", ".join(names)} if draw(st.booleans()) else {}
    return curriculum(needs, minutes=minutes, roles=roles)


class StoreSuite:
    """What every store promises."""

    @pytest.fixture
    def store(self) -> Iterator[Store]:
        """Provide the store to try."""
        raise NotImplementedError

    def test_a_tenant_begins_with_nothing(self, store: Store) -> None:
        of = tenant()
        assert store.head(of) == ORIGIN
        assert store.dataset(of) == EMPTY == store.dataset(of, 0)
        assert store.log(of) == ()
        assert list(store.changes(of, 0)) == []
        assert of not in store.tenants()

    def test_a_revision_tells_who_when_why_and_what(self, store: Store) -> None:
        of = tenant()
        zone = timezone(timedelta(hours=2))
        revision = store.commit(
            of,
            admitted(EMPTY, SETS),
            expected=0,
            author="Ada Ö. “the Countess”",
            reason="first\nload",
            at=datetime(2026, 3, 1, 14, 0, 0, 123456, tzinfo=zone),
            change_request="cr-7",
        )
        assert revision.number == 1
        assert (revision.author, revision.reason) == ("Ada Ö. “the Countess”", "first\nload")
        assert revision.at == datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
        assert revision.at.tzinfo is UTC
        assert revision.change_request == "cr-7"
        assert revision.content == SETS.digest
        assert store.head(of) == revision
        assert store.log(of) == (revision,)
        assert of in store.tenants()

    def test_what_was_committed_is_read_back_whole(self, store: Store) -> None:
        of = tenant()
        everything = curriculum(
            {"sql@2": ["all(sets, 2 of (a, b@2, any(c, d)))", "logic"]},
            recommended={"sql": "sheets"},
            levels={"sql": 3, "b": 2},
            progressive={"sql"},
            efforts={"sql@1": 600, "a": 30},
            roles={"analyst": "sql@2, sheets?"},
            aligned={"a": "b"},
        )
        commit(store, of, everything)
        assert store.dataset(of) == everything

    def test_provenance_is_kept_beside_the_content(self, store: Store) -> None:
        of = tenant()
        origin = replace(
            PROVENANCE, row=12, column=3, author="ada “x”", method="rules", confidence=0.1
        )
        told = Dataset.of(statement._replace(provenance=origin) for statement in SETS)
        commit(store, of, told)
        assert {statement.provenance for statement in store.dataset(of)} == {origin}

    def test_revisions_are_contiguous_and_chained(self, store: Store) -> None:
        of = tenant()
        made = [commit(store, of, after) for after in (SETS, LOGIC, SETS)]
        assert [revision.number for revision in made] == [1, 2, 3]
        assert store.log(of) == tuple(made)
        verify_chain(made)
        assert made[0].content == made[2].content
        assert made[0].digest != made[2].digest

    def test_a_stale_expectation_is_refused(self, store: Store) -> None:
        of = tenant()
        commit(store, of, SETS)
        head = commit(store, of, LOGIC)
        with pytest.raises(CommitConflictError) as refused:
            commit(store, of, OTHER, number=1)
        assert (refused.value.expected, refused.value.actual) == (1, 2)
        assert store.head(of) == head
        assert store.dataset(of) == LOGIC

    def test_an_expectation_of_the_future_is_refused(self, store: Store) -> None:
        of = tenant()
        with pytest.raises(CommitConflictError):
            store.commit(of, admitted(EMPTY, SETS), expected=1, author="ada", reason="", at=NOON)
        assert store.head(of) == ORIGIN

    def test_a_change_judged_against_another_dataset_is_refused(self, store: Store) -> None:
        of = tenant()
        head = commit(store, of, SETS)
        elsewhere = admitted(OTHER, put(OTHER, *(s.content for s in LOGIC)))
        with pytest.raises(CommitConflictError, match="judged against another dataset"):
            store.commit(of, elsewhere, expected=1, author="ada", reason="", at=NOON)
        assert store.head(of) == head

    def test_nothing_new_makes_no_revision(self, store: Store) -> None:
        of = tenant()
        head = commit(store, of, SETS)
        assert commit(store, of, SETS) == head
        elsewhere = replace(PROVENANCE, file="another.yaml", row=99)
        again = Change(tuple(s._replace(provenance=elsewhere) for s in SETS))
        change = admitted_change(SETS, again)
        at = NOON + timedelta(days=1)
        assert store.commit(of, change, expected=1, author="b", reason="", at=at) == head
        assert store.head(of) == head
        assert store.dataset(of) == SETS

    def test_retracting_what_is_not_there_makes_no_revision(self, store: Store) -> None:
        of = tenant()
        head = commit(store, of, SETS)
        change = admitted_change(SETS, Change(retracted=frozenset({ex("nothing")})))
        assert store.commit(of, change, expected=1, author="b", reason="", at=NOON) == head

    def test_putting_outweighs_retracting(self, store: Store) -> None:
        of = tenant()
        head = commit(store, of, SETS)
        both = Change(tuple(SETS), frozenset(SETS.statements))
        change = admitted_change(SETS, both)
        assert store.commit(of, change, expected=1, author="b", reason="", at=NOON) == head
        anew = admitted_change(SETS, Change(tuple(LOGIC), frozenset(SETS.statements)))
        revision = store.commit(of, anew, expected=1, author="b", reason="", at=NOON)
        assert store.dataset(of) == SETS.changed_by(anew.change)
        assert store.dataset(of).digest == revision.content

    def test_what_fails_leaves_nothing_behind(self, store: Store) -> None:
        of = tenant()
        head = commit(store, of, SETS)
        naive = datetime(2026, 1, 1)
        with pytest.raises(ValueError, match="zone"):
            store.commit(of, admitted(SETS, LOGIC), expected=1, author="a", reason="", at=naive)
        assert store.head(of) == head
        assert store.dataset(of) == SETS
        assert commit(store, of, LOGIC).number == 2

    def test_a_retracted_term_may_return_as_another_kind(self, store: Store) -> None:
        of = tenant()
        role = Role(ex("thing"), PROVENANCE.source, english("thing"))
        skill = Competency(ex("thing"), PROVENANCE.source, english("thing"))
        first, second = put(SETS, role), put(SETS, skill)
        for after in (first, SETS, second):
            commit(store, of, after)
        assert [store.dataset(of, number) for number in (1, 2, 3)] == [first, SETS, second]
        assert store.head(of).content == second.digest

    def test_a_revision_that_is_not_there_is_refused(self, store: Store) -> None:
        of = tenant()
        commit(store, of, SETS)
        for missing in (-1, 2):
            with pytest.raises(UnknownRevisionError):
                store.dataset(of, missing)
            with pytest.raises(UnknownRevisionError):
                list(store.changes(of, missing))

    def test_tenants_never_meet(self, store: Store) -> None:
        ours, theirs = tenant(), tenant()
        commit(store, ours, SETS)
        canary = put(SETS, Competency(ex("sql"), PROVENANCE.source, english("canary")))
        commit(store, theirs, canary)
        commit(store, theirs, LOGIC)
        assert store.head(ours).number == 1
        assert store.dataset(ours) == SETS
        assert [c.revision for c in store.changes(ours, 0)] == list(store.log(ours))
        assert "canary" not in repr([*store.changes(ours, 0), store.dataset(ours)])
        assert store.dataset(theirs, 1) == canary
        assert {ours, theirs} <= set(store.tenants())

    def test_a_tenant_may_have_any_name(self, store: Store) -> None:
        plain = tenant()
        odd = [plain + suffix for suffix in ("'; DROP TABLE record; --", " Ö/%", "", "\n")]
        for of in odd:
            commit(store, of, SETS)
        assert set(odd) <= set(store.tenants())

    @many_examples
    @given(history=st.lists(curricula(), min_size=1, max_size=5))
    def test_a_history_is_what_was_committed(self, store: Store, history: list[Dataset]) -> None:
        of = tenant()
        kept = [EMPTY]
        for after in history:
            number = commit(store, of, after).number
            if number == len(kept):
                kept.append(after)
        assert [store.dataset(of, number) for number in range(len(kept))] == kept
        assert [revision.content for revision in store.log(of)] == [d.digest for d in kept[1:]]
        store.check(of)

    @many_examples
    @given(history=st.lists(curricula(), min_size=1, max_size=5), since=st.integers(0, 4))
    def test_changes_lead_from_any_revision_to_the_head(
        self, store: Store, history: list[Dataset], since: int
    ) -> None:
        of = tenant()
        for after in history:
            commit(store, of, after)
        start = min(since, store.head(of).number)
        dataset = store.dataset(of, start)
        for revision, change in store.changes(of, start):
            assert change == _sorted(difference(dataset, dataset.changed_by(change)))
            dataset = dataset.changed_by(change)
            assert dataset.digest == revision.content
        assert dataset == store.dataset(of)

    @many_examples
    @given(after=curricula(), order=st.randoms(use_true_random=False))
    def test_equal_datasets_have_equal_digests(
        self, store: Store, after: Dataset, order: object
    ) -> None:
        of, shuffled = tenant(), list(after)
        order.shuffle(shuffled)  # type: ignore[attr-defined]
        commit(store, of, SETS)
        assert commit(store, of, Dataset.of(shuffled)).content == after.digest

    def test_a_history_moved_to_another_store_is_the_same(self, store: Store) -> None:
        of = tenant()
        for after in (SETS, LOGIC, OTHER, EMPTY, SETS):
            commit(store, of, after)
        with EmbeddedStore.in_memory() as other:
            for each in store.changes(of, 0):
                assert other.append(of, each) == each.revision
            assert other.log(of) == store.log(of)
            assert [other.dataset(of, at) for at in range(6)] == [
                store.dataset(of, at) for at in range(6)
            ]
            other.check(of)

    @many_examples
    @given(history=st.lists(curricula(), min_size=1, max_size=5))
    def test_a_history_is_taken_over_unchanged(self, store: Store, history: list[Dataset]) -> None:
        of = tenant()
        with EmbeddedStore.in_memory() as other:
            for after in history:
                commit(other, of, after)
            for each in other.changes(of, 0):
                assert store.append(of, each) == each.revision
            assert store.log(of) == other.log(of)
            assert list(store.changes(of, 0)) == list(other.changes(of, 0))
            assert store.dataset(of) == other.dataset(of)
        store.check(of)

    def test_what_was_taken_over_is_committed_upon(self, store: Store) -> None:
        of = tenant()
        for each in sealed_history(of, SETS, LOGIC):
            store.append(of, each)
        assert commit(store, of, OTHER).number == 3
        (elsewhere,) = sealed_history(of, SETS, LOGIC, OTHER)[2:]
        assert store.log(of)[2] == elsewhere.revision
        with pytest.raises(CommitConflictError) as refused:
            store.append(of, elsewhere)
        assert (refused.value.expected, refused.value.actual) == (2, 3)

    def test_no_contract_judges_anew_what_is_taken_over(self, store: Store) -> None:
        of = tenant()
        (dangling,) = [s for s in LOGIC if s.kind is Kind.PREREQUISITE]
        assert isinstance(admit(EMPTY, Change((dangling,))), Rejected)
        sealed_then = resealed(ORIGIN, Change((dangling,)))
        assert store.append(of, sealed_then) == sealed_then.revision
        assert list(store.dataset(of)) == [dangling]
        store.check(of)

    @pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
    def test_a_forged_revision_is_not_taken_over(
        self, store: Store, forge: Callable[[Commit], Commit]
    ) -> None:
        of = tenant()
        first, second = sealed_history(of, SETS, LOGIC)
        store.append(of, first)
        with pytest.raises(BrokenLedgerError):
            store.append(of, forge(second))
        assert store.log(of) == (first.revision,)
        assert store.dataset(of) == SETS
        store.check(of)
        assert store.append(of, second) == second.revision
        assert store.dataset(of) == LOGIC

    def test_a_revision_is_taken_over_in_its_place_alone(self, store: Store) -> None:
        of = tenant()
        first, second, third = sealed_history(of, SETS, LOGIC, OTHER)
        with pytest.raises(CommitConflictError):
            store.append(of, second)
        assert store.head(of) == ORIGIN
        assert of not in store.tenants()
        store.append(of, first)
        for misplaced in (first, third):
            with pytest.raises(CommitConflictError) as refused:
                store.append(of, misplaced)
            assert refused.value.actual == 1
        assert store.log(of) == (first.revision,)

    def test_watching_tells_of_every_revision_once(self, store: Store) -> None:
        of = tenant()
        commit(store, of, SETS)
        pauses = iter([LOGIC, OTHER, None])

        def wait() -> bool:
            after = next(pauses)
            if after is not None:
                commit(store, of, after)
            return after is not None

        assert [revision.number for revision in store.watch(of, 0, wait)] == [1, 2, 3]

    def test_of_racing_writers_one_wins_each_revision(self, store: Store) -> None:
        of = tenant()
        commit(store, of, SETS)
        won: list[Revision] = []
        threads = [
            threading.Thread(target=_commit_until, args=(store, of, 5, won)) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 20
        assert sorted(won, key=lambda revision: revision.number) == list(store.log(of)[1:])
        store.check(of)

    def test_readers_see_whole_revisions(self, store: Store) -> None:
        of = tenant()
        commit(store, of, SETS)
        writer = threading.Thread(target=_commit_until, args=(store, of, 15, []))
        writer.start()
        seen = set()
        while writer.is_alive():
            seen.add(store.dataset(of).digest)
        writer.join()
        assert seen <= {SETS.digest, LOGIC.digest}


TO_LOGIC, TO_SETS = admitted(SETS, LOGIC), admitted(LOGIC, SETS)


def _commit_until(store: Store, of: str, wanted: int, won: list[Revision]) -> None:
    """Switch between two datasets until that many commits were acknowledged."""
    acknowledged = 0
    while acknowledged < wanted:
        head = store.head(of)
        change = TO_LOGIC if head.content == SETS.digest else TO_SETS
        try:
            revision = store.commit(
                of, change, expected=head.number, author="a", reason="race", at=NOON
            )
        except CommitConflictError:
            continue
        except StoreBusyError:
            time.sleep(0.05)
            continue
        won.append(revision)
        acknowledged += 1


def _sorted(change: Change) -> Change:
    return Change(tuple(sorted(change.put, key=lambda s: s.id)), change.retracted)
