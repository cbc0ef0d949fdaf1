"""Files as bytes and text, within limits."""

from __future__ import annotations

import codecs
from pathlib import Path

from ontology.errors import SourceError

MAX_BYTES = 256 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def is_there(path: Path) -> bool:
    """Tell whether there is a file or folder of that name; no name is too odd to ask."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a file whole.

    Raises `SourceError` where that cannot be done, or it has more than `limit` bytes.
    """
    name = path.as_posix()
    try:
        if not path.is_file():
            raise SourceError("not a file" if path.exists() else "no such file or folder", name)
        with path.open("rb") as stream:
            found = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot be read: {error}", name) from None
    if len(found) > limit:
        raise SourceError(f"larger than {limit // (1024 * 1024)} MiB", name)
    return found


def decoded(found: bytes, file: str) -> str:
    """Decode UTF-8, or what a byte order mark names.

    Raises `SourceError` with the place of the first byte that fits nowhere.
    """
    encoding = next((name for mark, name in _MARKS if found.startswith(mark)), "utf-8")
    try:
        return found.decode(encoding)
    except UnicodeDecodeError as error:
        before = found[: error.start].decode(encoding, "ignore")
        row = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        shown = " ".join(f"{byte:02x}" for byte in found[error.start : error.start + 1])
        problem = f"not {encoding.removesuffix('-sig').upper()}: the byte {shown} fits no character"
        raise SourceError(f"{problem}: save the file as UTF-8", file, row, column) from None
