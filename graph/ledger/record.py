"""A statement as a store keeps it: one record for each version, and back.

The body is the canonical JSON of the content; provenance stands beside it; the terms it is
about and the digest of the body are what its leaves of the content digest are made of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import orjson

from ontology.canonical import content_bytes, read_content
from ontology.dataset import Change, Provenance, Statement, about, identity
from ontology.merkle import Leaf
from ontology.names import Iri
from ontology.terms import Kind

_KIND = {kind.value: kind for kind in Kind}

LIVE = 2**53 - 1
"""The revision until which a record holds that nothing has replaced or retracted yet."""


class Entry(NamedTuple):
    """What the content digest knows of a record: enough for its leaves.

    `about` is None where the statement is about itself, `also` where it is about one term.
    """

    id: Iri
    kind: str
    about: Iri | None
    also: Iri | None
    digest: bytes

    def leaves(self) -> Iterator[Leaf]:
        """Yield the leaves, equal to those of the statement."""
        kind, digest = _KIND[self.kind], self.digest.hex()
        yield Leaf(kind, self.about or self.id, self.id, digest)
        if self.also is not None:
            yield Leaf(kind, self.also, self.id, digest)


class Record(NamedTuple):
    """One version of a statement."""

    entry: Entry
    body: str
    provenance: str


class Move(NamedTuple):
    """What a change does to the live records: some end, some begin."""

    closed: tuple[Iri, ...]
    opened: tuple[Record, ...]

    def __bool__(self) -> bool:
        return bool(self.closed or self.opened)


class Written(NamedTuple):
    """The part of a record that a statement is read from."""

    id: Iri
    kind: str
    body: str
    provenance: str


def record_of(statement: Statement) -> Record:
    """Return the record of a statement."""
    body = content_bytes(statement.content)
    first, *more = about(statement.content)
    entry = Entry(
        statement.id,
        statement.kind.value,
        None if first == statement.id else first,
        more[0] if more else None,
        hashlib.sha256(body).digest(),
    )
    return Record(entry, body.decode(), _provenance_text(statement.provenance))


def statements_of(written: Sequence[Written]) -> Iterator[Statement]:
    """Read statements back, in the order of the records."""
    origins = orjson.loads(f"[{','.join([record.provenance for record in written])}]")
    for record, origin in zip(written, origins, strict=True):
        content = read_content(_KIND[record.kind], record.body)
        yield Statement(record.id, content, Provenance(*origin))


def touched_by(change: Change) -> tuple[Iri, ...]:
    """Return every identity that the change names, sorted."""
    return tuple(sorted({statement.id for statement in change.put} | change.retracted))


def move(put: Iterable[Record], retracted: Iterable[Iri], live: Mapping[Iri, Entry]) -> Move:
    """Return what the change really does to the live records.

    What is put as it already stands, and what is retracted without being there, does
    nothing; of several records of one identity the last one stands, and putting outweighs
    retracting, as in `Dataset.changed_by`.
    """
    last = {record.entry.id: record for record in put}
    opened = tuple(record for record in last.values() if live.get(record.entry.id) != record.entry)
    replaced = {record.entry.id for record in opened if record.entry.id in live}
    gone = {identifier for identifier in retracted if identifier in live} - last.keys()
    return Move(tuple(sorted(replaced | gone)), opened)


def provenance_digest(opened: Iterable[Record]) -> str:
    """Return the digest of the provenance of the records that one revision opened."""
    by_id = {record.entry.id: record.provenance for record in opened}
    # sorting plain texts is several times faster than sorting pairs of them
    return origins_digest((identifier, by_id[identifier]) for identifier in sorted(by_id))


def origins_digest(origins: Iterable[tuple[str, str]]) -> str:
    """Return the digest of identities, sorted, each with its provenance as it is written."""
    digest = hashlib.sha256()
    for identifier, provenance in origins:
        digest.update(f"{identifier}\n{provenance}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def verify_record(written: Written, entry: Entry) -> bool:
    """Tell whether what is written is canonical, and its entry the one that follows."""
    (statement,) = statements_of([written])
    if statement.id != identity(statement.content):
        return False
    return record_of(statement) == Record(entry, written.body, written.provenance)


def _provenance_text(provenance: Provenance) -> str:
    """Return the fields in the order of their declaration, as a JSON list."""
    p = provenance
    fields = (p.source, p.file, p.row, p.column, p.author, p.licence, p.method, p.confidence)
    return orjson.dumps(fields).decode()
