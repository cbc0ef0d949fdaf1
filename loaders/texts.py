"""Texts as the dataset keeps them."""

from __future__ import annotations

from loaders.fidelity import Account, Place
from ontology.normal import text as normal_text


def composed(text: str, account: Account, place: Place) -> str:
    """Return a text in Unicode's normal form C; a change is counted."""
    kept = normal_text(text)
    if kept != text:
        account.changed("text", "written in Unicode normal form C", place)
    return kept
