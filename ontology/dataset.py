"""Datasets: immutable sets of statements, and the difference of two."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, Self

from ontology.canonical import content_bytes
from ontology.condition import print_condition
from ontology.merkle import Leaf
from ontology.names import Iri, Prefixes
from ontology.normal import normalised
from ontology.splice import merged
from ontology.terms import (
    KIND_OF,
    Alignment,
    Assessing,
    Content,
    Kind,
    Prefix,
    Prerequisite,
    Requirement,
    Teaching,
)
from ontology.tree import Tree

MINTED = "https://w3id.org/waymark/id/"

SMALL = 4
FEW = 1_000
"""A change is small that touches few statements, and at most one in four of all."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a statement comes from: a place in a file, or an author.

    `source` names what it belongs to: the IRI of a framework, never a path. `row` and
    `column` count from 1. `confidence` (0 to 1) and `method` are for what a machine proposed.
    """

    source: Iri
    file: str | None = None
    row: int | None = None
    column: int | None = None
    author: str | None = None
    licence: str | None = None
    method: str | None = None
    confidence: float | None = None


class Statement(NamedTuple):
    """One record that a curator can accept, change or retract by itself.

    Build it with `state`, which gives it its identity.
    """

    id: Iri
    content: Content
    provenance: Provenance

    @property
    def kind(self) -> Kind:
        """The family of the statement."""
        return KIND_OF[type(self.content)]


def state(content: Content, provenance: Provenance) -> Statement:
    """Make a statement: its content in normal form, its identity following from that.

    Raises `ValueError` for a condition without a normal form.
    """
    normal = _without_idle_id(normalised(content))
    return Statement(identity(normal), normal, provenance)


def _without_idle_id(content: Content) -> Content:
    """Drop the given identity of a prerequisite that is the one its key gives anyway."""
    if isinstance(content, Prerequisite) and content.id is not None:
        keyed = replace(content, id=None)
        return keyed if identity(keyed) == content.id else content
    return content


def identity(content: Content) -> Iri:
    """Return the statement's IRI: its own, or one minted from its kind and key."""
    own: Iri | None = getattr(content, "id", None)
    if own is not None:
        return own
    kind = KIND_OF[type(content)]
    # what no contract admits has an identity too, so that it can be spoken of
    key = "\n".join(_key(content)).encode(errors="surrogatepass")
    return Iri(f"{MINTED}{kind}/{hashlib.sha256(key).hexdigest()[:32]}")


def _key(content: Content) -> tuple[str, ...]:
    match content:
        case Requirement(role=role, competency=competency):
            return (role, competency)
        case Teaching() | Assessing():
            return (content.resource, content.competency, str(content.level))
        case Prerequisite():
            level = "" if content.level is None else f"@{content.level}"
            return (content.target + level, content.strength, print_condition(content.condition))
        case Alignment(origin=origin, target=target, relation=relation):
            return (origin, target, relation)
        case Prefix(prefix=prefix):
            return (prefix,)
        case _:
            return (content.id,)


def about(content: Content) -> tuple[Iri, ...]:
    """Return the terms under which the statement is entered in the content digest.

    `Only(kind, term)` then speaks of one contiguous run of leaves.
    """
    match content:
        case Requirement(role=role):
            return (role,)
        case Prerequisite(target=target):
            return (target,)
        case Teaching() | Assessing():
            return _distinct(content.competency, content.resource)
        case Alignment(origin=origin, target=target):
            return _distinct(origin, target)
        case _:
            return (identity(content),)


def _distinct(one: Iri, other: Iri) -> tuple[Iri, ...]:
    return (one, other) if one != other else (one,)


def leaves(statement: Statement) -> Iterator[Leaf]:
    """Yield the statement's entries in the content digest, one for each term it is about."""
    digest = hashlib.sha256(content_bytes(statement.content)).hexdigest()
    for term in about(statement.content):
        yield Leaf(statement.kind, term, statement.id, digest)


@dataclass(frozen=True)
class Dataset:
    """An immutable set of statements with distinct identities."""

    statements: MappingProxyType[Iri, Statement]

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Self:
        """Collect statements; of several with one identity the last one stands."""
        return cls(MappingProxyType({statement.id: statement for statement in statements}))

    def __len__(self) -> int:
        return len(self.statements)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements.values())

    def __contains__(self, identifier: object) -> bool:
        return identifier in self.statements

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dataset) and dict(self.statements) == dict(other.statements)

    def __hash__(self) -> int:
        return hash(self.digest)

    def get(self, identifier: Iri) -> Statement | None:
        """Return the statement of that identity, if it is here."""
        return self.statements.get(identifier)

    @cached_property
    def by_kind(self) -> Mapping[Kind, tuple[Statement, ...]]:
        """The statements of each kind, sorted by identity."""
        found: dict[Kind, list[Statement]] = {kind: [] for kind in Kind}
        for statement in self.statements.values():
            found[KIND_OF[type(statement.content)]].append(statement)
        return {kind: tuple(sorted(of_kind, key=identified)) for kind, of_kind in found.items()}

    def about(self, kind: Kind, term: Iri) -> tuple[Statement, ...]:
        """Return all statements of that kind about that term, sorted by identity."""
        return self._about.get((kind, term), ())

    @cached_property
    def _about(self) -> Mapping[tuple[Kind, Iri], tuple[Statement, ...]]:
        found: dict[tuple[Kind, Iri], list[Statement]] = {}
        for kind, statements in self.by_kind.items():
            for statement in statements:
                for term in about(statement.content):
                    found.setdefault((kind, term), []).append(statement)
        return {entry: tuple(statements) for entry, statements in found.items()}

    @cached_property
    def digest(self) -> str:
        """The content digest, ``sha256:…``: equal for equal contents, whatever the order.

        Provenance is not part of it.
        """
        return self.tree.root

    @cached_property
    def tree(self) -> Tree:
        """The tree over all leaves, sorted: what the content digest is the root of."""
        return Tree.over(sorted(leaf for statement in self for leaf in leaves(statement)))

    @cached_property
    def prefixes(self) -> Prefixes:
        """The short names that this dataset binds."""
        return Prefixes.of(
            (statement.content.prefix, statement.content.namespace)
            for statement in self.by_kind[Kind.PREFIX]
            if isinstance(statement.content, Prefix)
        )

    def changed_by(self, change: Change) -> Dataset:
        """Return this dataset with the change applied.

        What is known of this one beyond its statements (`by_kind`, `about`, `tree`) is taken
        over to the new one and mended where the change touches it, if that touches little.
        """
        turned = self.turned_by(change)
        statements = self.statements.copy()
        statements.update((statement.id, statement) for statement in turned.come)
        for name in turned.ended():
            del statements[name]
        changed = Dataset(MappingProxyType(statements))
        if self.is_little_touched(turned):
            self._hand_over(changed, turned)
        return changed

    def turned_by(self, change: Change) -> Turnover:
        """Return which statements the change really ends and begins here."""
        put = {statement.id: statement for statement in change.put}
        known = [self.statements[name] for name in change.retracted | put.keys() if name in self]
        return Turnover(
            gone=_sorted(statement for statement in known if put.get(statement.id) != statement),
            come=_sorted(each for each in put.values() if self.get(each.id) != each),
        )

    def is_little_touched(self, turned: Turnover) -> bool:
        """Tell whether mending what is known is less work than finding it anew."""
        return len(turned.gone) + len(turned.come) <= min(FEW, len(self) // SMALL)

    def _hand_over(self, changed: Dataset, turned: Turnover) -> None:
        known, mended = self.__dict__, changed.__dict__
        if "by_kind" in known:
            mended["by_kind"] = _mended_kinds(self.by_kind, turned)
        if "_about" in known:
            mended["_about"] = _mended_abouts(self._about, turned)
        if "tree" in known:
            gone, come = ({leaf for said in each for leaf in leaves(said)} for each in turned)
            mended["tree"] = self.tree.moved(gone - come, come - gone)
        if "prefixes" in known and not turned.of(Kind.PREFIX):
            mended["prefixes"] = self.prefixes

    def warm(self) -> None:
        """Learn all that `changed_by` hands over, and what makes that cheap."""
        _ = (self.by_kind, self._about, self.prefixes, self.tree.windows)


EMPTY = Dataset.of(())


@dataclass(frozen=True, slots=True)
class Change:
    """What turns one dataset into another: statements put (added or replaced) and retracted."""

    put: tuple[Statement, ...] = ()
    retracted: frozenset[Iri] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.put or self.retracted)


class Turnover(NamedTuple):
    """The statements that a change ends and those that it begins, sorted by identity.

    One that is replaced is in both, one that stays exactly as it is in neither.
    """

    gone: tuple[Statement, ...]
    come: tuple[Statement, ...]

    def ended(self) -> frozenset[Iri]:
        """Return the identities that end, and are not replaced."""
        come = {statement.id for statement in self.come}
        return frozenset(each.id for each in self.gone if each.id not in come)

    def of(self, kind: Kind) -> Turnover:
        """Return the part of it that concerns statements of one kind."""
        gone, come = (tuple(said for said in each if said.kind is kind) for each in self)
        return Turnover(gone, come)

    def __bool__(self) -> bool:
        return bool(self.gone or self.come)


def replacing(base: Dataset, loaded: Iterable[Statement]) -> Change:
    """Return the change that a load brings: new and different contents, nothing retracted.

    A statement whose content is already there is left alone, whatever its provenance.
    """
    return Change(tuple(statement for statement in loaded if _is_new(base, statement)))


def difference(before: Dataset, after: Dataset) -> Change:
    """Return the change that turns `before` into `after`, by content."""
    gone = frozenset(identifier for identifier in before.statements if identifier not in after)
    return Change(replacing(before, after).put, gone)


def _is_new(base: Dataset, statement: Statement) -> bool:
    known = base.get(statement.id)
    return known is None or known.content != statement.content


def identified(statement: Statement) -> Iri:
    """Return the identity: what statements are sorted by."""
    return statement.id


def _sorted(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=identified))


def _mended_kinds(
    by_kind: Mapping[Kind, tuple[Statement, ...]], turned: Turnover
) -> Mapping[Kind, tuple[Statement, ...]]:
    mended = dict(by_kind)
    for kind in {statement.kind for each in turned for statement in each}:
        mended[kind] = tuple(merged(by_kind[kind], *turned.of(kind), identified))
    return mended


def _mended_abouts(
    abouts: Mapping[tuple[Kind, Iri], tuple[Statement, ...]], turned: Turnover
) -> Mapping[tuple[Kind, Iri], tuple[Statement, ...]]:
    gone, come = _by_entry(turned.gone), _by_entry(turned.come)
    mended = dict(abouts)
    for entry in gone.keys() | come.keys():
        known = abouts.get(entry, ())
        mended[entry] = tuple(merged(known, gone.get(entry, ()), come.get(entry, ()), identified))
        if not mended[entry]:
            del mended[entry]
    return mended


def _by_entry(statements: Iterable[Statement]) -> dict[tuple[Kind, Iri], list[Statement]]:
    found: dict[tuple[Kind, Iri], list[Statement]] = {}
    for statement in statements:
        for term in about(statement.content):
            found.setdefault((statement.kind, term), []).append(statement)
    return found
