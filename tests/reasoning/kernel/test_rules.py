"""Every rule licenses what it should, and refuses every step that is forged a little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from builders import attained, condition, ex

from ontology.condition import Condition, Threshold
from ontology.dataset import identity
from ontology.errors import UnsoundProofError
from ontology.terms import (
    Alignment,
    Competency,
    CompetencyKind,
    Content,
    Kind,
    Level,
    LevelEffort,
    Prerequisite,
    Relation,
    Resource,
    Scale,
    Strength,
    Teaching,
)
from reasoning.kernel.rules import check_inference
from reasoning.proof import (
    Achieves,
    Assumed,
    Course,
    Fact,
    Holds,
    Meets,
    Only,
    Quoted,
    Ready,
    Rule,
    SelfStudy,
)

COURSE = Course(ex("course"))
OTHER = Course(ex("other"))
LADDER = Scale(ex("ladder"), (Level(), Level(), Level()), progressive=True)
GRADE = Scale(ex("grade"), (Level(), Level(), Level()))


def quoted(content: Content) -> Quoted:
    return Quoted(identity(content), content)


def only(kind: Kind, about: str, *contents: Content) -> Only:
    return Only(kind, ex(about), tuple(sorted(identity(content) for content in contents)))


def competency(name: str, scale: Scale | None = None, **more: LevelEffort) -> Competency:
    return Competency(
        ex(name),
        ex("framework"),
        (),
        scale=scale.id if scale else None,
        effort=tuple(more.values()),
    )


def holds(text: str) -> Holds:
    return Holds(attained(text))


def needed(target: str, text: str, level: int | None = 1) -> Prerequisite:
    return Prerequisite(ex(target), level, condition(text))


def meets(text: str, by: Course | SelfStudy | None = None) -> Meets:
    return Meets(condition(text), by)


def refused(rule: Rule, conclusion: Fact, *premises: Fact) -> None:
    with pytest.raises(UnsoundProofError):
        check_inference(rule, conclusion, premises)


def only_in_this_order(rule: Rule, conclusion: Fact, premises: Sequence[Fact]) -> None:
    """Check the inference, and that it misses each premise, and minds their order and number."""
    check_inference(rule, conclusion, premises)
    for at in range(len(premises)):
        refused(rule, conclusion, *premises[:at], *premises[at + 1 :])
        refused(rule, conclusion, *premises[:at], premises[at], premises[at], *premises[at + 1 :])
    for at in range(1, len(premises)):
        if premises[at - 1] != premises[at]:
            swapped = [*premises[: at - 1], premises[at], premises[at - 1], *premises[at + 1 :]]
            refused(rule, conclusion, *swapped)
    refused(rule, conclusion, *premises, holds("more"))


class TestLowerLevel:
    def test_a_higher_level_stands_for_every_lower_one(self) -> None:
        only_in_this_order(Rule.LOWER_LEVEL, holds("sql"), [holds("sql@3")])
        only_in_this_order(Rule.LOWER_LEVEL, meets("sql", COURSE), [meets("sql@2", COURSE)])

    @pytest.mark.parametrize(
        ("conclusion", "premise"),
        [
            (holds("sql@2"), holds("sql@2")),
            (holds("sql@3"), holds("sql@2")),
            (holds("joins"), holds("sql@2")),
            (Holds(attained("sql")._replace(level=0)), holds("sql@2")),
            (meets("sql", COURSE), holds("sql@2")),
            (holds("sql"), meets("sql@2", COURSE)),
            (meets("sql", COURSE), meets("sql@2", OTHER)),
            (meets("sql"), meets("sql@2")),
            (Ready(COURSE), holds("sql@2")),
        ],
    )
    def test_nothing_else(self, conclusion: Fact, premise: Fact) -> None:
        refused(Rule.LOWER_LEVEL, conclusion, premise)


class TestAtLeast:
    def test_two_of_three(self) -> None:
        node = meets("2 of (a, b, c)")
        only_in_this_order(Rule.AT_LEAST, node, [holds("a"), holds("c")])
        refused(Rule.AT_LEAST, node, holds("a"), holds("d"))
        refused(Rule.AT_LEAST, node, holds("a"), holds("a"))
        refused(Rule.AT_LEAST, node, holds("a"), holds("b@2"))
        refused(Rule.AT_LEAST, node, holds("a"), meets("b", COURSE))
        refused(Rule.AT_LEAST, node, holds("a"), Ready(COURSE))
        refused(Rule.AT_LEAST, holds("a"), holds("a"), holds("c"))

    def test_a_nested_node_is_a_member(self) -> None:
        node, inner = meets("all(a, any(b, c))"), meets("any(b, c)")
        only_in_this_order(Rule.AT_LEAST, node, [holds("a"), inner])
        refused(Rule.AT_LEAST, node, holds("a"), holds("b"))
        refused(Rule.AT_LEAST, node, holds("a"), meets("any(b, d)"))

    def test_what_a_taking_gains_counts_where_it_may(self) -> None:
        node = meets("all(a, b)", COURSE)
        check_inference(Rule.AT_LEAST, node, [holds("a"), meets("b", COURSE)])
        refused(Rule.AT_LEAST, node, holds("a"), meets("b", OTHER))
        refused(Rule.AT_LEAST, meets("all(a, b)"), holds("a"), meets("b", COURSE))

    def test_all_of_nothing_is_true_and_any_of_nothing_false(self) -> None:
        only_in_this_order(Rule.AT_LEAST, meets("all()"), [])
        refused(Rule.AT_LEAST, meets("any()"))
        refused(Rule.AT_LEAST, meets("any()"), holds("a"))

    def test_an_attainment_is_held_or_gained(self) -> None:
        lesson = quoted(Teaching(ex("course"), ex("a"), 2))
        only_in_this_order(Rule.AT_LEAST, meets("a"), [holds("a")])
        only_in_this_order(Rule.AT_LEAST, meets("a", COURSE), [holds("a")])
        only_in_this_order(Rule.AT_LEAST, meets("a@2", COURSE), [lesson])
        only_in_this_order(Rule.AT_LEAST, meets("a", COURSE), [lesson])
        only_in_this_order(Rule.AT_LEAST, meets("a", SelfStudy(attained("a@2"))), [])
        refused(Rule.AT_LEAST, meets("a@3", COURSE), lesson)
        refused(Rule.AT_LEAST, meets("b", COURSE), lesson)
        refused(Rule.AT_LEAST, meets("a", OTHER), lesson)
        refused(Rule.AT_LEAST, meets("a"), lesson)
        refused(Rule.AT_LEAST, meets("a"), holds("a@2"))
        refused(Rule.AT_LEAST, meets("a@3", SelfStudy(attained("a@2"))))
        refused(Rule.AT_LEAST, meets("b", SelfStudy(attained("a@2"))))


class TestEquivalent:
    EXACT = Alignment(ex("a"), ex("b"), Relation.EXACT, "board")

    def premises(self, alignment: Alignment, fact: Fact) -> list[Fact]:
        ends = [quoted(competency("a", LADDER)), quoted(competency("b", LADDER))]
        return [quoted(alignment), *ends, fact]

    def test_exact_leads_both_ways(self) -> None:
        only_in_this_order(Rule.EQUIVALENT, holds("b@2"), self.premises(self.EXACT, holds("a@2")))
        only_in_this_order(Rule.EQUIVALENT, holds("a@2"), self.premises(self.EXACT, holds("b@2")))
        only_in_this_order(
            Rule.EQUIVALENT, meets("b", COURSE), self.premises(self.EXACT, meets("a", COURSE))
        )

    def test_replaced_by_leads_from_old_to_new(self) -> None:
        replaced = replace(self.EXACT, relation=Relation.REPLACED_BY)
        check_inference(Rule.EQUIVALENT, holds("b"), self.premises(replaced, holds("a")))
        refused(Rule.EQUIVALENT, holds("a"), *self.premises(replaced, holds("b")))

    @pytest.mark.parametrize(
        "relation", sorted({*Relation} - {Relation.EXACT, Relation.REPLACED_BY})
    )
    def test_no_other_relation_leads_anywhere(self, relation: Relation) -> None:
        other = replace(self.EXACT, relation=relation)
        refused(Rule.EQUIVALENT, holds("b"), *self.premises(other, holds("a")))

    def test_somebody_has_to_approve(self) -> None:
        for nobody in (None, ""):
            unapproved = replace(self.EXACT, approved_by=nobody)
            refused(Rule.EQUIVALENT, holds("b"), *self.premises(unapproved, holds("a")))

    def test_levels_and_competencies_are_those_of_the_alignment(self) -> None:
        refused(Rule.EQUIVALENT, holds("b"), *self.premises(self.EXACT, holds("a@2")))
        refused(Rule.EQUIVALENT, holds("c"), *self.premises(self.EXACT, holds("a")))
        refused(Rule.EQUIVALENT, holds("b"), *self.premises(self.EXACT, holds("c")))
        refused(Rule.EQUIVALENT, holds("b"), *self.premises(self.EXACT, meets("a", COURSE)))

    def test_the_scales_are_the_same(self) -> None:
        for one, other in [(LADDER, GRADE), (LADDER, None), (None, GRADE)]:
            ends = [quoted(competency("a", one)), quoted(competency("b", other))]
            refused(Rule.EQUIVALENT, holds("b"), quoted(self.EXACT), *ends, holds("a"))
        plain = [quoted(competency("a")), quoted(competency("b"))]
        check_inference(Rule.EQUIVALENT, holds("b"), [quoted(self.EXACT), *plain, holds("a")])


class TestReadyForACourse:
    RESOURCE = Resource(ex("course"), ex("framework"), ())
    LESSON = Teaching(ex("course"), ex("sql"))
    NO_NEEDS = Only(Kind.PREREQUISITE, ex("course"), ())

    def head(self, *lessons: Teaching) -> list[Fact]:
        ordered = sorted(lessons, key=identity)
        return [
            quoted(self.RESOURCE),
            only(Kind.TEACHING, "course", *ordered),
            *map(quoted, ordered),
        ]

    def test_a_course_with_a_need_and_groundwork(self) -> None:
        own, ground = needed("course", "any(a, b)", None), needed("sql", "c")
        only_in_this_order(
            Rule.READY,
            Ready(COURSE),
            [
                *self.head(self.LESSON),
                only(Kind.PREREQUISITE, "course", own),
                quoted(own),
                meets("any(a, b)"),
                only(Kind.PREREQUISITE, "sql", ground),
                quoted(ground),
                holds("c"),
            ],
        )

    def test_what_is_needed_has_to_be_met(self) -> None:
        own = needed("course", "any(a, b)", None)
        closed: list[Fact] = [
            *self.head(self.LESSON),
            only(Kind.PREREQUISITE, "course", own),
            quoted(own),
        ]
        rest = [only(Kind.PREREQUISITE, "sql")]
        check_inference(Rule.READY, Ready(COURSE), [*closed, meets("any(a, b)"), *rest])
        refused(Rule.READY, Ready(COURSE), *closed, *rest)
        refused(Rule.READY, Ready(COURSE), *closed, meets("any(a, c)"), *rest)
        refused(Rule.READY, Ready(COURSE), *closed, meets("any(a, b)", COURSE), *rest)
        refused(Rule.READY, Ready(COURSE), *closed, holds("a"), *rest)

    def test_recommendations_ask_for_nothing(self) -> None:
        advice = replace(needed("course", "a", None), strength=Strength.RECOMMENDED)
        check_inference(
            Rule.READY,
            Ready(COURSE),
            [
                *self.head(self.LESSON),
                only(Kind.PREREQUISITE, "course", advice),
                quoted(advice),
                only(Kind.PREREQUISITE, "sql"),
            ],
        )

    def test_groundwork_may_be_taught_along(self) -> None:
        both = [self.LESSON, Teaching(ex("course"), ex("joins"))]
        ground = needed("joins", "sql")
        head: list[Fact] = [*self.head(*both), self.NO_NEEDS]
        closed: list[Fact] = [only(Kind.PREREQUISITE, "joins", ground), quoted(ground)]
        last = only(Kind.PREREQUISITE, "sql")
        check_inference(Rule.READY, Ready(COURSE), [*head, *closed, meets("sql", COURSE), last])
        refused(Rule.READY, Ready(COURSE), *head, *closed, meets("sql", OTHER), last)
        refused(Rule.READY, Ready(COURSE), *head, *closed, last)
        refused(Rule.READY, Ready(COURSE), *head, last)

    def test_what_is_held_already_needs_no_groundwork(self) -> None:
        head: list[Fact] = [*self.head(self.LESSON), self.NO_NEEDS]
        only_in_this_order(Rule.READY, Ready(COURSE), [*head, holds("sql")])
        refused(Rule.READY, Ready(COURSE), *head, holds("sql@2"))
        refused(Rule.READY, Ready(COURSE), *head, holds("joins"))
        refused(Rule.READY, Ready(COURSE), *head)

    def test_levels_up_to_the_one_held_need_no_groundwork(self) -> None:
        lesson = replace(self.LESSON, level=3, start=0)
        first, second = needed("sql", "a", 1), needed("sql", "b", 2)
        beyond = needed("sql", "d", 4)
        closed: list[Fact] = [only(Kind.PREREQUISITE, "sql", first, second, beyond)]
        met = {first: holds("a"), second: holds("b")}
        all_asked, half_asked = list(closed), list(closed)
        for needs in sorted((first, second, beyond), key=identity):
            all_asked += [quoted(needs), *([met[needs]] if needs in met else [])]
            half_asked += [quoted(needs), *([met[needs]] if needs is second else [])]
        head: list[Fact] = [*self.head(lesson), self.NO_NEEDS]
        check_inference(Rule.READY, Ready(COURSE), [*head, *all_asked])
        check_inference(Rule.READY, Ready(COURSE), [*head, holds("sql"), *half_asked])
        refused(Rule.READY, Ready(COURSE), *head, *half_asked)

    def test_a_start_that_is_stated_has_to_be_held(self) -> None:
        head: list[Fact] = [*self.head(replace(self.LESSON, level=3, start=1)), self.NO_NEEDS]
        ground = only(Kind.PREREQUISITE, "sql")
        only_in_this_order(Rule.READY, Ready(COURSE), [*head, ground, holds("sql")])
        refused(Rule.READY, Ready(COURSE), *head, ground, holds("sql@2"))
        refused(Rule.READY, Ready(COURSE), *head, ground)

    def test_a_progressive_scale_starts_from_the_level_below(self) -> None:
        head: list[Fact] = [*self.head(replace(self.LESSON, level=2)), self.NO_NEEDS]
        ground = only(Kind.PREREQUISITE, "sql")
        climbing: list[Fact] = [quoted(competency("sql", LADDER)), quoted(LADDER)]
        plain: list[Fact] = [quoted(competency("sql", GRADE)), quoted(GRADE)]
        only_in_this_order(Rule.READY, Ready(COURSE), [*head, ground, *climbing, holds("sql")])
        only_in_this_order(Rule.READY, Ready(COURSE), [*head, ground, *plain])
        refused(Rule.READY, Ready(COURSE), *head, ground, *climbing)
        refused(Rule.READY, Ready(COURSE), *head, ground, climbing[0], plain[1])
        refused(Rule.READY, Ready(COURSE), *head, ground)

    def test_a_start_may_be_taught_at_exactly_its_level(self) -> None:
        lessons = [self.LESSON, replace(self.LESSON, level=3, start=1)]
        head: list[Fact] = [*self.head(*lessons), self.NO_NEEDS]
        check_inference(Rule.READY, Ready(COURSE), [*head, only(Kind.PREREQUISITE, "sql")])
        from_two = [self.LESSON, replace(self.LESSON, level=3, start=2)]
        head = [*self.head(*from_two), self.NO_NEEDS]
        refused(Rule.READY, Ready(COURSE), *head, only(Kind.PREREQUISITE, "sql"))

    def test_every_teaching_is_told(self) -> None:
        foreign = replace(self.LESSON, resource=ex("other"))
        ground = only(Kind.PREREQUISITE, "sql")
        refused(Rule.READY, Ready(COURSE), *self.head(), self.NO_NEEDS)
        refused(Rule.READY, Ready(COURSE), *self.head(foreign), self.NO_NEEDS, ground)
        elsewhere: list[Fact] = [quoted(self.RESOURCE), only(Kind.TEACHING, "sql", self.LESSON)]
        refused(Rule.READY, Ready(COURSE), *elsewhere, quoted(self.LESSON), self.NO_NEEDS, ground)
        refused(Rule.READY, Ready(OTHER), *self.head(self.LESSON), self.NO_NEEDS, ground)
        refused(Rule.READY, holds("sql"), *self.head(self.LESSON), self.NO_NEEDS, ground)


class TestReadyForSelfStudy:
    def test_the_level_below_and_the_groundwork(self) -> None:
        study, ground = SelfStudy(attained("sql@2")), needed("sql", "any(a, b)", 2)
        only_in_this_order(
            Rule.READY,
            Ready(study),
            [
                quoted(competency("sql", LADDER)),
                quoted(LADDER),
                only(Kind.PREREQUISITE, "sql", ground),
                quoted(ground),
                meets("any(a, b)"),
                holds("sql"),
            ],
        )

    def test_a_scale_that_does_not_climb_starts_from_nothing(self) -> None:
        study = SelfStudy(attained("sql@2"))
        record: list[Fact] = [quoted(competency("sql", GRADE)), quoted(GRADE)]
        only_in_this_order(Rule.READY, Ready(study), [*record, only(Kind.PREREQUISITE, "sql")])

    def test_what_is_no_attainment_is_not_studied(self) -> None:
        ground = only(Kind.PREREQUISITE, "sql")
        group = replace(competency("sql"), kind=CompetencyKind.GROUP)
        check_inference(
            Rule.READY, Ready(SelfStudy(attained("sql"))), [quoted(competency("sql")), ground]
        )
        refused(Rule.READY, Ready(SelfStudy(attained("sql"))), quoted(group), ground)
        refused(Rule.READY, Ready(SelfStudy(attained("sql@2"))), quoted(competency("sql")), ground)
        record: list[Fact] = [quoted(competency("sql", GRADE)), quoted(GRADE)]
        refused(Rule.READY, Ready(SelfStudy(attained("sql@4"))), *record, ground)
        refused(Rule.READY, Ready(SelfStudy(attained("joins"))), quoted(competency("sql")), ground)


class TestStudy:
    def test_a_course_leads_to_what_it_teaches(self) -> None:
        lesson = Teaching(ex("course"), ex("sql"), 2)
        only_in_this_order(Rule.STUDY, holds("sql@2"), [Ready(COURSE), quoted(lesson)])
        refused(Rule.STUDY, holds("sql@3"), Ready(COURSE), quoted(lesson))
        refused(Rule.STUDY, holds("sql"), Ready(COURSE), quoted(lesson))
        refused(Rule.STUDY, holds("joins@2"), Ready(COURSE), quoted(lesson))
        refused(Rule.STUDY, holds("sql@2"), Ready(OTHER), quoted(lesson))
        refused(Rule.STUDY, meets("sql@2"), Ready(COURSE), quoted(lesson))

    def test_self_study_wants_an_effort(self) -> None:
        study = SelfStudy(attained("sql@2"))
        stated = competency("sql", LADDER, second=LevelEffort(2, 60))
        each = competency("sql", LADDER, every=LevelEffort(0, 60))
        other = competency("sql", LADDER, first=LevelEffort(1, 60))
        only_in_this_order(Rule.STUDY, holds("sql@2"), [Ready(study), quoted(stated)])
        only_in_this_order(Rule.STUDY, holds("sql@2"), [Ready(study), quoted(each)])
        only_in_this_order(Rule.STUDY, holds("sql@2"), [Ready(study), Assumed(study, 60)])
        refused(Rule.STUDY, holds("sql@2"), Ready(study), quoted(other))
        refused(Rule.STUDY, holds("sql"), Ready(study), quoted(stated))
        refused(Rule.STUDY, holds("sql@2"), Ready(study), Assumed(COURSE, 60))
        joins = quoted(replace(each, id=ex("joins")))
        refused(Rule.STUDY, holds("sql@2"), Ready(study), joins)


class TestAchieve:
    def test_every_goal_is_held(self) -> None:
        goal = (attained("a"), attained("b@2"))
        only_in_this_order(Rule.ACHIEVE, Achieves(goal), [holds("a"), holds("b@2")])
        only_in_this_order(Rule.ACHIEVE, Achieves(()), [])
        refused(Rule.ACHIEVE, Achieves(goal), holds("a"), holds("b"))
        refused(Rule.ACHIEVE, Achieves(goal), holds("a"), meets("b@2", COURSE))
        refused(Rule.ACHIEVE, holds("a"), holds("a"))


def test_members_are_counted_by_their_place() -> None:
    twice: Condition = Threshold(2, (attained("a"), attained("a")))
    check_inference(Rule.AT_LEAST, Meets(twice), [holds("a"), holds("a")])
    refused(Rule.AT_LEAST, Meets(twice), holds("a"))
