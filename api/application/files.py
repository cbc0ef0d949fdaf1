"""Writing files, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ontology.errors import InputError


def keep(content: bytes, path: Path) -> None:
    """Write a file whole or not at all.

    Raises `InputError` where it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(content, path.resolve())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"`{path.as_posix()}` cannot be written: {reason}") from error


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or those of a new one."""
    if path.exists():
        return path.stat().st_mode & 0o777
    # the mask can only be read by setting it
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _replace(content: bytes, path: Path) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".waymark-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(_mode(path))
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
