"""The vocabulary of a set of labels: how telling each word is, and which words resemble it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import log
from typing import Self

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from ontology.splice import merged
from reasoning.matching.associations import Associations
from reasoning.matching.words import SMALL_WORDS

LEAST_RATIO = 65
MOST_NEIGHBOURS = 30
ALIKE = 2.5
STEM = 0.8
STEM_LENGTH = 4
UNFINISHED = 0.75
SMALL = 0.3


@dataclass(frozen=True, eq=False)
class Words:
    """The words of a set of labels: sorted, by their beginnings, and what stands for them."""

    ordered: Sequence[str]
    stems: Mapping[str, Sequence[str]]
    associations: Associations

    @classmethod
    def of(cls, words: Iterable[str], associations: Associations) -> Self:
        """Sort the words, which are distinct."""
        ordered = sorted(words)
        stems: defaultdict[str, list[str]] = defaultdict(list)
        for word in ordered:
            stems[word[:STEM_LENGTH]].append(word)
        return cls(ordered, stems, associations)

    def moved(self, gone: Iterable[str], come: Iterable[str], associations: Associations) -> Words:
        """Return the words without some and with others."""
        old, new = sorted(gone), sorted(come)
        stems = dict(self.stems)
        for stem in {word[:STEM_LENGTH] for word in (*old, *new)}:
            kept = set(stems.get(stem, ())).difference(old)
            stems[stem] = sorted(kept.union(word for word in new if word[:STEM_LENGTH] == stem))
        return Words(merged(self.ordered, old, new, str), stems, associations)


class Vocabulary:
    """All words of the labels; a word of a question is led to those that may be meant."""

    def __init__(self, words: Words, postings: Mapping[str, Sequence[int]], count: int) -> None:
        self._words = words
        self._postings = postings
        self._count = count
        self._rarities: dict[str, float] = {}

    def rarity(self, word: str) -> float:
        """Return how much a word tells: the logarithm of one over its share of the labels."""
        known = self._rarities.get(word)
        if known is None:
            known = self._rarities[word] = self._rarity(word)
        return known

    def _rarity(self, word: str) -> float:
        used = len(self._postings.get(word, ()))
        if not used:
            return log(1 + self._count)
        return log(1 + self._count / used) * (SMALL if word in SMALL_WORDS else 1)

    def resembling(self, word: str) -> dict[str, float]:
        """Return the words that may be meant, each with its likeness up to 1.

        They are the word itself, what it may be a misspelling of, words of the same stem, and
        words that labels use in its place.
        """
        found: dict[str, float] = {word: 1.0} if word in self._postings else {}
        ordered = self._words.ordered
        close = process.extract(
            word, ordered, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, limit=MOST_NEIGHBOURS
        )
        for other, ratio, _ in close:
            _raise(found, other, (ratio / 100) ** ALIKE)
        stem = word[:STEM_LENGTH]
        for other in self._words.stems.get(stem, ()) if len(word) > STEM_LENGTH else ():
            _raise(found, other, _stem_likeness(word, other))
        for other, strength in self._words.associations.of_word.get(word, ()):
            if other in self._postings:
                _raise(found, other, strength)
        return found

    def completing(self, start: str) -> dict[str, float]:
        """Return the words that begin so, for a word that is still being typed."""
        if len(start) < 2:
            return {}
        ordered = self._words.ordered
        begun = takewhile(
            lambda word: word.startswith(start), ordered[bisect_left(ordered, start) :]
        )
        return {word: UNFINISHED + (1 - UNFINISHED) * len(start) / len(word) for word in begun}


def _stem_likeness(word: str, other: str) -> float:
    """Take a long common beginning as a sign of one stem: `manage`, `managing`, `management`."""
    common = Prefix.similarity(word, other)
    if common < min(STEM_LENGTH + 1, len(other)):
        return 0.0
    share = common / min(len(word), len(other))
    return STEM * share * (1 if 2 * common > max(len(word), len(other)) else 0.6)


def _raise(found: dict[str, float], word: str, likeness: float) -> None:
    if likeness > found.get(word, 0.0):
        found[word] = likeness
