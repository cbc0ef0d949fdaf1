"""Associations: words that stand for one another, learnt from the labels themselves.

Where one label of a term has a word that another label of the same term lacks, the word may
stand for one that only the other has: "supervise machinery" beside "monitor machines". What
two terms say alike is taken as a habit of the vocabulary, and no word list is needed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple, Self

from reasoning.matching.words import SMALL_WORDS

KEPT = 8
WHOLE = 232_792_560
"""One answer, in parts that up to twenty can share evenly: whole numbers add up in any order."""


class Associated(NamedTuple):
    """A word that another may stand for, and how readily (0 to 1)."""

    word: str
    strength: float


class Saying(NamedTuple):
    """Two ways to name one term: the words of an alternative label and of a preferred one."""

    term: str
    alternative: frozenset[str]
    preferred: frozenset[str]


@dataclass(frozen=True, eq=False)
class Associations:
    """Which words stand for one another, in both directions.

    The strength is the square root of the share of a word's labels in which the other word
    answers it; a pair that a single term suggests is dropped as chance.
    """

    said: _Said
    of_word: Mapping[str, tuple[Associated, ...]]

    @classmethod
    def of(cls, sayings: Iterable[Saying]) -> Self:
        """Learn from the sayings; those of one term are neighbours."""
        said = _said(sayings)
        strongest = {word: said.strongest(word) for word in said.weights}
        return cls(said, {word: found for word, found in strongest.items() if found})

    def moved(self, gone: Iterable[Saying], come: Iterable[Saying]) -> Associations:
        """Return what is learnt without some sayings and with others, of whole terms both."""
        less, more = _said(gone), _said(come)
        said = self.said.plus(less, -1).plus(more, 1)
        of_word = dict(self.of_word)
        for word in less.uses.keys() | more.uses.keys():
            of_word[word] = said.strongest(word)
            if not of_word[word]:
                del of_word[word]
        return Associations(said, of_word)


class _Said(NamedTuple):
    """What sayings come to: how often each word is used, and what answers it.

    For each answer there is its weight, in shares of whole labels, and the number of terms
    that suggest it.
    """

    uses: Mapping[str, int]
    weights: Mapping[str, Mapping[str, int]]
    terms: Mapping[str, Mapping[str, int]]

    def plus(self, other: _Said, sign: int) -> _Said:
        """Return the sum or, where the sign is -1, the difference."""
        weights, terms = dict(self.weights), dict(self.terms)
        for mine, others in ((weights, other.weights), (terms, other.terms)):
            for word, numbers in others.items():
                mine[word] = _sum(mine.get(word, {}), numbers, sign)
                if not mine[word]:
                    del mine[word]
        return _Said(_sum(self.uses, other.uses, sign), weights, terms)

    def strongest(self, word: str) -> tuple[Associated, ...]:
        """Return what answers a word most readily."""
        terms = self.terms.get(word, {})
        found = [
            Associated(answer, sqrt(min(1.0, weight / (WHOLE * self.uses[word]))))
            for answer, weight in self.weights.get(word, {}).items()
            if terms[answer] > 1
        ]
        return tuple(sorted(found, key=_by_strength)[:KEPT])


def _sum(mine: Mapping[str, int], others: Mapping[str, int], sign: int) -> dict[str, int]:
    """Add up numbers of words; those that come to nothing are left out."""
    found = dict(mine)
    for word, number in others.items():
        found[word] = found.get(word, 0) + sign * number
        if not found[word]:
            del found[word]
    return found


def _said(sayings: Iterable[Saying]) -> _Said:
    uses: Counter[str] = Counter()
    weights: defaultdict[str, dict[str, int]] = defaultdict(dict)
    terms: defaultdict[str, dict[str, int]] = defaultdict(dict)
    latest: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for said in _both_ways(sayings):
        uses.update(said.alternative)
        answers = [word for word in said.preferred - said.alternative if word not in SMALL_WORDS]
        for word in said.alternative - said.preferred if answers else ():
            weight, number, last = weights[word], terms[word], latest[word]
            for answer in answers:
                weight[answer] = weight.get(answer, 0) + WHOLE // len(answers)
                if last.get(answer) != said.term:
                    last[answer] = said.term
                    number[answer] = number.get(answer, 0) + 1
    return _Said(uses, dict(weights), dict(terms))


def _both_ways(sayings: Iterable[Saying]) -> Iterator[Saying]:
    for said in sayings:
        yield said
        yield Saying(said.term, said.preferred, said.alternative)


def _by_strength(found: Associated) -> tuple[float, str]:
    return (-found.strength, found.word)
