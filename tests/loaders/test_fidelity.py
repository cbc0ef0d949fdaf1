"""Accounts of loads add up."""

from __future__ import annotations

from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from loaders.fidelity import NOTHING, PLACES, Account, Fate, Fidelity, Place, Tally

Deed: TypeAlias = tuple[Fate, str, str, int]

KINDS, REASONS = st.sampled_from("ab"), st.sampled_from("xyz")
DEEDS = st.lists(st.tuples(st.sampled_from(Fate), KINDS, REASONS, st.integers(1, 99)))


def account_of(deeds: list[Deed]) -> Fidelity:
    account = Account()
    for fate, kind, reason, row in deeds:
        place = Place("f", row)
        match fate:
            case Fate.KEPT:
                account.kept(kind)
            case Fate.CHANGED:
                account.changed(kind, reason, place)
            case Fate.DROPPED:
                account.dropped(kind, reason, place)
            case Fate.QUARANTINED:
                account.quarantined(kind, reason, place)
    return account.fidelity()


@given(DEEDS, DEEDS)
def test_two_accounts_add_up(first: list[Deed], then: list[Deed]) -> None:
    both = Fidelity.merged([account_of(first), account_of(then)])
    assert both == account_of(first + then)
    for fate in Fate:
        assert both.count(fate) == sum(deed[0] is fate for deed in first + then)
    assert Fidelity.merged([both, NOTHING]) == both


@given(DEEDS)
def test_the_first_few_places_are_kept(deeds: list[Deed]) -> None:
    for tally in account_of(deeds).tallies:
        if tally.fate is not Fate.KEPT:
            deed = (tally.fate, tally.kind, tally.reason)
            rows = [each[3] for each in deeds if each[:3] == deed]
            assert [place.row for place in tally.places] == rows[:PLACES]


def test_many_are_counted_at_once() -> None:
    account = Account()
    account.drop_many("cell", "unread", "f", [])
    account.drop_many("cell", "unread", "f", list(range(2, 12)))
    places = tuple(Place("f", row) for row in range(2, 2 + PLACES))
    assert account.fidelity().tallies == (Tally(Fate.DROPPED, "cell", "unread", 10, places),)
