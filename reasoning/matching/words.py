"""Words: a text folded to what counts when labels are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+[+#]*|[+#]+")

# English, German, French, Spanish, Italian: articles, conjunctions, prepositions
_SMALL = """
a an and as at by for from in into of on or the to with
am auf aus das dem den der des die ein eine einer eines im mit oder und von zu zum zur
au aux avec d dans de du en et l la le les ou par pour sur un une
con del e el los las o para por y al da di gli i il lo per
"""
SMALL_WORDS = frozenset(_SMALL.split())


def folded(text: str) -> str:
    """Return the text without case, accents and punctuation, words one space apart.

    >>> folded("Größe, C++ und naïve Bayes")
    'grosse c++ und naive bayes'
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the words of a text, folded, in their order."""
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text)
        text = "".join(mark for mark in spread if not unicodedata.combining(mark))
    return _WORD.findall(text.casefold())


def initials(of_words: Sequence[str]) -> frozenset[str]:
    """Return the abbreviations that a label suggests, with and without its small words.

    >>> sorted(initials(["regime", "of", "intellectual", "property"]))
    ['rip', 'roip']
    """
    every = "".join(word[0] for word in of_words)
    large = "".join(word[0] for word in of_words if word not in SMALL_WORDS)
    return frozenset(short for short in (every, large) if len(short) >= 3)
