"""The words in which the Neo4j store speaks to its server: every query of the ledger.

One `Record` stands for each version of a statement, valid from revision `rev` up to, but not
including, `until`; no property of it but `until` ever changes. Every query names the tenant
first, and reads records through an index that it names: the planner, asked for a range, would
scan every record of the tenant.

Reads come in pages: a page is one row a kind, its records collected, each of them one text of
lines, which is many times faster than a row a record: neither JSON nor an IRI has a line's end.
Pages are in the order of an index whose entries never move, so that a commit meanwhile cannot
make a record slip between two of them. The one on `until` is read at a settled revision alone:
a record that is closed moves within it, but not away from where it was closed.
"""

from __future__ import annotations

from typing import Final

TENANTS: Final = """
    MATCH (h:Head) WHERE h.revision > 0 RETURN h.tenant AS tenant
    UNION MATCH (v:Revision) WHERE v.tenant > '' RETURN v.tenant AS tenant
"""
"""Revisions whose head is gone are not to be overlooked."""

LOCK: Final = """
    MERGE (h:Head {tenant: $tenant})
    ON CREATE SET h.revision = 0, h.projected = 0
    SET h.lock = coalesce(h.lock, 0) + 1
    WITH h
    RETURN h.revision AS revision, h.projected AS projected,
        h.claim AS claim, h.claimant AS claimant,
        (datetime.realtime().epochMillis - coalesce(h.claimed, 0)) / 1000.0 AS idle
"""
"""Takes the head's write lock by writing, and only then reads: comparing first loses updates.

The clock is read then as well: other clocks of Neo4j stand still while a statement waits."""

MOVE_HEAD: Final = """
    MATCH (h:Head {tenant: $tenant}) SET h.revision = $number, h.projected = $number
"""

PUBLISH: Final = """
    MATCH (h:Head {tenant: $tenant}) SET h.revision = $number REMOVE h.claim
"""
"""Nothing is staged from here on, and the projection is behind."""

SEIZE: Final = """
    MATCH (h:Head {tenant: $tenant})
    SET h.claim = $token, h.claimant = $claimant, h.claimed = datetime.realtime().epochMillis
    REMOVE h.drawn
"""

CLAIM: Final = """
    MATCH (h:Head {tenant: $tenant})
    SET h.claim = $token, h.projected = h.revision
"""

DOUBT: Final = "MATCH (h:Head {tenant: $tenant}) SET h.projected = 0 REMOVE h.claim"

RENEW: Final = """
    MATCH (h:Head {tenant: $tenant})
    SET h.lock = coalesce(h.lock, 0) + 1
    WITH h WHERE h.claimant = $claimant
    SET h.claimed = datetime.realtime().epochMillis
    RETURN coalesce(h.drawn, 0) AS drawn
"""

EXCUSE: Final = """
    MATCH (h:Head {tenant: $tenant}) WHERE h.claimed IS NOT NULL
    SET h.claimed = datetime.realtime().epochMillis
"""
"""Whoever waited for the lock all the time was not silent."""

DRAWN: Final = "MATCH (h:Head {tenant: $tenant}) SET h.drawn = $drawn"

FREE: Final = """
    MATCH (h:Head {tenant: $tenant})
    SET h.lock = coalesce(h.lock, 0) + 1
    WITH h WHERE h.claimant = $claimant
    SET h.projected = h.revision
    REMOVE h.claim, h.claimant, h.claimed, h.drawn
"""

GIVE_UP: Final = """
    MATCH (h:Head {tenant: $tenant})
    SET h.lock = coalesce(h.lock, 0) + 1
    WITH h WHERE h.claimant = $claimant
    REMOVE h.claimed
"""

STAGED: Final = """
    UNWIND $ids AS id
    MATCH (r:Record {tenant: $tenant, id: id, rev: $number})
    RETURN collect(r.id) AS ids
"""

UNDO_OPENED: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, rev, id)
    WHERE r.tenant = $tenant AND r.rev = $number AND r.id > ''
    WITH r LIMIT $page
    DELETE r
    RETURN count(*) AS undone
"""

UNDO_CLOSED: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, until, id)
    WHERE r.tenant = $tenant AND r.until = $number AND r.id > ''
    WITH r LIMIT $page
    SET r.until = 9007199254740991
    RETURN count(*) AS undone
"""

LAST_TWO: Final = """
    MATCH (v:Revision) USING INDEX SEEK v:Revision(tenant, number)
    WHERE v.tenant = $tenant AND v.number > 0
    WITH v ORDER BY v.tenant DESC, v.number DESC LIMIT 2
    RETURN v {.*} AS revision
"""

REVISION: Final = """
    MATCH (v:Revision {tenant: $tenant, number: $number}) RETURN v {.*} AS revision
"""

REVISIONS: Final = """
    MATCH (v:Revision) USING INDEX SEEK v:Revision(tenant, number)
    WHERE v.tenant = $tenant AND v.number > $since
    WITH v ORDER BY v.tenant, v.number LIMIT $page
    RETURN v {.*} AS revision
"""

ADD_REVISION: Final = """
    CREATE (v:Revision {tenant: $tenant, number: $number}) SET v += $fields
    WITH v
    MATCH (before:Revision {tenant: $tenant, number: $number - 1})
    CREATE (v)-[:FOLLOWS]->(before)
"""

CLOSE_RECORDS: Final = """
    UNWIND $ids AS id
    MATCH (r:Record {tenant: $tenant, id: id, until: 9007199254740991})
    WHERE r.rev < $number
    SET r.until = $number
    RETURN count(r) AS closed
"""

ADD_RECORDS: Final = """
    UNWIND $rows AS row
    CREATE (:Record {
        tenant: $tenant, id: row[0], rev: $number, until: 9007199254740991, kind: row[1],
        about: row[2], also: row[3], digest: row[4], body: row[5], provenance: row[6]
    })
"""

OPENED_COUNT: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, rev, id)
    WHERE r.tenant = $tenant AND r.rev = $number AND r.id > ''
    RETURN count(r) AS records
"""

CLOSED_COUNT: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, until, id)
    WHERE r.tenant = $tenant AND r.until = $number AND r.id > ''
    RETURN count(r) AS records
"""

AS_OF: Final = r"""
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, id, rev)
    WHERE r.tenant = $tenant AND r.id > $after AND r.rev IS NOT NULL
    AND r.rev <= $at AND r.until > $at
    WITH r ORDER BY r.tenant, r.id LIMIT $page
    RETURN r.kind AS kind,
        collect(r.id + '\n' + r.body + '\n' + r.provenance) AS records
"""

OPENED: Final = r"""
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, rev, id)
    WHERE r.tenant = $tenant AND r.rev = $at AND r.id > $after
    WITH r ORDER BY r.tenant, r.rev, r.id LIMIT $page
    RETURN r.kind AS kind,
        collect(r.id + '\n' + r.body + '\n' + r.provenance) AS records
"""

CLOSED: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, until, id)
    WHERE r.tenant = $tenant AND r.until = $at AND r.id > $after
    WITH r ORDER BY r.tenant, r.until, r.id LIMIT $page
    RETURN collect(r.id) AS ids
"""

HELD_ENTRIES: Final = """
    UNWIND $ids AS id
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, id, rev)
    WHERE r.tenant = $tenant AND r.id = id AND r.rev <= $at AND r.until > $at
    RETURN r.id AS id, r.kind AS kind, r.about AS about, r.also AS also, r.digest AS digest
"""

ENTRIES_AS_OF: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, id, rev)
    WHERE r.tenant = $tenant AND r.id > $after AND r.rev IS NOT NULL
    AND r.rev <= $at AND r.until > $at
    WITH r ORDER BY r.tenant, r.id LIMIT $page
    RETURN collect([r.id, r.kind, r.about, r.also, r.digest]) AS entries
"""

ENTRIES_SINCE: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, rev, id)
    WHERE r.tenant = $tenant AND r.rev = $at AND r.id > $after
    WITH r ORDER BY r.tenant, r.rev, r.id LIMIT $page
    RETURN collect([r.id, r.kind, r.about, r.also, r.digest, r.until]) AS entries
"""

ENTRIES_GONE: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, until, id)
    WHERE r.tenant = $tenant AND r.until = $at AND r.id > $after
    WITH r ORDER BY r.tenant, r.until, r.id LIMIT $page
    RETURN collect([r.id, r.kind, r.about, r.also, r.digest, r.rev]) AS entries
"""

ORIGINS: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, rev, id)
    WHERE r.tenant = $tenant AND r.rev = $at AND r.id > $after
    WITH r ORDER BY r.tenant, r.rev, r.id LIMIT $page
    RETURN collect([r.id, r.provenance]) AS origins
"""

ALL_RECORDS: Final = """
    MATCH (r:Record) USING INDEX SEEK r:Record(tenant, id, rev)
    WHERE r.tenant = $tenant AND r.id >= $start AND r.rev IS NOT NULL
    WITH r ORDER BY r.tenant, r.id, r.rev SKIP $seen LIMIT $page
    RETURN collect([
        r.id, r.rev, r.until, r.kind, r.about, r.also, r.digest, r.body, r.provenance
    ]) AS records
"""
