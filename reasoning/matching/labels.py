"""Labels: all entries under numbers in their order, by their words and by their initials.

Numbers have gaps, so that a change leaves nearly all of them alone. Which ones they are shows
nowhere: they only tell labels apart, and which comes first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeAlias

from ontology.names import Iri
from reasoning.matching.associations import Associations, Saying
from reasoning.matching.entries import FINDABLE, Entry, Relabelled
from reasoning.matching.vocabulary import Words
from reasoning.matching.words import initials, words

GAP = 2**24
WIDER = 64

Postings: TypeAlias = Mapping[str, Sequence[int]]


class Label(NamedTuple):
    """An entry with its words, and the text that they make."""

    entry: Entry
    words: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, entry: Entry) -> Label:
        """Fold an entry."""
        found = words(entry.text)
        return cls(entry, tuple(found), " ".join(found))


@dataclass(frozen=True, eq=False)
class Labels:
    """The labels of a dataset; `numbers` are sorted, as are those of each word and initials."""

    numbers: Sequence[int]
    by_number: Mapping[int, Label]
    postings: Postings
    initials: Postings
    words: Words

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Give numbers to entries that are in their order."""
        labels = [Label.of(entry) for entry in entries]
        by_number = {GAP * place: label for place, label in enumerate(labels, start=1)}
        postings = _postings(by_number, _distinct)
        words = Words.of(postings, Associations.of(_sayings(labels)))
        return cls(list(by_number), by_number, postings, _postings(by_number, _initials), words)

    def moved(self, changed: Sequence[Relabelled]) -> Labels:
        """Return the labels after some terms are labelled otherwise."""
        draft = _Draft(list(self.numbers), dict(self.by_number), set())
        for before, after in changed:
            draft.remove(before)
            draft.insert([Label.of(entry) for entry in after])
        gone = {at: self.by_number[at] for at in draft.touched if at in self.by_number}
        come = {at: draft.by_number[at] for at in draft.touched if at in draft.by_number}
        postings = _moved(self.postings, _postings(gone, _distinct), _postings(come, _distinct))
        shorts = _moved(self.initials, _postings(gone, _initials), _postings(come, _initials))
        learnt = self.words.associations.moved(
            _sayings([Label.of(entry) for before, _ in changed for entry in before]),
            _sayings([Label.of(entry) for _, after in changed for entry in after]),
        )
        concerned = {word for label in (*gone.values(), *come.values()) for word in label.words}
        words = self.words.moved(
            [word for word in concerned if word in self.postings and word not in postings],
            [word for word in concerned if word in postings and word not in self.postings],
            learnt,
        )
        return Labels(draft.numbers, draft.by_number, postings, shorts, words)

    def of_term(self, term: Iri) -> Sequence[int]:
        """Return the numbers of the labels of a term, in their order."""
        for place in range(len(FINDABLE)):
            start, stop = _stretch(self.numbers, self.by_number, (place, term))
            if start < stop:
                return self.numbers[start:stop]
        return ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """Labels that change: `touched` are the numbers that stand for something else than before."""

    numbers: list[int]
    by_number: dict[int, Label]
    touched: set[int]

    def remove(self, entries: Sequence[Entry]) -> None:
        """Take out all labels of one term."""
        if entries:
            start, stop = _stretch(self.numbers, self.by_number, _order(entries[0]))
            self._replace(start, stop, [], [])

    def insert(self, labels: Sequence[Label]) -> None:
        """Put all labels of one term, which has none yet, in their place."""
        if not labels:
            return
        at, _ = _stretch(self.numbers, self.by_number, _order(labels[0].entry))
        start, stop = self._room(at, len(labels))
        around = [self.by_number[number] for number in self.numbers[start:stop]]
        around[at - start : at - start] = labels
        lower, upper = self._bounds(start, stop, len(around))
        step = (upper - lower) // (len(around) + 1)
        numbers = [lower + step * place for place in range(1, len(around) + 1)]
        self._replace(start, stop, numbers, around)

    def _room(self, at: int, count: int) -> tuple[int, int]:
        """Return the stretch to number anew so that more labels find a place there."""
        start = stop = at
        while True:
            lower, upper = self._bounds(start, stop, stop - start + count)
            if upper - lower > stop - start + count:
                return start, stop
            start, stop = max(0, start - WIDER), min(len(self.numbers), stop + WIDER)

    def _bounds(self, start: int, stop: int, count: int) -> tuple[int, int]:
        lower = self.numbers[start - 1] if start else 0
        last = stop == len(self.numbers)
        return lower, lower + GAP * (count + 1) if last else self.numbers[stop]

    def _replace(
        self, start: int, stop: int, numbers: Sequence[int], labels: Sequence[Label]
    ) -> None:
        for number in self.numbers[start:stop]:
            self.touched.add(number)
            del self.by_number[number]
        self.touched.update(numbers)
        self.by_number.update(zip(numbers, labels, strict=True))
        self.numbers[start:stop] = numbers


def _order(entry: Entry) -> tuple[int, Iri]:
    return FINDABLE.index(entry.kind), entry.term


def _stretch(
    numbers: Sequence[int], by_number: Mapping[int, Label], order: tuple[int, Iri]
) -> tuple[int, int]:
    """Return where the labels of one term begin and end among the numbers."""

    def key(number: int) -> tuple[int, Iri]:
        return _order(by_number[number].entry)

    return bisect_left(numbers, order, key=key), bisect_right(numbers, order, key=key)


def _distinct(label: Label) -> Iterable[str]:
    return dict.fromkeys(label.words)


def _initials(label: Label) -> Iterable[str]:
    return initials(label.words)


def _postings(
    by_number: Mapping[int, Label], keys: Callable[[Label], Iterable[str]]
) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, label in by_number.items():
        for key in keys(label):
            found[key].append(number)
    return dict(found)


def _moved(before: Postings, gone: Postings, come: Postings) -> Postings:
    found = dict(before)
    for key in gone.keys() | come.keys():
        kept = set(found.get(key, ())).difference(gone.get(key, ()))
        found[key] = sorted(kept.union(come.get(key, ())))
        if not found[key]:
            del found[key]
    return found


def _sayings(labels: Sequence[Label]) -> Iterator[Saying]:
    """Pair each alternative label with the preferred labels of its term in the same language."""
    preferred: dict[tuple[Iri, str], frozenset[str]] = {}
    for entry, found, _ in labels:
        if entry.preferred:
            preferred[entry.term, entry.language] = frozenset(found)
    for entry, found, _ in labels:
        said = preferred.get((entry.term, entry.language))
        if not entry.preferred and said is not None:
            yield Saying(entry.term, frozenset(found), said)
