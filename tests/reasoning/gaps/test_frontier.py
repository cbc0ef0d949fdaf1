"""What can be learnt next, against the plain semantics."""

from builders import Course, attained, attained_all, curriculum, ex
from hypothesis import given, settings
from hypothesis import strategies as st
from random_curricula import random_free_case
from scale import count

from graph.snapshot import Snapshot
from reasoning.gaps.frontier import FrontierItem, frontier
from reasoning.proof import Course as Taken
from reasoning.proof import SelfStudy
from reasoning.semantics.holding import closure
from reasoning.semantics.step import taken, why_not
from reasoning.semantics.takings import takings


def by_taking(items: tuple[FrontierItem, ...]) -> dict[object, FrontierItem]:
    return {item.taking: item for item in items}


@settings(max_examples=count(600), deadline=None)
@given(st.integers(0, 10**6))
def test_it_is_what_the_semantics_let_one_take(seed: int) -> None:
    case = random_free_case(seed)
    question, dataset = case.question, case.dataset
    held = closure(question.held, dataset)
    snapshot = Snapshot.compile(dataset)
    known = snapshot.numbering.number_of
    items = by_taking(frontier(snapshot, question.held, (), question.assumed_minutes))
    expected = {}
    for taking in takings(question, dataset):
        after = taken(taking, held, dataset)
        if after != held and not why_not(taking, held, question, dataset):
            expected[taking] = after
    assert items.keys() == expected.keys()
    for taking, after in expected.items():
        assert set(items[taking].gains) == {a for a in after - held if a in known}
        opened = {
            other
            for other in takings(question, dataset)
            if why_not(other, held, question, dataset)
            and not why_not(other, after, question, dataset)
            and taken(other, after, dataset) != after
        }
        assert set(items[taking].opens) == opened
        gained = frozenset().union(*(taken(other, after, dataset) for other in opened))
        assert set(items[taking].opens_up) == {a for a in gained - after if a in known}


CHAIN = curriculum({"sql": "sets", "tuning": "all(sql, plans)", "art": "colour"})


def test_it_says_what_a_step_opens_and_leads_to() -> None:
    items = frontier(Snapshot.compile(CHAIN), (), attained_all("tuning"))
    assert [item.taking for item in items] == [Taken(ex("sets-course")), Taken(ex("plans-course"))]
    first, second = items
    assert first.gains == (attained("sets"),)
    assert first.opens == (Taken(ex("sql-course")),)
    assert first.opens_up == (attained("sql"),)
    assert first.leads_to == (attained("tuning"),)
    assert (second.opens, second.opens_up) == ((), ())
    assert first.minutes == 60


def test_without_goals_everything_ready_is_shown() -> None:
    items = frontier(Snapshot.compile(CHAIN), attained_all("sets"))
    assert {item.taking for item in items} == {
        Taken(ex("sql-course")),
        Taken(ex("plans-course")),
        Taken(ex("colour-course")),
    }
    assert all(item.leads_to == () for item in items)


def test_what_opens_up_more_comes_first_then_what_is_shorter_then_courses() -> None:
    dataset = curriculum(
        {"x": "a", "y": "a", "z": "b", "d": "all()"},
        minutes={"c": 30, "d": 20},
        efforts={"c": 30},
        untaught=("x", "z", "y"),
        courses={"all": Course("x"), "more": Course("y"), "last": Course("z")},
    )
    items = frontier(Snapshot.compile(dataset), ())
    assert [item.taking for item in items] == [
        Taken(ex("a-course")),
        Taken(ex("b-course")),
        Taken(ex("d-course")),
        Taken(ex("c-course")),
        SelfStudy(attained("c")),
    ]


def test_nothing_is_next_for_who_holds_everything() -> None:
    assert (
        frontier(Snapshot.compile(CHAIN), attained_all("sets, sql, plans, tuning, art, colour"))
        == ()
    )


def test_a_level_opens_the_next_one() -> None:
    dataset = curriculum(levels={"sql": 3}, progressive=("sql",))
    (item,) = frontier(Snapshot.compile(dataset), ())
    assert item.opens_up == (attained("sql@2"),)


def test_what_lies_behind_several_goals_leads_to_all_of_them() -> None:
    dataset = curriculum({"p": "s", "q": "t", "t": "u", "u": "s", "s": "r"})
    (item,) = frontier(Snapshot.compile(dataset), (), attained_all("p, q"))
    assert item.leads_to == (attained("p"), attained("q"))
