"""What screens print on: a console on which no text can do anything but be read.

Labels come from files of other people. A terminal obeys some characters instead of showing
them: it would move its cursor, rename its window, or turn the order of a line about. Here
each of them becomes one that is seen, or is left out. All that a command prints for people
passes here, so that no screen needs to think of it; machines are told texts as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

STRANGE = "\N{REPLACEMENT CHARACTER}"
_PICTURES = 0x2400
"""Where Unicode has a picture for each control character of ASCII, in their order."""

# line feeds and tabulators are laid out; C1, ends of lines and of paragraphs, and what turns the
# direction of writing about have no picture
_SEEN = {
    **{code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys((*range(0x80, 0xA0), 0x2028, 0x2029), STRANGE),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), STRANGE),
    **dict.fromkeys(range(0xD800, 0xE000), STRANGE),
}
_OBEYED = re.compile(f"[{re.escape(''.join(map(chr, _SEEN)))}]")


def seen(text: str) -> str:
    r"""Return a text in which every character is seen and none is obeyed, as long as before.

    >>> print(seen("SQL\x1b[2J"))
    SQL␛[2J
    """
    return text.translate(_SEEN) if _OBEYED.search(text) else text


class Screen(Console):
    """A console for texts of other people."""

    def render_str(self, text: str, **told: Any) -> Text:
        """Read a text that may have markup."""
        return super().render_str(seen(text), **told)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Lay anything out; whatever a table or a list contains passes here, too."""
        if isinstance(renderable, Text) and _OBEYED.search(renderable.plain):
            renderable = renderable.copy()
            # character by character, so that styles stay where they are
            renderable.plain = seen(renderable.plain)
        return super().render(renderable, options)
