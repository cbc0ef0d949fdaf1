"""The vocabulary of a set of labels: how telling each word is, and which words resemble it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import takewhile
from math import log

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from reasoning.matching.associations import Associated
from reasoning.matching.words import SMALL_WORDS

LEAST_RATIO = 65
MOST_NEIGHBOURS = 30
ALIKE = 2.5
STEM = 0.8
STEM_LENGTH = 4
UNFINISHED = 0.75
SMALL = 0.3


class Vocabulary:
    """All words of the labels; a word of a question is led to those that may be meant."""

    def __init__(
        self, labels: Iterable[Iterable[str]], associated: Mapping[str, tuple[Associated, ...]]
    ) -> None:
        uses: Counter[str] = Counter()
        count = 0
        for label in labels:
            uses.update(set(label))
            count += 1
        self._rarest = log(1 + count)
        self._rarity = {word: _rarity(word, count, used) for word, used in uses.items()}
        self._associated = associated
        self._words = sorted(self._rarity)
        self._stems: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._stems[word[:STEM_LENGTH]].append(word)

    def rarity(self, word: str) -> float:
        """Return how much a word tells: the logarithm of one over its share of the labels."""
        return self._rarity.get(word, self._rarest)

    def resembling(self, word: str) -> dict[str, float]:
        """Return the words that may be meant, each with its likeness up to 1.

        They are the word itself, what it may be a misspelling of, words of the same stem, and
        words that labels use in its place.
        """
        found: dict[str, float] = {word: 1.0} if word in self._rarity else {}
        close = process.extract(
            word, self._words, scorer=fuzz.ratio, score_cutoff=LEAST_RATIO, limit=MOST_NEIGHBOURS
        )
        for other, ratio, _ in close:
            _raise(found, other, (ratio / 100) ** ALIKE)
        for other in self._stems.get(word[:STEM_LENGTH], ()) if len(word) > STEM_LENGTH else ():
            _raise(found, other, _stem_likeness(word, other))
        for other, strength in self._associated.get(word, ()):
            if other in self._rarity:
                _raise(found, other, strength)
        return found

    def completing(self, start: str) -> dict[str, float]:
        """Return the words that begin so, for a word that is still being typed."""
        if len(start) < 2:
            return {}
        begun = takewhile(
            lambda word: word.startswith(start), self._words[bisect_left(self._words, start) :]
        )
        return {word: UNFINISHED + (1 - UNFINISHED) * len(start) / len(word) for word in begun}


def _rarity(word: str, count: int, used: int) -> float:
    return log(1 + count / used) * (SMALL if word in SMALL_WORDS else 1)


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
