"""Texts as the dataset keeps them."""

from __future__ import annotations

import unicodedata

from loaders.fidelity import Account, Place


def composed(text: str, account: Account, place: Place) -> str:
    """Return a text in Unicode's normal form C; a change is counted."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    account.changed("text", "written in Unicode normal form C", place)
    return unicodedata.normalize("NFC", text)
