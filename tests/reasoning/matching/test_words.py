import pytest
from hypothesis import given
from hypothesis import strategies as st

from reasoning.matching.words import folded, initials, words


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Größe", "GROESSE".replace("OE", "o")),
        ("naïve Bayes", "Naive   bayes"),
        ("C++", "c++"),
        ("eco-labelling", "eco labelling"),
        ("snake_case", "snake case"),
        ("data (raw)", "Data raw"),
    ],
)
def test_what_does_not_count_is_folded_away(text: str, same: str) -> None:
    assert folded(text) == folded(same)


def test_c_and_its_sisters_stay_apart() -> None:
    assert len({folded("C"), folded("C++"), folded("C#")}) == 3


@given(st.text())
def test_folding_twice_folds_no_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_words_are_what_is_folded(text: str) -> None:
    assert " ".join(words(text)) == folded(text)


def test_initials_need_three_letters() -> None:
    assert initials(["data", "science"]) == frozenset()
    assert initials(["structured", "query", "language"]) == {"sql"}
