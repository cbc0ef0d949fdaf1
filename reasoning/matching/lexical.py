"""Finding terms by their labels, in any language, typos forgiven.

A label is a bag of words weighted by rarity; a question is compared with it by the cosine of
the two, where words count as far as they resemble one another, and by the letters of the
whole text. An abbreviation finds the labels whose initials it gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property
from heapq import nsmallest
from math import sqrt
from typing import NamedTuple, Self

from rapidfuzz import fuzz

from ontology.dataset import Dataset
from ontology.names import Iri
from ontology.terms import Kind
from reasoning.matching.associations import Saying, associations
from reasoning.matching.entries import FINDABLE, Entry, entries, spelt_out
from reasoning.matching.vocabulary import Vocabulary
from reasoning.matching.words import initials, words

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

    @cached_property
    def _labels(self) -> _Labels:
        return _Labels(tuple(entries(self._dataset)))


class _Labels:
    """The compiled form: postings of words and of initials over numbered labels."""

    def __init__(self, labels: tuple[Entry, ...]) -> None:
        self._entries = labels
        self._words = [words(entry.text) for entry in labels]
        self._texts = [" ".join(found) for found in self._words]
        self._vocabulary = Vocabulary(self._words, associations(_sayings(labels, self._words)))
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        self._initials: defaultdict[str, list[int]] = defaultdict(list)
        self._lengths: list[float] = []
        for number, found in enumerate(self._words):
            distinct = dict.fromkeys(found)
            for word in distinct:
                self._postings[word].append(number)
            for short in initials(found):
                self._initials[short].append(number)
            squares = sum(self._vocabulary.rarity(word) ** 2 for word in distinct)
            self._lengths.append(sqrt(squares) or 1.0)

    def find(
        self, text: str, kinds: frozenset[Kind], language: str | None, limit: int
    ) -> tuple[Hit, ...]:
        asked = words(text)
        best: dict[Iri, tuple[float, int, bool, Iri, int]] = {}
        for number, likeness in self._likeliest(asked, kinds):
            entry = self._entries[number]
            score = self._score(" ".join(asked), number, likeness, language)
            place = FINDABLE.index(entry.kind)
            ranked = (-score, place, entry.classifies, entry.term, number)
            if score >= LEAST_SCORE and (entry.term not in best or ranked < best[entry.term]):
                best[entry.term] = ranked
        return tuple(self._hit(-found[0], found[-1]) for found in nsmallest(limit, best.values()))

    def named(self, term: Iri, kinds: frozenset[Kind]) -> tuple[Hit, ...]:
        """Return the term under its first label, if it has one and is of these kinds."""
        for number, entry in enumerate(self._entries):
            if entry.term == term and entry.kind in kinds:
                return (self._hit(EXACT, number),)
        return ()

    def _likeliest(self, asked: list[str], kinds: frozenset[Kind]) -> list[tuple[int, float]]:
        found = [
            (-likeness, number)
            for number, likeness in self._likenesses(asked).items()
            if self._entries[number].kind in kinds
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
        return {number: sum_ / (length * self._lengths[number]) for number, sum_ in total.items()}

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
            for number in self._postings[other]:
                if share > best.get(number, 0.0):
                    best[number] = share
        for number in self._initials.get(word, ()):
            best[number] = max(best.get(number, 0.0), ABBREVIATED * self._lengths[number])
        return best

    def _score(self, text: str, number: int, likeness: float, language: str | None) -> float:
        entry = self._entries[number]
        if self._texts[number] == text:
            score = EXACT if entry.preferred else EXACT_ALTERNATIVE
        else:
            letters = fuzz.ratio(text, self._texts[number]) / 100
            mixed = (min(1.0, likeness) + LETTERS * letters) / (1 + LETTERS)
            score = EXACT_ALTERNATIVE * mixed * (1 if entry.preferred else ALTERNATIVE)
        return score if _speaks(entry.language, language) else FOREIGN * score

    def _hit(self, score: float, number: int) -> Hit:
        entry = self._entries[number]
        return Hit(entry.term, entry.kind, entry.text, entry.language, round(score, 4))


def _speaks(language: str, asked: str | None) -> bool:
    """Match language ranges by prefix: `en` takes `en-gb`; an unknown language is any."""
    return not asked or not language or f"{language}-".startswith(f"{asked.lower()}-")


def _sayings(labels: tuple[Entry, ...], of_words: list[list[str]]) -> Iterator[Saying]:
    """Pair each alternative label with the preferred labels of its term in the same language."""
    preferred: dict[tuple[Iri, str], frozenset[str]] = {}
    for entry, found in zip(labels, of_words, strict=True):
        if entry.preferred:
            preferred[entry.term, entry.language] = frozenset(found)
    for entry, found in zip(labels, of_words, strict=True):
        said = preferred.get((entry.term, entry.language))
        if not entry.preferred and said is not None:
            yield Saying(entry.term, frozenset(found), said)
