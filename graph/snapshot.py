"""Snapshots: one revision compiled to numbers, immutable and independent of any store.

Attainments are dense numbers (`Numbering`); sets of them are Python integers used as bitsets
where whole sets meet, tuples and frozensets where members are walked. What not every question
needs is compiled when it is first asked for, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from graph.ledger.collector import collector_paused
from graph.snapshot_conditions import Guards, guards, mentioned
from graph.snapshot_equivalence import Implications, Link, implications, may_imply_otherwise
from graph.snapshot_mentioning import mentioning, mentioning_after
from graph.snapshot_mentions import Needed, mentions, mentions_after, needed_by, needed_by_after
from graph.snapshot_numbering import Numbering, number
from graph.snapshot_offers import Offer, offers, offers_after
from graph.snapshot_regarding import reguarded
from graph.snapshot_renumbering import Renumbering, renumbered
from graph.snapshot_roles import requirements, requirements_after
from ontology.condition import Attainment
from ontology.dataset import Change, Dataset, Statement, Turnover
from ontology.names import Iri
from ontology.terms import (
    Importance,
    Kind,
    Requirement,
    Role,
    Strength,
)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A revision, ready to be reasoned about.

    `numbering` numbers the attainments; everything else about them is by number.
    """

    dataset: Dataset
    revision: int
    numbering: Numbering
    _behind: dict[int, int] = field(default_factory=dict, repr=False)

    @classmethod
    def compile(cls, dataset: Dataset, revision: int = 0) -> Self:
        """Compile a dataset; `revision` is the number under which a store keeps it."""
        return cls(dataset, revision, number(dataset))

    @collector_paused()
    def advanced(self, change: Change, revision: int) -> Snapshot:
        """Return the snapshot of the dataset as the change makes it; this one stays as it is.

        It equals a compile from scratch. What was compiled here and is touched by a small
        change is mended, what is not touched is shared, and the rest is compiled when it is
        first asked for.
        """
        turned = self.dataset.turned_by(change)
        dataset = self.dataset.changed_by(change)
        if not self.dataset.is_little_touched(turned):
            return Snapshot.compile(dataset, revision)
        new = renumbered(self.numbering, dataset, turned)
        snapshot = Snapshot(dataset, revision, new.numbering)
        self._hand_over_needs(snapshot, turned, new)
        self._hand_over_roles(snapshot, turned)
        if new.moved is None:
            self._hand_over_ties(snapshot, turned)
        return snapshot

    def _hand_over_needs(self, to: Snapshot, turned: Turnover, new: Renumbering) -> None:
        known, mended = self.__dict__, to.__dict__
        if "mentioning" in known:
            mended["mentioning"] = mentioning_after(self.mentioning, turned)
        if "recommended" in known:
            advice = reguarded(self.recommended, Strength.RECOMMENDED, to.dataset, turned, new)
            mended["recommended"] = advice.guards
        if "required" not in known:
            return
        required = reguarded(self.required, Strength.REQUIRED, to.dataset, turned, new)
        mended["required"] = required.guards
        if "mentions" in known:
            mended["mentions"] = mentions_after(self.mentions, required, new)
            if to.mentions is self.mentions:
                mended["_behind"] = self._behind
        if "needed_by" in known:
            before = Needed(self.needed_by, self.required, self.numbering)
            mended["needed_by"] = needed_by_after(before, required, new)

    def _hand_over_roles(self, to: Snapshot, turned: Turnover) -> None:
        known, mended = self.__dict__, to.__dict__
        if "requirements" in known:
            mended["requirements"] = requirements_after(self.requirements, turned)
        if "roles" in known and not turned.of(Kind.ROLE):
            mended["roles"] = self.roles

    def _hand_over_ties(self, to: Snapshot, turned: Turnover) -> None:
        """Hand over what is mended only while every number stays; it is compiled fast."""
        known, mended = self.__dict__, to.__dict__
        if "implications" in known and not may_imply_otherwise(turned):
            mended["implications"] = self.implications
        entered = to.numbering.below == self.numbering.below
        if "offers" not in known or turned.of(Kind.FRAMEWORK) or not entered:
            return
        mended["offers"] = offers_after(self.offers, to.dataset, to.numbering, turned)
        if to.offers is not self.offers:
            return
        for part in ("offer_of", "taught_by", "currencies"):
            if part in known:
                mended[part] = known[part]
        if "needed_by_offers" in known and to.required.of_resource is self.required.of_resource:
            mended["needed_by_offers"] = self.needed_by_offers

    def warm(self) -> None:
        """Compile every part, and what makes the next advance cheap."""
        self.dataset.warm()
        for part in PARTS:
            getattr(self, part)

    def numbers(self, attainments: Iterable[Attainment]) -> tuple[int, ...]:
        """Return the numbers of those attainments that the snapshot knows, sorted."""
        known = (self.numbering.number_of.get(attainment) for attainment in attainments)
        return tuple(sorted({at for at in known if at is not None}))

    def attainments(self, numbers: Iterable[int]) -> tuple[Attainment, ...]:
        """Return the attainments of those numbers, in their order."""
        return tuple(self.numbering.attainments[at] for at in numbers)

    @cached_property
    def required(self) -> Guards:
        """The prerequisites that forbid."""
        return guards(self.dataset, self.numbering, Strength.REQUIRED)

    @cached_property
    def recommended(self) -> Guards:
        """The prerequisites that advise."""
        return guards(self.dataset, self.numbering, Strength.RECOMMENDED)

    @cached_property
    def implications(self) -> Implications:
        """What attainments imply by approved alignments."""
        return implications(self.dataset, self.numbering)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """Every resource as it can be taken, sorted by identity."""
        return offers(self.dataset, self.numbering)

    @cached_property
    def offer_of(self) -> Mapping[Iri, int]:
        """The place of each resource in `offers`."""
        return {offer.resource.id: place for place, offer in enumerate(self.offers)}

    @cached_property
    def taught_by(self) -> Mapping[int, tuple[int, ...]]:
        """The places of the offers that teach exactly that attainment."""
        found: dict[int, list[int]] = {}
        for place, offer in enumerate(self.offers):
            for at in offer.teaches:
                found.setdefault(at, []).append(place)
        return {at: tuple(places) for at, places in found.items()}

    @cached_property
    def currencies(self) -> frozenset[str]:
        """The currencies in which prices are stated."""
        prices = (offer.resource.price for offer in self.offers)
        return frozenset(price.currency for price in prices if price is not None)

    def implied(self, at: int) -> Iterable[int]:
        """Return what holding the attainment implies, itself included."""
        closed = self.implications.implied.get(at)
        return range(self.numbering.lowest[at], at + 1) if closed is None else closed

    def implying(self, at: int) -> Iterable[int]:
        """Return what implies the attainment, itself included."""
        closed = self.implications.implying.get(at)
        return range(at, self.numbering.highest[at] + 1) if closed is None else closed

    def links(self, at: int) -> tuple[Link, ...]:
        """Return the alignments by which the attainment stands for others."""
        return self.implications.links.get(at, ())

    def held(self, attainments: Iterable[int]) -> frozenset[int]:
        """Return the attainments with all they imply."""
        return frozenset(implied for at in attainments for implied in self.implied(at))

    @cached_property
    def mentions(self) -> Mapping[int, tuple[int, ...]]:
        """What lies one step behind an attainment, sorted; absent where nothing does.

        That is what its required prerequisites mention, and the level below.
        """
        return mentions(self.required, self.numbering)

    @cached_property
    def needed_by(self) -> Mapping[int, tuple[int, ...]]:
        """The attainments whose required prerequisites mention this one, sorted."""
        return needed_by(self.required)

    @cached_property
    def needed_by_offers(self) -> Mapping[int, tuple[int, ...]]:
        """The places of the offers whose own required needs, or entry, mention this one."""
        found: dict[int, set[int]] = {}
        for place, offer in enumerate(self.offers):
            own = self.required.of_resource.get(offer.resource.id, ())
            needs = {at for guard in own for at in mentioned(guard.need)}
            for at in needs.union(offer.entry):
                found.setdefault(at, set()).add(place)
        return {at: tuple(sorted(places)) for at, places in found.items()}

    @cached_property
    def mentioning(self) -> Mapping[Iri, tuple[Statement, ...]]:
        """The prerequisites of either strength that mention a competency, sorted by identity."""
        return mentioning(self.dataset)

    def closure(self, attainments: int) -> int:
        """Return all that lies behind a set of attainments, itself included; bitsets both.

        What required prerequisites mention, and lower levels, transitively. It is what *may*
        be asked on the way: of alternatives every one is in it.
        """
        found = attainments
        for at in members(attainments):
            found |= self._all_behind(at)
        return found

    def _all_behind(self, at: int) -> int:
        known = self._behind.get(at)
        if known is None:
            seen = {at}
            waiting = [at]
            while waiting:
                for behind in self.mentions.get(waiting.pop(), ()):
                    if behind not in seen:
                        seen.add(behind)
                        waiting.append(behind)
            known = self._behind[at] = bitset(seen)
        return known

    @cached_property
    def requirements(self) -> Mapping[Iri, tuple[Requirement, ...]]:
        """The requirements of each role, sorted by competency."""
        return requirements(self.dataset)

    def asked(self, role: Iri, importance: Importance) -> tuple[Attainment, ...]:
        """Return what a role asks for with that importance, sorted."""
        return tuple(
            Attainment(requirement.competency, requirement.level)
            for requirement in self.requirements.get(role, ())
            if requirement.importance is importance
        )

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Every role, sorted by identity."""
        found = [statement.content for statement in self.dataset.by_kind[Kind.ROLE]]
        return tuple(content for content in found if isinstance(content, Role))


PARTS = tuple(name for name, part in vars(Snapshot).items() if isinstance(part, cached_property))
"""The names of what is compiled when it is first asked for."""


def bitset(numbers: Iterable[int]) -> int:
    """Return the set of these numbers as the bits of one integer."""
    found = sorted(numbers)
    if not found:
        return 0
    marks = bytearray((found[-1] >> 3) + 1)
    for at in found:
        marks[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(marks, "little")


def members(bits: int) -> Iterator[int]:
    """Yield the numbers in a bitset, rising."""
    marks = bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
    for place, mark in enumerate(marks):
        if mark:
            for bit in range(8):
                if mark >> bit & 1:
                    yield (place << 3) | bit
