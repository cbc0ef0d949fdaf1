"""Reading curriculum files: YAML or JSON, one document or a folder of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from loaders.curriculum import format as keys
from loaders.curriculum.assembly import FileRead, loaded, said_in
from loaders.documents.json_nodes import read_json
from loaders.documents.nodes import Document, Faulty
from loaders.documents.yaml_nodes import read_yaml
from loaders.fidelity import Account
from loaders.files import decoded, read_bytes
from loaders.forms.reading import Reading
from loaders.forms.records import Fields
from loaders.loaded import Loaded
from ontology.errors import SourceError
from ontology.names import Iri

SUFFIXES = (".yaml", ".yml", ".json")


def read_files(paths: Sequence[Path]) -> Loaded:
    """Read files, in that order, as one load.

    Raises `SourceError` where files cannot be read as YAML or JSON: all of them are named.
    """
    account = Account()
    found: list[FileRead] = []
    broken: list[SourceError] = []
    for path in paths:
        file = path.as_posix()
        try:
            found.append(_read_text(decoded(read_bytes(path), file), file, account))
        except SourceError as error:
            broken.append(error)
    if broken:
        raise SourceError.of_all(broken)
    return loaded(found, account)


def read_text(text: str, file: str) -> Loaded:
    """Read one document that is already text; the name's suffix says whether it is JSON.

    Raises `SourceError` where it is no YAML or JSON.
    """
    account = Account()
    return loaded([_read_text(text, file, account)], account)


def _read_text(text: str, file: str, account: Account) -> FileRead:
    document = read_json(text, file) if file.lower().endswith(".json") else read_yaml(text, file)
    reading = Reading(file, document, account)
    for fault in document.faults:
        reading.fault(Faulty(fault.row, fault.column), "", fault.message, fault.fix)
    whole = _whole(document, reading)
    framework = _framework_of(whole, reading) if whole is not None else None
    return said_in(whole, framework, reading)


def _whole(document: Document, reading: Reading) -> Fields | None:
    if document.root is None:
        fix = f"begin with `waymark: {keys.VERSION}`"
        reading.fault(Faulty(1, 1), "", "the file says nothing", fix)
        return None
    return keys.CURRICULUM.read(document.root, reading, "")


def _framework_of(whole: Fields, reading: Reading) -> Iri | None:
    """Return the framework whose statements these are; report a file that needs one."""
    declared = whole.get(keys.FILE_FRAMEWORK)
    if declared is not None:
        return declared.get(keys.ID)
    name = keys.FILE_FRAMEWORK.name
    if name not in whole.nodes and set(whole.nodes) - {keys.WAYMARK.name, keys.LEARNERS.name}:
        fix = "add `framework: {id: …, label: …, licence: …}`, or the name of a declared one"
        reading.fault(whole.at, "", f"the key `{name}` is missing", fix)
    return None
