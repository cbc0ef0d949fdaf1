"""What SQLite reports about a file, as the end of a sentence for the operator."""

from __future__ import annotations

_SENTENCES = {
    "SQLITE_BUSY": "is busy: another process keeps writing to it: try again",
    "SQLITE_LOCKED": "is busy: another thread keeps writing to it: try again",
    "SQLITE_READONLY": "cannot be written: allow writing to the file and its folder",
    "SQLITE_PERM": "cannot be opened: allow reading and writing it",
    "SQLITE_CANTOPEN": "cannot be opened: name a file in a folder that can be written",
    "SQLITE_FULL": "cannot grow: the disk is full",
    "SQLITE_NOTADB": "is no database of Waymark: name another file",
    "SQLITE_CORRUPT": "is damaged: restore a backup",
}


def failure(error: BaseException | None) -> str:
    """Say what is wrong with the file and what helps, to follow its name."""
    code = getattr(error, "sqlite_errorname", "")
    # extended codes begin with the name of the primary one: SQLITE_READONLY_DIRECTORY
    primary = "_".join(code.split("_")[:2])
    return _SENTENCES.get(primary, f"cannot be used: {error}")


def is_busy(error: BaseException | None) -> bool:
    """Tell whether somebody else holds a lock that was wanted."""
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
