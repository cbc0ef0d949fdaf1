"""Resolution: the one term that a name stands for.

A name is a CURIE, an IRI with or without angle brackets, or a label that only one term has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Self

from rapidfuzz import fuzz, process

from ontology.condition import Attainment
from ontology.dataset import Change, Dataset
from ontology.errors import UnknownTermError
from ontology.names import Iri
from ontology.terms import Competency, CompetencyKind, Kind, Scale
from reasoning.matching.entries import (
    FINDABLE,
    Entry,
    Relabelled,
    entries,
    relabelled,
    spelt_out,
)
from reasoning.matching.lexical import Index
from reasoning.matching.words import folded

PROPOSED = 3
LIKELY = 0.5
LIKE_LETTERS = 70
LISTED = 6


class Names:
    """The names of one dataset; immutable, what it needs is built at first use."""

    def __init__(self, dataset: Dataset, index: Index) -> None:
        self._dataset = dataset
        self._index = index

    @classmethod
    def of(cls, dataset: Dataset, index: Index | None = None) -> Self:
        """Promise the names; an index that is there already serves the proposals."""
        return cls(dataset, Index.of(dataset) if index is None else index)

    def advanced(self, dataset: Dataset, index: Index, change: Change) -> Names:
        """Return the names of the dataset that the change led to, with its index.

        They stand for what names found from scratch stand for; these here stay as they are.
        """
        names = Names(dataset, index)
        if "_labels" in self.__dict__:
            names.__dict__["_labels"] = self._after(relabelled(self._dataset, dataset, change))
        return names

    def warm(self) -> None:
        """Look up what every label stands for, which the first name does otherwise."""
        self._labelled("", ())

    def resolve(self, name: str, kinds: Collection[Kind] = FINDABLE) -> Iri:
        """Return the term of one of the kinds that the name stands for.

        Raises `UnknownTermError` where there is none, with what may be meant, or where several
        terms have that label, with their names.
        """
        wanted = tuple(kind for kind in FINDABLE if kind in kinds)
        iri = spelt_out(name, self._dataset.prefixes)
        if iri is not None and iri in self._dataset:
            return self._of_kind(name, iri, wanted)
        labelled = self._labelled(name, wanted)
        if len(labelled) == 1:
            return labelled[0]
        if labelled:
            raise UnknownTermError(self._several(name, labelled))
        otherwise = self._labelled(name, FINDABLE)
        if otherwise:
            return self._of_kind(name, otherwise[0], wanted)
        raise UnknownTermError(self._unknown(name, iri, wanted))

    def attainment(self, name: str) -> Attainment:
        """Return the attainment: a competency, with ``@`` and a level where it is not level 1.

        Raises `UnknownTermError` as `resolve` does, and for groups, which nobody can hold, and
        levels that the competency does not have.
        """
        return self._attainment(name, *_levelled(name))

    def at_level(self, competency: str, level: int) -> Attainment:
        """Return the attainment, where the level stands apart from the competency's name.

        Raises as `attainment` does.
        """
        return self._attainment(f"{competency}@{level}", competency, level)

    def attainments(self, names: Collection[str]) -> frozenset[Attainment]:
        """Return the attainments of all names; an error names every name that is none."""
        found: set[Attainment] = set()
        problems: list[str] = []
        for name in names:
            try:
                found.add(self.attainment(name))
            except UnknownTermError as error:
                problems.append(error.message)
        if problems:
            raise UnknownTermError("; ".join(problems))
        return frozenset(found)

    def _attainment(self, written: str, name: str, level: int) -> Attainment:
        holdable = self._holdable(name)
        competency = holdable[0] if len(holdable) == 1 else self.resolve(name, (Kind.COMPETENCY,))
        self._demand_level(written, competency, level)
        return Attainment(competency, level)

    def _of_kind(self, name: str, iri: Iri, kinds: tuple[Kind, ...]) -> Iri:
        statement = self._dataset.get(iri)
        if statement is not None and statement.kind in kinds:
            return iri
        actual = "unknown" if statement is None else statement.kind.value
        raise UnknownTermError(f"`{name}` is {_a(actual)}, not {_or(kinds)}")

    def _labelled(self, name: str, kinds: tuple[Kind, ...]) -> tuple[Iri, ...]:
        """Return the terms of these kinds with that label."""
        return _preferred(
            entry for entry in self._labels.get(folded(name), ()) if entry.kind in kinds
        )

    def _holdable(self, name: str) -> tuple[Iri, ...]:
        """Return the competencies with that label, groups left out."""
        return _preferred(
            entry
            for entry in self._labels.get(folded(name), ())
            if entry.kind is Kind.COMPETENCY and not entry.classifies
        )

    @cached_property
    def _labels(self) -> Mapping[str, tuple[Entry, ...]]:
        return _by_text(entries(self._dataset))

    def _after(self, changed: Iterable[Relabelled]) -> Mapping[str, tuple[Entry, ...]]:
        """Return the labels after some terms are labelled otherwise."""
        found = dict(self._labels)
        for before, after in changed:
            for text, labels in _by_text(before).items():
                found[text] = tuple(each for each in found[text] if each not in labels)
                if not found[text]:
                    del found[text]
            for text, labels in _by_text(after).items():
                found[text] = (*found.get(text, ()), *labels)
        return found

    def _demand_level(self, name: str, competency: Iri, level: int) -> None:
        statement = self._dataset.get(competency)
        content = statement.content if statement is not None else None
        if not isinstance(content, Competency):
            return
        if content.kind is CompetencyKind.GROUP:
            raise UnknownTermError(
                f"`{name}` is a group: it only classifies, name one of its competencies"
            )
        highest = self._highest(content)
        if not 1 <= level <= highest:
            levels = "has no levels" if highest == 1 else f"has the levels 1 to {highest}"
            compact = self._dataset.prefixes.compact(competency)
            raise UnknownTermError(f"unknown level in `{name}`: `{compact}` {levels}")

    def _highest(self, competency: Competency) -> int:
        statement = self._dataset.get(competency.scale) if competency.scale else None
        scale = statement.content if statement is not None else None
        return len(scale.levels) if isinstance(scale, Scale) else 1

    def _several(self, name: str, terms: tuple[Iri, ...]) -> str:
        compact = [f"`{self._dataset.prefixes.compact(term)}`" for term in terms[:LISTED]]
        more = f" and {len(terms) - LISTED} more" if len(terms) > LISTED else ""
        return f"`{name}` is the label of several: write one of {', '.join(compact)}{more}"

    def _unknown(self, name: str, iri: Iri | None, kinds: tuple[Kind, ...]) -> str:
        proposals = self._alike(name, kinds) if iri is not None else ()
        proposals = proposals or self._likely(name, kinds)
        message = f"unknown {_nouns(kinds)} `{name}`"
        if not proposals:
            return message
        return f"{message}: did you mean {_listed(proposals)}?"

    def _alike(self, name: str, kinds: tuple[Kind, ...]) -> tuple[str, ...]:
        """Return the short names spelt most nearly alike."""
        compact = self._dataset.prefixes.compact
        names = [compact(each.id) for kind in kinds for each in self._dataset.by_kind[kind]]
        close = process.extract(
            name.strip("<>"), sorted(names), scorer=fuzz.ratio, score_cutoff=LIKE_LETTERS, limit=50
        )
        ranked = sorted(close, key=lambda found: (-found[1], found[0]))[:PROPOSED]
        return tuple(f"`{short}`" for short, _, _ in ranked)

    def _likely(self, name: str, kinds: tuple[Kind, ...]) -> tuple[str, ...]:
        """Return the terms whose labels resemble the name most."""
        compact = self._dataset.prefixes.compact
        hits = self._index.find(name, kinds, limit=PROPOSED)
        return tuple(f"`{compact(hit.term)}` ({hit.label})" for hit in hits if hit.score >= LIKELY)


def _by_text(labels: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in labels:
        found[folded(entry.text)].append(entry)
    found.pop("", None)
    return {text: tuple(entries_of_text) for text, entries_of_text in found.items()}


def _preferred(found: Iterable[Entry]) -> tuple[Iri, ...]:
    """Return the terms that prefer the label or, if none does, the others; sorted."""
    entries_found = tuple(found)
    preferred = sorted({entry.term for entry in entries_found if entry.preferred})
    return tuple(preferred or sorted({entry.term for entry in entries_found}))


def _levelled(name: str) -> tuple[str, int]:
    """Split ``name@2``; a name that ends in no level means level 1."""
    stem, at, level = name.rpartition("@")
    if at and stem and level.isascii() and level.isdigit():
        return stem.strip(), int(level)
    return name, 1


def _or(kinds: tuple[Kind, ...]) -> str:
    return "a term" if len(kinds) == len(FINDABLE) else " or ".join(map(_a, kinds))


def _nouns(kinds: tuple[Kind, ...]) -> str:
    return "term" if len(kinds) == len(FINDABLE) else " or ".join(kinds)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
