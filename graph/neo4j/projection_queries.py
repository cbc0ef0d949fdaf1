"""The words in which the projection is drawn, mended and read: layout and queries.

Every query names the tenant. Rows come in lists, which the driver packs faster than maps.
"""

from __future__ import annotations

from graph.neo4j.projection_figures import ELSEWHERE, LEVEL, PREFIX, PREREQUISITE, STATED, TERM

LEDGER_LINKS = ("REQUIRES", "TEACHES", "ASSESSES", "ALIGNED_WITH")
"""Relationships that are statements by themselves; each has the statement's `iri`."""

TERM_LINKS = ("IN_FRAMEWORK", "BROADER", "ON_SCALE")
"""Relationships that belong to the term where they start."""

PREREQUISITE_LINKS = ("OF", "NEEDS")
"""Relationships that belong to the prerequisite where they start."""

LINKS = (*LEDGER_LINKS, *TERM_LINKS, *PREREQUISITE_LINKS, "HAS_LEVEL")

_DRESSES = (*STATED, ELSEWHERE)

PROJECTION_LAYOUT: tuple[str, ...] = (
    f"CREATE CONSTRAINT projection_term IF NOT EXISTS "
    f"FOR (n:{TERM}) REQUIRE (n.tenant, n.iri) IS UNIQUE",
    f"CREATE CONSTRAINT projection_prerequisite IF NOT EXISTS "
    f"FOR (n:{PREREQUISITE}) REQUIRE (n.tenant, n.iri) IS UNIQUE",
    f"CREATE CONSTRAINT projection_prefix IF NOT EXISTS "
    f"FOR (n:{PREFIX}) REQUIRE (n.tenant, n.iri) IS UNIQUE",
    f"CREATE CONSTRAINT projection_level IF NOT EXISTS "
    f"FOR (n:{LEVEL}) REQUIRE (n.tenant, n.scale, n.number) IS UNIQUE",
    *(
        f"CREATE INDEX projection_{label.lower()}_tenant IF NOT EXISTS "
        f"FOR (n:{label}) ON (n.tenant)"
        for label in (TERM, PREREQUISITE, PREFIX, LEVEL, *_DRESSES)
    ),
    *(
        f"CREATE INDEX projection_{type_.lower()} IF NOT EXISTS "
        f"FOR ()-[r:{type_}]-() ON (r.tenant, r.iri)"
        for type_ in LEDGER_LINKS
    ),
    f"CREATE FULLTEXT INDEX projection_words IF NOT EXISTS "
    f"FOR (n:{'|'.join(STATED)}) ON EACH [n.name, n.labels] "
    # words are searched by people: a commit need not wait for them
    "OPTIONS {indexConfig: {`fulltext.eventually_consistent`: true}}",
)
"""Constraints and indexes that the projection relies on; each may be run again."""

# --- what goes ---------------------------------------------------------------------------

ERASE_LINKS = {
    type_: f"""
        UNWIND $rows AS iri
        MATCH (a)-[r:{type_}]->(b) USING INDEX SEEK r:{type_}(tenant, iri)
        WHERE r.tenant = $tenant AND r.iri = iri
        DELETE r
        WITH a, b UNWIND [a, b] AS end
        WITH DISTINCT end WHERE end:{ELSEWHERE} AND end.tenant = $tenant
        RETURN end.iri AS iri
    """
    for type_ in LEDGER_LINKS
}
"""Erase statements that are relationships; tells which terms stated nowhere they touched."""

ERASE_PREREQUISITES = f"""
    UNWIND $rows AS iri
    MATCH (p:{PREREQUISITE} {{tenant: $tenant, iri: iri}})
    OPTIONAL MATCH (p)-[:{"|".join(PREREQUISITE_LINKS)}]->(end:{TERM}) WHERE end:{ELSEWHERE}
    WITH p, collect(DISTINCT end.iri) AS ends
    DETACH DELETE p
    WITH ends UNWIND ends AS iri
    RETURN DISTINCT iri
"""

ERASE_PREFIXES = f"""
    UNWIND $rows AS iri
    MATCH (p:{PREFIX} {{tenant: $tenant, iri: iri}})
    DETACH DELETE p
"""

ERASE_LEVELS = f"""
    UNWIND $rows AS iri
    MATCH (:{TERM} {{tenant: $tenant, iri: iri}})-[:HAS_LEVEL]->(l:{LEVEL} {{tenant: $tenant}})
    DETACH DELETE l
"""

ERASE_TERM_LINKS = f"""
    UNWIND $rows AS iri
    MATCH (t:{TERM} {{tenant: $tenant, iri: iri}})-[r:{"|".join(TERM_LINKS)}]->(end)
    DELETE r
    WITH DISTINCT end WHERE end:{ELSEWHERE} AND end.tenant = $tenant
    RETURN end.iri AS iri
"""

UNDRESS = f"""
    UNWIND $rows AS row
    MATCH (t:{TERM} {{tenant: $tenant, iri: row[0]}})
    REMOVE t:{":".join(STATED)}
    SET t:{ELSEWHERE}, t = {{tenant: $tenant, iri: row[0], name: row[1]}}
    RETURN t.iri AS iri
"""
"""Leave of a term what is left when only others mention it."""

PRUNE = f"""
    UNWIND $rows AS iri
    MATCH (t:{TERM} {{tenant: $tenant, iri: iri}}) USING INDEX SEEK t:{TERM}(tenant, iri)
    WHERE t:{ELSEWHERE} AND NOT EXISTS {{ (t)-[:{"|".join(LINKS)}]-() }}
    DETACH DELETE t
"""
"""Erase terms that are neither stated nor mentioned any more."""

# --- what comes --------------------------------------------------------------------------

MENTION = f"""
    UNWIND $rows AS row
    MERGE (t:{TERM} {{tenant: $tenant, iri: row[0]}})
    ON CREATE SET t:{ELSEWHERE}, t.name = row[1]
"""

DRESS = {
    label: f"""
        UNWIND $rows AS row
        MERGE (t:{TERM} {{tenant: $tenant, iri: row[0]}})
        REMOVE t:{":".join(other for other in _DRESSES if other != label)}
        SET t:{label}, t = row[1], t.tenant = $tenant
    """
    for label in STATED
}

DRAW_PREREQUISITES = f"""
    UNWIND $rows AS row
    MERGE (p:{PREREQUISITE} {{tenant: $tenant, iri: row[0]}})
    SET p = row[1], p.tenant = $tenant
"""

DRAW_PREFIXES = f"""
    UNWIND $rows AS row
    MERGE (p:{PREFIX} {{tenant: $tenant, iri: row[0]}})
    SET p = row[1], p.tenant = $tenant
"""

DRAW_LEVELS = f"""
    UNWIND $rows AS row
    MATCH (s:{TERM} {{tenant: $tenant, iri: row[1].scale}})
    MERGE (l:{LEVEL} {{tenant: $tenant, scale: row[1].scale, number: row[1].number}})
    SET l = row[1], l.tenant = $tenant
    CREATE (s)-[:HAS_LEVEL {{tenant: $tenant}}]->(l)
"""

DRAW_LINKS = {
    type_: f"""
        UNWIND $rows AS row
        MATCH (a:{start} {{tenant: $tenant, iri: row[0]}})
        MATCH (b:{TERM} {{tenant: $tenant, iri: row[1]}})
        CREATE (a)-[r:{type_}]->(b) SET r = row[2]
    """
    for types, start in (
        ((*LEDGER_LINKS, *TERM_LINKS), TERM),
        (PREREQUISITE_LINKS, PREREQUISITE),
    )
    for type_ in types
}
"""Draw relationships; the tenant comes with their properties, for setting it apart is slow."""

# --- names of prerequisites --------------------------------------------------------------

PREREQUISITES_NEEDING = f"""
    UNWIND $rows AS iri
    MATCH (t:{TERM} {{tenant: $tenant, iri: iri}})<-[:NEEDS]-(p:{PREREQUISITE} {{tenant: $tenant}})
    RETURN DISTINCT p.iri AS iri
"""

NEEDS_OF = f"""
    UNWIND $rows AS iri
    MATCH (p:{PREREQUISITE} {{tenant: $tenant, iri: iri}})
    RETURN p.iri AS iri, p.condition AS condition, p.name AS name,
           [(p)-[:NEEDS]->(t:{TERM} {{tenant: $tenant}}) | [t.iri, t.name]] AS needs
"""

NAME_PREREQUISITES = f"""
    UNWIND $rows AS row
    MATCH (p:{PREREQUISITE} {{tenant: $tenant, iri: row[0]}})
    SET p.name = row[1]
"""

# --- reading -----------------------------------------------------------------------------

_MAIN = {label: "" for label in (TERM, PREREQUISITE, PREFIX, LEVEL)}
# only what somebody made of a term: terms themselves are met by their main label
_ASTRAY = {label: f"AND NOT n:{TERM}" for label in _DRESSES}

NODES = {
    label: f"""
        MATCH (n:{label}) WHERE n.tenant = $tenant {astray}
        RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties
    """
    for label, astray in {**_MAIN, **_ASTRAY}.items()
}
"""Every node of the projection by one of its labels; some are met several times."""

LINKS_FROM = {
    label: f"""
        MATCH (n:{label})-[r]->(end) WHERE n.tenant = $tenant {astray}
        RETURN elementId(n) AS start,
               collect([elementId(r), type(r), elementId(end), properties(r)]) AS links
    """
    for label, astray in {**_MAIN, **_ASTRAY}.items()
}

LINKS_FROM_ELSEWHERE = {
    label: f"""
        MATCH (b:{label})<-[r:{"|".join(LINKS)}]-(a)
        WHERE b.tenant = $tenant
        AND NOT coalesce(a.tenant = $tenant AND (a:{TERM} OR a:{PREREQUISITE}), false)
        RETURN elementId(a) AS start, elementId(r) AS id, type(r) AS type, elementId(b) AS end,
               properties(r) AS properties
    """
    for label in _MAIN
}
"""Relationships of the projection's types that start at nothing of the tenant's."""

# --- mending -----------------------------------------------------------------------------

REMOVE_LINKS = """
    UNWIND $rows AS id
    MATCH (a)-[r]->(b) WHERE elementId(r) = id AND (a.tenant = $tenant OR b.tenant = $tenant)
    DELETE r
"""

REMOVE_NODES = """
    UNWIND $rows AS id
    MATCH (n) WHERE elementId(n) = id AND n.tenant = $tenant
    DETACH DELETE n
"""

REMOVE_LABELS = """
    UNWIND $rows AS row
    MATCH (n) WHERE elementId(n) = row[0] AND n.tenant = $tenant
    REMOVE n:$(row[1])
"""
