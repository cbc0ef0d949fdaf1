"""What is found after a change is what is found by an index built from scratch."""

from __future__ import annotations

from itertools import islice
from random import Random

import clashing
import strategies
from builders import FRAMEWORK, PROVENANCE, curriculum, english, ex, put
from hypothesis import given
from hypothesis import strategies as st
from scale import count

from ontology.dataset import Change, Dataset, difference, state
from ontology.errors import UnknownTermError
from ontology.terms import Competency, CompetencyKind, Prefix, Resource, Role, Text
from reasoning.matching.entries import entries
from reasoning.matching.lexical import Index
from reasoning.matching.resolution import Names

WORDS = (
    *("monitor", "supervise", "oversee", "pumps", "pump", "kilns", "machines"),
    *("of", "and", "automated", "sql", "structured"),
)
ASKED = ("supervise machins", "monitor", "sql", "oversee automated pum", "ens", "kilns of", "a1 c")


def _text(random: Random) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(1, 3)))


def _texts(random: Random, most: int) -> tuple[Text, ...]:
    return tuple(
        Text(random.choice(("en", "en", "de")), _text(random))
        for _ in range(random.randint(0, most))
    )


def _term(random: Random) -> Competency | Role | Resource:
    number, labels = random.randint(1, 30), _texts(random, 2)
    match random.randint(0, 4):
        case 0:
            return Role(ex(f"t{number}"), FRAMEWORK, labels, _texts(random, 2), code="a1 c")
        case 1:
            return Resource(ex(f"t{number}"), FRAMEWORK, labels)
        case 2:
            kind = CompetencyKind.GROUP
            return Competency(ex(f"t{number}"), FRAMEWORK, labels, kind)
        case _:
            others = _texts(random, 4)
            return Competency(ex(f"t{number}"), FRAMEWORK, labels, alternative_labels=others)


def _change(random: Random) -> Change:
    terms = {term.id: term for term in (_term(random) for _ in range(random.randint(0, 3)))}
    gone = frozenset(ex(f"t{random.randint(1, 30)}") for _ in range(random.randint(0, 2)))
    return Change(tuple(state(term, PROVENANCE) for term in terms.values()), gone)


def _finds_the_same(index: Index, plain: Index) -> None:
    for asked in (*ASKED, "ex:t7"):
        for language in (None, "de"):
            assert index.find(asked, language=language) == plain.find(asked, language=language)


def _names_the_same(names: Names, plain: Names, asked: str) -> None:
    told = []
    for each in (names, plain):
        try:
            told.append(str(each.resolve(asked)))
        except UnknownTermError as error:
            told.append(error.message)
    assert told[0] == told[1]


def test_a_change_of_labels_shows_as_if_indexed_anew() -> None:
    for seed in range(count(120)):
        random = Random(seed)
        dataset = put(curriculum(), *{term.id: term for term in map(_term, [random] * 30)}.values())
        index = Index.of(dataset)
        names = Names.of(dataset, index)
        index.warm()
        names.warm()
        for number in range(8):
            before, change = (dataset, index, index.find(ASKED[0])), _change(random)
            dataset = dataset.changed_by(change)
            index = index.advanced(dataset, change)
            names = names.advanced(dataset, index, change)
            plain = Index.of(Dataset.of(sorted(dataset, reverse=True)))
            if number % 2:
                _finds_the_same(index, plain)
            for asked in (_text(random), _text(random), "ex:t31", "a1 C"):
                _names_the_same(names, Names.of(dataset, plain), asked)
            assert before[1].find(ASKED[0]) == before[2] == Index.of(before[0]).find(ASKED[0])


@given(
    st.one_of(strategies.datasets, clashing.datasets),
    st.one_of(strategies.datasets, clashing.datasets),
)
def test_whatever_a_change_does(dataset: Dataset, other: Dataset) -> None:
    index = Index.of(dataset)
    index.warm()
    names = Names.of(dataset, index)
    names.warm()
    change = difference(dataset, other)
    after = dataset.changed_by(change)
    index, plain = index.advanced(after, change), Index.of(other)
    names = names.advanced(after, index, change)
    for entry in (*islice(entries(other), 6), *islice(entries(dataset), 6)):
        assert index.find(entry.text) == plain.find(entry.text)
        _names_the_same(names, Names.of(other, plain), entry.text)


def test_there_is_always_room_for_one_more() -> None:
    dataset = put(curriculum(), Role(ex("z"), FRAMEWORK, english("last")))
    index = Index.of(dataset)
    index.warm()
    for number in range(120):
        name = f"m{number:03}" if number % 2 else f"k{999 - number:03}"
        term = state(Competency(ex(name), FRAMEWORK, english(_text(Random(number)))), PROVENANCE)
        change = Change((term,))
        dataset = dataset.changed_by(change)
        index = index.advanced(dataset, change)
        if number % 10 == 9:
            _finds_the_same(index, Index.of(dataset))


def test_where_no_label_changes_the_index_stays() -> None:
    dataset = put(curriculum(), Role(ex("z"), FRAMEWORK, english("last")))
    index = Index.of(dataset)
    index.warm()
    change = Change((state(Prefix("urn", "urn:"), PROVENANCE),))
    after = dataset.changed_by(change)
    advanced = index.advanced(after, change)
    assert advanced._labels is index._labels
    assert "_labels" not in Index.of(dataset).advanced(after, change).__dict__
    assert advanced.find("urn:x") == Index.of(after).find("urn:x")
