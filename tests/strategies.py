"""Random datasets that a careful author could have written, with texts that nobody would.

Every dataset has the same few terms, some of them drawn in full and the rest plain, and some
statements about them. Every reference leads somewhere, levels lie on their scales, groups only
classify: contracts admit what is drawn. Texts and names are as nasty as they may be.
`clashing` is for the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from builders import NAMESPACE
from hypothesis import strategies as st

from ontology.condition import Attainment, Condition, all_of, any_of, threshold
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
    Texts,
)

Value = TypeVar("Value")

AWKWARD = (
    "\x1b\x7f\x85",
    "\t\r\n",
    '"',
    '"""',
    "\\",
    "\\u0041",
    "<b>&amp;",
    "{{x}}",
    "'",
    "`a`",
    "\u2028\u2029",
    "\ufeff",
    "\uffff",
    "e\u0301",
    "\u05d0\u200f",
    "\U0001f600",
    "null",
    "@en",
    "^^",
    "# no comment",
)


def maybe(strategy: st.SearchStrategy[Value]) -> st.SearchStrategy[Value | None]:
    """Draw the value, or nothing."""
    return st.none() | strategy


def several(strategy: st.SearchStrategy[Value], most: int = 3) -> st.SearchStrategy[list[Value]]:
    """Draw some distinct values."""
    return st.lists(strategy, max_size=most, unique=True)


# halves of characters and NUL cannot be stored
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
nasty = st.sampled_from(AWKWARD) | st.text(characters, max_size=4)
words = st.builds("{}x{}".format, nasty, nasty)
languages = st.sampled_from(["", "en", "de", "de-at", "zh-hant-tw", "fr"])
texts: st.SearchStrategy[Texts] = st.dictionaries(languages, words, max_size=2).map(
    lambda found: tuple(Text(language, text) for language, text in found.items())
)
labels: st.SearchStrategy[Texts] = st.dictionaries(languages, words, min_size=1, max_size=2).map(
    lambda found: tuple(Text(language, text) for language, text in found.items())
)
minutes = st.integers(0, 100_000)
dates = st.dates(date(1900, 1, 1), date(2200, 1, 1))
statuses = st.sampled_from(Status)

# what a name may hold, after `https://example.org/`
name_characters = st.sampled_from("aZ09_.~%/+-@(),;:!$&'*=#?[]éßЖ界\U0001f600")
names = st.text(name_characters, min_size=1, max_size=6)
iris = names.map(lambda name: Iri(NAMESPACE + name)) | st.sampled_from(
    [Iri("urn:x:a(b)"), Iri("wm:level"), Iri("skos:a"), Iri("did:web:é")]
)

attainments = st.builds(Attainment, iris, st.integers(1, 1000))


def conditions_over(attained: st.SearchStrategy[Attainment]) -> st.SearchStrategy[Condition]:
    """Draw conditions in normal form."""
    return st.recursive(attained, _joined, max_leaves=6)


def _joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    members = st.lists(inner, max_size=4)
    return st.one_of(
        members.map(lambda found: all_of(*found)),
        members.map(lambda found: any_of(*found)),
        st.builds(_counted, st.integers(0, 3), st.lists(inner, min_size=1, max_size=4)),
    )


def _counted(k: int, members: Sequence[Condition]) -> Condition:
    distinct = set(members)
    return threshold(k % len(distinct) + 1, *distinct)


conditions = conditions_over(attainments)


FRAMEWORK = Iri("https://example.org/framework?v=1#é")
# from a scale to its number of levels; levels of the first one build on one another
HEIGHTS = {Iri("https://example.org/(scale)"): 3, Iri("urn:x:a(b)"): 2}
PROGRESSIVE = next(iter(HEIGHTS))
# a term is broader than those that come after it
GROUPS = (Iri("https://example.org/a,b"), Iri("https://example.org/all()"))
SCALES: dict[Iri, Iri | None] = {
    Iri("https://example.org/2"): PROGRESSIVE,
    Iri("https://example.org/a@2"): PROGRESSIVE,
    Iri("https://example.org/a."): Iri("urn:x:a(b)"),
    Iri("did:web:é"): None,
    Iri("https://example.org/%41~\U0001f600"): None,
}
COMPETENCIES = tuple(SCALES)
ROLES = (Iri("wm:level"), Iri("https://example.org/rôle"))
RESOURCES = (Iri("skos:a"), Iri("https://example.org/[c]=1;2"))


def height(competency: Iri) -> int:
    """Return the number of levels of a competency."""
    scale = SCALES[competency]
    return 1 if scale is None else HEIGHTS[scale]


ATTAINMENTS = tuple(
    Attainment(competency, level)
    for competency in COMPETENCIES
    for level in range(1, height(competency) + 1)
)
attained = st.sampled_from(ATTAINMENTS)

frameworks = st.builds(
    Framework,
    id=st.just(FRAMEWORK),
    labels=labels,
    definition=texts,
    version=maybe(words),
    licence=maybe(words),
    publisher=maybe(words),
    assumed_effort=maybe(minutes),
)


def _scale(name: Iri) -> st.SearchStrategy[Scale]:
    rungs = st.lists(
        st.builds(Level, labels, texts), min_size=HEIGHTS[name], max_size=HEIGHTS[name]
    )
    return st.builds(
        Scale,
        id=st.just(name),
        levels=rungs.map(tuple),
        progressive=st.just(name == PROGRESSIVE),
        labels=labels,
    )


def _competency(name: Iri) -> st.SearchStrategy[Competency]:
    known = (*GROUPS, *COMPETENCIES)
    levels = st.sampled_from(range(1, height(name) + 1))
    return st.builds(
        Competency,
        id=st.just(name),
        framework=st.just(FRAMEWORK),
        labels=labels,
        kind=st.sampled_from([kind for kind in CompetencyKind if kind is not CompetencyKind.GROUP]),
        alternative_labels=texts,
        definition=texts,
        scale=st.just(SCALES[name]),
        broader=several(st.sampled_from(known[: known.index(name)])).map(tuple),
        # one effort for each level alike, or one a level
        effort=st.one_of(
            st.dictionaries(st.just(EVERY_LEVEL), minutes), st.dictionaries(levels, minutes)
        ).map(lambda efforts: tuple(LevelEffort(level, spent) for level, spent in efforts.items())),
        status=statuses,
    )


groups = st.builds(
    Competency,
    id=st.sampled_from(GROUPS),
    framework=st.just(FRAMEWORK),
    labels=labels,
    kind=st.just(CompetencyKind.GROUP),
    definition=texts,
)
roles = st.builds(
    Role,
    id=st.just(ROLES[1]),
    framework=st.just(FRAMEWORK),
    labels=labels,
    alternative_labels=texts,
    definition=texts,
    code=maybe(words),
    broader=st.sampled_from([(), (ROLES[0],)]),
    status=statuses,
)
availabilities = st.tuples(maybe(dates), maybe(dates)).map(
    lambda pair: (min(pair[0], pair[1]), max(pair[0], pair[1])) if pair[0] and pair[1] else pair
)
resources = st.builds(
    lambda days, **said: Resource(available_from=days[0], available_until=days[1], **said),
    days=availabilities,
    id=st.sampled_from(RESOURCES),
    framework=st.just(FRAMEWORK),
    titles=labels,
    kind=maybe(words),
    definition=texts,
    provider=maybe(words),
    languages=several(languages.filter(bool)).map(tuple),
    modality=maybe(words),
    effort=maybe(minutes),
    price=maybe(st.builds(Price, minutes, st.sampled_from(["EUR", "JPY", "KWD"]))),
    regions=several(words, 2).map(tuple),
    audience=several(words, 2).map(tuple),
    accessibility=several(words, 2).map(tuple),
    licence=maybe(words),
    url=maybe(st.sampled_from(["https://example.org/a?b=c#d", "http://é.org/(x)"])),
    status=statuses,
)
requirements = st.builds(
    lambda wanted, **said: Requirement(competency=wanted.competency, level=wanted.level, **said),
    wanted=attained,
    role=st.sampled_from(ROLES),
    importance=st.sampled_from(Importance),
    weight=maybe(st.floats(0, 1e300)),
)
supports = st.tuples(st.integers(1, 10_000), st.integers(0, 10_000)).map(
    lambda pair: Support(pair[0], min(pair))
)
prerequisites = st.builds(
    lambda target, **said: Prerequisite(target=target[0], level=target[1], **said),
    target=st.one_of(attained, st.sampled_from(RESOURCES).map(lambda name: (name, None))),
    condition=conditions_over(attained),
    strength=st.sampled_from(Strength),
    rationale=labels,
    support=maybe(supports),
    id=maybe(st.sampled_from([Iri("https://example.org/needs/1"), Iri("urn:needs:2")])),
)


def _imparting(
    made: type[Teaching] | type[Assessing],
) -> st.SearchStrategy[Teaching | Assessing]:
    def impart(resource: Iri, taught: Attainment, below: int | None) -> Teaching | Assessing:
        climbs = SCALES[taught.competency] == PROGRESSIVE
        start = None if below is None or not climbs else max(0, taught.level - below)
        return made(resource, taught.competency, taught.level, start)

    return st.builds(impart, st.sampled_from(RESOURCES), attained, maybe(st.integers(1, 3)))


alignments = st.builds(
    Alignment,
    origin=st.sampled_from(COMPETENCIES),
    target=st.sampled_from([Iri("urn:elsewhere:1"), Iri("https://other.example/ü")]),
    relation=st.sampled_from(Relation),
    approved_by=maybe(words),
)
SPACES = (NAMESPACE, NAMESPACE + "a/", "urn:x:", "https://w3id.org/waymark/ns#")
prefixes = st.builds(Prefix, st.sampled_from(["ex", "wm", "a-b.c", "urn"]), st.sampled_from(SPACES))

contents: st.SearchStrategy[Content] = st.one_of(
    prefixes,
    frameworks,
    *(_scale(name) for name in HEIGHTS),
    *(_competency(name) for name in COMPETENCIES),
    groups,
    roles,
    resources,
    requirements,
    prerequisites,
    _imparting(Teaching),
    _imparting(Assessing),
    alignments,
)

provenances = st.builds(
    lambda method, confidence, **said: Provenance(
        method=method, confidence=None if method is None else confidence, **said
    ),
    source=st.just(FRAMEWORK),
    file=words,
    row=maybe(st.integers(1, 10**6)),
    column=maybe(st.integers(1, 10**4)),
    author=maybe(words),
    licence=maybe(words),
    method=maybe(words),
    confidence=maybe(st.floats(0, 1)),
)

_NAMED = (Text("en", "named"),)
PLAIN: tuple[Content, ...] = (
    Framework(FRAMEWORK, _NAMED),
    *(Scale(name, (Level(_NAMED),) * n, name == PROGRESSIVE) for name, n in HEIGHTS.items()),
    *(Competency(name, FRAMEWORK, _NAMED, CompetencyKind.GROUP) for name in GROUPS),
    *(Competency(name, FRAMEWORK, _NAMED, scale=scale) for name, scale in SCALES.items()),
    *(Role(name, FRAMEWORK, _NAMED) for name in ROLES),
    *(Resource(name, FRAMEWORK, _NAMED) for name in RESOURCES),
)
_PLAIN = {
    each.id: each for each in (state(plain, Provenance(FRAMEWORK, author="a")) for plain in PLAIN)
}

statements: st.SearchStrategy[Statement] = st.builds(state, contents, provenances)
statement_lists: st.SearchStrategy[list[Statement]] = st.lists(statements, max_size=8).map(
    lambda drawn: list({**_PLAIN, **{each.id: each for each in drawn}}.values())
)
datasets: st.SearchStrategy[Dataset] = statement_lists.map(Dataset.of)
