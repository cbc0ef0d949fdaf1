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


class Suggested(NamedTuple):
    """How much suggests an answer: its shares of all labels, and the number of terms."""

    weight: int
    terms: int


NEVER = Suggested(0, 0)


class _Said(NamedTuple):
    """What some sayings come to: how often each word is used, and what answers it how much."""

    uses: Counter[str]
    answers: dict[str, dict[str, Suggested]]


@dataclass(frozen=True, eq=False)
class Associations:
    """Which words stand for one another, in both directions.

    The strength is the square root of the share of a word's labels in which the other word
    answers it; a pair that a single term suggests is dropped as chance.
    """

    uses: Mapping[str, int]
    answers: Mapping[str, Mapping[str, Suggested]]
    of_word: Mapping[str, tuple[Associated, ...]]

    @classmethod
    def of(cls, sayings: Iterable[Saying]) -> Self:
        """Learn from the sayings; those of one term are neighbours."""
        uses, answers = _said(sayings)
        strongest = {word: _strongest(answers[word], uses[word]) for word in answers}
        return cls(uses, answers, {word: found for word, found in strongest.items() if found})

    def moved(self, gone: Iterable[Saying], come: Iterable[Saying]) -> Associations:
        """Return what is learnt without some sayings and with others, of whole terms both."""
        uses, answers, of_word = dict(self.uses), dict(self.answers), dict(self.of_word)
        for said, sign in ((_said(gone), -1), (_said(come), 1)):
            for word, number in said.uses.items():
                uses[word] = uses.get(word, 0) + sign * number
            for word, suggested in said.answers.items():
                answers[word] = _added(answers.get(word, {}), suggested, sign)
            for word in said.uses:
                of_word[word] = _strongest(answers.get(word, {}), uses[word])
                for known in (uses, answers, of_word):
                    if not known.get(word, True):
                        del known[word]
        return Associations(uses, answers, of_word)


def _said(sayings: Iterable[Saying]) -> _Said:
    uses: Counter[str] = Counter()
    weights: defaultdict[str, Counter[str]] = defaultdict(Counter)
    terms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    last: dict[tuple[str, str], str] = {}
    for said in _both_ways(sayings):
        uses.update(said.alternative)
        answers = [word for word in said.preferred - said.alternative if word not in SMALL_WORDS]
        for word in said.alternative - said.preferred if answers else ():
            for answer in answers:
                weights[word][answer] += WHOLE // len(answers)
                if last.get((word, answer)) != said.term:
                    last[word, answer] = said.term
                    terms[word][answer] += 1
    return _Said(
        uses,
        {
            word: {answer: Suggested(of, terms[word][answer]) for answer, of in weight.items()}
            for word, weight in weights.items()
        },
    )


def _added(
    known: Mapping[str, Suggested], said: Mapping[str, Suggested], sign: int
) -> dict[str, Suggested]:
    found = dict(known)
    for answer, (weight, terms) in said.items():
        before = found.get(answer, NEVER)
        found[answer] = Suggested(before.weight + sign * weight, before.terms + sign * terms)
        if found[answer] == NEVER:
            del found[answer]
    return found


def _strongest(suggested: Mapping[str, Suggested], uses: int) -> tuple[Associated, ...]:
    found = [
        Associated(answer, sqrt(min(1.0, weight / (WHOLE * uses))))
        for answer, (weight, terms) in suggested.items()
        if terms > 1
    ]
    return tuple(sorted(found, key=_by_strength)[:KEPT])


def _both_ways(sayings: Iterable[Saying]) -> Iterator[Saying]:
    for said in sayings:
        yield said
        yield Saying(said.term, said.preferred, said.alternative)


def _by_strength(found: Associated) -> tuple[float, str]:
    return (-found.strength, found.word)
