"""The words in which the embedded store speaks to its file: layout and queries.

The ledger has one row for each version of a statement, valid from revision `rev` up to, but
not including, `until`. Every query names the tenant first.
"""

from __future__ import annotations

APPLICATION = 0x57_41_59_4D
"""Marks a file as ours: `WAYM`."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE tenant (
            key INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        )
        """,
        """
        CREATE TABLE revision (
            tenant INTEGER NOT NULL REFERENCES tenant (key),
            number INTEGER NOT NULL CHECK (number > 0),
            at TEXT NOT NULL,
            author TEXT NOT NULL,
            reason TEXT NOT NULL,
            content TEXT NOT NULL,
            origins TEXT NOT NULL,
            digest TEXT NOT NULL,
            previous TEXT NOT NULL,
            change_request TEXT,
            PRIMARY KEY (tenant, number)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE record (
            tenant INTEGER NOT NULL,
            id TEXT NOT NULL,
            rev INTEGER NOT NULL,
            until INTEGER NOT NULL CHECK (until > rev),
            kind TEXT NOT NULL,
            about TEXT,
            also TEXT,
            digest BLOB NOT NULL,
            body TEXT NOT NULL,
            provenance TEXT NOT NULL,
            FOREIGN KEY (tenant, rev) REFERENCES revision (tenant, number)
        )
        """,
        "CREATE UNIQUE INDEX record_life ON record (tenant, id, until)",
        "CREATE INDEX record_from ON record (tenant, rev)",
        "CREATE INDEX record_until ON record (tenant, until) WHERE until < 9007199254740991",
    ),
)
"""Each brings a file from one schema version to the next; they are only ever added to."""

# records whose revisions are gone are not to be overlooked
TENANTS = """
    SELECT name FROM tenant
    WHERE EXISTS (SELECT * FROM revision WHERE tenant = key)
    OR EXISTS (SELECT * FROM record WHERE tenant = key)
    ORDER BY name
"""

TENANT_KEY = "SELECT key FROM tenant WHERE name = :tenant"

ADD_TENANT = "INSERT INTO tenant (name) VALUES (:tenant)"

REVISIONS = """
    SELECT number, at, author, reason, content, origins, digest, previous, change_request
    FROM revision
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant)
    AND number > :since
    ORDER BY number
"""

REVISION = """
    SELECT number, at, author, reason, content, origins, digest, previous, change_request
    FROM revision
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant) AND number = :number
"""

LAST_TWO = """
    SELECT number, at, author, reason, content, origins, digest, previous, change_request
    FROM revision
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant)
    ORDER BY number DESC LIMIT 2
"""

ADD_REVISION = """
    INSERT INTO revision
    (tenant, number, at, author, reason, content, origins, digest, previous, change_request)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

AS_OF = """
    SELECT id, kind, body, provenance
    FROM record INDEXED BY record_from
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant)
    AND rev <= :at AND until > :at
"""

ALL_RECORDS = """
    SELECT id, rev, until, kind, about, also, digest, body, provenance
    FROM record INDEXED BY record_life
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant)
    ORDER BY id, until
"""

ORIGINS = """
    SELECT id, provenance
    FROM record INDEXED BY record_from
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant) AND rev = :at
    ORDER BY id
"""

OPENED = """
    SELECT id, kind, body, provenance
    FROM record INDEXED BY record_from
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant) AND rev = :at
    ORDER BY id
"""

CLOSED = """
    SELECT id
    FROM record INDEXED BY record_until
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant)
    AND until = :at AND until < 9007199254740991
"""

ENTRIES_SINCE = """
    SELECT id, kind, about, also, digest
    FROM record INDEXED BY record_from
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant)
    AND rev > :since AND rev <= :upto AND until > :upto
"""

ENTRIES_GONE = """
    SELECT id, kind, about, also, digest
    FROM record INDEXED BY record_until
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant)
    AND rev <= :since AND until > :since AND until <= :upto AND until < 9007199254740991
"""

LIVE_ENTRIES = """
    SELECT id, kind, about, also, digest
    FROM record INDEXED BY record_life
    WHERE tenant = (SELECT key FROM tenant WHERE name = :tenant)
    AND id IN (SELECT value FROM json_each(:ids)) AND until = 9007199254740991
"""

CLOSE_RECORD = """
    UPDATE record INDEXED BY record_life SET until = ?
    WHERE tenant = ? AND id = ? AND until = 9007199254740991
"""

ADD_RECORD = """
    INSERT INTO record (tenant, id, rev, until, kind, about, also, digest, body, provenance)
    VALUES (?, ?, ?, 9007199254740991, ?, ?, ?, ?, ?, ?)
"""
