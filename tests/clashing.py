"""Random datasets over a handful of names, so that statements refer, clash and dangle.

What `strategies` makes is mostly fit to be stored; what is made here mostly is not.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from builders import NAMESPACE, ex
from hypothesis import strategies as st

from ontology.condition import Attainment, Condition, all_of, any_of
from ontology.dataset import Change, Dataset, Provenance, Statement, state
from ontology.names import Iri
from ontology.terms import (
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
    Texts,
)

Value = TypeVar("Value")

FRAMEWORKS = tuple(ex(f"framework-{n}") for n in (1, 2))
NAMES = tuple(ex(name) for name in ("a", "b", "c", "d", "e", "f"))

names = st.sampled_from(NAMES)
frameworks = st.sampled_from(FRAMEWORKS)
anything = st.sampled_from((*NAMES, *FRAMEWORKS, Iri("urn:elsewhere"), ex("scale-1")))
scales = st.sampled_from((ex("scale-1"), ex("scale-2")))
levels = st.integers(-1, 3)


def sometimes(strategy: st.SearchStrategy[Value]) -> st.SearchStrategy[Value | None]:
    """Draw the value, or nothing."""
    return st.none() | strategy


def few(strategy: st.SearchStrategy[Value]) -> st.SearchStrategy[tuple[Value, ...]]:
    """At most three distinct values."""
    return st.lists(strategy, max_size=3, unique=True).map(tuple)


texts: st.SearchStrategy[Texts] = st.lists(
    st.builds(Text, st.sampled_from(["", "en", "de"]), st.sampled_from(["", "x", "y"])),
    max_size=3,
    unique=True,
).map(lambda found: tuple(sorted(found)))
words = sometimes(st.sampled_from(["", "word", "online"]))
attained = st.builds(Attainment, names, st.integers(1, 3))
conditions: st.SearchStrategy[Condition] = st.recursive(
    attained,
    lambda inner: st.builds(
        lambda join, members: join(*members),
        st.sampled_from([all_of, any_of]),
        st.lists(inner, max_size=2),
    ),
    max_leaves=3,
)

contents: st.SearchStrategy[Content] = st.one_of(
    st.builds(Prefix, st.sampled_from(["ex", "1"]), st.sampled_from([NAMESPACE, "urn:x:", ""])),
    st.builds(
        Framework,
        frameworks,
        texts,
        texts,
        words,
        words,
        words,
        sometimes(st.integers(-1, 2)),
    ),
    st.builds(Scale, scales, few(st.builds(Level, texts)), st.booleans(), texts),
    st.builds(
        Competency,
        names,
        st.one_of(frameworks, anything),
        texts,
        st.sampled_from(CompetencyKind),
        texts,
        texts,
        sometimes(scales),
        few(names),
        few(st.builds(LevelEffort, levels, st.integers(-1, 1))),
        st.sampled_from(Status),
    ),
    st.builds(Role, names, frameworks, texts, texts, texts, words, few(names)),
    st.builds(
        Requirement,
        names,
        names,
        levels,
        st.sampled_from(Importance),
        sometimes(st.sampled_from([-1.0, 0.0, 0.5])),
    ),
    st.builds(
        Prerequisite,
        names,
        sometimes(levels),
        conditions,
        st.sampled_from(Strength),
        texts,
        sometimes(st.builds(Support, st.integers(-1, 3), st.integers(-1, 3))),
        sometimes(st.sampled_from((ex("needed-1"), ex("needed-2")))),
    ),
    st.builds(
        Resource,
        id=names,
        framework=frameworks,
        titles=texts,
        kind=words,
        languages=few(st.sampled_from(["en", "de-at", "not a tag", ""])),
        modality=words,
        effort=sometimes(st.integers(-1, 1)),
        price=sometimes(
            st.builds(Price, st.integers(-1, 1), st.sampled_from(["EUR", "eur", "EURO", "XYZ"]))
        ),
        available_from=sometimes(st.dates(date(2026, 1, 1), date(2026, 1, 3))),
        available_until=sometimes(st.dates(date(2026, 1, 1), date(2026, 1, 3))),
        url=sometimes(st.sampled_from(["https://example.org/x", "no url", ""])),
    ),
    st.builds(Teaching, names, names, levels, sometimes(levels)),
    st.builds(Assessing, names, names, levels, sometimes(levels)),
    st.builds(Alignment, anything, anything, st.sampled_from(Relation), words),
)

provenances = st.builds(
    Provenance,
    frameworks,
    file=sometimes(st.sampled_from(["one.yaml", "two.yaml"])),
    row=sometimes(st.integers(0, 9)),
    column=sometimes(st.integers(0, 3)),
    author=words,
    method=sometimes(st.sampled_from(["authored", "imported", "mined"])),
    confidence=sometimes(st.sampled_from([-0.5, 0.0, 1.0, 1.5])),
)

statements: st.SearchStrategy[Statement] = st.builds(state, contents, provenances)


def _founded(found: list[Statement]) -> Dataset:
    return Dataset.of((*FOUNDATION, *found))


# where nothing is under their feet statements mostly dangle, and break little else
_GROUND: tuple[Content, ...] = (
    Framework(FRAMEWORKS[0], (Text("en", "Base"),), assumed_effort=60),
    Scale(ex("scale-1"), (Level(), Level()), progressive=True),
    Competency(ex("a"), FRAMEWORKS[0], (Text("en", "a"),), scale=ex("scale-1")),
    Competency(ex("b"), FRAMEWORKS[0], (Text("en", "b"),)),
    Competency(ex("c"), FRAMEWORKS[0], (Text("en", "c"),), CompetencyKind.GROUP),
    Role(ex("d"), FRAMEWORKS[0], (Text("en", "d"),)),
    Resource(ex("e"), FRAMEWORKS[0], (Text("en", "e"),)),
)
FOUNDATION = tuple(
    state(content, Provenance(FRAMEWORKS[0], file="base.yaml", row=row))
    for row, content in enumerate(_GROUND, start=1)
)

datasets: st.SearchStrategy[Dataset] = st.one_of(
    st.lists(statements, max_size=14).map(Dataset.of),
    st.lists(statements, max_size=10).map(_founded),
)


@st.composite
def changes(draw: st.DrawFn, base: Dataset) -> Change:
    """Draw a change that may put anything and retract what is there."""
    put = draw(st.lists(statements, max_size=4))
    known = sorted(base.statements)
    gone = draw(st.sets(st.sampled_from(known), max_size=3)) if known else set()
    return Change(tuple(put), frozenset(gone))
