"""Reading and writing the ledger within one open transaction of Neo4j.

Nothing here begins or commits; whoever calls holds the transaction. A server applies a commit
piece by piece, and a reader may look while it does: so a revision says how many records it
has, opened and closed, and what is read is counted against that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple, TypeVar

from neo4j import Transaction

from graph.ledger.collector import collector_paused
from graph.ledger.leaves import NO_LEAVES, Leaves
from graph.ledger.record import Entry, Move, Record, Written, statements_of
from graph.neo4j import queries as cypher
from graph.neo4j.failures import HalfAppliedError
from graph.store import ORIGIN, Revision, verify_link
from ontology.dataset import Change, Statement
from ontology.errors import BrokenLedgerError, UnknownRevisionError
from ontology.names import Iri

PAGE = 10_000
"""Records that one answer holds at most, and one question writes."""

T = TypeVar("T")


class Entered(NamedTuple):
    """A revision as the ledger has entered it: with the numbers of its records.

    `size` are the records it holds, `opened` and `closed` those that it began and ended;
    `token` is what whoever committed it knows it by.
    """

    revision: Revision
    size: int
    opened: int
    closed: int
    token: str


NOTHING = Entered(ORIGIN, 0, 0, 0, "")


def tenants(tx: Transaction) -> tuple[str, ...]:
    """Return every tenant that has a revision, sorted."""
    return tuple(sorted(row["tenant"] for row in tx.run(cypher.TENANTS)))


def newest(tx: Transaction, tenant: str) -> Entered:
    """Return the newest revision, its link to the one before verified."""
    found = [_entered(row) for row in tx.run(cypher.LAST_TWO, tenant=tenant)]
    if not found:
        return NOTHING
    verify_link(found[1].revision if len(found) == 2 else ORIGIN, found[0].revision)
    return found[0]


def entered_at(tx: Transaction, tenant: str, number: int) -> Entered | None:
    """Return one revision as it is entered."""
    row = tx.run(cypher.REVISION, tenant=tenant, number=number).single()
    return None if row is None else _entered(row)


def entered_after(tx: Transaction, tenant: str, since: int) -> tuple[Entered, ...]:
    """Return every revision after `since`, oldest first, the chain verified from there.

    Raises `UnknownRevisionError` where there is no such revision.
    """
    found = list(_entered_from(tx, tenant, since))
    if since == 0:
        found.insert(0, NOTHING)
    if not found or found[0].revision.number != since:
        raise UnknownRevisionError(since, newest(tx, tenant).revision.number)
    for before, after in pairwise(found):
        verify_link(before.revision, after.revision)
    return tuple(found[1:])


def revision_at(tx: Transaction, tenant: str, number: int) -> Revision | None:
    """Return one revision as it is recorded."""
    entered = entered_at(tx, tenant, number)
    return None if entered is None else entered.revision


def verify_settled(tx: Transaction, tenant: str, entered: Entered) -> None:
    """Raise `HalfAppliedError` unless every record that the revision moved can be seen."""
    number = entered.revision.number
    opened = tx.run(cypher.OPENED_COUNT, tenant=tenant, number=number).single(strict=True)
    closed = tx.run(cypher.CLOSED_COUNT, tenant=tenant, number=number).single(strict=True)
    if (opened["records"], closed["records"]) != (entered.opened, entered.closed):
        raise HalfAppliedError(f"revision {number} lacks records that it opened or closed")


def statements_as_of(tx: Transaction, tenant: str, entered: Entered) -> Iterator[Statement]:
    """Yield the statements of a revision, by identity.

    Raises `HalfAppliedError` in the end where they are fewer or more than there should be.
    """
    count = 0
    for written in _written(tx, cypher.AS_OF, tenant, entered.revision.number):
        count += len(written)
        yield from _read(written)
    if count != entered.size:
        raise HalfAppliedError(
            f"revision {entered.revision.number} holds {entered.size} statements, "
            f"of which {count} are there"
        )


def change_of(tx: Transaction, tenant: str, entered: Entered) -> Change:
    """Return the change that led to a revision from the one before.

    Raises `HalfAppliedError` where it is more or less than there should be.
    """
    number = entered.revision.number
    pages = _written(tx, cypher.OPENED, tenant, number)
    put = tuple(chain.from_iterable(_read(sorted(page)) for page in pages))
    closed = frozenset(chain.from_iterable(_pages(tx, cypher.CLOSED, tenant, number)))
    if (len(put), len(closed)) != (entered.opened, entered.closed):
        raise HalfAppliedError(f"revision {number} lacks records that it opened or closed")
    return Change(put, closed - {statement.id for statement in put})


def entries_at(
    tx: Transaction, tenant: str, number: int, identifiers: Sequence[Iri]
) -> dict[Iri, Entry]:
    """Return the entries among these identities that a revision holds."""
    found: dict[Iri, Entry] = {}
    for some in parts(identifiers):
        for row in tx.run(cypher.HELD_ENTRIES, tenant=tenant, at=number, ids=some):
            found[row["id"]] = Entry(*row.values())
    return found


def leaves_at(
    tx: Transaction, tenant: str, upto: int, known: Leaves = NO_LEAVES, since: int = 0
) -> Leaves:
    """Return the leaves of revision `upto`, from those known of revision `since`."""
    if since == upto:
        return known
    if since == 0:
        pages = _pages(tx, cypher.ENTRIES_AS_OF, tenant, upto)
        return known.moved((), map(Entry._make, chain.from_iterable(pages)))
    closed, opened = [], []
    for number in range(since + 1, upto + 1):
        for *entry, rev in chain.from_iterable(_pages(tx, cypher.ENTRIES_GONE, tenant, number)):
            if rev <= since:
                closed.append(Entry(*entry))
        for *entry, until in chain.from_iterable(_pages(tx, cypher.ENTRIES_SINCE, tenant, number)):
            if until > upto:
                opened.append(Entry(*entry))
    return known.moved(closed, opened)


def following(before: Entered, revision: Revision, moved: Move, token: str) -> Entered:
    """Return how the revision that moves these records is entered after another one."""
    opened, closed = len(moved.opened), len(moved.closed)
    return Entered(revision, before.size + opened - closed, opened, closed, token)


def all_records(tx: Transaction, tenant: str) -> Iterator[Sequence[Any]]:
    """Yield every version of every record: by identity, then by the revision it began in."""
    start, seen, page = "", 0, PAGE
    while page == PAGE:
        (records,) = tx.run(
            cypher.ALL_RECORDS, tenant=tenant, start=start, seen=seen, page=PAGE
        ).single(strict=True)
        yield from records
        page = len(records)
        if records:
            last = records[-1][0]
            again = seen if last == start else 0
            start, seen = last, again + sum(record[0] == last for record in records)


def origins_at(tx: Transaction, tenant: str, number: int) -> list[tuple[str, str]]:
    """Return the identities of what a revision opened, sorted, each with its provenance."""
    pages = _pages(tx, cypher.ORIGINS, tenant, number)
    return sorted((identifier, provenance) for identifier, provenance in chain(*pages))


def entered_by(tx: Transaction, tenant: str, number: int, token: str) -> Revision | None:
    """Return the revision of that number if whoever has the token entered it."""
    entered = entered_at(tx, tenant, number)
    return entered.revision if entered is not None and entered.token == token else None


def enter(tx: Transaction, tenant: str, entered: Entered) -> None:
    """Write a revision and make it the head; its records are written, and it is drawn."""
    _add_revision(tx, tenant, entered)
    tx.run(cypher.MOVE_HEAD, tenant=tenant, number=entered.revision.number).consume()


def publish(tx: Transaction, tenant: str, entered: Entered) -> None:
    """Write a revision and make it the head; its records are written, and it is not drawn."""
    _add_revision(tx, tenant, entered)
    tx.run(cypher.PUBLISH, tenant=tenant, number=entered.revision.number).consume()


def _add_revision(tx: Transaction, tenant: str, entered: Entered) -> None:
    revision = entered.revision
    fields = {
        "at": revision.at.isoformat(),
        "author": revision.author,
        "reason": revision.reason,
        "content": revision.content,
        "origins": revision.origins,
        "digest": revision.digest,
        "previous": revision.previous,
        "changeRequest": revision.change_request,
        "size": entered.size,
        "opened": entered.opened,
        "closed": entered.closed,
        "token": entered.token,
    }
    tx.run(cypher.ADD_REVISION, tenant=tenant, number=revision.number, fields=fields).consume()


def write_move(tx: Transaction, tenant: str, number: int, moved: Move) -> None:
    """Close and open the records that a revision moves."""
    close_records(tx, tenant, number, moved.closed)
    for some in parts(in_order(moved.opened)):
        open_records(tx, tenant, number, some)


def in_order(records: Iterable[Record]) -> list[Record]:
    """Return records in the order in which they are read: what lies together is read fast."""
    return sorted(records, key=lambda record: record.entry.id)


def close_records(tx: Transaction, tenant: str, number: int, identifiers: Sequence[Iri]) -> None:
    """End the records that are live before a revision; those that are not stay as they are."""
    for some in parts(identifiers):
        tx.run(cypher.CLOSE_RECORDS, tenant=tenant, number=number, ids=some).consume()


def open_records(tx: Transaction, tenant: str, number: int, records: Iterable[Record]) -> None:
    """Begin records."""
    rows = [[*entry, body, provenance] for entry, body, provenance in records]
    tx.run(cypher.ADD_RECORDS, tenant=tenant, number=number, rows=rows).consume()


def parts(whole: Sequence[T]) -> Iterator[list[T]]:
    """Yield the sequence in parts that one question may hold."""
    items = iter(whole)
    while part := list(islice(items, PAGE)):
        yield part


def _written(tx: Transaction, query: str, tenant: str, at: int) -> Iterator[list[Written]]:
    """Yield what statements are read from, a page at a time."""
    after, page = "", PAGE
    while page == PAGE:
        written = [
            _line(row["kind"], line)
            for row in tx.run(query, tenant=tenant, at=at, after=after, page=PAGE)
            for line in row["records"]
        ]
        yield written
        page = len(written)
        after = max((record.id for record in written), default="")


def _line(kind: str, line: str) -> Written:
    identifier, body, provenance = line.split("\n", 2)
    return Written(Iri(identifier), kind, body, provenance)


def _pages(tx: Transaction, query: str, tenant: str, at: int) -> Iterator[list[Any]]:
    """Yield what a query collects, a page at a time; each begins with its identity, or is one."""
    after, page = "", PAGE
    while page == PAGE:
        (collected,) = tx.run(query, tenant=tenant, at=at, after=after, page=PAGE).single(
            strict=True
        )
        yield collected
        page = len(collected)
        if collected:
            last = collected[-1]
            after = last if isinstance(last, str) else last[0]


def _read(written: Sequence[Written]) -> list[Statement]:
    try:
        with collector_paused():
            return list(statements_of(written))
    except (ValueError, KeyError, TypeError) as error:
        raise BrokenLedgerError(f"a record cannot be read: {error}") from error


def _entered_from(tx: Transaction, tenant: str, since: int) -> Iterator[Entered]:
    since, page = since - 1, PAGE
    while page == PAGE:
        rows = tx.run(cypher.REVISIONS, tenant=tenant, since=since, page=PAGE)
        found = [_entered(row) for row in rows]
        yield from found
        page = len(found)
        since = found[-1].revision.number if found else since


def _entered(row: Mapping[str, Any]) -> Entered:
    fields = row["revision"]
    number = fields["number"]
    try:
        instant = datetime.fromisoformat(fields["at"])
        size, opened, closed = (int(fields[name]) for name in ("size", "opened", "closed"))
        revision = Revision(
            number=number,
            at=instant,
            author=fields["author"],
            reason=fields["reason"],
            content=fields["content"],
            origins=fields["origins"],
            digest=fields["digest"],
            previous=fields["previous"],
            change_request=fields.get("changeRequest"),
        )
    except (ValueError, TypeError, KeyError):
        raise BrokenLedgerError(f"the record of revision {number} cannot be read") from None
    return Entered(revision, size, opened, closed, fields.get("token", ""))
