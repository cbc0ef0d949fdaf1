"""Associations: words that stand for one another, learnt from the labels themselves.

Where one label of a term has a word that another label of the same term lacks, the word may
stand for one that only the other has: "supervise machinery" beside "monitor machines". What
two terms say alike is taken as a habit of the vocabulary, and no word list is needed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from typing import NamedTuple

from reasoning.matching.words import SMALL_WORDS

KEPT = 8


class Associated(NamedTuple):
    """A word that another may stand for, and how readily (0 to 1)."""

    word: str
    strength: float


class Saying(NamedTuple):
    """Two ways to name one term: the words of an alternative label and of a preferred one."""

    term: str
    alternative: frozenset[str]
    preferred: frozenset[str]


def associations(sayings: Iterable[Saying]) -> Mapping[str, tuple[Associated, ...]]:
    """Learn from the sayings which words stand for one another, in both directions.

    The strength is the square root of the share of a word's labels in which the other word
    answers it; a pair that a single term suggests is dropped as chance.
    """
    uses: Counter[str] = Counter()
    by_one: dict[tuple[str, str], str] = {}
    by_several: set[tuple[str, str]] = set()
    weights: defaultdict[tuple[str, str], float] = defaultdict(float)
    for said in _both_ways(sayings):
        uses.update(said.alternative)
        answers = [word for word in said.preferred - said.alternative if word not in SMALL_WORDS]
        for word in said.alternative - said.preferred:
            for answer in answers:
                pair = (word, answer)
                weights[pair] += 1 / len(answers)
                if by_one.setdefault(pair, said.term) != said.term:
                    by_several.add(pair)
    found: defaultdict[str, list[Associated]] = defaultdict(list)
    for word, answer in by_several:
        strength = sqrt(min(1.0, weights[word, answer] / uses[word]))
        found[word].append(Associated(answer, strength))
    return {word: tuple(sorted(known, key=_strongest)[:KEPT]) for word, known in found.items()}


def _both_ways(sayings: Iterable[Saying]) -> Iterator[Saying]:
    for said in sayings:
        yield said
        yield Saying(said.term, said.preferred, said.alternative)


def _strongest(found: Associated) -> tuple[float, str]:
    return (-found.strength, found.word)
