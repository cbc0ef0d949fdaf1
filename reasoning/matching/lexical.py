"""Finding terms by their labels, in any language, typos forgiven.

A label is a bag of words weighted by rarity; a question is compared with it by the cosine of
the two, where words count as far as they resemble one another, and by the letters of the
whole text. An abbreviation finds the labels whose initials it gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property
from heapq import nsmallest
from math import sqrt
from typing import NamedTuple, Self

from rapidfuzz import fuzz

from ontology.dataset import Change, Dataset
from ontology.names import Iri
from ontology.terms import Kind
from reasoning.matching.entries import FINDABLE, Relabelled, entries, relabelled, spelt_out
from reasoning.matching.labels import Labels
from reasoning.matching.vocabulary import Vocabulary
from reasoning.matching.words import words

EXACT = 1.0
EXACT_ALTERNATIVE = 0.99
ALTERNATIVE = 0.9
LETTERS = 0.3
ABBREVIATED = 0.9
FOREIGN = 0.97
RESCORED = 200
LEAST_SCORE = 0.3


class Hit(NamedTuple):
    """A term that may be meant: its score (0 to 1), and the label that was found."""

    term: Iri
    kind: Kind
    label: str
    language: str
    score: float


class Index:
    """The labels of one dataset, ready to be searched; immutable, built at the first search."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """Promise an index; nothing is computed yet."""
        return cls(dataset)

    def find(
        self,
        text: str,
        kinds: Collection[Kind] = FINDABLE,
        language: str | None = None,
        limit: int = 20,
    ) -> tuple[Hit, ...]:
        """Return the terms that may be meant, best first, each once with its best label.

        1 is the preferred label itself. Labels in another language than the one asked for are
        found as well, but count a little less. Equal scores are ordered by kind, groups after
        what can be held, and by IRI. A CURIE or an IRI finds the very term.
        """
        named = spelt_out(text.strip(), self._dataset.prefixes)
        if named is not None and named in self._dataset:
            return self._labels.named(named, frozenset(kinds))
        return self._labels.find(text, frozenset(kinds), language, limit)

    def advanced(self, dataset: Dataset, change: Change) -> Index:
        """Return the index of the dataset that the change led to; this one stays as it is.

        It finds what an index built from scratch finds. Where no label changes, and as far as
        labels were indexed here, little is left to do.
        """
        index = Index(dataset)
        if "_labels" in self.__dict__:
            changed = relabelled(self._dataset, dataset, change)
            index.__dict__["_labels"] = self._labels.moved(changed) if changed else self._labels
        return index

    def warm(self) -> None:
        """Index the labels, which the first search does otherwise."""
        self._labels.warm()

    @cached_property
    def _labels(self) -> _Labels:
        return _Labels(Labels.of(entries(self._dataset)))


class _Labels:
    """The compiled form: numbered labels, and how long each is, in rarities of its words."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._by_number = labels.by_number
        self._vocabulary = Vocabulary(labels.words, labels.postings, len(labels.numbers))
        self._lengths: dict[int, float] = {}

    def moved(self, changed: Sequence[Relabelled]) -> _Labels:
        """Return the labels after some terms are labelled otherwise."""
        return _Labels(self._labels.moved(changed))

    def warm(self) -> None:
        """Measure every label."""
        for number in self._labels.numbers:
            self._length(number)

    def _length(self, number: int) -> float:
        known = self._lengths.get(number)
        if known is None:
            distinct = dict.fromkeys(self._by_number[number].words)
            squares = sum(self._vocabulary.rarity(word) ** 2 for word in distinct)
            known = self._lengths[number] = sqrt(squares) or 1.0
        return known

    def find(
        self, text: str, kinds: frozenset[Kind], language: str | None, limit: int
    ) -> tuple[Hit, ...]:
        asked = words(text)
        best: dict[Iri, tuple[float, int, bool, Iri, int]] = {}
        for number, likeness in self._likeliest(asked, kinds):
            entry = self._by_number[number].entry
            score = self._score(" ".join(asked), number, likeness, language)
            place = FINDABLE.index(entry.kind)
            ranked = (-score, place, entry.classifies, entry.term, number)
            if score >= LEAST_SCORE and (entry.term not in best or ranked < best[entry.term]):
                best[entry.term] = ranked
        return tuple(self._hit(-found[0], found[-1]) for found in nsmallest(limit, best.values()))

    def named(self, term: Iri, kinds: frozenset[Kind]) -> tuple[Hit, ...]:
        """Return the term under its first label, if it has one and is of these kinds."""
        numbers = self._labels.of_term(term)
        if numbers and self._by_number[numbers[0]].entry.kind in kinds:
            return (self._hit(EXACT, numbers[0]),)
        return ()

    def _likeliest(self, asked: list[str], kinds: frozenset[Kind]) -> list[tuple[int, float]]:
        found = [
            (-likeness, number)
            for number, likeness in self._likenesses(asked).items()
            if self._by_number[number].entry.kind in kinds
        ]
        return [(number, -unlike) for unlike, number in nsmallest(RESCORED, found)]

    def _likenesses(self, asked: list[str]) -> dict[int, float]:
        """Return the cosine of every label that shares something with the question."""
        total: defaultdict[int, float] = defaultdict(float)
        squares = 0.0
        distinct = list(dict.fromkeys(asked))
        for place, word in enumerate(distinct, start=1):
            resembling = self._vocabulary.resembling(word)
            if place == len(distinct):
                for other, likeness in self._vocabulary.completing(word).items():
                    resembling[other] = max(likeness, resembling.get(other, 0.0))
            weight = self._weight(word, resembling)
            squares += weight * weight
            for number, likeness in self._shares(word, resembling).items():
                total[number] += weight * likeness
        length = sqrt(squares) or 1.0
        return {number: sum_ / (length * self._length(number)) for number, sum_ in total.items()}

    def _weight(self, word: str, resembling: dict[str, float]) -> float:
        """Return the rarity of a word or, of one that no label has, of what it resembles most."""
        if word in resembling and resembling[word] == 1.0:
            return self._vocabulary.rarity(word)
        likely = (
            likeness * self._vocabulary.rarity(other) for other, likeness in resembling.items()
        )
        return max(likely, default=self._vocabulary.rarity(word))

    def _shares(self, word: str, resembling: dict[str, float]) -> dict[int, float]:
        """Return what one word of the question adds to each label: its best likeness there."""
        best: dict[int, float] = {}
        for other, likeness in resembling.items():
            share = likeness * self._vocabulary.rarity(other)
            for number in self._labels.postings[other]:
                if share > best.get(number, 0.0):
                    best[number] = share
        for number in self._labels.initials.get(word, ()):
            best[number] = max(best.get(number, 0.0), ABBREVIATED * self._length(number))
        return best

    def _score(self, text: str, number: int, likeness: float, language: str | None) -> float:
        entry, _, label = self._by_number[number]
        if label == text:
            score = EXACT if entry.preferred else EXACT_ALTERNATIVE
        else:
            letters = fuzz.ratio(text, label) / 100
            mixed = (min(1.0, likeness) + LETTERS * letters) / (1 + LETTERS)
            score = EXACT_ALTERNATIVE * mixed * (1 if entry.preferred else ALTERNATIVE)
        return score if _speaks(entry.language, language) else FOREIGN * score

    def _hit(self, score: float, number: int) -> Hit:
        entry = self._by_number[number].entry
        return Hit(entry.term, entry.kind, entry.text, entry.language, round(score, 4))


def _speaks(language: str, asked: str | None) -> bool:
    """Match language ranges by prefix: `en` takes `en-gb`; an unknown language is any."""
    return not asked or not language or f"{language}-".startswith(f"{asked.lower()}-")
