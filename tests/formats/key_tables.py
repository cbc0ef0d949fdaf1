"""The tables of keys in the guide to the curriculum format, as its declaration gives them."""

from __future__ import annotations

from loaders.curriculum import format as keys
from loaders.forms.records import Record

# the mappings that the guide describes one by one, under these headings
DESCRIBED = (
    ("The document", keys.CURRICULUM),
    ("A framework", keys.FRAMEWORK),
    ("A scale", keys.SCALE),
    ("A competency", keys.COMPETENCY),
    ("A prerequisite", keys.PREREQUISITE),
    ("A role", keys.ROLE),
    ("What a role requires", keys.REQUIREMENT),
    ("A resource", keys.RESOURCE),
    ("What a resource teaches or assesses", keys.TEACHING),
    ("An alignment", keys.ALIGNMENT),
    ("A learner", keys.LEARNER),
    ("A provenance", keys.PROVENANCE_ENTRY),
)


def key_table(record: Record) -> str:
    """Return a table in Markdown: each key, and what it says; `*` marks those that must be."""
    rows = [
        f"| `{key.name}`{' *' if key.needed else ''} | {key.says} |"
        for key in (*record.keys, *record.parts)
    ]
    return "\n".join(["| key | says |", "|---|---|", *rows])
