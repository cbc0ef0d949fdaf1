"""Pages of long lists by keyset: a cursor names the last key that was seen.

Lists are sorted by key, keys are distinct; whatever is added or retracted between two pages,
no item is shown twice and none that stayed is left out (GraphQL Cursor Connections).
"""

from __future__ import annotations

import base64
import binascii
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ontology.errors import MalformedQuestionError

MOST = 100
_MARK = "after:"


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is wanted."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The half-open range of the list that is shown, and whether there is more on each side."""

    start: int
    stop: int
    has_previous: bool
    has_next: bool


def page(keys: Sequence[str], window: Window, default: int) -> Page:
    """Cut a window out of sorted keys; `default` is its size where none is stated.

    Raises `MalformedQuestionError` for sizes out of 0 to 100 and for what is no cursor.
    """
    first, last = _size("first", window.first), _size("last", window.last)
    start = 0 if window.after is None else bisect_right(keys, key_of("after", window.after))
    stop = (
        len(keys) if window.before is None else bisect_left(keys, key_of("before", window.before))
    )
    stop = max(start, stop)
    low, high = start, stop
    if first is None and last is None:
        first = default
    if first is not None:
        high = min(high, low + first)
    if last is not None:
        low = max(low, high - last)
    return Page(low, high, low > 0, high < len(keys))


def cursor(key: str) -> str:
    """Return the cursor of a key; it means nothing to clients."""
    return base64.urlsafe_b64encode(f"{_MARK}{key}".encode()).decode()


def key_of(argument: str, text: str) -> str:
    """Read a cursor back.

    Raises `MalformedQuestionError` where the text is no cursor.
    """
    try:
        decoded = base64.b64decode(text, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        decoded = ""
    if not decoded.startswith(_MARK):
        raise MalformedQuestionError(f"`{argument}` is no cursor of this connection")
    return decoded.removeprefix(_MARK)


def _size(argument: str, stated: int | None) -> int | None:
    if stated is not None and not 0 <= stated <= MOST:
        raise MalformedQuestionError(f"`{argument}` is a number from 0 to {MOST}")
    return stated
