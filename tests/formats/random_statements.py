"""Hypothesis strategies for statements of every kind, and datasets of them.

They keep the promises of `ontology.terms` (normal forms, order, no repeats) and no others:
contracts may well refuse what is made here. Texts are as odd as texts can be.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ontology.condition import FALSE, TRUE, Attainment, Condition, all_of, any_of, threshold
from ontology.currency import known_currencies
from ontology.dataset import Dataset, Provenance, Statement, state
from ontology.names import Iri
from ontology.terms import (
    EVERY_LEVEL,
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Importance,
    Level,
    LevelEffort,
    Prefix,
    Prerequisite,
    Price,
    Relation,
    Requirement,
    Resource,
    Role,
    Scale,
    Status,
    Strength,
    Support,
    Teaching,
    Text,
)

ODD = (
    "",
    " ",
    "null",
    "true",
    "No",
    "1.0",
    "1e3",
    "~",
    "2026-01-01",
    "- a",
    "a: b",
    "a #b",
    "{a}",
    "*a",
    "&a",
    "!!str a",
    "@a",
    "`a`",
    "'",
    '"',
    "\\",
    "\\n",
    "a\nb",
    "a\r\nb",
    "\ta",
    "a\x85b",
    "a\u2028b",
    "\ufeffa",
    "\x7f",
    "\x00",
    "=1+1",
    "=SUM(A1)",
    "+1",
    "-1",
    "@SUM(A1)",
    "a,b;c|d",
    "ﬁ",
    "\U0001f600",
    "<ex:a>",
    "%41",
)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


WORDS = st.text("abcxyz", min_size=1, max_size=4)
TEXT = st.one_of(
    WORDS, st.sampled_from(ODD), st.text(st.characters(codec="utf-8"), max_size=12)
).map(_composed)
LANGUAGES = st.sampled_from(["en", "de", "en-gb", "zh-hant", "no", "x-klingon"])
IRIS = st.builds(
    lambda namespace, local: Iri(namespace + local),
    st.sampled_from(["https://example.org/", "https://example.org/a/", "urn:x:", "http://e.org/#"]),
    st.one_of(WORDS, st.sampled_from(["a.", "é", "a(b)", "a%20b", "a:b", "1", "a@2", "a,b", "~"])),
)
TEXTS = st.lists(
    st.builds(Text, st.one_of(st.just(""), LANGUAGES), TEXT), max_size=3, unique=True
).map(lambda found: tuple(sorted(found)))
OPTIONAL_TEXT = st.none() | TEXT
SOME_TEXTS = st.lists(TEXT, max_size=3).map(lambda found: tuple(sorted(set(found))))
SOME_IRIS = st.lists(IRIS, max_size=3).map(lambda found: tuple(sorted(set(found))))
SOME_LANGUAGES = st.lists(LANGUAGES, max_size=3).map(lambda found: tuple(sorted(set(found))))
LEVELS = st.integers(1, 9)
MINUTES = st.integers(0, 10**6)
NUMBERS = st.floats(0, 1e12, allow_subnormal=False).map(abs)
DAYS = st.none() | st.dates(date(1000, 1, 1))
STATUS = st.sampled_from(Status)

ATTAINMENTS = st.builds(Attainment, IRIS, LEVELS)


def _joined(below: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
    members = st.lists(below, max_size=4)
    distinct = st.lists(below, min_size=1, max_size=4, unique=True)
    counted = distinct.flatmap(
        lambda found: st.integers(1, len(found)).map(lambda k: threshold(k, *found))
    )
    return st.one_of(
        members.map(lambda found: all_of(*found)),
        members.map(lambda found: any_of(*found)),
        counted,
    )


CONDITIONS: SearchStrategy[Condition] = st.recursive(
    st.one_of(ATTAINMENTS, st.just(TRUE), st.just(FALSE)), _joined, max_leaves=8
)
EFFORTS = st.one_of(
    MINUTES.map(lambda minutes: (LevelEffort(EVERY_LEVEL, minutes),)),
    st.dictionaries(LEVELS, MINUTES, max_size=3).map(
        lambda found: tuple(LevelEffort(*pair) for pair in sorted(found.items()))
    ),
)
PRICES = st.builds(Price, st.integers(0, 10**12), st.sampled_from(sorted(known_currencies())))
SUPPORT = st.none() | st.builds(Support, st.integers(0, 10**9), st.integers(0, 10**9))

CONTENTS: SearchStrategy[Content] = st.one_of(
    st.builds(
        Prefix, st.sampled_from(["ex", "ex2", "a.b", "true"]), IRIS.map(lambda iri: str(iri))
    ),
    st.builds(
        Framework,
        IRIS,
        TEXTS,
        TEXTS,
        OPTIONAL_TEXT,
        OPTIONAL_TEXT,
        OPTIONAL_TEXT,
        st.none() | MINUTES,
    ),
    st.builds(
        Scale,
        IRIS,
        st.lists(st.builds(Level, TEXTS, TEXTS), max_size=3).map(tuple),
        st.booleans(),
        TEXTS,
    ),
    st.builds(
        Competency,
        IRIS,
        IRIS,
        TEXTS,
        st.sampled_from(CompetencyKind),
        TEXTS,
        TEXTS,
        st.none() | IRIS,
        SOME_IRIS,
        EFFORTS,
        STATUS,
    ),
    st.builds(Role, IRIS, IRIS, TEXTS, TEXTS, TEXTS, OPTIONAL_TEXT, SOME_IRIS, STATUS),
    st.builds(Requirement, IRIS, IRIS, LEVELS, st.sampled_from(Importance), st.none() | NUMBERS),
    st.builds(
        Prerequisite,
        IRIS,
        st.none() | LEVELS,
        CONDITIONS,
        st.sampled_from(Strength),
        TEXTS,
        SUPPORT,
        st.none() | IRIS,
    ),
    st.builds(
        Resource,
        id=IRIS,
        framework=IRIS,
        titles=TEXTS,
        kind=OPTIONAL_TEXT,
        definition=TEXTS,
        provider=OPTIONAL_TEXT,
        languages=SOME_LANGUAGES,
        modality=OPTIONAL_TEXT,
        effort=st.none() | MINUTES,
        price=st.none() | PRICES,
        available_from=DAYS,
        available_until=DAYS,
        regions=SOME_TEXTS,
        audience=SOME_TEXTS,
        accessibility=SOME_TEXTS,
        licence=OPTIONAL_TEXT,
        url=OPTIONAL_TEXT,
        status=STATUS,
    ),
    st.builds(Teaching, IRIS, IRIS, LEVELS, st.none() | st.integers(0, 9)),
    st.builds(Assessing, IRIS, IRIS, LEVELS, st.none() | st.integers(0, 9)),
    st.builds(Alignment, IRIS, IRIS, st.sampled_from(Relation), OPTIONAL_TEXT),
)
PROVENANCE = st.builds(
    Provenance,
    IRIS,
    OPTIONAL_TEXT,
    st.none() | LEVELS,
    st.none() | LEVELS,
    OPTIONAL_TEXT,
    OPTIONAL_TEXT,
    OPTIONAL_TEXT,
    st.none() | st.floats(0, 1, allow_subnormal=False).map(abs),
)
STATEMENTS: SearchStrategy[Statement] = st.builds(state, CONTENTS, PROVENANCE)
DATASETS: SearchStrategy[Dataset] = st.lists(STATEMENTS, max_size=12).map(Dataset.of)
