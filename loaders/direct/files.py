"""The files of DIRECT: the framework as a list of records, and profiles of people's skills."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.documents.json_nodes import read_json
from loaders.documents.nodes import Node
from loaders.documents.values import fields, items, number, text, whole
from loaders.fidelity import Account, Place
from loaders.files import decoded, read_bytes
from ontology.errors import SourceError

_RECORD = re.compile(rb'\[\s*\{.*"(?:model|pk)"\s*:', re.DOTALL)
_PROFILE = re.compile(rb'\[\s*\{.*"user_id"\s*:', re.DOTALL)
_LOOKED_AT = 8192
# records that need no slug, for nothing is named after them
UNNAMED = ("skilllevel",)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of the framework: what its model is, its number, its fields, its place."""

    model: str
    key: int
    fields: Mapping[str, Node]
    place: Place

    def text(self, name: str) -> str:
        """Return a text of the record, without white space around; empty where there is none."""
        return text(self.fields.get(name))

    def says(self, name: str) -> bool:
        """Tell whether something stands in a field, other than an empty text or list."""
        node = self.fields.get(name)
        return bool(items(node) or text(node) or number(node) is not None)

    def references(self, name: str) -> list[int]:
        """Return the numbers of other records that a field lists."""
        numbers = (whole(node) for node in items(self.fields.get(name)))
        return [number for number in numbers if number is not None]


@dataclass(frozen=True, slots=True)
class Profile:
    """What somebody's role asks for, by the names of skills."""

    fields: Mapping[str, Node]
    place: Place


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All records by model and number, and the profiles."""

    records: Mapping[str, Mapping[int, Entry]]
    profiles: tuple[Profile, ...]

    def of(self, model: str) -> Mapping[int, Entry]:
        """Return the records of one model, by number."""
        return self.records.get(model, {})


def is_direct(path: Path) -> bool:
    """Tell whether a path is a file of DIRECT, or a folder that has one."""
    return bool(direct_files(path))


def direct_files(path: Path) -> list[Path]:
    """Return the files of DIRECT at a path: itself, or those of a folder, by name."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    return [file for file in files if file.suffix.lower() == ".json" and _looks_right(file)]


def _looks_right(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            beginning = stream.read(_LOOKED_AT).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        return False
    return any(kind.match(beginning) is not None for kind in (_RECORD, _PROFILE))


def read_catalogue(paths: Sequence[Path], account: Account) -> Catalogue:
    """Read the records and the profiles of files.

    Raises `SourceError` where a file is no JSON, or no list of records or profiles.
    """
    records: dict[str, dict[int, Entry]] = {}
    profiles: list[Profile] = []
    for path in paths:
        for node in _listed(path, path.as_posix()):
            known, place = fields(node), Place(path.as_posix(), node.row, node.column)
            entry = _entry(known, place)
            if entry is not None:
                _enter(entry, records.setdefault(entry.model, {}), account)
            elif "user_data" in known:
                profiles.append(Profile(known, place))
            else:
                problem = "neither a record (`model`, `pk`, `fields`) nor a profile (`user_data`)"
                raise SourceError(problem, *place)
    return Catalogue(records, tuple(profiles))


def _entry(known: Mapping[str, Node], place: Place) -> Entry | None:
    number, model = whole(known.get("pk")), text(known.get("model"))
    if number is None or not model:
        return None
    return Entry(model.removeprefix("main."), number, fields(known.get("fields")), place)


def _enter(entry: Entry, known: dict[int, Entry], account: Account) -> None:
    """Enter a record under its number, once its name and its slug can be used."""
    if entry.key in known:
        account.quarantined(entry.model, f"`pk` {entry.key} is that of another", entry.place)
    elif entry.model not in UNNAMED and not (entry.text("name") and is_slug(entry.text("slug"))):
        account.quarantined(entry.model, "it has no name, or no slug", entry.place)
    else:
        known[entry.key] = entry


def is_slug(found: str) -> bool:
    """Tell whether a text can end an IRI."""
    return re.fullmatch(r"[A-Za-z0-9_~%-][A-Za-z0-9_.~%-]*", found) is not None


def _listed(path: Path, file: str) -> tuple[Node, ...]:
    document = read_json(decoded(read_bytes(path), file), file)
    for fault in document.faults:
        raise SourceError(fault.message, file, fault.row, fault.column)
    if not items(document.root):
        raise SourceError("no list of records", file, 1, 1)
    return items(document.root)
