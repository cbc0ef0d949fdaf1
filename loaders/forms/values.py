"""The forms of single values: how each is read, and its JSON Schema.

A form's `read` returns None where the node does not have it, and has then reported why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Protocol, TypeAlias, TypeVar

from loaders.documents.nodes import Faulty, Listing, Mapping, Node, Scalar
from loaders.forms.reading import Reading

JsonSchema: TypeAlias = dict[str, object]
Definitions: TypeAlias = dict[str, JsonSchema]

T_co = TypeVar("T_co", covariant=True)
Member = TypeVar("Member", bound=StrEnum)


class Form(Protocol[T_co]):
    """What a node may look like, and what it then means."""

    def read(self, node: Node, reading: Reading, path: str) -> T_co | None:
        """Return what the node means; None once what is wrong with it was reported."""
        ...

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema; named ones are entered in the definitions."""
        ...


# what a scalar without quotes means other than a text (YAML 1.2 core schema, and JSON)
_NO_TEXT = re.compile(
    r"|~|null|Null|NULL|true|True|TRUE|false|False|FALSE"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


def means_text(scalar: Scalar) -> bool:
    """Tell whether the scalar is a text, and not a number, a truth or nothing."""
    return not scalar.plain or _NO_TEXT.fullmatch(scalar.text) is None


def scalar_of(node: Node, reading: Reading, path: str, wanted: str) -> Scalar | None:
    """Return the node if it is a scalar that says something; report it otherwise."""
    if isinstance(node, Scalar):
        if node.text or not node.plain:
            return node
        message = f"{wanted} is wanted here, and nothing stands here"
        reading.fault(node, path, message, "write one, or leave the key out")
    elif not isinstance(node, Faulty):
        message = f"{wanted} is wanted here, not {sort_of(node)}"
        reading.fault(node, path, message, f"write {wanted}")
    return None


def sort_of(node: Node) -> str:
    """Say in words what sort of node it is."""
    match node:
        case Listing():
            return "a list"
        case Mapping():
            return "a mapping"
        case _:
            return "a text"


@dataclass(frozen=True, slots=True)
class TextForm:
    """A text, in Unicode normal form C."""

    def read(self, node: Node, reading: Reading, path: str) -> str | None:
        """Read a text; numbers and truths must stand in quotes to be one."""
        scalar = _text_of(node, reading, path)
        return None if scalar is None else reading.composed(scalar)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class VerbatimForm:
    """A text that is kept as it is written: an address, a licence, a version."""

    def read(self, node: Node, reading: Reading, path: str) -> str | None:
        """Read a text; numbers and truths must stand in quotes to be one."""
        scalar = _text_of(node, reading, path)
        return None if scalar is None else scalar.text

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "string"}


def _text_of(node: Node, reading: Reading, path: str) -> Scalar | None:
    scalar = scalar_of(node, reading, path, "a text")
    if scalar is None or means_text(scalar):
        return scalar
    message = f"a text is wanted here, and `{scalar.text}` is none"
    fix = f'put it in quotes: "{scalar.text}"'
    reading.fault(scalar, path, message, fix, value=scalar.text)
    return None


@dataclass(frozen=True, slots=True)
class WholeForm:
    """A whole number from `least` on."""

    least: int = 0

    def read(self, node: Node, reading: Reading, path: str) -> int | None:
        """Read a number without quotes, sign or decimals."""
        scalar = scalar_of(node, reading, path, "a number")
        if scalar is None:
            return None
        sound = scalar.plain is not False and re.fullmatch(
            "0|[1-9][0-9]{0,14}", scalar.text, re.ASCII
        )
        if sound and int(scalar.text) >= self.least:
            return int(scalar.text)
        message = f"`{scalar.text}` is no whole number from {self.least}"
        reading.fault(scalar, path, message, _unquoted(scalar), value=scalar.text)
        return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "integer", "minimum": self.least}


@dataclass(frozen=True, slots=True)
class DecimalForm:
    """A number of at least 0, exactly as it is written."""

    most: int | None = None

    def read(self, node: Node, reading: Reading, path: str) -> Decimal | None:
        """Read a number without quotes, sign or exponent."""
        scalar = scalar_of(node, reading, path, "a number")
        if scalar is None:
            return None
        pattern = r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,400})?"
        sound = scalar.plain is not False and re.fullmatch(pattern, scalar.text, re.ASCII)
        if sound and (self.most is None or Decimal(scalar.text) <= self.most):
            return Decimal(scalar.text)
        limits = "from 0" if self.most is None else f"from 0 to {self.most}"
        message = f"`{scalar.text}` is no number {limits}"
        reading.fault(scalar, path, message, _unquoted(scalar), value=scalar.text)
        return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        most: JsonSchema = {} if self.most is None else {"maximum": self.most}
        return {"type": "number", "minimum": 0, **most}


def _unquoted(scalar: Scalar) -> str:
    numeric = re.fullmatch(r"[0-9.]+", scalar.text) is not None
    return "take the quotes away" if numeric and scalar.plain is False else "write it in digits"


@dataclass(frozen=True, slots=True)
class TruthForm:
    """True or false."""

    def read(self, node: Node, reading: Reading, path: str) -> bool | None:
        """Read `true` or `false`, without quotes."""
        scalar = scalar_of(node, reading, path, "`true` or `false`")
        if scalar is None:
            return None
        if scalar.plain is not False and scalar.text in {"true", "false"}:
            return scalar.text == "true"
        message = f"`{scalar.text}` is neither `true` nor `false`"
        reading.fault(scalar, path, message, "write `true` or `false`", value=scalar.text)
        return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class ChoiceForm(Generic[Member]):
    """One word out of a few."""

    members: type[Member]

    def read(self, node: Node, reading: Reading, path: str) -> Member | None:
        """Read one of the words."""
        scalar = scalar_of(node, reading, path, "a word")
        if scalar is None:
            return None
        if scalar.text in set(self.members):
            return self.members(scalar.text)
        words = ", ".join(f"`{member}`" for member in self.members)
        message = f"`{scalar.text}` is not one of the words known here"
        reading.fault(scalar, path, message, f"write one of {words}", value=scalar.text)
        return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"enum": [str(member) for member in self.members]}
