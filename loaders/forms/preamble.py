"""The forms of what stands at the head of a file: the format's version, and the prefixes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loaders.documents.nodes import Faulty, Mapping, Node, Scalar
from loaders.forms.reading import Reading
from loaders.forms.values import Definitions, JsonSchema, means_text, scalar_of, sort_of
from ontology.names import Iri, Prefixes, is_iri, is_prefix


class Binding(NamedTuple):
    """A prefix with its namespace, and where they are bound."""

    prefix: str
    namespace: Iri
    at: Scalar


@dataclass(frozen=True, slots=True)
class VersionForm:
    """The one version of the format that is read."""

    version: int

    def read(self, node: Node, reading: Reading, path: str) -> int | None:
        """Read the version; another one is a fault."""
        scalar = scalar_of(node, reading, path, "the version of the format")
        if scalar is None:
            return None
        if scalar.plain is not False and scalar.text == str(self.version):
            return self.version
        message = f"version `{scalar.text}` of the format is not known"
        fix = f"write `waymark: {self.version}`"
        reading.fault(scalar, path, message, fix, value=scalar.text)
        return None

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {"const": self.version}


@dataclass(frozen=True, slots=True)
class BindingsForm:
    """Prefixes with their namespaces; what is read is in force for the rest of the file."""

    def read(self, node: Node, reading: Reading, path: str) -> tuple[Binding, ...] | None:
        """Read the bindings that are sound, and bind them."""
        if not isinstance(node, Mapping):
            if not isinstance(node, Faulty):
                message = f"a mapping is wanted here, not {sort_of(node)}"
                reading.fault(node, path, message, 'write `{ex: "https://example.org/"}`')
            return None
        found = [binding_of(key, value, reading, path) for key, value in node.entries]
        sound = tuple(binding for binding in found if binding is not None)
        reading.prefixes = Prefixes.of((each.prefix, each.namespace) for each in sound)
        return sound

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Return the form's JSON Schema."""
        return {
            "type": "object",
            "propertyNames": {"pattern": "^[A-Za-z]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?$"},
            "additionalProperties": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:"},
        }


def binding_of(key: Scalar, value: Node, reading: Reading, path: str) -> Binding | None:
    """Read one binding; None once what is wrong with it was reported."""
    path = f"{path}.{key.text}"
    scalar = scalar_of(value, reading, path, "a namespace")
    if not is_prefix(key.text):
        message = f"`{key.text}` cannot be a prefix"
        fix = "begin with a letter, and go on with letters, digits, _ . - and no dot at the end"
        reading.fault(key, path, message, fix, value=key.text)
        return None
    if scalar is None:
        return None
    if not (means_text(scalar) and is_iri(scalar.text)):
        message = f"the namespace `{scalar.text}` is no IRI"
        fix = "write an absolute IRI, such as `https://example.org/`"
        reading.fault(scalar, path, message, fix, value=scalar.text)
        return None
    return Binding(key.text, Iri(scalar.text), key)
