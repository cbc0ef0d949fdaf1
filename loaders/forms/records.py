"""The forms of mappings: which keys there are, and what each may hold.

One declaration serves the reader, the JSON Schema and the guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Generic, TypeVar, cast

from loaders.documents.nodes import Faulty, Listing, Mapping, Node, Scalar
from loaders.forms.composites import items_of
from loaders.forms.reading import Reading
from loaders.forms.values import Definitions, Form, JsonSchema, sort_of
from ontology.condition import Attainment
from ontology.names import Iri

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Ordered = TypeVar("Ordered", Iri, str, Attainment)


@dataclass(frozen=True, slots=True)
class Key(Generic[T_co]):
    """One key of a mapping: its form, and what it says in a sentence."""

    name: str
    form: Form[T_co]
    says: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping that was read: what stands under each key, and where the mapping stands.

    `sound` is false where one of its own values is wrong: then it must not be used.
    """

    at: Scalar | Listing | Mapping
    path: str
    values: MappingOf[str, object]
    nodes: MappingOf[str, Node]
    sound: bool = True

    def get(self, key: Key[T]) -> T | None:
        """Return what stands under the key; None where nothing does."""
        # the value was made by the form of this very key
        return cast("T | None", self.values.get(key.name))

    def require(self, key: Key[T]) -> T:
        """Return what stands under a key that every sound mapping of this form has."""
        return cast("T", self.values[key.name])


@dataclass(frozen=True, slots=True)
class ListForm(Generic[T]):
    """Several values in their order; None where one of them is wrong."""

    item: Form[T]

    def read(self, node: Node, reading: Reading, path: str) -> tuple[T, ...] | None:
        """Read every item."""
        items = items_of(node, reading, path)
        if items is None:
            return None
        found = [self.item.read(item, reading, f"{path}[{n}]") for n, item in enumerate(items)]
        sound = [value for value in found if value is not None and _is_sound(value)]
        return tuple(sound) if len(sound) == len(found) else None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "array", "items": self.item.schema(definitions)}


@dataclass(frozen=True, slots=True)
class SetForm(Generic[Ordered]):
    """Several values whose order means nothing, sorted; a repeat is left out and counted."""

    item: Form[Ordered]

    def read(self, node: Node, reading: Reading, path: str) -> tuple[Ordered, ...] | None:
        """Read every item."""
        found = ListForm(self.item).read(node, reading, path)
        if found is None or not isinstance(node, Listing):
            return None
        seen: set[Ordered] = set()
        for value, item in zip(found, node.items, strict=True):
            if value in seen:
                reason = "a repeat in a list was left out"
                reading.account.changed("list", reason, reading.place(item))
            seen.add(value)
        return tuple(sorted(seen))

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return ListForm(self.item).schema(definitions)


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys.

    `parts` are keys whose values become statements of their own: a fault in one of them does
    not make the record itself unsound.
    """

    name: str
    says: str
    keys: tuple[Key[object], ...]
    parts: tuple[Key[object], ...] = ()

    def read(self, node: Node, reading: Reading, path: str) -> Fields | None:
        """Read a mapping whole; the result may be unsound."""
        if not isinstance(node, Mapping):
            if not isinstance(node, Faulty):
                message = f"a mapping is wanted here, not {sort_of(node)}"
                reading.fault(node, path, message, "write `key: value`")
            return None
        nodes = {key.text: value for key, value in node.entries}
        before = len(reading.violations)
        self._refuse_unknown(node, reading, path)
        read = dict(_values(self.keys, nodes, reading, path))
        values = {name: value for name, value in read.items() if _is_sound(value)}
        for key in self.keys:
            if key.needed and key.name not in nodes:
                fix = f"add `{key.name}: …`"
                reading.fault(node, path, f"the key `{key.name}` is missing", fix)
        sound = len(reading.violations) == before and len(values) == sum(
            key.name in nodes for key in self.keys
        )
        values.update(_values(self.parts, nodes, reading, path))
        return Fields(node, path, values, nodes, sound)

    def _refuse_unknown(self, node: Mapping, reading: Reading, path: str) -> None:
        known = [key.name for key in (*self.keys, *self.parts)]
        for key, _ in node.entries:
            if key.text not in known:
                message = f"the key `{key.text}` is not known in {self.says}"
                below = f"{path}.{key.text}" if path else key.text
                reading.fault(key, below, message, advice(key.text, known), value=key.text)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return a reference to the record's JSON Schema, which is entered by name."""
        if self.name not in definitions:
            definitions[self.name] = {}
            definitions[self.name] = self._described(definitions)
        return {"$ref": f"#/$defs/{self.name}"}

    def _described(self, definitions: Definitions) -> JsonSchema:
        properties: JsonSchema = {
            key.name: {"description": key.says, **key.form.schema(definitions)}
            for key in (*self.keys, *self.parts)
        }
        return {
            "type": "object",
            "description": self.says,
            "properties": properties,
            "required": [key.name for key in (*self.keys, *self.parts) if key.needed],
            "additionalProperties": False,
        }


def _values(
    keys: tuple[Key[object], ...], nodes: MappingOf[str, Node], reading: Reading, path: str
) -> Iterator[tuple[str, object]]:
    """Yield what could be read under these keys."""
    for key in keys:
        if key.name in nodes:
            below = f"{path}.{key.name}" if path else key.name
            value = key.form.read(nodes[key.name], reading, below)
            if value is not None:
                yield key.name, value


def _is_sound(value: object) -> bool:
    return not isinstance(value, Fields) or value.sound


def advice(written: str, known: list[str]) -> str:
    """Say which known name may be meant, or which there are."""
    close = get_close_matches(written[:64], known, 1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"known are {', '.join(f'`{name}`' for name in known)}"


@dataclass(frozen=True, slots=True)
class MadeForm(Generic[T]):
    """A record out of which one value is made; `make` may find that its fields do not agree."""

    record: Record
    make: Callable[[Fields, Reading], T | None]

    def read(self, node: Node, reading: Reading, path: str) -> T | None:
        """Read the record and make the value."""
        fields = self.record.read(node, reading, path)
        return self.make(fields, reading) if fields is not None and fields.sound else None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the record's JSON Schema."""
        return self.record.schema(definitions)


@dataclass(frozen=True, slots=True)
class Abridged(Generic[T]):
    """A record that may also be written as one scalar, which `spread` puts under its keys."""

    record: Record
    scalar: Form[T]
    spread: Callable[[T], MappingOf[str, object]]

    def read(self, node: Node, reading: Reading, path: str) -> Fields | None:
        """Read either way of writing."""
        if not isinstance(node, Scalar):
            return self.record.read(node, reading, path)
        value = self.scalar.read(node, reading, path)
        return None if value is None else Fields(node, path, self.spread(value), {})

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the JSON Schema of either way of writing."""
        return {"anyOf": [self.scalar.schema(definitions), self.record.schema(definitions)]}


@dataclass(frozen=True, slots=True)
class EntriesForm:
    """Records that become statements: a list of them, those that cannot be read left out."""

    entry: Form[Fields]

    def read(self, node: Node, reading: Reading, path: str) -> tuple[Fields, ...] | None:
        """Read every entry; what is wrong with one spares the others."""
        items = items_of(node, reading, path)
        if items is None:
            return None
        found = [_entry(self.entry, item, reading, f"{path}[{n}]") for n, item in enumerate(items)]
        return tuple(fields for fields in found if fields is not None)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"type": "array", "items": self.entry.schema(definitions)}


@dataclass(frozen=True, slots=True)
class EntryForm:
    """One record that becomes a statement."""

    entry: Form[Fields]

    def read(self, node: Node, reading: Reading, path: str) -> Fields | None:
        """Read the entry; what is wrong with it speaks of its term."""
        return _entry(self.entry, node, reading, path)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the entry's JSON Schema."""
        return self.entry.schema(definitions)


@dataclass(frozen=True, slots=True)
class EntryOrEntriesForm:
    """One record, or a list of them."""

    entry: Form[Fields]

    def read(self, node: Node, reading: Reading, path: str) -> tuple[Fields, ...] | None:
        """Read one entry or every one of a list."""
        if isinstance(node, Listing):
            return EntriesForm(self.entry).read(node, reading, path)
        fields = _entry(self.entry, node, reading, path)
        return None if fields is None else (fields,)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        one = self.entry.schema(definitions)
        return {"anyOf": [one, {"type": "array", "items": one}]}


def _entry(form: Form[Fields], node: Node, reading: Reading, path: str) -> Fields | None:
    """Read an entry, and let what is wrong with it and in it speak of its term."""
    before = len(reading.violations)
    fields = form.read(node, reading, path)
    if fields is not None and isinstance(identifier := fields.values.get("id"), str):
        reading.concern(before, Iri(identifier))
    return fields
