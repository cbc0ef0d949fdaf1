"""Which formats can be loaded, and how a path shows which one it has."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from loaders.csv_tables.folder import is_csv_tables
from loaders.csv_tables.reader import read_tables
from loaders.curriculum.reader import SUFFIXES, read_files
from loaders.direct.files import is_direct
from loaders.direct.reader import read_paths
from loaders.esco.folder import is_esco
from loaders.esco.reader import read_folders
from loaders.files import is_there
from loaders.loaded import Loaded
from loaders.rdf.reader import JSONLD, NTRIPLES, TURTLE
from ontology.errors import SourceError


class Format(NamedTuple):
    """One way in: `recognises` looks at a path, `read` reads several as one load."""

    name: str
    recognises: Callable[[Path], bool]
    read: Callable[[Sequence[Path]], Loaded]


def formats() -> tuple[str, ...]:
    """Return the names of all formats."""
    return tuple(known.name for known in _FORMATS)


def load(paths: Sequence[Path], format_name: str | None = None) -> Loaded:
    """Read files and folders as one load; the format is recognised unless it is named.

    Raises `SourceError` for what cannot be read, or has no format that is known.
    """
    grouped: dict[Format, list[Path]] = {}
    for path in dict.fromkeys(paths):
        grouped.setdefault(_format_of(path, format_name), []).append(path)
    with _collector_paused():
        return Loaded.merged(known.read(group) for known, group in grouped.items())


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Let the collector of cycles rest: a load makes many objects, all to stay, and no cycles.

    It would look through all of them again and again, for a third of the time of a large load.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _format_of(path: Path, name: str | None) -> Format:
    if not is_there(path):
        raise SourceError("no such file or folder", path.as_posix())
    for known in _FORMATS:
        if known.name == name or (name is None and known.recognises(path)):
            return known
    listed = ", ".join(f"`{known}`" for known in formats())
    if name is not None:
        raise SourceError(f"no format is called `{name}`: known are {listed}", path.as_posix())
    raise SourceError(f"no known format: name one of {listed}", path.as_posix())


def _is_curriculum(path: Path) -> bool:
    return bool(_curricula(path))


def _read_curricula(paths: Sequence[Path]) -> Loaded:
    files = [file for path in paths for file in _curricula(path) or [path]]
    return read_files(list({file.resolve(): file for file in reversed(files)}.values())[::-1])


def _curricula(path: Path) -> list[Path]:
    """Return the path itself, or the curriculum files of a folder and its folders, by name."""
    if not path.is_dir():
        return [path] if path.suffix.lower() in SUFFIXES else []
    found = [file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES]
    inside = ((file.relative_to(path).parts, file) for file in found if file.is_file())
    return [file for parts, file in sorted(inside) if not any(p.startswith(".") for p in parts)]


_FORMATS = (
    Format("esco", is_esco, read_folders),
    Format("direct", is_direct, read_paths),
    Format("csv", is_csv_tables, read_tables),
    Format("curriculum", _is_curriculum, _read_curricula),
    Format("turtle", TURTLE.recognises, TURTLE.read),
    Format("ntriples", NTRIPLES.recognises, NTRIPLES.read),
    Format("jsonld", JSONLD.recognises, JSONLD.read),
)
