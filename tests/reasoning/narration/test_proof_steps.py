"""Every fact and rule has a sentence; it cites its premises, and calls things by their labels."""

import re
from typing import get_args

import pytest
from builders import PROVENANCE, attained, condition, curriculum, english, ex, put
from hypothesis import given, settings
from hypothesis import strategies as st
from random_curricula import random_case
from scale import count
from worked_questions import START

from graph.snapshot import Snapshot
from ontology.condition import TRUE
from ontology.dataset import state
from ontology.terms import (
    CONTENT_OF,
    Alignment,
    Assessing,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Importance,
    Kind,
    LevelEffort,
    Prefix,
    Prerequisite,
    Relation,
    Requirement,
    Role,
    Strength,
    Teaching,
)
from reasoning.narration.labels import Labels
from reasoning.narration.path_steps import because
from reasoning.narration.proof_steps import ProofSentences
from reasoning.narration.statements import statement
from reasoning.outcome import Found
from reasoning.planning.planner import solve
from reasoning.proof import (
    Achieves,
    Assertion,
    Assumed,
    Course,
    Fact,
    Holds,
    Inference,
    Meets,
    Only,
    Proof,
    Quoted,
    Ready,
    Rule,
    SelfStudy,
    Step,
)
from reasoning.question import Question

DATASET = curriculum(
    {"sql": "sets", "joins": "2 of (sql, sets, logic)"}, levels={"ladder": 3}, aligned={"a": "b"}
)
LABELS = Labels(DATASET, DATASET.prefixes)
COURSE = Course(ex("sql-course"))
ALONE = SelfStudy(attained("sql"))
TEACHING = state(Teaching(ex("sql-course"), ex("sql")), PROVENANCE)

FACTS: dict[type[Fact], tuple[Fact, str]] = {
    Holds: (Holds(attained("ladder@2")), "“ladder” at level 2 is held from the start."),
    Meets: (Meets(condition("any(a, b)")), "It is taken as given that either “a” or “b” is there."),
    Ready: (Ready(COURSE), "It is taken as given that the course “sql-course” can begin."),
    Achieves: (Achieves((attained("a"),)), "It is taken as given that “a” is held."),
    Quoted: (
        Quoted(TEACHING.id, TEACHING.content),
        "The course “sql-course” teaches “sql”.",
    ),
    Only: (Only(Kind.PREREQUISITE, ex("sets"), ()), "“sets” has no prerequisites."),
    Assumed: (
        Assumed(ALONE, 90),
        "The effort of self-study of “sql” is not stated; it is assumed to be 1 hour 30 minutes.",
    ),
}


def said(*steps: Step) -> str:
    """Return the last sentence of a proof."""
    return ProofSentences(Proof(steps), LABELS).all()[-1]


def test_every_kind_of_fact_is_here() -> None:
    assert set(FACTS) == set(get_args(Fact))


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda found: type(found[0]).__name__)
def test_every_fact_has_a_sentence(fact: tuple[Fact, str]) -> None:
    assert said(Assertion(fact[0])) == fact[1]


HELD = Assertion(Holds(attained("ladder@3")))
READY = Assertion(Ready(COURSE))
QUOTED = Assertion(Quoted(TEACHING.id, TEACHING.content))

RULES: dict[Rule, list[tuple[tuple[Step, ...], str]]] = {
    Rule.LOWER_LEVEL: [
        (
            (HELD, Inference(Holds(attained("ladder@1")), Rule.LOWER_LEVEL, (1,))),
            "“ladder” at level 3 includes level 1 (1).",
        ),
        (
            (
                Assertion(Meets(attained("ladder@3"), COURSE)),
                Inference(Meets(attained("ladder@1"), COURSE), Rule.LOWER_LEVEL, (1,)),
            ),
            "“ladder” at level 3 includes level 1, so the course “sql-course” brings that too (1).",
        ),
    ],
    Rule.AT_LEAST: [
        (
            (
                Assertion(Holds(attained("sets"))),
                Assertion(Holds(attained("sql"))),
                Inference(Meets(condition("all(sets, sql)")), Rule.AT_LEAST, (1, 2)),
            ),
            "Both “sets” and “sql” are there (1, 2).",
        ),
        (
            (
                Assertion(Holds(attained("sets"))),
                Inference(Meets(condition("any(sets, sql)"), COURSE), Rule.AT_LEAST, (1,)),
            ),
            "“sets” is there, which is enough for either “sets” or “sql”, "
            "counting what the course “sql-course” brings along (1).",
        ),
        (
            (QUOTED, Inference(Meets(attained("sql"), COURSE), Rule.AT_LEAST, (1,))),
            "The course “sql-course” brings “sql” along (1).",
        ),
        (
            (Inference(Meets(attained("sql"), ALONE), Rule.AT_LEAST, ()),),
            "Self-study of “sql” brings “sql” along.",
        ),
        ((Inference(Meets(TRUE), Rule.AT_LEAST, ()),), "Nothing is there."),
    ],
    Rule.READY: [
        (
            (HELD, Inference(Ready(COURSE), Rule.READY, (1,))),
            "The course “sql-course” can begin: all it asks for and builds on is there (1).",
        ),
        (
            (QUOTED, Inference(Ready(COURSE), Rule.READY, (1,))),
            "The course “sql-course” can begin at once: nothing has to come first (1).",
        ),
    ],
    Rule.STUDY: [
        (
            (READY, QUOTED, Inference(Holds(attained("sql")), Rule.STUDY, (1, 2))),
            "After the course “sql-course”, “sql” is held (1, 2).",
        ),
        (
            (Assertion(Ready(ALONE)), Inference(Holds(attained("sql")), Rule.STUDY, (1,))),
            "After self-study, “sql” is held (1).",
        ),
    ],
    Rule.EQUIVALENT: [
        (
            (
                Assertion(Holds(attained("a"))),
                Inference(Holds(attained("b")), Rule.EQUIVALENT, (1,)),
            ),
            "“a” stands for “b”, so that is held too (1).",
        ),
        (
            (
                Assertion(Meets(attained("a"), COURSE)),
                Inference(Meets(attained("b"), COURSE), Rule.EQUIVALENT, (1,)),
            ),
            "“a” stands for “b”, so the course “sql-course” brings that along too (1).",
        ),
    ],
    Rule.ACHIEVE: [
        (
            (HELD, Inference(Achieves((attained("ladder@3"),)), Rule.ACHIEVE, (1,))),
            "The goal is reached: “ladder” at level 3 is held (1).",
        ),
        (
            (Inference(Achieves(()), Rule.ACHIEVE, ()),),
            "The goal is reached: nothing is asked for.",
        ),
    ],
}


def test_every_rule_is_here() -> None:
    assert set(RULES) == set(Rule)


@pytest.mark.parametrize(
    ("steps", "expected"), [case for cases in RULES.values() for case in cases]
)
def test_every_rule_has_a_sentence(steps: tuple[Step, ...], expected: str) -> None:
    assert said(*steps) == expected


@pytest.mark.parametrize("rule", Rule)
def test_a_step_that_no_rule_licenses_is_still_said(rule: Rule) -> None:
    steps = (HELD, Inference(Holds(attained("ladder@1")), rule, (1,)))
    assert said(*steps).endswith("(1).")


STATEMENTS: dict[Kind, tuple[Content, str]] = {
    Kind.PREFIX: (
        Prefix("ex", "https://example.org/"),
        "The prefix `ex:` stands for `https://example.org/`.",
    ),
    Kind.FRAMEWORK: (
        Framework(ex("framework"), english("Example"), publisher="Us", assumed_effort=600),
        "“Example” is a framework, published by Us, which assumes 10 hours "
        "for what states no effort.",
    ),
    Kind.SCALE: (
        DATASET.statements[ex("ladder-scale")].content,
        "The scale “ladder scale” has three levels.",
    ),
    Kind.COMPETENCY: (
        Competency(
            ex("ladder"),
            ex("framework"),
            english("ladder"),
            CompetencyKind.KNOWLEDGE,
            scale=ex("ladder-scale"),
            effort=(LevelEffort(1, 60), LevelEffort(2, 90)),
        ),
        "“ladder” is knowledge with three levels; learning it by oneself takes "
        "1 hour for level 1 and 1 hour 30 minutes for level 2.",
    ),
    Kind.ROLE: (Role(ex("sql"), ex("framework"), english("sql")), "“sql” is a role."),
    Kind.REQUIREMENT: (
        Requirement(ex("sets"), ex("ladder"), 2, Importance.OPTIONAL),
        "The role “sets” would like “ladder” at level 2.",
    ),
    Kind.PREREQUISITE: (
        Prerequisite(
            ex("sql"), 1, condition("sets"), Strength.RECOMMENDED, english("Tables are sets.")
        ),
        "Before “sql” it is good, though not necessary, to have “sets”: Tables are sets.",
    ),
    Kind.RESOURCE: (
        DATASET.statements[ex("sql-course")].content,
        "The course “sql-course” takes 1 hour.",
    ),
    Kind.TEACHING: (
        Teaching(ex("sql-course"), ex("ladder"), 3, 0),
        "The course “sql-course” teaches “ladder” at level 3, starting from nothing.",
    ),
    Kind.ASSESSING: (
        Assessing(ex("sql-course"), ex("sql")),
        "The course “sql-course” can prove “sql”.",
    ),
    Kind.ALIGNMENT: (
        Alignment(ex("a"), ex("b"), Relation.REPLACED_BY, "the board"),
        "“a” has been replaced by “b”, as approved by the board.",
    ),
}


def test_every_kind_of_statement_is_here() -> None:
    assert set(STATEMENTS) == set(CONTENT_OF)


@pytest.mark.parametrize("kind", Kind)
def test_every_statement_has_a_sentence(kind: Kind) -> None:
    content, expected = STATEMENTS[kind]
    assert statement(content, LABELS) == expected


@pytest.mark.parametrize("relation", Relation)
def test_every_relation_has_a_word(relation: Relation) -> None:
    assert "“a”" in statement(Alignment(ex("a"), ex("b"), relation), LABELS)


def test_a_term_without_a_label_is_called_by_its_short_name() -> None:
    bare = put(DATASET, Competency(ex("bare"), ex("framework"), ()))
    labels = Labels(bare, bare.prefixes)
    assert labels.attainment(attained("bare")) == "`ex:bare`"
    assert labels.attainment(attained("unheard-of")) == "`ex:unheard-of`"


def cited(sentence: str) -> set[int]:
    """Return the numbers in the last parentheses of a sentence, ranges opened."""
    found = re.search(r"\(([\d–, ]+)\)\.$", sentence)
    numbers: set[int] = set()
    for part in found.group(1).split(", ") if found else ():
        first, _, last = part.partition("–")
        numbers.update(range(int(first), int(last or first) + 1))
    return numbers


@settings(max_examples=count(400), deadline=None)
@given(st.integers(0, 10**6))
def test_any_proof_can_be_told_and_cites_its_premises(seed: int) -> None:
    case = random_case(seed)
    found = solve(Snapshot.compile(case.dataset), case.question)
    if not isinstance(found, Found):
        return
    labels = Labels(case.dataset, case.dataset.prefixes)
    sentences = ProofSentences(found.proof, labels).all()
    assert len(sentences) == len(found.proof.steps)
    for step, sentence in zip(found.proof.steps, sentences, strict=True):
        assert sentence.endswith((".", "!", "?"))
        assert sentence[0] in "“`" or sentence[0].isupper()
        if isinstance(step, Inference):
            assert cited(sentence) == set(step.premises)
        else:
            assert all(1 <= number <= len(sentences) for number in cited(sentence))


@settings(max_examples=count(400), deadline=None)
@given(st.integers(0, 10**6))
def test_every_step_of_any_path_has_its_reasons(seed: int) -> None:
    case = random_case(seed)
    found = solve(Snapshot.compile(case.dataset), case.question)
    if not isinstance(found, Found):
        return
    reasons = because(found, case.question, Labels(case.dataset, case.dataset.prefixes))
    assert len(reasons) == len(found.steps)
    for number, (there, now) in enumerate(reasons, start=1):
        later = map(int, re.findall(r"\bstep (\d+)", there))
        assert all(number < each <= len(found.steps) for each in later)
        earlier = map(int, re.findall(r"\bstep (\d+)", now))
        assert all(each < number for each in earlier)


def test_no_proof_names_an_identifier_where_there_is_a_label() -> None:
    question = Question((attained("joins"),), frozenset(), START)
    found = solve(Snapshot.compile(DATASET), question)
    assert isinstance(found, Found)
    for sentence in ProofSentences(found.proof, LABELS).all():
        assert "example.org" not in sentence
        assert "`" not in sentence
