"""An excerpt says what its dataset says, all of what it says it says, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest
from builders import curriculum, ex
from random_curricula import random_case

from ontology.dataset import EMPTY, Dataset
from ontology.errors import UnsoundProofError
from ontology.merkle import Leaf, Opening, Span
from ontology.names import Iri
from ontology.terms import Kind
from reasoning.certificate.excerpt import Excerpt, Recorder

DATASET = curriculum({"sql": "any(logic, sets)", "joins": "sql"}, efforts={"sql": 60})
ORDERED = DATASET.tree.leaves


def read(*runs: tuple[Kind, Iri], got: tuple[Iri, ...] = ()) -> Excerpt:
    recorder = Recorder(DATASET)
    for kind, term in runs:
        recorder.about(kind, term)
    for name in got:
        recorder.get(name)
    return recorder.excerpt()


def opened(*positions: int) -> Excerpt:
    """Open the leaves at these positions, with all statements beside."""
    return Excerpt(tuple(s.content for s in DATASET), DATASET.tree.open(positions))


class TestHonest:
    def test_it_tells_what_was_read(self) -> None:
        runs = [(Kind.PREREQUISITE, ex("sql")), (Kind.TEACHING, ex("joins-course"))]
        excerpt = read(*runs, got=(ex("sets"),))
        assert excerpt.digest == DATASET.digest
        for run in runs:
            told = [(s.id, s.content) for s in excerpt.about(*run)]
            assert told == [(s.id, s.content) for s in DATASET.about(*run)]
        found, known = excerpt.get(ex("sets")), DATASET.get(ex("sets"))
        assert found is not None
        assert known is not None
        assert found.content == known.content

    def test_it_tells_that_there_is_nothing(self) -> None:
        for name in ("logic", "a", "zzz"):
            assert read((Kind.PREREQUISITE, ex(name))).about(Kind.PREREQUISITE, ex(name)) == ()

    def test_every_run_of_every_dataset(self) -> None:
        for seed in range(20):
            dataset = random_case(seed).dataset
            terms = {leaf.about for leaf in dataset.tree.leaves} | {ex("nothing")}
            recorder = Recorder(dataset)
            for kind in Kind:
                for term in terms:
                    recorder.about(kind, term)
            excerpt = recorder.excerpt()
            assert excerpt.digest == dataset.digest
            for kind in Kind:
                for term in terms:
                    told = [s.id for s in excerpt.about(kind, term)]
                    assert told == [s.id for s in dataset.about(kind, term)]

    def test_of_nothing(self) -> None:
        recorder = Recorder(EMPTY)
        assert recorder.about(Kind.ROLE, ex("a")) == ()
        excerpt = recorder.excerpt()
        assert excerpt.digest == EMPTY.digest
        assert excerpt.about(Kind.ROLE, ex("a")) == ()

    def test_it_keeps_silent_about_the_rest(self) -> None:
        excerpt = read((Kind.PREREQUISITE, ex("sql")), got=(ex("nothing"),))
        assert excerpt.get(ex("sets")) is None
        for run in ((Kind.PREREQUISITE, ex("joins")), (Kind.TEACHING, ex("sql"))):
            with pytest.raises(UnsoundProofError, match="not opened as a whole"):
                excerpt.about(*run)

    def test_only_what_was_read_is_in_it(self) -> None:
        assert list(read(got=(ex("sets"),)).contents) == [DATASET.statements[ex("sets")].content]
        assert read(got=(ex("sets"), ex("nothing"))).digest == DATASET.digest
        assert Recorder(DATASET).digest == DATASET.digest


RUN = (Kind.TEACHING, ex("sql"))
PLACES = [at for at, leaf in enumerate(ORDERED) if leaf[:2] == RUN]


class TestRuns:
    def test_a_run_is_told_only_with_all_of_it_and_both_neighbours(self) -> None:
        needed = range(PLACES[0] - 1, PLACES[-1] + 2)
        assert [s.id for s in opened(*needed).about(*RUN)] == [s.id for s in DATASET.about(*RUN)]
        for fewer in combinations(needed, len(needed) - 1):
            with pytest.raises(UnsoundProofError, match="not opened as a whole"):
                opened(*fewer).about(*RUN)

    def test_a_run_at_either_end_has_one_neighbour(self) -> None:
        first, last = ORDERED[0], ORDERED[-1]
        assert len(opened(0, 1).about(first.kind, first.about)) == 1
        end = len(ORDERED) - 1
        assert opened(end - 1, end).about(last.kind, last.about)
        for alone, leaf in ((0, first), (end, last)):
            with pytest.raises(UnsoundProofError, match="not opened as a whole"):
                opened(alone).about(leaf.kind, leaf.about)

    def test_what_is_opened_has_to_be_stated(self) -> None:
        honest = read(RUN)
        for at in range(len(honest.contents)):
            fewer = replace(honest, contents=honest.contents[:at] + honest.contents[at + 1 :])
            with pytest.raises(UnsoundProofError, match="not stated as it is opened"):
                fewer.about(*RUN)

    def test_what_is_stated_has_to_be_opened(self) -> None:
        honest = read(RUN)
        more = replace(honest, contents=(*honest.contents, DATASET.statements[ex("sets")].content))
        with pytest.raises(UnsoundProofError, match="not opened as it is stated"):
            _ = more.digest


class TestOpenings:
    HONEST = read((Kind.PREREQUISITE, ex("sql")))

    def forged(
        self,
        size: int | None = None,
        leaves: Mapping[int, Leaf] | None = None,
        hashes: Mapping[Span, bytes] | None = None,
    ) -> Excerpt:
        honest = self.HONEST.opening
        opening = Opening(
            honest.size if size is None else size,
            honest.leaves if leaves is None else leaves,
            honest.hashes if hashes is None else hashes,
        )
        return replace(self.HONEST, opening=opening)

    def refused(self, excerpt: Excerpt, problem: str) -> None:
        with pytest.raises(UnsoundProofError, match=problem):
            _ = excerpt.digest

    def test_a_leaf_that_is_no_leaf_of_the_tree_has_no_place(self) -> None:
        liar = Leaf(Kind.TEACHING, ex("zzz"), ex("zzz"), "0")
        for at in (-1, len(ORDERED), len(ORDERED) + 5):
            lie = self.forged(leaves={**self.HONEST.opening.leaves, at: liar})
            self.refused(lie, "outside the tree" if at > 0 else "order")
        before = Leaf(Kind.ALIGNMENT, ex("a"), ex("a"), "0")
        self.refused(self.forged(leaves={**self.HONEST.opening.leaves, -1: before}), "outside")

    def test_no_hash_stands_before_a_leaf(self) -> None:
        whole = DATASET.tree.open([]).hashes
        self.refused(self.forged(hashes={**self.HONEST.opening.hashes, **whole}), "hides leaf")

    def test_no_hash_is_missing(self) -> None:
        for span in self.HONEST.opening.hashes:
            fewer = {s: h for s, h in self.HONEST.opening.hashes.items() if s != span}
            self.refused(self.forged(hashes=fewer), "does not hold together")

    def test_leaves_stand_in_their_order(self) -> None:
        (one, first), (other, second), *rest = sorted(self.HONEST.opening.leaves.items())
        swapped = {one: second, other: first, **dict(rest)}
        self.refused(self.forged(leaves=swapped), "not in their order")
        twice = {one: first, other: first, **dict(rest)}
        self.refused(self.forged(leaves=twice), "not in their order")

    def test_the_root_covers_leaves_hashes_and_size(self) -> None:
        opening = self.HONEST.opening
        at, leaf = next(iter(sorted(opening.leaves.items())))
        span = min(opening.hashes)
        lies = [
            self.forged(leaves={**opening.leaves, at: leaf._replace(digest="0" * 64)}),
            self.forged(hashes={**opening.hashes, span: bytes(32)}),
        ]
        assert all(lie.digest != DATASET.digest for lie in lies)
        self.refused(self.forged(size=opening.size + 1), "does not hold together")
        assert self.forged(hashes={**opening.hashes, Span(0, 0): b""}).digest == DATASET.digest


def test_the_source_of_an_excerpt_does_not_matter() -> None:
    shuffled = Dataset.of(reversed(list(DATASET)))
    recorder = Recorder(shuffled)
    recorder.about(Kind.PREREQUISITE, ex("sql"))
    again = read((Kind.PREREQUISITE, ex("sql")))
    assert (recorder.excerpt().contents, recorder.excerpt().opening) == (
        again.contents,
        again.opening,
    )
