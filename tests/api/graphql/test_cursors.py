"""Pages by keyset: nothing twice, nothing left out, however one walks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.cursors import MOST, Window, cursor, key_of, page
from ontology.errors import MalformedQuestionError

keys = st.lists(st.text("abcdefgh", min_size=1, max_size=3), unique=True).map(sorted)


@given(keys, st.integers(1, 5))
def test_walking_forward_sees_everything_once(names: list[str], size: int) -> None:
    seen: list[str] = []
    after: str | None = None
    while True:
        shown = page(names, Window(first=size, after=after), 20)
        seen += names[shown.start : shown.stop]
        if not shown.has_next:
            break
        after = cursor(seen[-1])
    assert seen == names


@given(keys, st.integers(1, 5))
def test_walking_backward_sees_everything_once(names: list[str], size: int) -> None:
    seen: list[str] = []
    before: str | None = None
    while True:
        shown = page(names, Window(last=size, before=before), 20)
        seen = [*names[shown.start : shown.stop], *seen]
        if not shown.has_previous:
            break
        before = cursor(seen[0])
    assert seen == names


@given(keys, st.data())
def test_a_window_is_what_the_specification_says(names: list[str], data: st.DataObject) -> None:
    some = st.none() | st.sampled_from(names) if names else st.none()
    after, before = data.draw(some), data.draw(some)
    first, last = data.draw(st.none() | st.integers(0, 6)), data.draw(st.none() | st.integers(0, 6))
    between = [n for n in names if (not after or n > after) and (not before or n < before)]
    wanted = between[: 20 if first is None and last is None else first]
    if last is not None:
        wanted = wanted[len(wanted) - last if last < len(wanted) else 0 :] if last else []
    window = Window(first, after and cursor(after), last, before and cursor(before))
    shown = page(names, window, 20)
    assert names[shown.start : shown.stop] == wanted


def test_what_is_retracted_between_two_pages_disturbs_nobody() -> None:
    shown = page(["a", "d"], Window(first=2, after=cursor("b")), 20)
    assert (shown.start, shown.stop) == (1, 2)


@pytest.mark.parametrize("text", ["", "x", "YXJyYXljb25uZWN0aW9uOjE=", "é", "after:a"])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(MalformedQuestionError, match="`after` is no cursor"):
        key_of("after", text)


@pytest.mark.parametrize("size", [-1, MOST + 1])
def test_sizes_have_bounds(size: int) -> None:
    with pytest.raises(MalformedQuestionError, match=f"0 to {MOST}"):
        page(["a"], Window(first=size), 20)
