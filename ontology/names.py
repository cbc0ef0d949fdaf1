"""Names of things: IRIs, and the short CURIE form that people read and write.

IRIs compare byte for byte once prefixes are expanded (RFC 3987 §5.3.1, simple string
comparison). A CURIE is `prefix:local` with the characters ``A-Za-z0-9_.~%/+-`` in its
local part, never ending in a dot; every other IRI is written between angle brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NewType, Self

from ontology.errors import MalformedNameError

Iri = NewType("Iri", str)

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\ud800-\udfff]+")
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_LOCAL = re.compile(r"[A-Za-z0-9_.~%/+-]*[A-Za-z0-9_~%/+-]")


def is_iri(text: str) -> bool:
    """Tell whether the text is an absolute IRI that can be written between angle brackets."""
    return _IRI.fullmatch(text) is not None


def is_prefix(text: str) -> bool:
    """Tell whether the text can stand before the colon of a CURIE."""
    return _PREFIX.fullmatch(text) is not None and not text.endswith(".")


@dataclass(frozen=True, slots=True)
class Prefixes:
    """Short names for namespaces: ``{"ex": "https://example.org/"}``.

    >>> ex = Prefixes.of({"ex": "https://example.org/"})
    >>> ex.expand("ex:sql")
    'https://example.org/sql'
    >>> ex.compact(Iri("https://example.org/sql"))
    'ex:sql'
    >>> ex.compact(Iri("https://other.org/sql"))
    '<https://other.org/sql>'
    """

    bindings: Mapping[str, str]
    _longest_first: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_length = sorted(
            (
                (namespace, prefix)
                for prefix, namespace in self.bindings.items()
                if is_prefix(prefix)
            ),
            key=lambda pair: (-len(pair[0]), pair),
        )
        object.__setattr__(self, "_longest_first", tuple(by_length))

    @classmethod
    def of(cls, bindings: Mapping[str, str] | Iterable[tuple[str, str]]) -> Self:
        """Build a prefix map; the order of the bindings does not matter."""
        return cls(dict(sorted(dict(bindings).items())))

    def expand(self, name: str) -> Iri:
        """Read a CURIE or an IRI in angle brackets.

        Raises `MalformedNameError` where the text is neither, its prefix is not bound, or
        what it stands for is no IRI.
        """
        if name.startswith("<") and name.endswith(">"):
            return self._bracketed(name)
        prefix, colon, local = name.partition(":")
        if not colon:
            raise MalformedNameError(
                f"not an identifier: `{name}` has no prefix: write `prefix:name`"
            )
        namespace = self.bindings.get(prefix)
        if namespace is None and local.startswith("//"):
            raise MalformedNameError(f"an IRI stands between angle brackets: write `<{name}>`")
        if namespace is None:
            raise MalformedNameError(f"{_unbound(name)}: known are {_listed(self.bindings)}")
        if not _LOCAL.fullmatch(local):
            raise MalformedNameError(
                f"not an identifier: `{name}`: after the colon use A-Z a-z 0-9 _ . ~ % / + - "
                "and no dot at the end"
            )
        expanded = namespace + local
        if not is_iri(expanded):
            raise MalformedNameError(f"not an IRI: `{name}` stands for `{expanded}`")
        return Iri(expanded)

    def compact(self, iri: Iri) -> str:
        """Write an IRI as people read it; `expand` reads it back."""
        for namespace, prefix in self._longest_first:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    @staticmethod
    def _bracketed(name: str) -> Iri:
        if not is_iri(name[1:-1]):
            raise MalformedNameError(f"not an IRI: `{name}`")
        return Iri(name[1:-1])


def is_unbound(message: str, prefix: str) -> bool:
    """Tell whether a message says of a name that this prefix of it is not bound."""
    said, _, _ = _unbound(f"{prefix}:").rpartition("`")
    return said in message


def _unbound(name: str) -> str:
    return f"the prefix of `{name}` is not bound"


def _listed(bindings: Mapping[str, str]) -> str:
    return ", ".join(f"`{prefix}:`" for prefix in bindings) or "none"


NO_PREFIXES = Prefixes.of({})
