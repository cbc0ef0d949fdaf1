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
        _replace(content, path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"`{path.as_posix()}` cannot be written: {reason}") from error


def _replace(content: bytes, path: Path) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".waymark-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
